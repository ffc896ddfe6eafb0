/** When an order id was made, in epoch ms by the gate's clock as its maker followed it: the first 48 bits of a UUIDv7. */
export function issuedAtMs(orderId: string): number {
  return Number.parseInt(orderId.slice(0, 8) + orderId.slice(9, 13), 16);
}
