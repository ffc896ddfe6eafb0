// Every bound of the crowd, with its unit and its reason.

/** Buyers of one run. Their tokens take about 130 bytes each, so a million fit into 130 MB. */
export const buyersMax = 1_000_000;

/** Open connections. One process has 1,024 file descriptors on many machines unless its owner raised the limit. */
export const connectionsMax = 10_000;

/** Connections opened at the same moment: less than a listener's usual backlog of 511, so that none is turned away. */
export const connectsAtOnceMax = 200;

/** Milliseconds before the first ask at which connections are opened: shorter than servers keep idle ones (5 s in Node). */
export const connectLeadMs = 2_000;

/** Milliseconds until a connection counts as not made. */
export const connectTimeoutMs = 5_000;

/** Milliseconds between two tries to connect, doubled up to the maximum: a server that restarts is away for about a second. */
export const reconnectDelayMinMs = 20;
export const reconnectDelayMaxMs = 250;

/** Milliseconds in which no connection at all could be had, after which the crowd goes home: a restart takes 3 s. */
export const serverAwayMaxMs = 30_000;

/** Milliseconds until an unanswered request is given up as unknown: more than ten times what a server may wait (800 ms). */
export const requestTimeoutMs = 10_000;

/** Milliseconds between two looks for requests that are too old; a time-out is late by at most this. */
export const timeoutSweepMs = 250;

/** Bytes of the head of an answer; Node's own limit. */
export const answerHeadBytesMax = 16 * 1_024;

/** Bytes of a whole answer to the crowd: an order has 500, so this is far beyond anything meant. */
export const answerBytesMax = 1_024 * 1_024;

/** Bytes of the buffer into which every plain connection reads: libuv's own choice. */
export const readBufferBytes = 64 * 1_024;

/** Tries of one ask after the first: `--retries` may not ask for more, since a crowd that never gives up never ends. */
export const retriesMax = 100;

/** Seconds that a `Retry-After` is honoured for; a longer one ends the run's patience, not the run. */
export const retryAfterMaxSeconds = 10;

/** Milliseconds before the first retry when the server named no time; doubled with each further one, up to the maximum. */
export const retryDelayMinMs = 100;
export const retryDelayMaxMs = 2_000;

/** Milliseconds after which a buyer who came too early asks again when the opening by our clock has passed already. */
export const notOpenDelayMs = 10;

/** Times that one ask may hear `sale-not-open` at the opening: 500 ms of a clock that is off. */
export const notOpenAsksMax = 50;

/** Milliseconds between two early asks of one buyer: a person who taps a grey button twice a second. */
export const earlyAskIntervalMs = 500;

/** Milliseconds for which the crowd turns without sleeping before something is due, since timers are late by one or two. */
export const spinMs = 2;

/** Milliseconds within which a buyer who cancels does so after winning. */
export const cancelDelayMaxMs = 200;

/** Samples of the server's clock; the one with the shortest round trip is used. */
export const clockSamples = 9;

/** Milliseconds of a round trip beyond which a sample says nothing about the clock. */
export const clockRoundTripMaxMs = 2_000;

/** Milliseconds of rounding: the server's clock and its instants are told in whole milliseconds. */
export const clockRoundingMs = 1;

/** Milliseconds for which a refusal may be older than the truth (H7 says so). */
export const refusalAgeMaxMs = 2_000;

/** Milliseconds between two looks whether the server has become quiet, and for how long it is given. */
export const quietPollMs = 200;
export const quietMaxMs = 30_000;

/** Milliseconds until a final read, also a long export, is given up. */
export const readTimeoutMs = 120_000;

/** Connections that may be lost under one read: two are closed by a server at a time when it is busy. */
export const readTriesMax = 3;

/** Final reads of `orders/mine` in flight at a time. */
export const readsAtOnceMax = 16;

/** Winners and losers whose own lists are read at the end. Those in doubt are all read, since only that decides them. */
export const winnersReadMax = 20_000;
export const losersReadMax = 500;

/** Counterexamples that a verdict shows; the rest is counted. */
export const counterexamplesMax = 5;

/** Bodies of answers that nobody expected, kept for the report. */
export const oddBodiesMax = 20;

/** Characters of such a body that are kept. */
export const oddBodyLengthMax = 300;

/** Milliseconds between two live lines on a terminal, and elsewhere. */
export const liveLineTerminalMs = 250;
export const liveLinePlainMs = 2_000;

/** Steps of the report's time line: as many as can be told apart on a page. */
export const timelineStepsMax = 120;

/** Seconds that a buyer's token outlives the planned opening: longer than any run. */
export const tokenLifeSeconds = 3_600;

/** Milliseconds that asks may come too early: a minute of a crowd before a shut door shows all that an hour would. */
export const earlyMaxMs = 60_000;

/** How often everybody may ask in one run, and asks a second: with `buyersMax` far more than one machine answers. */
export const roundsMax = 10_000;
export const rateMax = 1_000_000;

/** Seeds are 32 bits, which is what the dice use. */
export const seedMax = 0xffff_ffff;

/** Milliseconds until the own sale opens, at most an hour: somebody sits and waits for it. */
export const opensInMaxMs = 3_600_000;

/** Asks of one run: 40 bytes each in the history. */
export const asksMax = 20_000_000;

/** Milliseconds between two looks at a sale that is waited for: its opening may be moved until it has come. */
export const saleLookMs = 5_000;

/** Milliseconds within which an opening is worth waiting for when `--sale next` could have a sale that is open already. */
export const soonMs = 600_000;

/** Milliseconds within which who pays at once does so, and the share of the time to pay that it takes at the most. */
export const paySoonMaxMs = 2_000;
export const paySoonShareOfWindow = 0.5;

/** Milliseconds before and after `payBy` between which some pay: where payment and expiry race. */
export const payAroundEarlyMs = 200;
export const payAroundLateMs = 400;

/** Calls of payers under way at a time: people on a page of the provider, beside the crowd that asks. */
export const payersAtOnceMax = 32;

/** Milliseconds between two tries of a payer's call, and how many there are: a restart takes 3 s. */
export const payRetryMs = 250;
export const payTriesMax = 80;

/** Milliseconds between two looks whether the shop has heard of a decline, and how many there are. */
export const declineLookMs = 50;
export const declineLooksMax = 100;

/** Milliseconds for which money may still be on its way after the crowd: a silent provider speaks 12 s after `payBy`. */
export const moneyQuietMaxMs = 60_000;

/** Milliseconds of a payment window up to which a run may have late payers, who wait until it is over. */
export const latePaymentWindowMaxMs = 600_000;
