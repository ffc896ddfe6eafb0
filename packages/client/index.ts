// The typed client of Penstock's HTTP interface, for browsers and Node.
export type { Caller, ClientOptions } from './caller.ts';
export { createCaller } from './caller.ts';
export type { Client, StreamFollower } from './client.ts';
export { createClient } from './client.ts';
export type { Following, StreamState } from './follow-events.ts';
export { jsonLinesOf } from './lines.ts';
export type { OpenResult } from './open-answer.ts';
export { openAnswer } from './open-answer.ts';
export type { CallRequest } from './request.ts';
export type { CallResult, NetworkResult, ProblemResult } from './result.ts';
export type { RetryOptions } from './retry.ts';
export { callWithRetries } from './retry.ts';
export type { Wish } from './wish.ts';
export { askFor, newWish } from './wish.ts';
