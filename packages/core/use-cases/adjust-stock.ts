import type { StockAdjustment } from '../domain/decide-stock.ts';
import type { Withdrawal, WithdrawalOutcome } from '../domain/gate-changes.ts';
import type { OperatorAct } from '../domain/operator.ts';
import type { Sale } from '../domain/sale.ts';
import { isFailure } from '../failures.ts';
import type { Gate } from '../ports/gate.ts';
import type { LedgerAudit, SaleBook, StockOutcome } from '../ports/ledger.ts';
import type { SaleCatalog } from './sale-catalog.ts';

export type AdjustPorts = {
  readonly gate: Pick<Gate, 'withdraw' | 'undoWithdrawal'>;
  readonly ledger: LedgerAudit & Pick<SaleBook, 'sale' | 'adjustment' | 'addUnits' | 'withdrawUnits'>;
  readonly catalog: Pick<SaleCatalog, 'refresh'>;
  readonly relay: () => Promise<unknown>;
};

/**
 * Adds units, or takes free ones out. Additions are written in the ledger first and then told to the gate; a
 * withdrawal takes its units at the gate first, all or none, since only the gate knows what is free. A draft is at no
 * gate, so the ledger knows. One adjustment at a time: what a failed withdrawal puts back must not be another one's.
 * `undefined`: there is no such sale.
 */
export async function adjustStock(
  ports: AdjustPorts,
  wanted: StockAdjustment,
  by?: OperatorAct,
): Promise<StockOutcome | undefined> {
  const sale = await ports.ledger.sale(wanted.saleId);
  if (sale === undefined) return undefined;
  const before = await ports.ledger.adjustment(wanted.adjustmentId);
  if (before !== undefined) {
    if (!isSame(before, wanted)) return { kind: 'key-reused' };
    await ports.relay();
    return { kind: 'done-before', sale };
  }
  if (!sale.variants.some((variant) => variant.sku === wanted.sku)) return { kind: 'unknown-sku' };
  const outcome = wanted.delta > 0 ? await ports.ledger.addUnits(wanted, by) : await withdraw(ports, wanted, sale, by);
  await ports.relay();
  await ports.catalog.refresh();
  return outcome;
}

async function withdraw(
  ports: AdjustPorts,
  wanted: StockAdjustment,
  { state }: Sale,
  by: OperatorAct | undefined,
): Promise<StockOutcome> {
  if (state === 'withdrawn') return { kind: 'not-possible', because: 'withdrawn' };
  if (state === 'draft') return withdrawFromDraft(ports, wanted, by);
  const { adjustmentId, saleId, sku } = wanted;
  const taken = await takeOut(ports, saleId, { adjustmentId, sku, count: -wanted.delta });
  if (taken.kind === 'not-enough-free') return taken;
  try {
    return { kind: 'withdrawn', sale: await ports.ledger.withdrawUnits(wanted, taken.units, by) };
  } catch (error) {
    await ports.gate.undoWithdrawal(saleId, sku, adjustmentId);
    throw error;
  }
}

// A gate that gave no answer may have taken the units out all the same, and nobody would ever ask for them: they are put
// back, if it hears that. One that is rebuilt has forgotten them anyway.
async function takeOut(ports: AdjustPorts, saleId: string, withdrawal: Withdrawal): Promise<WithdrawalOutcome> {
  try {
    return await ports.gate.withdraw(saleId, withdrawal);
  } catch (error) {
    await ports.gate.undoWithdrawal(saleId, withdrawal.sku, withdrawal.adjustmentId).catch(ignoreGateAway);
    throw error;
  }
}

function ignoreGateAway(error: unknown): void {
  if (!isFailure(error, 'GATE_UNAVAILABLE')) throw error;
}

async function withdrawFromDraft(
  ports: AdjustPorts,
  wanted: StockAdjustment,
  by: OperatorAct | undefined,
): Promise<StockOutcome> {
  const places = await ports.ledger.places(wanted.saleId);
  const sku = places?.skus.find((each) => each.sku === wanted.sku);
  if (sku === undefined) return { kind: 'unknown-sku' };
  const withdrawn = new Set(sku.withdrawn);
  const units: number[] = [];
  for (let unit = sku.unitLast; unit >= 1 && units.length < -wanted.delta; unit -= 1) {
    if (!withdrawn.has(unit)) units.push(unit);
  }
  if (units.length < -wanted.delta) return { kind: 'not-enough-free', available: units.length };
  return { kind: 'withdrawn', sale: await ports.ledger.withdrawUnits(wanted, units, by) };
}

function isSame(before: StockAdjustment, wanted: StockAdjustment): boolean {
  return before.saleId === wanted.saleId && before.sku === wanted.sku && before.delta === wanted.delta;
}
