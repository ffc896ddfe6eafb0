// Every bound of the measurements, with its unit and its reason.

/** Rounds of a comparison: with seven, a median has three on each side of it, so that one odd round moves nothing. */
export const roundsDefault = 7;
export const roundsMax = 101;

/** Connections of the load: the crowd of the targets. */
export const connections = 256;

/** Milliseconds of one side of a round: 200 times the tick in which the kernel counts CPU time (10 ms). */
export const roundMs = 2_000;

/** Milliseconds of asking before the first round, on each side: the compiler has then seen what is hot. */
export const warmUpMs = 1_500;

/** Milliseconds until a child process must be ready, and until it must have answered; a million asks take that on a busy machine. */
export const childReadyMs = 60_000;
export const childAnswerMs = 600_000;

/** Milliseconds in which a server must have stopped before it is killed. */
export const childStopMs = 15_000;

/** Milliseconds between two looks at what a sale has free. */
export const lookEveryMs = 10;
