/** Every bound of the SQLite ledger, with its unit and its reason. */

/** How long in ms a connection waits for another one's lock. Only a stranger's tool can hold one for long. */
export const busyTimeoutMs = 2_000;

/** Page cache of the writer in KiB: the indexes that are written at random places stay in memory. */
export const writerCacheKib = 65_536;

/** Page cache of a reader in KiB. */
export const readerCacheKib = 16_384;

/**
 * Pages of the write-ahead log (4 KiB each) that are copied into the database file at a time. More of them share
 * the copying of a page that changes often; fewer keep a restart short, which reads them all.
 */
export const checkpointPagesMin = 16_000;

/**
 * Pages of the write-ahead log (512 MB) from which the writer waits for readers to let it start anew. Beside a backup,
 * which reads for as long as it copies, the log grows by what is sold meanwhile; nothing else reads for long.
 */
export const walPagesMax = 128_000;

/** How long in ms the writer waits for them: longer than the ledger's own reads, short enough for who waits to buy. */
export const walRestartWaitMs = 50;

/** Orders in one `released` change: what a gate takes in one call. */
export const releasedBatchMax = 256;

/** Orders in one chunk for the gate: small enough to be unpacked between two requests. */
export const gateChunkOrdersMax = 10_000;

/** Calls that wait for a ledger thread. Beyond, a call fails at once, so that a slow disk cannot fill the memory. */
export const callsWaitingMax = 20_000;

/** Weight of the calls that share one transaction; see `weightOf`. Bounds how long the first waits for the last. */
export const groupWeightMax = 1_024;

/** Groups of calls on their way to a ledger thread: with a second one waiting there, it never idles for the first's answer. */
export const groupsInFlightMax = 2;

/** Sales whose journal the surveyor keeps added up, at about 100 bytes a variant; one more is added up anew. */
export const saleTalliesMax = 256;
