/** Every bound of the Redis adapter, with its unit and its reason. */

/** Asks in one call: beyond, a call keeps the gate from everybody else for more than a few ms. */
export const batchAsksMax = 512;

/** Asks that wait for their call in this process: at 100,000 decisions a second a tenth of a second; then `busy`. */
export const asksWaitingMax = 10_000;

/** How long in ms one call may take before it is repeated or given up: a live Redis answers in a few. */
export const callTimeoutMs = 1_000;

/** How long in ms asks are repeated under the same ids before their outcome is called unknown. */
export const holdPatienceMs = 2_000;

/** How long in ms before asks are repeated whose outcome is not known. */
export const holdRetryMs = 50;

/** How long in ms a connection may be silent while answers are due, before it is taken for dead. */
export const socketSilenceMs = 2_000;

/** How long in ms a connection may take to be made. */
export const connectTimeoutMs = 1_000;

/** How long in ms a start waits for some node to answer. */
export const connectPatienceMs = 5_000;

/** How often in ms a node of the cluster that cannot be reached is tried again. */
export const reconnectEveryMs = 200;

/** Orders that one call changes: bounds how long the gate is busy with it. */
export const ordersChangedMax = 512;

/** New units in one call. */
export const unitsAddedMax = 10_000;

/** Free units read at a time. */
export const unitsPageSize = 10_000;

/** Changes that the gate keeps for its followers: about a second of the most that a sale can change. */
export const changesKept = 500;

/** Changes that a follower takes at a time. */
export const changesReadMax = 64;

/** How long in ms ago a node must have heard from the gate to refuse by what it remembers. */
export const viewAgeMaxMs = 500;

/** How often in ms a sale is looked at that people ask for: well within the age, so that one lost answer is no gap. */
export const followHotMs = 100;

/** How often in ms a sale is looked at while somebody waits for the ledger's word on an order. */
export const followWaitingMs = 10;

/** How often in ms a sale is looked at that nobody asks for. */
export const followColdMs = 1_000;

/** Shortest time in ms between two looks at a sale, however much this process changes. */
export const followGapMs = 5;

/** How long in ms after the last ask a sale is hot. */
export const hotForMs = 10_000;

/** How long in ms ago a node must have heard from the gate to show its counts. */
export const countsAgeMaxMs = 5_000;

/** How often in ms the list of the gate's sales is read. */
export const registerReadMs = 250;

/** Orders that a node remembers of a sale, to recognise who has one: some 60 MB; of a larger sale it refuses nobody. */
export const winnersMax = 200_000;

/** Orders read at a time by a node that begins to follow a sale. */
export const ordersPageSize = 1_000;

/** Settled orders that a node remembers for whoever asks a moment too late. */
export const settledKept = 10_000;

/** How fast in ms per ms a machine's clock may drift from another's: 0.05 %, far more than a quartz does. */
export const clockDrift = 0.000_5;

/** Entries of the outbox read at a time: a few, since other relays should have some too. */
export const entriesReadMax = 4;

/** How often in ms the outbox is looked at of a sale that gave something lately. */
export const outboxHotMs = 10;

/** How often in ms the outbox is looked at of any other sale. */
export const outboxColdMs = 100;

/** How long in ms after its last entry the outbox of a sale is hot. */
export const outboxHotForMs = 5_000;

/** How long in ms an entry may lie with a relay that has not settled it, before another one takes it. */
export const entryIdleMs = 5_000;

/** How often in ms entries are looked for that lie with a relay for too long. */
export const claimEveryMs = 1_000;

/** How long in ms a relay waits before it offers an entry again that the ledger could not take. */
export const ledgerPauseMs = 250;
