import type { LogDetail } from '@penstock/contract';
import { parseIdempotencyKey } from '@penstock/contract';
import type { Sale, StockOutcome } from '@penstock/core';
import type { Engine } from '../../wiring/engine.ts';
import { actOf } from '../act.ts';
import type { Handlers } from '../call.ts';
import { invalid, refused } from '../call.ts';
import { saleAnswer } from '../sale-answer.ts';
import { noSale } from './sales.ts';

export function stockHandlers({
  engine,
}: {
  readonly engine: Pick<Engine, 'view' | 'ledger' | 'ids' | 'adjustStock'>;
}) {
  return {
    changeStock: async (call) => {
      const { saleId } = call.params;
      const { body, request } = call;
      const header = request.headers['idempotency-key'];
      const key = header === undefined ? undefined : parseIdempotencyKey(String(header));
      if (key?.ok === false) return invalid([{ path: 'header/idempotency-key', ...key.fault }]);
      // Keys of two sales are two keys: an operator may number the changes of each.
      const adjustmentId = key === undefined ? engine.ids.next() : `${saleId}/${key.key}`;
      const { sku, delta, reason } = body;
      const act = actOf(call, 'stock', { saleId, reason, said: changeOf(sku, delta) });
      const outcome = await engine.adjustStock({ adjustmentId, saleId, ...body }, act);
      if (outcome === undefined) return noSale(saleId);
      return 'sale' in outcome ? saleAnswer(engine, outcome.sale) : notAdjusted(outcome, body.sku);
    },
  } satisfies Handlers;
}

function changeOf(sku: string, delta: number): LogDetail {
  const params = { units: Math.abs(delta), sku };
  return delta > 0
    ? { detail: `${delta} ${sku} added`, code: 'units-added', params }
    : { detail: `${-delta} ${sku} withdrawn`, code: 'units-withdrawn', params };
}

function notAdjusted(outcome: Exclude<StockOutcome, { readonly sale: Sale }>, sku: string) {
  switch (outcome.kind) {
    case 'unknown-sku':
      return invalid([
        { path: '/sku', message: 'must be the sku of one of the variants of this sale', code: 'sku-unknown' },
      ]);
    case 'too-many':
      return invalid([
        {
          path: '/delta',
          message: `must leave unit numbers up to ${outcome.unitsMax}`,
          code: 'too-many-numbers',
          params: { limit: outcome.unitsMax },
        },
      ]);
    case 'not-possible':
      return refused('sale-state-conflict', {
        detail: `The sale was ${outcome.because} before.`,
        because: outcome.because,
      });
    case 'key-reused':
      return refused('idempotency-key-reused', {
        detail: 'This Idempotency-Key named another change of stock before.',
      });
    case 'not-enough-free':
      return refused('not-enough-free', {
        detail: `${outcome.available} units of "${sku}" are free.`,
        free: outcome.available,
      });
  }
}
