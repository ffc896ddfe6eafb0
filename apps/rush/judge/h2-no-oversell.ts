// H2: at every moment held + sold <= N. Judged twice: by the journal, and by what clients know without it.
import type { Evidence } from './evidence.ts';
import { unitsOf } from './evidence.ts';
import type { Verdict } from './findings.ts';
import { Findings } from './findings.ts';
import type { Life } from './lives.ts';
import { crowdedGroups, livesOfJournal, livesSeen } from './lives.ts';

export function judgeNoOversell(evidence: Evidence): Verdict {
  const findings = new Findings();
  const units = unitsOf(evidence);
  const seen = livesSeen(evidence);
  check(findings, units, seen, (at) => `${Math.round(at)} ms on the client’s clock`);
  findings.checked = seen.length;
  if (evidence.books.journal === undefined) findings.note('judged by the answers alone: the journal could not be read');
  else {
    const { lives, strangers } = livesOfJournal(evidence);
    if (evidence.books.orders !== undefined)
      for (const orderId of strangers) findings.add(`the journal has order ${orderId}, which the export does not have`);
    check(findings, units, lives, (at) => `journal entry ${at}`);
    findings.checked = Math.max(findings.checked, lives.length);
  }
  return findings.verdict('H2');
}

function check(
  findings: Findings,
  units: ReadonlyMap<string, number>,
  lives: readonly Life[],
  when: (at: number) => string,
): void {
  for (const { sku, unit, orderId } of lives) {
    const last = units.get(sku) ?? 0;
    if (unit < 1 || unit > last)
      findings.add(`order ${orderId} has unit ${unit} of ${sku}, of which there are ${last}`);
  }
  for (const { group, at, orderIds } of crowdedGroups(
    lives,
    ({ sku, unit }) => `unit ${unit} of ${sku}`,
    () => 1,
  ))
    findings.add(`${group} was out with orders ${orderIds.join(' and ')} at once (${when(at)})`);
  for (const { group, at, orderIds } of crowdedGroups(
    lives,
    ({ sku }) => sku,
    (sku) => units.get(sku) ?? 0,
  ))
    findings.add(
      `${orderIds.length} units of ${group} were out at once (${when(at)}), the last with ${orderIds.at(-1)}`,
    );
}
