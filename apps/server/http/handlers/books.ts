import { orderColumns, pageSizeDefault } from '@penstock/contract';
import type { Order } from '@penstock/core';
import type { Engine } from '../../wiring/engine.ts';
import { actOf } from '../act.ts';
import { auditJson, journalJson, paymentRecordJson } from '../audit-json.ts';
import type { Handlers } from '../call.ts';
import { begunStream, csvRows, jsonLines, pagesOf } from '../export-rows.ts';
import { exportRowsMax } from '../limits.ts';
import { orderJson } from '../order-json.ts';
import { listJson } from './orders.ts';
import { noSale } from './sales.ts';

const linesType = 'application/x-ndjson; charset=utf-8';
const jsonType = 'application/json; charset=utf-8';
const csvType = 'text/csv; charset=utf-8';

/** The books of a sale: its orders, its journal, its audit and the rebuild of its gate. */
export function booksHandlers({ engine }: { readonly engine: Pick<Engine, 'ledger' | 'audit' | 'rebuild'> }) {
  const { ledger } = engine;

  return {
    exportOrders: async ({ params: { saleId }, query }) => {
      if ((await ledger.sale(saleId)) === undefined) return noSale(saleId);
      const { format = 'json', cursor, limit = pageSizeDefault, status, buyerId, q: text } = query;
      const filter = {
        ...(status !== undefined && { status }),
        ...(buyerId !== undefined && { buyerId }),
        ...(text !== undefined && { text }),
      };
      const read = (after: string | undefined, rowsMax: number) =>
        ledger.ordersOfSale(saleId, { ...filter, ...(after !== undefined && { after }), limit: rowsMax });
      if (format === 'json') {
        const page = await read(cursor, Number(limit));
        return { mediaType: jsonType, content: JSON.stringify(listJson(page.rows, page.next)) };
      }
      const pages = pagesOf<Order, string>((after) => read(after ?? cursor, exportRowsMax));
      const isCsv = format === 'csv';
      const texts = isCsv ? csvRows(pages, orderColumns, orderJson) : jsonLines(pages, orderJson);
      const headers = { 'content-disposition': `attachment; filename="orders-${saleId}.${format}"` };
      return { mediaType: isCsv ? csvType : linesType, content: await begunStream(texts), headers };
    },

    exportJournal: async ({ params: { saleId }, query }) => {
      if ((await ledger.sale(saleId)) === undefined) return noSale(saleId);
      const order = query.orderId === undefined ? {} : { orderId: query.orderId };
      const pages = pagesOf((after: number | undefined) =>
        ledger.journal(saleId, { ...order, ...(after !== undefined && { after }), limit: exportRowsMax }),
      );
      return { mediaType: linesType, content: await begunStream(jsonLines(pages, journalJson)) };
    },

    exportPayments: async ({ params: { saleId } }) => {
      if ((await ledger.sale(saleId)) === undefined) return noSale(saleId);
      const pages = pagesOf((after: string | undefined) => ledger.paymentsOfSale(saleId, after, exportRowsMax));
      return { mediaType: linesType, content: await begunStream(jsonLines(pages, paymentRecordJson)) };
    },

    getAudit: async ({ params: { saleId } }) => {
      const audit = await engine.audit(saleId);
      return audit === undefined ? noSale(saleId) : { status: 200, body: auditJson(audit) };
    },

    rebuildGate: async (call) => {
      const { saleId } = call.params;
      if ((await ledger.sale(saleId)) === undefined) return noSale(saleId);
      // Written down before it begins: it takes seconds, and a crash in them must not hide who asked for it.
      await ledger.logAct(actOf(call, 'rebuild', { saleId, reason: call.body.reason }));
      const audit = await engine.rebuild(saleId);
      return audit === undefined ? noSale(saleId) : { status: 200, body: auditJson(audit) };
    },
  } satisfies Handlers;
}
