// The short code of an order, which people read out to each other: the end of its id.

/** E.g. `3C5B-7A90`. */
export const shortCode = (orderId: string): string => `${orderId.slice(-8, -4)}-${orderId.slice(-4)}`.toUpperCase();
