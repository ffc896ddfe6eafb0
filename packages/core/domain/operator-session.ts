import { operatorSessionIdleMs, operatorSessionMs, sessionUseEveryMs } from '../limits.ts';

/** A signed-in operator's session. Times are epoch milliseconds of the ledger. */
export type OperatorSession = {
  readonly openedAtMs: number;
  /** When it was last used, as far as that was written down: it may be `sessionUseEveryMs` behind. */
  readonly usedAtMs: number;
};

/** When a session ends whatever is done. */
export function sessionEndsAtMs({ openedAtMs }: OperatorSession): number {
  return openedAtMs + operatorSessionMs;
}

/** Whether a session is good: opened not too long ago, and used not too long ago. */
export function isSessionGood(session: OperatorSession, nowMs: number): boolean {
  return nowMs < sessionEndsAtMs(session) && nowMs < session.usedAtMs + operatorSessionIdleMs;
}

/** Whether a use is written down now. Not every one is: a page that reads twice a second would keep the disk busy. */
export function isUseDue({ usedAtMs }: OperatorSession, nowMs: number): boolean {
  return nowMs >= usedAtMs + sessionUseEveryMs;
}
