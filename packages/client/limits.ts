// Every bound of the client, with its unit and its reason.

/** Milliseconds until a call counts as lost. A winner's answer takes up to 800 ms; the rest is for bad networks. */
export const callTimeoutMs = 15_000;

/** How often one call is sent again. With the waits below that covers a restart of the server. */
export const retriesMax = 6;

/** Milliseconds: the bound of the first random wait; it doubles with each retry. */
export const retryBaseMs = 200;

/** Milliseconds: the bound of any random wait of ours. */
export const retryWaitMaxMs = 5_000;

/** Milliseconds: the longest `Retry-After` that is waited for; a longer one is for the caller to decide. */
export const retryAfterMaxMs = 30_000;

/** Milliseconds without a byte after which a stream counts as dead: three of the server's pings. */
export const streamSilenceMaxMs = 45_000;

/** Characters of one event or one line. A sale of 50 variants has 10,000; a stranger's endless line must not fill memory. */
export const lineLengthMax = 1_000_000;

/** Characters of an error's text that are kept when a server answers with something that is no problem. */
export const foreignTextMax = 200;
