/** Every bound of the HTTP side, with its unit and its reason. What callers may send is bounded by the contract. */

/** Bytes of all headers of a request: room for a large token and the cookies of a shop. */
export const headerBytesMax = 16_384;

/** Headers of a request; more are a mistake or an attack. */
export const headerCountMax = 100;

/** In ms: a caller that takes longer for its headers holds a socket for nothing (slow loris). */
export const headersTimeoutMs = 10_000;

/** In ms: the same for a whole request. */
export const requestTimeoutMs = 15_000;

/** In ms: how often slow callers are looked for. */
export const slowCallerCheckMs = 1_000;

/** In ms: longer than a gateway keeps its idle connections (60 s), so that it never sends into one that just closed. */
export const keepAliveTimeoutMs = 72_000;

/** In ms: how long a graceful stop waits for answers that are under way before it cuts them. */
export const stopWithinMs = 10_000;

/** In ms: how often a stop closes the connections that have become idle. */
export const stopCheckMs = 25;

/** Streams of events of one node: at about 3 KB each, 15 MB. Beyond, pages poll. */
export const sseStreamsMax = 5_000;

/** In ms: proxies cut a silent stream after 30 to 60 s. */
export const ssePingEveryMs = 15_000;

/** In ms: how long after its operator is signed out or disabled a stream may go on. A read of one row for each session. */
export const sseSessionCheckEveryMs = 1_000;

/** In bytes: what may wait for a slow follower. Beyond, it is cut off; it comes back and resumes. */
export const sseBacklogBytesMax = 65_536;

/** In ms: the stock of a sale is told at most, and looked at at least, four times a second. */
export const sseStockEveryMs = 250;

/** In ms: what a follower waits before it comes back; spread, so that they do not all come at once. */
export const sseRetryMinMs = 1_000;
export const sseRetrySpreadMs = 2_000;

/** Rows of an export that are in memory at a time. */
export const exportRowsMax = 500;

/** Buyers in each of two generations of the rate limit: 100,000 at about 100 bytes, 10 MB. */
export const rateLimitBuyersMax = 50_000;

/** In ms: the window of the rate limit. */
export const rateLimitWindowMs = 1_000;

/** In ms: how long a token of a demo buyer is good. */
export const demoTokenMs = 24 * 3_600_000;

/** In seconds: when asking again makes sense while something is away. */
export const retryUnavailableSeconds = 1;

/** In seconds: when a request that arrived too slowly may be sent again, over a new connection. */
export const retrySlowSeconds = 1;
