import { deliveryJitter, deliveryWaitsMs, retryAfterMaxMs } from '../limits.ts';

/** Why a message was not taken, for pages in another language. */
export type HookFault =
  | { readonly code: 'answered'; readonly params: { readonly status: number } }
  | { readonly code: 'too-slow'; readonly params: { readonly seconds: number } }
  | { readonly code: 'broken-off' }
  | { readonly code: 'not-public'; readonly params: { readonly address: string } }
  /** `error` is the system's own word for it. */
  | { readonly code: 'unreachable'; readonly params: { readonly error: string } };

/** What the shop's system said to a message. */
export type HookAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfterMs?: number }
  /** It gave no answer; `why` is for people. */
  | { readonly kind: 'silent'; readonly why: string; readonly fault: HookFault };

/** What becomes of a delivery after a try. */
export type DeliveryDecision =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly atMs: number; readonly error: string; readonly fault: HookFault }
  /** The tries are used up, or the receiver wants nothing more. */
  | { readonly kind: 'failed'; readonly error: string; readonly fault: HookFault };

/** What the receiver's answer says about all that is still to be sent. */
export type HookState =
  | { readonly kind: 'well' }
  /** It is away, overloaded or wrong: others are likely to fail as well. */
  | { readonly kind: 'ailing'; readonly pauseMs: number }
  /** It wants no message any more (410). */
  | { readonly kind: 'gone' };

export type Try = {
  /** Tries so far, this one counted. */
  readonly attempts: number;
  readonly nowMs: number;
  /** From 0 to 1: spreads the next try. */
  readonly chance: number;
};

const gone = 410;

/** Decides after a try, as Standard Webhooks says: any 2xx is a yes, 410 is the end, everything else is tried again. */
export function decideDelivery(answer: HookAnswer, { attempts, nowMs, chance }: Try): DeliveryDecision {
  if (answer.kind === 'answered' && isYes(answer.status)) return { kind: 'delivered' };
  const why = whyNot(answer);
  if (answer.kind === 'answered' && answer.status === gone) return { kind: 'failed', ...why };
  const waitMs = deliveryWaitsMs[attempts - 1];
  if (waitMs === undefined) return { kind: 'failed', ...why };
  const spread = 1 + deliveryJitter * (2 * chance - 1);
  return { kind: 'again', atMs: nowMs + Math.max(Math.round(waitMs * spread), pauseOf(answer)), ...why };
}

export function hookStateAfter(answer: HookAnswer): HookState {
  if (answer.kind === 'answered' && isYes(answer.status)) return { kind: 'well' };
  if (answer.kind === 'answered' && answer.status === gone) return { kind: 'gone' };
  return { kind: 'ailing', pauseMs: pauseOf(answer) };
}

function whyNot(answer: HookAnswer): { readonly error: string; readonly fault: HookFault } {
  if (answer.kind === 'silent') return { error: answer.why, fault: answer.fault };
  const { status } = answer;
  return { error: `It answered ${status}.`, fault: { code: 'answered', params: { status } } };
}

function isYes(status: number): boolean {
  return status >= 200 && status < 300;
}

// Only these two say how long to stay away; a receiver that is up and refuses a message says nothing about the others.
function pauseOf(answer: HookAnswer): number {
  if (answer.kind === 'silent' || (answer.status !== 429 && answer.status !== 503)) return 0;
  return Math.min(answer.retryAfterMs ?? 0, retryAfterMaxMs);
}
