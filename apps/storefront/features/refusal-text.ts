// Why something did not work, in a sentence.
import type { Say } from './language/say.ts';
import type { Refusal } from './refusal.ts';

/** The sentence of a code; those that no visitor can cause share one. */
export function refusalText({ code }: Refusal, say: Say): string {
  const key = `problem.${code}`;
  return say.t(say.has(key) ? key : 'problem.other');
}
