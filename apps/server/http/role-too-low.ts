import type { OperatorBook } from '@penstock/core';
import { keptDetail } from './act.ts';
import type { RefusedRole } from './authorize.ts';
import { createPace } from './pace.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';

/** Refusals are written down for ever, so that nobody may cause them without end: a person is refused now and then. */
const pace = { burst: 30, everyMs: 2_000, keysMax: 1_000 };

/** Refuses an operator whose role is too low, and writes it into the log. */
export function createRoleTooLow(parts: {
  readonly book: Pick<OperatorBook, 'logAct'>;
  readonly nowMs: () => number;
}): (refused: RefusedRole) => Promise<Answer> {
  const refusals = createPace(pace);
  return async ({ caller, needed, call, requestId }) => {
    const waitMs = refusals.take(caller.name, parts.nowMs());
    if (waitMs > 0) return tooOften(waitMs);
    const said = keptDetail({
      detail: `${call} needs the role ${needed}; the account has ${caller.role}`,
      code: 'needs-role',
      params: { call, needed, role: caller.role },
    });
    await parts.book.logAct({ operator: caller.name, action: 'role-too-low', ...said, requestId });
    return problemAnswer('role-too-low', {
      detail: `This needs the role ${needed}; ${caller.name} has the role ${caller.role}.`,
      role: needed,
    });
  };
}

function tooOften(waitMs: number): Answer {
  const seconds = Math.ceil(waitMs / 1_000);
  return problemAnswer('rate-limited', {
    detail: `Too many calls that this role may not make. Wait for ${seconds} s.`,
    retryAfterSeconds: seconds,
  });
}
