// H8: the answers for one order only move forwards: one that was sent after another had come may not be behind it.
import type { OrderStatus } from '@penstock/contract';
import type { Evidence } from './evidence.ts';
import type { Verdict } from './findings.ts';
import { Findings } from './findings.ts';
import { isForward } from './order-moves.ts';
import type { Sighting } from './sightings.ts';

export function judgeOnlyForwards(evidence: Evidence): Verdict {
  const findings = new Findings();
  for (const [orderId, sightings] of Map.groupBy(evidence.sightings, ({ order }) => order.orderId)) {
    findings.checked++;
    const step = firstStepBack(sightings);
    if (step !== undefined) findings.add(`order ${orderId} was ${step.before}, then ${step.after}`);
  }
  return findings.verdict('H8');
}

type StepBack = { readonly before: OrderStatus; readonly after: OrderStatus };

function firstStepBack(sightings: readonly Sighting[]): StepBack | undefined {
  const byAnswer = [...sightings].sort((a, b) => a.answeredMs - b.answeredMs);
  const known = new Set<OrderStatus>();
  let next = 0;
  for (const { order, sentMs } of [...sightings].sort((a, b) => a.sentMs - b.sentMs)) {
    // Answers that overlap in time may be told in any order; only those that had come before this was sent bind it.
    while ((byAnswer[next]?.answeredMs ?? Infinity) < sentMs) known.add((byAnswer[next++] as Sighting).order.status);
    for (const before of known) if (!isForward(before, order.status)) return { before, after: order.status };
  }
  return undefined;
}
