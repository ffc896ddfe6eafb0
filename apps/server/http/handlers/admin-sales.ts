import type { AdminSale, LogDetail, PreflightCheck, SaleCreate, SalePatch } from '@penstock/contract';
import { formatInstant } from '@penstock/contract';
import type { ActDecision, EditDecision, NewSale, Sale, SaleAct } from '@penstock/core';
import type { PreflightParts } from '../../preflight/preflight.ts';
import { preflight } from '../../preflight/preflight.ts';
import type { Engine } from '../../wiring/engine.ts';
import { actOf } from '../act.ts';
import type { Call, Handlers } from '../call.ts';
import { invalid, refused } from '../call.ts';
import { saleAnswer, saleAsItIs } from '../sale-answer.ts';
import { readSaleCreate, readSalePatch } from '../sale-input.ts';
import { noSale } from './sales.ts';

type ActCall = Pick<Call<'publishSale'>, 'params' | 'body' | 'caller' | 'request'>;

type AdminEngine = PreflightParts['engine'] & Pick<Engine, 'ids' | 'createSale' | 'editSale' | 'actOnSale'>;

export function adminSalesHandlers(parts: PreflightParts & { readonly engine: AdminEngine }) {
  const { engine } = parts;
  const json = (sale: Sale) => saleAsItIs(engine, sale);
  const answer = (sale: Sale) => saleAnswer(engine, sale);
  const act = (what: SaleAct) => async (call: ActCall) => {
    const { saleId } = call.params;
    const decision = await engine.actOnSale(saleId, what, actOf(call, what, { saleId, reason: call.body.reason }));
    if (decision === undefined) return noSale(call.params.saleId);
    return decision.kind === 'not-possible' ? notPossible(what, decision) : answer(decision.sale);
  };

  const publish = act('publish');
  return {
    listAllSales: async () => {
      const sales: AdminSale[] = [];
      for (const sale of await engine.ledger.sales()) sales.push(await json(sale));
      return { status: 200, body: { sales } };
    },

    getAnySale: async ({ params: { saleId } }) => {
      const sale = await engine.ledger.sale(saleId);
      return sale === undefined ? noSale(saleId) : answer(sale);
    },

    createSale: async (call) => {
      const { body } = call;
      const reading = readSaleCreate(body, () => `sale-${engine.ids.next()}`);
      if (!reading.ok) return invalid(reading.errors);
      const { kind, sale } = await engine.createSale(
        reading.value,
        actOf(call, 'create-sale', { saleId: reading.value.saleId, said: createDetail(body, reading.value) }),
      );
      if (kind === 'conflict') {
        return refused('sale-conflict', { detail: `The sale "${sale.saleId}" exists with other content.` });
      }
      const made = await json(sale);
      const headers = { location: `/api/v1/admin/sales/${sale.saleId}` };
      return kind === 'create' ? { status: 201, body: made, headers } : { status: 200, body: made };
    },

    changeSale: async (call) => {
      const { saleId } = call.params;
      const { reason, ...changes } = call.body;
      const reading = readSalePatch(call.body);
      if (!reading.ok) return invalid(reading.errors);
      const decision = await engine.editSale(
        saleId,
        reading.value,
        actOf(call, 'edit-sale', { saleId, reason, said: editDetail(changes) }),
      );
      if (decision === undefined) return noSale(saleId);
      return decision.kind === 'edit' ? answer(decision.sale) : notEdited(decision);
    },

    publishSale: async (call) => {
      const sale = await engine.ledger.sale(call.params.saleId);
      // What is published already is not looked at again: the call may be repeated.
      if (sale?.state === 'draft') {
        const { isReady, checks } = await preflight(parts, sale);
        if (!isReady) return notReady(checks);
      }
      return publish(call);
    },
    withdrawSale: act('withdraw'),
    pauseSale: act('pause'),
    resumeSale: act('resume'),
    closeSale: act('close'),
  } satisfies Handlers;
}

/** Characters of what the log says of an act: a sale of many variants is read in the sale, not in the log. */
const detailLengthMax = 500;

/** Variants that a code of the log names, for the same reason. */
const detailVariantsMax = 20;

function createDetail({ draft, title, opensAt, variants }: SaleCreate, { opensAtMs }: NewSale): LogDetail {
  const stock = variants.map(({ sku, units }) => `${units} ${sku}`);
  const text = `${draft === true ? 'draft of ' : ''}"${title}", opens ${opensAt}: ${stock.join(', ')}`;
  return {
    detail: text.slice(0, detailLengthMax),
    code: draft === true ? 'draft-of' : 'sale-of',
    params: { title, at: formatInstant(opensAtMs), stock: stock.slice(0, detailVariantsMax) },
  };
}

function editDetail(changes: Omit<SalePatch, 'reason'>): LogDetail {
  const text = Object.entries(changes).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  const values = Object.values(changes).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return {
    detail: text.join(', ').slice(0, detailLengthMax),
    code: 'fields-changed',
    params: { fields: Object.keys(changes), values: values.map((value) => value.slice(0, detailLengthMax)) },
  };
}

function notReady(checks: readonly PreflightCheck[]) {
  const failed = checks.filter(({ status }) => status === 'failed').map(({ name, detail }) => `${name}: ${detail}`);
  return refused('preflight-failed', { detail: `The preflight failed. ${failed.join(' ')}`, checks: [...checks] });
}

function notPossible(act: SaleAct, { because }: Extract<ActDecision, { readonly kind: 'not-possible' }>) {
  const code = act === 'withdraw' && because === 'opened' ? 'sale-not-withdrawable' : 'sale-state-conflict';
  const detail = because === 'draft' ? 'The sale is a draft.' : `The sale was ${because} before.`;
  return refused(code, { detail, because });
}

const fixedBecause = {
  opened: { message: 'is fixed since the sale opened', code: 'fixed-since-opened' },
  closed: { message: 'is fixed since the sale ended', code: 'fixed-since-ended' },
  withdrawn: { message: 'is fixed since the sale was withdrawn', code: 'fixed-since-withdrawn' },
} as const;

function notEdited(decision: Exclude<EditDecision, { readonly kind: 'edit' }>) {
  switch (decision.kind) {
    case 'unknown-sku':
      return invalid([
        {
          path: '/variants',
          message: `must name variants of the sale; "${decision.sku}" is none`,
          code: 'sku-unknown',
        },
      ]);
    case 'closes-before-opening':
      return invalid([{ path: '/closesAt', message: 'must be after opensAt', code: 'ends-before-opening' }]);
    case 'closes-before-now':
      return invalid([
        {
          path: '/closesAt',
          message: 'must be in the future; to end the sale at once, close it',
          code: 'ends-before-now',
        },
      ]);
    case 'field-fixed': {
      const path = `/${decision.field}`;
      const fault = fixedBecause[decision.because];
      return refused('sale-field-fixed', { detail: `${path} ${fault.message}.`, errors: [{ path, ...fault }] });
    }
  }
}
