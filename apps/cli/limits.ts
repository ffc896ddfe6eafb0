// Every bound of the command line, with its unit and its reason.

/** Milliseconds until a call counts as lost: a rebuild drains for up to 5 s and then loads every unit. */
export const callTimeoutMs = 120_000;

/** Milliseconds until a health check of `doctor` counts as unanswered: a person waits for it. */
export const probeTimeoutMs = 3_000;

/** Units of the sale that demo mode makes. */
export const demoUnits = 100;

/** Milliseconds from the start of demo mode to the opening of its sale: enough to read the screen and start the rush. */
export const demoOpensInMs = 20_000;

/**
 * Milliseconds within which a repeated signal counts as the same one: npm, the launcher and the terminal pass on one
 * Ctrl-C each. A person's second one comes later.
 */
export const signalRepeatMs = 1_000;

/** Milliseconds between two drawings of the board: the server tells of stock four times a second at most. */
export const boardDrawMs = 250;

/** Milliseconds between two reads of a sale while the server has no stream left for it: as often as its cache changes. */
export const pollEveryMs = 1_000;

/** Characters of a row on a terminal whose width is not known. */
export const terminalWidthDefault = 80;

/** Milliseconds of distance from the server's clock beyond which `doctor` warns: pages and rushes measure it, people do not. */
export const clockDistanceMaxMs = 500;

/** Bytes of free disk below which `doctor` warns, and below which it fails: a million orders take about 500 MB. */
export const diskFreeWarnBytes = 1_000_000_000;
export const diskFreeFailBytes = 100_000_000;

/** Clock samples that `doctor` takes; the one with the shortest round trip counts. */
export const clockSamples = 5;

/** Numbers of units that are written out; the rest is counted. */
export const unitsListedMax = 50;
