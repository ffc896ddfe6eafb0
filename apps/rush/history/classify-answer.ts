// From status and body to an outcome. A refusal's code is found without parsing the body, since most answers are one.
import type { Outcome } from './outcomes.ts';
import { outcomes } from './outcomes.ts';

const codeMember = Buffer.from('"code":"');
const quote = 34;
const known = new Map<string, Outcome>(outcomes.map((outcome) => [outcome, outcome]));

export type RequestKind = 'ask' | 'cancel';

/** Reads `bytes[start, end)` as the body of an answer to a request of this kind. */
export function classifyAnswer(kind: RequestKind, status: number, bytes: Buffer, start: number, end: number): Outcome {
  if (status >= 400) return classifyProblem(status, readCode(bytes, start, end));
  if (kind !== 'ask') return status === 200 ? 'done' : 'unexpected';
  if (status === 202) return 'held';
  return status === 200 ? 'already-held' : 'unexpected';
}

/** A status that does not belong to its code is as unexpected as a code that nobody knows. */
function classifyProblem(status: number, code: string): Outcome {
  const outcome = known.get(code);
  if (outcome !== undefined && isStatusOf(outcome, status)) return outcome;
  // The server gave up an idle connection at the moment at which the request left.
  if (status === 408) return 'connection-lost';
  // A gateway's own 503 and 429 have no problem body.
  if (status === 503) return 'unavailable';
  return status === 429 ? 'rate-limited' : 'unexpected';
}

function isStatusOf(outcome: Outcome, status: number): boolean {
  switch (outcome) {
    case 'unauthenticated':
      return status === 401;
    case 'invalid-request':
      return status === 400 || status === 422;
    case 'idempotency-key-reused':
      return status === 422;
    case 'rate-limited':
      return status === 429;
    case 'sale-not-found':
      return status === 404;
    case 'sale-not-open':
    case 'limit-reached':
    case 'sale-paused':
    case 'sale-ended':
    case 'sold-out':
    case 'all-held':
    case 'order-not-cancellable':
    case 'payment-in-progress':
      return status === 409;
    case 'busy':
    case 'unavailable':
      return status === 503;
    case 'already-held':
    case 'held':
    case 'done':
    case 'timed-out':
    case 'connection-lost':
    case 'malformed-answer':
    case 'unexpected':
      return false;
  }
}

function readCode(bytes: Buffer, start: number, end: number): string {
  const at = bytes.indexOf(codeMember, start);
  if (at < 0 || at >= end) return readCodeSlowly(bytes, start, end);
  const from = at + codeMember.length;
  const to = bytes.indexOf(quote, from);
  return to < 0 || to >= end ? '' : bytes.toString('latin1', from, to);
}

/** For bodies that are written with spaces. */
function readCodeSlowly(bytes: Buffer, start: number, end: number): string {
  try {
    const problem: unknown = JSON.parse(bytes.toString('utf8', start, end));
    const code = (problem as { code?: unknown } | null)?.code;
    return typeof code === 'string' ? code : '';
  } catch {
    // Not JSON: an answer of something in between, which the status alone has to explain.
    return '';
  }
}
