// Why a call did not do what it was to do: the server said no, or gave no answer.
import type { NetworkResult, ProblemResult } from '@penstock/client';
import type { Problem } from '@penstock/contract';
import type { TextValues } from '@penstock/web';
import type { Said } from '../language/said.ts';
import { sayKnown } from '../language/said.ts';
import type { Say } from '../language/say.ts';

export type Trouble =
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retryAfterMs?: number }
  | { readonly kind: 'no-answer' };

/** The trouble of a call that did not succeed. */
export function troubleOf(result: ProblemResult | NetworkResult): Trouble {
  if (result.kind === 'network') return { kind: 'no-answer' };
  const { problem, retryAfterMs } = result;
  return { kind: 'problem', problem, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** The one sentence of a trouble. A code that this console does not know yet is said in the server's own words. */
export function sayTrouble(trouble: Trouble, say: Say): Said {
  if (trouble.kind === 'no-answer') return { text: say.t('net.no-answer') };
  const { problem, retryAfterMs = 0 } = trouble;
  const keys = [`problem.${problem.code}.${problem.because}`, `problem.${problem.code}`];
  return sayKnown(keys, () => valuesOf(problem, retryAfterMs, say), problem.detail, say);
}

function valuesOf({ role, free = 0 }: Problem, retryAfterMs: number, say: Say): TextValues {
  return {
    seconds: Math.max(1, Math.ceil(retryAfterMs / 1_000)),
    free: say.count(free),
    count: free,
    role: role === undefined ? '' : say.t(`role.${role}`),
  };
}
