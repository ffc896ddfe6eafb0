/** Every bound of the core, with its unit and its reason. */

/** Orders in one outbox entry, one message and one transaction: large enough to share an fsync, small enough to be quick. */
export const holdBatchMax = 256;

/** Orders given by the gate and not yet settled: beyond, the gate answers `busy` instead of growing without end. */
export const ordersInFlightMax = 20_000;

/** Age in ms of the oldest unsettled order from which the gate answers `busy`: the ledger is not keeping up. */
export const inFlightAgeMaxMs = 8_000;

/** How long in ms a winner's request waits for the ledger before it is told `reserved`. */
export const settlementWaitMs = 800;

/** How long in ms an ask waits for the gate to hear that its buyer's order has ended: longer than a node's memory is behind it. */
export const endHeardWithinMs = 600;

/** How often in ms it looks meanwhile. */
export const endHeardEveryMs = 20;

/** Orders that expire in one transaction: bounds how long the writer is kept from recording new orders. */
export const expireBatchMax = 512;

/** Changes that a relay takes from the outbox at a time. */
export const changeBatchMax = 256;

/** The highest unit number of a sku: bounds the gate's memory (8 bytes a unit) and the audit's. */
export const unitLastMax = 10_000_000;

/** Units and orders, each, in one part of a load: bounds how long the gate is busy with it. */
export const loadPartMax = 2_000;

/** Rows of one page of a list: bounds what one answer may hold in memory. */
export const pageRowsMax = 1_000;

/** How long in ms an audit looks for a moment at which nothing moves. */
export const auditStableWithinMs = 2_000;

/** How long in ms a rebuild waits for orders in flight to settle before it fences them off by epoch. */
export const rebuildDrainMs = 5_000;

/**
 * How long in ms a gate that is not armed may be untouched before its rebuild counts as given up: longer than a rebuild
 * drains, so that nobody starts a second one beside it.
 */
export const gateIdleMaxMs = 7_000;

/** How long in ms an order that was issued may be unknown to the ledger before it is written down as lost. */
export const lostAfterMs = 15_000;

/** Payments about which the provider is asked side by side: those that fall due together are closed together. */
export const checkBatchMax = 512;

/** How long in ms after its opening a payment without news is asked about: a webhook that works is there long before. */
export const checkFirstMs = 15_000;

/** How long in ms after no answer a payment that is to be closed is asked about again: at first, and at the most. */
export const checkRetryMinMs = 1_000;
export const checkRetryMaxMs = 60_000;

/** How long in ms the provider may take to close a payment: a unit is for sale again within a second of `payBy`. */
export const closeTimeoutMs = 500;

/** How long in ms a buyer waits for the provider to open a payment. */
export const openTimeoutMs = 5_000;

/** How long in ms the provider may take to say what it knows of a payment. */
export const findTimeoutMs = 2_000;

/** How long in ms the provider may take to give money back. */
export const refundTimeoutMs = 10_000;

/** How long in ms after `payBy` a provider that gives no answer keeps a unit; then the order expires all the same. */
export const closeGraceMs = 10_000;

/** Refunds that are asked for side by side. */
export const refundBatchMax = 32;

/** How long in ms after a refund without an answer it is asked for again. */
export const refundRetryMs = 2_000;

/** Attempts to pay for one order: somebody who was declined more often than this is trying cards. */
export const paymentAttemptsMax = 20;

/** How often opening a payment may find that the last attempt was over, before the buyer is asked to come again. */
export const openTriesMax = 3;

/** How often closing the payment may lose against a new one before a cancellation is refused as in progress. */
export const cancelTriesMax = 3;

/** The time in ms over which captures a second are counted: long enough to be steady, short enough to be of now. */
export const captureWindowMs = 5_000;
/** How long in ms an operator's session is good at the most: a shift. */
export const operatorSessionMs = 12 * 3_600_000;

/** How long in ms an operator's session may stay unused: a console that somebody left open is nobody's for long. */
export const operatorSessionIdleMs = 3_600_000;

/** How long in ms the use of a session is not written down again: a write a minute for an open page, not one a call. */
export const sessionUseEveryMs = 60_000;

/** Sessions of one operator at a time: a few devices. The one that was used longest ago makes room. */
export const sessionsPerOperatorMax = 10;

/** How long in ms a buyer's session is good at the most: on a shared computer it ends with the day. */
export const buyerSessionMs = 24 * 3_600_000;

/** The waits in ms before each try after the first: what Standard Webhooks advises. After the last, a person decides. */
export const deliveryWaitsMs: readonly number[] = [
  5_000,
  5 * 60_000,
  30 * 60_000,
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 3_600_000),
];

/** By which share a wait is shorter or longer, by chance: those that failed together do not all come back together. */
export const deliveryJitter = 0.2;

/** The longest in ms that a receiver may ask to be left alone: a mistaken date must not silence it for a year. */
export const retryAfterMaxMs = 3_600_000;

/** Messages to the shop that are under way at a time: what a small shop system bears. */
export const deliveriesInFlightMax = 16;

/** How long in ms a try may take: what Standard Webhooks advises at least. */
export const deliveryTimeoutMs = 15_000;

/** For how long in ms a delivery belongs to who took it: a try, and the writing down of its outcome. */
export const deliveryLeaseMs = 20_000;

/** How often in ms is looked whether a delivery is due. */
export const deliveryPollMs = 100;

/** How often in ms is looked for room while as many messages are under way as may be. */
export const roomPollMs = 10;

/** Failures in a row after which the receiver is probed with one message at a time. */
export const ailingAfter = 3;

/** The wait in ms after a probe that failed; it doubles from the one to the other. */
export const probeWaitMinMs = 1_000;
export const probeWaitMaxMs = 30_000;

/** How long in ms a delivery that is over can be looked up and sent again: two weeks, at about 100 bytes each. */
export const deliveryKeptMs = 14 * 24 * 3_600_000;

/** Deliveries that are forgotten in one transaction: bounds how long the writer is kept from recording orders. */
export const pruneBatchMax = 500;

/** How often in ms is looked for deliveries to forget. */
export const pruneEveryMs = 60_000;

/** Characters of the reason why a try failed that are kept. */
export const deliveryErrorLengthMax = 300;
