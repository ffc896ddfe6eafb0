import type { FailureCode } from '@penstock/core';
import { Failure, failureCodes, isFailure } from '@penstock/core';
import type { Outcome } from './call.ts';
import type { GatePart } from './gate-parts.ts';

/** What a ledger thread is for: one writes, the others read. A survey looks at every unit, so it keeps nobody waiting. */
export type ThreadRole = 'writer' | 'reader' | 'surveyor';

export type ThreadStart = { readonly role: ThreadRole; readonly file: string; readonly tellsShop: boolean };

export type SentCall = { readonly name: string; readonly args: readonly unknown[] };

export type ToThread =
  | { readonly kind: 'open' }
  /** Calls that go together. */
  | { readonly kind: 'calls'; readonly calls: readonly SentCall[] }
  | { readonly kind: 'close' };

export type FromThread =
  | { readonly kind: 'opened' }
  /** It could not be opened, or cannot go on. */
  | { readonly kind: 'failed'; readonly error: SentError }
  /** A piece of the answer to the call at this place of the oldest unanswered group. */
  | { readonly kind: 'part'; readonly at: number; readonly part: GatePart }
  /** The answers to the oldest unanswered group. */
  | { readonly kind: 'outcomes'; readonly outcomes: readonly SentOutcome[] };

export type SentOutcome =
  | { readonly isDone: true; readonly value: unknown }
  | { readonly isDone: false; readonly error: SentError };

/** An error loses its class on the way between threads; a failure's code is what must arrive. */
export type SentError = { readonly code: FailureCode | undefined; readonly message: string; readonly stack: string };

export function sendOutcome(outcome: Outcome): SentOutcome {
  return outcome.isDone ? outcome : { isDone: false, error: sendError(outcome.error) };
}

export function sendError(error: unknown): SentError {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  if (!isFailure(error)) return { code: undefined, message, stack };
  return { code: error.code, message: message.slice(failureCodes[error.code].length + 1), stack };
}

export function receiveError({ code, message, stack }: SentError): Error {
  const cause = new Error('in a ledger thread');
  cause.stack = stack;
  return code === undefined ? new Error(message, { cause }) : new Failure(code, message || undefined, cause);
}
