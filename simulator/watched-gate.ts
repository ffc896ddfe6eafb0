import assert from 'node:assert/strict';
import type { AskRefusal, Clock, Gate, GateView, HoldOutcome, Ledger } from '@penstock/core';

type Onlooker = { readonly ledger: Ledger; readonly clock: Clock };

/** A gate whose answers are checked at the moment they are given. */
export function watchedGate(gate: Gate, onlooker: Onlooker): Gate {
  return {
    ...gate,
    async hold(saleId, asks) {
      const outcomes = await gate.hold(saleId, asks);
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.kind === 'held') await checkGiven(onlooker, saleId, outcome);
        else await checkRefusal(gate, saleId, asks[index]?.sku, outcome);
      }
      return outcomes;
    },
  };
}

/** A view that is checked in the same way when it refuses from memory, by the counts of one that is whole. */
export function watchedView(view: GateView, whole: GateView): GateView {
  return {
    ...view,
    refusal(saleId, wish) {
      const refusal = view.refusal(saleId, wish);
      const counts = whole.counts(saleId)?.skus.find((each) => each.sku === wish.sku);
      if (refusal?.kind === 'sold-out' || refusal?.kind === 'all-held') checkNothingFree(counts, refusal.kind);
      return refusal;
    },
  };
}

// H6. Rules that were changed and not yet told are the exception: an operator is answered when the gate has confirmed.
async function checkGiven(
  { ledger, clock }: Onlooker,
  saleId: string,
  { order }: Extract<HoldOutcome, { kind: 'held' }>,
): Promise<void> {
  const places = await ledger.places(saleId);
  const sale = await ledger.sale(saleId);
  const nowMs = clock.nowMs();
  if (sale === undefined || places === undefined || places.changesPending > 0) return;
  assert.ok(
    nowMs >= sale.opensAtMs && nowMs < sale.closesAtMs,
    `H6: ${order.orderId} was given while the sale is shut`,
  );
  assert.ok(!sale.paused, `H6: ${order.orderId} was given in a pause`);
  assert.equal(sale.state, 'published', `H6: ${order.orderId} was given of a sale that is ${sale.state}`);
}

// H7
async function checkRefusal(
  gate: Gate,
  saleId: string,
  sku: string | undefined,
  refusal: AskRefusal | { readonly kind: 'busy' },
): Promise<void> {
  if (refusal.kind !== 'sold-out' && refusal.kind !== 'all-held') return;
  const units = (await gate.units(saleId))?.find((each) => each.sku === sku);
  checkNothingFree(units && { available: units.free.length, held: units.held }, refusal.kind);
}

function checkNothingFree(
  counts: { readonly available: number; readonly held: number } | undefined,
  kind: 'sold-out' | 'all-held',
): void {
  assert.equal(counts?.available, 0, `H7: ${kind} was said while ${counts?.available} are free`);
  assert.equal(counts !== undefined && counts.held > 0, kind === 'all-held', `H7: ${kind}, ${counts?.held} are held`);
}
