/** Tells who follows an order that it changed. The listener reads the order anew: an event carries no state. */
export interface OrderEvents {
  changed(orderIds: readonly string[]): void;
  /** Answers how to stop. */
  follow(orderId: string, listener: () => void): () => void;
}
