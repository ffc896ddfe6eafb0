// Routes of operators: sales, stock, exports, the books, the numbers, deliveries.
import { Type } from 'typebox';
import { SaleActionSchema, SaleCreateSchema, SalePatchSchema, StockChangeSchema } from './admin-sale.ts';
import { AuditSchema } from './audit.ts';
import { DeadLetterListSchema } from './dead-letter.ts';
import { PingEventSchema } from './events.ts';
import { JournalEntrySchema } from './journal.ts';
import { LiveSchema } from './live.ts';
import { OrderListSchema, OrderSchema, orderStatuses } from './order.ts';
import { PaymentRecordSchema } from './payment.ts';
import { PreflightSchema } from './preflight.ts';
import { reference } from './reference.ts';
import { SaleReportSchema } from './report.ts';
import type { Route } from './route.ts';
import {
  adminSaleAnswer,
  eventStream,
  IdempotencyKeyHeader,
  json,
  jsonLines,
  noContent,
  OrderParams,
  PageQuery,
  SaleParams,
} from './route-parts.ts';
import { AdminSaleListSchema } from './sale.ts';
import { BuyerId, Cursor, OrderId, OrderSearch, PageLimit } from './scalars.ts';
import { OrderStorySchema } from './story.ts';
import { DeliveryId, DeliveryListSchema, DeliverySchema, deliveryStates } from './webhook.ts';

const sale = '/api/v1/admin/sales/{saleId}';

/** The forms in which orders are exported. */
export const exportFormats = ['json', 'ndjson', 'csv'] as const;

export const OrderExportQuery = Type.Object(
  {
    status: Type.Optional(Type.Enum([...orderStatuses])),
    buyerId: Type.Optional(BuyerId),
    q: Type.Optional(OrderSearch),
    format: Type.Optional(Type.Enum([...exportFormats], { description: '`json` when left out.' })),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(PageLimit),
  },
  { additionalProperties: false },
);

export const DeliveryListQuery = Type.Object(
  {
    status: Type.Optional(Type.Enum([...deliveryStates])),
    orderId: Type.Optional(OrderId),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(PageLimit),
  },
  { additionalProperties: false },
);

/** The calls that only change what a sale does next; they differ in name and in what may stand against them. */
const saleAction = <const Path extends string>(path: Path, summary: string, problems: Route['problems']) =>
  ({
    method: 'POST',
    path: `${sale}/${path}`,
    who: 'operator',
    tag: 'operators',
    summary,
    params: SaleParams,
    body: reference(SaleActionSchema),
    isBodyOptional: true,
    responses: { 200: adminSaleAnswer('The sale as it is now') },
    problems: ['sale-not-found', ...problems, 'unavailable'],
  }) as const satisfies Route;

export const operatorRoutes = {
  listAllSales: {
    method: 'GET',
    path: '/api/v1/admin/sales',
    who: 'operator',
    tag: 'operators',
    summary: 'List all sales, drafts and withdrawn ones too',
    responses: { 200: json('The sales', reference(AdminSaleListSchema)) },
    problems: ['unavailable'],
  },
  createSale: {
    method: 'POST',
    path: '/api/v1/admin/sales',
    who: 'operator',
    tag: 'operators',
    summary: 'Create a sale',
    description: 'Published and loaded into the gate at once, or kept as a draft.',
    body: reference(SaleCreateSchema),
    responses: {
      200: adminSaleAnswer('This very sale existed already'),
      201: adminSaleAnswer('The new sale', { Location: 'The address of the sale.' }),
    },
    problems: ['sale-conflict', 'preflight-failed', 'unavailable'],
  },
  getAnySale: {
    method: 'GET',
    path: sale,
    who: 'operator',
    tag: 'operators',
    summary: 'Read a sale, a draft too',
    params: SaleParams,
    responses: { 200: adminSaleAnswer('The sale') },
    problems: ['sale-not-found', 'unavailable'],
  },
  changeSale: {
    method: 'PATCH',
    path: sale,
    who: 'operator',
    tag: 'operators',
    summary: 'Change a sale',
    params: SaleParams,
    body: reference(SalePatchSchema),
    responses: { 200: adminSaleAnswer('The sale as it is now') },
    problems: ['sale-not-found', 'sale-field-fixed', 'unavailable'],
  },
  getPreflight: {
    method: 'GET',
    path: `${sale}/preflight`,
    who: 'operator',
    tag: 'operators',
    summary: 'Tell whether a sale can be published',
    params: SaleParams,
    responses: { 200: json('The checks', reference(PreflightSchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  publishSale: saleAction('publish', 'Publish a draft', ['sale-state-conflict', 'preflight-failed']),
  withdrawSale: saleAction('withdraw', 'Take an unopened sale off', ['sale-not-withdrawable']),
  pauseSale: saleAction('pause', 'Pause a sale', ['sale-state-conflict']),
  resumeSale: saleAction('resume', 'Go on after a pause', ['sale-state-conflict']),
  closeSale: saleAction('close', 'End a sale', ['sale-state-conflict']),
  changeStock: {
    method: 'POST',
    path: `${sale}/stock`,
    who: 'operator',
    tag: 'operators',
    summary: 'Add units, or withdraw free ones',
    params: SaleParams,
    headers: Type.Object({ 'idempotency-key': Type.Optional(IdempotencyKeyHeader) }),
    body: reference(StockChangeSchema),
    responses: { 200: adminSaleAnswer('The sale as it is now') },
    problems: ['sale-not-found', 'not-enough-free', 'idempotency-key-reused', 'sale-state-conflict', 'unavailable'],
  },
  exportOrders: {
    method: 'GET',
    path: `${sale}/orders`,
    who: 'operator',
    tag: 'operators',
    summary: 'Export the orders of a sale',
    description: 'Streamed. `json` comes in pages by cursor; `ndjson` and `csv` are whole.',
    params: SaleParams,
    query: OrderExportQuery,
    responses: {
      200: {
        description: 'The orders, oldest first',
        content: {
          'application/json': reference(OrderListSchema),
          'application/x-ndjson': reference(OrderSchema),
          'text/csv': Type.String(),
        },
      },
    },
    problems: ['sale-not-found', 'unavailable'],
  },
  getAudit: {
    method: 'GET',
    path: `${sale}/audit`,
    who: 'operator',
    tag: 'operators',
    summary: 'Compare gate and ledger, unit by unit',
    params: SaleParams,
    responses: { 200: json('The audit', reference(AuditSchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  getLive: {
    method: 'GET',
    path: `${sale}/live`,
    who: 'operator',
    tag: 'operators',
    summary: 'Read the numbers of the whole system',
    params: SaleParams,
    responses: { 200: json('The numbers', reference(LiveSchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  streamLive: {
    method: 'GET',
    path: `${sale}/live/events`,
    who: 'operator',
    tag: 'operators',
    summary: 'Follow the numbers of the whole system',
    params: SaleParams,
    responses: {
      200: eventStream('Events `live` and `ping`', reference(LiveSchema), reference(PingEventSchema)),
      204: noContent('This node has as many streams as it carries'),
    },
    problems: ['sale-not-found', 'unavailable'],
  },
  getReport: {
    method: 'GET',
    path: `${sale}/report`,
    who: 'operator',
    tag: 'operators',
    summary: 'Read what became of a sale, in numbers',
    params: SaleParams,
    responses: { 200: json('The report', reference(SaleReportSchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  rebuildGate: {
    method: 'POST',
    path: `${sale}/rebuild`,
    who: 'operator',
    tag: 'operators',
    summary: 'Rebuild the gate from the ledger',
    params: SaleParams,
    body: reference(SaleActionSchema),
    isBodyOptional: true,
    responses: { 200: json('The audit after it', reference(AuditSchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  exportJournal: {
    method: 'GET',
    path: `${sale}/journal`,
    who: 'operator',
    tag: 'operators',
    summary: 'Export the journal of an order, or of the whole sale',
    params: SaleParams,
    query: Type.Object({ orderId: Type.Optional(OrderId) }, { additionalProperties: false }),
    responses: { 200: jsonLines('One change a line, oldest first', reference(JournalEntrySchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  exportPayments: {
    method: 'GET',
    path: `${sale}/payments`,
    who: 'operator',
    tag: 'operators',
    summary: 'Export the payments of a sale',
    params: SaleParams,
    responses: { 200: jsonLines('One payment a line', reference(PaymentRecordSchema)) },
    problems: ['sale-not-found', 'unavailable'],
  },
  getOrderStory: {
    method: 'GET',
    path: '/api/v1/admin/orders/{orderId}/story',
    who: 'operator',
    tag: 'operators',
    summary: 'Tell one order’s story, from the ask to the refund',
    params: OrderParams,
    responses: { 200: json('The story', reference(OrderStorySchema)) },
    problems: ['order-not-found', 'unavailable'],
  },
  listDeadLetters: {
    method: 'GET',
    path: '/api/v1/admin/dead-letters',
    who: 'operator',
    tag: 'operators',
    summary: 'List what came, or was to go, and could not',
    query: PageQuery,
    responses: { 200: json('The dead letters, newest first', reference(DeadLetterListSchema)) },
    problems: ['unavailable'],
  },
  listDeliveries: {
    method: 'GET',
    path: '/api/v1/admin/webhooks',
    who: 'operator',
    tag: 'operators',
    summary: 'List what was sent to the shop',
    query: DeliveryListQuery,
    responses: { 200: json('The deliveries, newest first', reference(DeliveryListSchema)) },
    problems: ['unavailable'],
  },
  resendDelivery: {
    method: 'POST',
    path: '/api/v1/admin/webhooks/{id}/resend',
    who: 'operator',
    tag: 'operators',
    summary: 'Send one again',
    params: Type.Object({ id: DeliveryId }),
    responses: { 200: json('The delivery', reference(DeliverySchema)) },
    problems: ['delivery-not-found', 'webhooks-off', 'unavailable'],
  },
  getMetrics: {
    method: 'GET',
    path: '/metrics',
    who: 'operator',
    tag: 'health',
    summary: 'Read the numbers of this node for Prometheus',
    responses: { 200: { description: 'Prometheus text', content: { 'text/plain': Type.String() } } },
    problems: [],
  },
} as const satisfies Record<string, Route>;
