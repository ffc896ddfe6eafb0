/** The consumer group of every outbox: relays share its entries, and each entry is with one of them. */
export const outboxGroup = 'relays';
