/** What an order id is made from, besides chance. */
export type OrderIdOrigin = {
  readonly saleId: string;
  readonly sku: string;
  readonly buyerId: string;
  readonly nowMs: number;
};

export interface Ids {
  /** A new order id: a UUIDv7 (RFC 9562) whose last 62 bits are a keyed hash of its origin and its other bits. */
  orderId(origin: OrderIdOrigin): string;
  /** Whether this id was made by `orderId` for this origin: tells an id that was lost from one that was made up. */
  isIssued(orderId: string, origin: Omit<OrderIdOrigin, 'nowMs'>): boolean;
  /** A new id for anything else: a UUIDv7 in the order of time. */
  next(): string;
}
