// Every bound of the console's pages, with its unit and its reason.

/** Milliseconds between two questions whether a server that gave no answer is back. */
export const awayRetryMs = 2_000;

/** Pixels: how wide the meaning of a number may be, as the style sheet says too (18rem). */
export const hintWidthPx = 288;

/** Pixels that stay free between such a meaning and the edge of the window. */
export const hintEdgePx = 8;

/** Milliseconds between two readings of what changes while a sale runs: lists, a sale's head, the health of parts. */
export const readingEveryMs = 5_000;

/** Milliseconds between two readings of what changes rarely or costs more: dead letters, audits of the home page. */
export const slowReadingEveryMs = 30_000;

/** Milliseconds of a sale that the board's charts show: the minutes in which a flash sale happens. */
export const historySpanMs = 5 * 60_000;

/** Seconds: the same, as the charts count. */
export const chartSpanSeconds = historySpanMs / 1_000;

/** Seconds that a chart shows at least, so that its first moments are not drawn as a landscape. */
export const chartSpanLeastSeconds = 60;

/** Readings that the board keeps: two a second over its span. */
export const historySamplesMax = 600;

/** Milliseconds between two readings of the numbers where there is no stream: what an operator sees is a second old. */
export const liveReadMs = 1_000;

/** Milliseconds between two updates of "last update … ago": a person reads no quicker. */
export const ageTickMs = 200;

/** Milliseconds without a reading after which the board says that it is blind: three readings that did not come. */
export const liveStaleMs = 3_000;

/** Characters of a reason, as the contract has them: it is kept for ever. */
export const reasonLengthMax = 500;

/** Milliseconds by which the dialog first offers to extend a sale. */
export const extendByMs = 15 * 60_000;

/** Notes beside the charts: what fits in their list; the operators' log has all of them. */
export const notesMax = 20;

/** Milliseconds: a draft that is to open in less than a day is a chore. */
export const draftWarningMs = 24 * 3_600_000;

/** Sales that the home page audits by itself: the latest ones, since an audit compares every unit. */
export const auditedSalesMax = 5;

/** Milliseconds of quiet after which what was typed is searched for: not every letter is a question to the server. */
export const searchWaitMs = 250;

/** Milliseconds from now on in which a new sale's form does not propose to open: it has to be prepared. */
export const newSaleOpensInMs = 3_600_000;

/** Minutes to pay that a new sale's form proposes; the contract's own default. */
export const newSaleWindowMinutes = 30;

/** The currency that a new sale's form proposes, as the command line does. */
export const newSaleCurrency = 'CNY';

/** Variants of one sale, as the contract has it. */
export const variantsMax = 50;
