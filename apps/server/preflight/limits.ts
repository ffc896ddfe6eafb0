/** Every bound of the preflight, with its unit and its reason. */

/** In ms: a sale that opens sooner is published in a hurry; pages need a few seconds to hear of it. */
export const openingSoonMs = 10_000;

/** In ms: from here on clocks differ by more than a reading of them takes, and by more than a person notices. */
export const clockWarnMs = 50;
export const clockFailMs = 500;

/** In ms: how long the event loop is watched, and from which lag on answers come late. That passes, so it only warns. */
export const lagWatchMs = 250;
export const lagWarnMs = 100;

/** In ms: how finely the event loop is watched. */
export const lagResolutionMs = 10;

/** In ms: a worker begins a round at least every half second; one that did not for so long stands still. */
export const workerSilentMs = 5_000;

/** In ms: the age of the oldest order in line from which the ledger does not keep up. */
export const queueWarnMs = 1_000;

/** In bytes: below, a warning; a million orders take about 500 MB. */
export const diskWarnBytes = 1_000_000_000;

/** In bytes: below, a sale would soon stand still. */
export const diskFailBytes = 100_000_000;
