// The verdict on a run: every predicate, in order.
import type { Evidence } from './evidence.ts';
import type { Verdict } from './findings.ts';
import { judgePromisesKept } from './h1-promises-kept.ts';
import { judgeNoOversell } from './h2-no-oversell.ts';
import { judgeOneEach } from './h3-one-each.ts';
import { judgeFinalAndNo } from './h4-final-and-no.ts';
import { judgeDecided } from './h5-decided.ts';
import { judgeOnTheDot } from './h6-on-the-dot.ts';
import { judgeAllGoneIsTrue } from './h7-all-gone-is-true.ts';
import { judgeOnlyForwards } from './h8-only-forwards.ts';
import { judgeMoney } from './h9-money.ts';
import { judgeBalance } from './h10-balance.ts';

/** Judges a run by H1 to H10. */
export function judge(evidence: Evidence): readonly Verdict[] {
  return [
    judgePromisesKept(evidence),
    judgeNoOversell(evidence),
    judgeOneEach(evidence),
    judgeFinalAndNo(evidence),
    judgeDecided(evidence),
    judgeOnTheDot(evidence),
    judgeAllGoneIsTrue(evidence),
    judgeOnlyForwards(evidence),
    judgeMoney(evidence),
    judgeBalance(evidence),
  ];
}
