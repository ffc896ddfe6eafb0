// H3: at every moment one buyer has at most `perBuyer` live orders. By the journal, and by what clients know without it.
import type { Evidence } from './evidence.ts';
import type { Verdict } from './findings.ts';
import { Findings } from './findings.ts';
import type { Life } from './lives.ts';
import { crowdedGroups, livesOfJournal, livesSeen } from './lives.ts';

export function judgeOneEach(evidence: Evidence): Verdict {
  const findings = new Findings();
  const seen = livesSeen(evidence);
  check(findings, evidence, seen, (at) => `${Math.round(at)} ms on the client’s clock`);
  let lives: readonly Life[] = seen;
  if (evidence.books.journal === undefined) findings.note('judged by the answers alone: the journal could not be read');
  else {
    // Whose an order is, only the export knows; one that it does not have is H2's finding.
    const { lives: all, strangers } = livesOfJournal(evidence);
    const unknown = new Set(strangers);
    lives = all.filter(({ orderId }) => !unknown.has(orderId));
    check(findings, evidence, lives, (at) => `journal entry ${at}`);
  }
  findings.checked = new Set([...seen, ...lives].map(({ buyerId }) => buyerId)).size;
  return findings.verdict('H3');
}

function check(findings: Findings, { sale }: Evidence, lives: readonly Life[], when: (at: number) => string): void {
  for (const { group, at, orderIds } of crowdedGroups(
    lives,
    ({ buyerId }) => buyerId,
    () => sale.perBuyer,
  ))
    findings.add(`${group} had ${orderIds.length} of ${sale.perBuyer} at once: ${orderIds.join(', ')} (${when(at)})`);
}
