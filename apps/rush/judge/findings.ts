// A verdict in the making: what was checked, and what it was checked against in vain.
import { counterexamplesMax } from '../limits.ts';

export type VerdictId = 'H1' | 'H2' | 'H3' | 'H4' | 'H5' | 'H6' | 'H7' | 'H8' | 'H9' | 'H10';

export type Verdict = {
  readonly id: VerdictId;
  readonly text: string;
  readonly holds: true | false | 'not-judged';
  /** Orders, answers, wishes or units that were looked at. */
  readonly checked: number;
  /** Counterexamples found; `evidence` shows the first of them. */
  readonly broken: number;
  readonly evidence: readonly string[];
  /** What the verdict could not rest on, or why there is none. */
  readonly note: string | undefined;
};

export const verdictTexts: Readonly<Record<VerdictId, string>> = {
  H1: 'no promise was lost, and each order kept its unit',
  H2: 'never more units out than there are, and no unit out twice',
  H3: 'no buyer ever had more than the limit',
  H4: 'what was final stayed final, and a no gave nothing',
  H5: 'every open question was decided, and buyers and books agree',
  H6: 'nothing was given before the opening or after the end',
  H7: 'nobody was told "all gone" while something was free',
  H8: 'no order ever went backwards',
  H9: 'money taken means paid or refunded',
  H10: 'available + held + sold = units at the end',
};

export class Findings {
  checked = 0;
  #broken = 0;
  readonly #shown: string[] = [];
  readonly #notes: string[] = [];

  /** A counterexample, as a sentence that names ids. */
  add(text: string): void {
    this.#broken++;
    if (this.#shown.length < counterexamplesMax) this.#shown.push(text);
  }

  note(text: string): void {
    this.#notes.push(text);
  }

  verdict(id: VerdictId): Verdict {
    return {
      id,
      text: verdictTexts[id],
      holds: this.#broken === 0,
      checked: this.checked,
      broken: this.#broken,
      evidence: this.#shown,
      note: this.#notes.length === 0 ? undefined : this.#notes.join('; '),
    };
  }
}

/** For a predicate about which the run can say nothing. */
export function notJudged(id: VerdictId, why: string): Verdict {
  return { id, text: verdictTexts[id], holds: 'not-judged', checked: 0, broken: 0, evidence: [], note: why };
}
