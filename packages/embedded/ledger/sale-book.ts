import type { DatabaseSync } from 'node:sqlite';
import type {
  ActDecision,
  Clock,
  CreateDecision,
  EditDecision,
  GateRules,
  NewSale,
  OperatorAct,
  Sale,
  SaleAct,
  SaleEdit,
  StockAdjustment,
  StockOutcome,
} from '@penstock/core';
import {
  afterWithdrawal,
  assert,
  decideAct,
  decideAdd,
  decideCreate,
  decideEdit,
  rulesOf,
  unitLastMax,
} from '@penstock/core';
import type { AdjustmentRows } from './adjustment-rows.ts';
import type { ChangeWriter } from './change-outbox.ts';
import type { OperatorLog } from './operator-log.ts';
import type { SaleRows, StoredSale } from './sale-rows.ts';
import { variantNoOf } from './sale-rows.ts';

export type SaleWriter = {
  create(wanted: NewSale, by?: OperatorAct): CreateDecision;
  edit(saleId: string, edit: SaleEdit, by?: OperatorAct): EditDecision | undefined;
  act(saleId: string, act: SaleAct, by?: OperatorAct): ActDecision | undefined;
  addUnits(adjustment: StockAdjustment, by?: OperatorAct): StockOutcome | undefined;
  withdrawUnits(adjustment: StockAdjustment, units: readonly number[], by?: OperatorAct): Sale;
  raiseEpoch(saleId: string): GateRules;
};

type SalePorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly sales: SaleRows;
  readonly adjustments: AdjustmentRows;
  readonly changes: ChangeWriter;
  readonly log: OperatorLog;
};

/** Changes sales by the decisions of the core. What the gate must hear of is written with the change. */
export function createSaleWriter(database: DatabaseSync, ports: SalePorts): SaleWriter {
  const { clock, sales, adjustments, changes, log } = ports;
  const insertWithdrawn = database.prepare(
    `insert into holds (sale_no, variant_no, unit, state) values (?, ?, ?, 'withdrawn')`,
  );
  return {
    create(wanted, by) {
      const decision = decideCreate(sales.find(wanted.saleId)?.sale, wanted, clock.nowMs());
      if (decision.kind !== 'conflict') log.add(by, decision.kind === 'create');
      if (decision.kind !== 'create') return decision;
      const { saleNo, sale } = sales.insert(decision.sale);
      if (sale.state === 'published') changes.add(saleNo, { kind: 'published' });
      return decision;
    },
    edit(saleId, edit, by) {
      const stored = sales.find(saleId);
      if (stored === undefined) return undefined;
      const decision = decideEdit(stored.sale, edit, clock.nowMs());
      if (decision.kind !== 'edit') return decision;
      changeRules(ports, stored, decision.sale);
      log.add(by);
      return decision;
    },
    act(saleId, act, by) {
      const stored = sales.find(saleId);
      if (stored === undefined) return undefined;
      const decision = decideAct(stored.sale, act, clock.nowMs());
      if (decision.kind !== 'not-possible') log.add(by, decision.kind === 'act');
      if (decision.kind !== 'act') return decision;
      if (act === 'publish') {
        sales.update(stored, decision.sale);
        changes.add(stored.saleNo, { kind: 'published' });
      } else if (act === 'withdraw') {
        sales.update(stored, decision.sale);
        if (stored.sale.state === 'published') changes.add(stored.saleNo, { kind: 'dropped' });
      } else {
        changeRules(ports, stored, decision.sale);
      }
      return decision;
    },
    addUnits: (adjustment, by) => addUnits(ports, adjustment, by),
    withdrawUnits(adjustment, units, by) {
      const stored = saleOfGate(ports, adjustment.saleId);
      const before = adjustments.find(adjustment.adjustmentId);
      if (before !== undefined) {
        // The same units again: the answer of the first time was lost.
        assert(before.sku === adjustment.sku && before.delta === adjustment.delta, 'an adjustment id is one change');
        return stored.sale;
      }
      const variantNo = variantNoOf(stored.sale, adjustment.sku);
      assert(units.length === -adjustment.delta, 'a withdrawal is of the units that the gate took out for it');
      for (const unit of units) insertWithdrawn.run(stored.saleNo, variantNo, unit);
      const sale = afterWithdrawal(stored.sale, adjustment.sku, units.length);
      sales.update(stored, sale);
      adjustments.insert(stored, adjustment, clock.nowMs());
      log.add(by);
      return sale;
    },
    raiseEpoch(saleId) {
      const stored = saleOfGate(ports, saleId);
      const sale = { ...stored.sale, epoch: stored.sale.epoch + 1, version: stored.sale.version + 1 };
      sales.update(stored, sale);
      return rulesOf(sale);
    },
  };
}

function changeRules({ sales, changes }: SalePorts, stored: StoredSale, sale: Sale): void {
  sales.update(stored, sale);
  if (sale.state === 'published') changes.add(stored.saleNo, { kind: 'rules', rules: rulesOf(sale) });
}

function addUnits(ports: SalePorts, adjustment: StockAdjustment, by?: OperatorAct): StockOutcome | undefined {
  const { clock, sales, adjustments, changes, log } = ports;
  const stored = sales.find(adjustment.saleId);
  if (stored === undefined) return undefined;
  const before = adjustments.find(adjustment.adjustmentId);
  if (before !== undefined) {
    const { saleId, sku, delta } = adjustment;
    const isSame = before.saleId === saleId && before.sku === sku && before.delta === delta;
    return isSame ? { kind: 'done-before', sale: stored.sale } : { kind: 'key-reused' };
  }
  const decision = decideAdd(stored.sale, adjustment, unitLastMax);
  if (decision.kind !== 'add') return decision;
  const { sale, range } = decision;
  sales.update(stored, sale);
  adjustments.insert(stored, adjustment, clock.nowMs());
  log.add(by);
  if (sale.state === 'published') changes.add(stored.saleNo, { kind: 'added', sku: adjustment.sku, range });
  return decision;
}

function saleOfGate({ sales }: SalePorts, saleId: string): StoredSale {
  const stored = sales.find(saleId);
  assert(stored !== undefined, 'a gate and a rebuild are of a sale of the ledger');
  return stored;
}
