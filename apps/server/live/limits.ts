/** Every bound of the live numbers, with its unit and its reason. */

/** In ms: the grain of rates and latencies. Two make the second that rates are told of. */
export const slotMs = 500;

/** Slots that are kept: latencies are of the last 10 s. */
export const slotsKept = 20;

/** In ms: a sale that nobody asked for in this time has no last seconds worth keeping. */
export const ringIdleMaxMs = slotMs * slotsKept;

/** In ms: how often counts are written down. A process that dies takes the asks of at most this time out of them. */
export const keepAsksEveryMs = 10_000;

/** In ms: how long a reading waits for a source. What comes later is in the next reading. */
export const sourceWaitMs = 300;

/** In ms: a source that said nothing for longer is missing; with two readings a second it is shown so within 2 s. */
export const sourceSilenceMaxMs = 1_400;

/** In ms: followers are told at most, and watched sources asked at most, twice a second. */
export const liveEveryMs = 500;

/** Sales of which is remembered when their sources were heard last. */
export const watchedSalesMax = 256;
