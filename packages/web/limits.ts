// Every bound of what the pages share, with its unit and its reason.

/** Samples of the server's clock in one measurement: the quickest of five is good to half its round trip. */
export const clockSamplesMax = 5;

/** Milliseconds: a slower round trip says too little about the server's clock, and is asked for again. */
export const clockRoundTripMaxMs = 2_000;

/** Milliseconds: how long before the opening the clock is measured again. */
export const clockResyncBeforeMs = 60_000;

/** Milliseconds by which the wall clock and the page's own clock may part before a sleep or a changed clock is assumed. */
export const clockJumpMs = 1_000;

/** Milliseconds by which a button may arm late, so that a tap on the dot is not refused as early. */
export const armDelayMaxMs = 60;
