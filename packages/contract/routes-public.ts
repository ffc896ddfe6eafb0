// Routes that everybody may call: time, sales, health, documents, demo buyers.
import { Type } from 'typebox';
import { DemoBuyerSchema } from './demo.ts';
import { PhaseEventSchema, PingEventSchema, StockEventSchema } from './events.ts';
import { HealthSchema, ReadinessSchema } from './health.ts';
import { reference } from './reference.ts';
import type { Route } from './route.ts';
import { eventStream, json, noContent, SaleParams } from './route-parts.ts';
import { SaleListSchema, SaleSchema, TimeSchema } from './sale.ts';
import { ShopInfoSchema } from './shop.ts';

const Document = Type.String({ description: 'A document.' });

export const publicRoutes = {
  getTime: {
    method: 'GET',
    path: '/api/v1/time',
    who: 'public',
    tag: 'sales',
    summary: 'Tell the time by which sales open',
    description: 'Never cached. Measure the distance of your clock with several calls, and keep the quickest one’s.',
    responses: { 200: json('The gate’s time', reference(TimeSchema)) },
    problems: [],
  },
  listSales: {
    method: 'GET',
    path: '/api/v1/sales',
    who: 'public',
    tag: 'sales',
    summary: 'List the published sales',
    responses: { 200: json('The sales', reference(SaleListSchema)) },
    problems: ['unavailable'],
  },
  getSale: {
    method: 'GET',
    path: '/api/v1/sales/{saleId}',
    who: 'public',
    tag: 'sales',
    summary: 'Read a sale',
    description: 'The same for everybody, and cacheable for a second.',
    params: SaleParams,
    responses: {
      200: json('The sale', reference(SaleSchema), { ETag: 'The version of this answer.' }),
      304: noContent('Nothing changed since the ETag in If-None-Match'),
    },
    problems: ['sale-not-found', 'unavailable'],
  },
  streamSale: {
    method: 'GET',
    path: '/api/v1/sales/{saleId}/events',
    who: 'public',
    tag: 'sales',
    summary: 'Follow a sale',
    description: 'Events `phase`, `stock` (at most four a second) and `ping`; resumes with `Last-Event-ID`.',
    params: SaleParams,
    responses: {
      200: eventStream('Events', reference(PhaseEventSchema), reference(StockEventSchema), reference(PingEventSchema)),
      204: noContent('This node has as many streams as it carries: read the sale every few seconds instead'),
    },
    problems: ['sale-not-found', 'unavailable'],
  },
  getShop: {
    method: 'GET',
    path: '/api/v1/shop',
    who: 'public',
    tag: 'buyers',
    summary: 'Tell how this shop knows its visitors',
    responses: { 200: json('The shop', reference(ShopInfoSchema)) },
    problems: [],
  },
  createDemoBuyer: {
    method: 'POST',
    path: '/api/v1/demo/buyers',
    who: 'demo',
    tag: 'buyers',
    summary: 'Make up a buyer (demo mode only)',
    responses: { 200: json('The buyer and a token', reference(DemoBuyerSchema)) },
    problems: ['not-found'],
  },
  getLivez: {
    method: 'GET',
    path: '/livez',
    who: 'public',
    tag: 'health',
    summary: 'Tell whether the process lives',
    responses: { 200: json('It lives', reference(HealthSchema)) },
    problems: [],
  },
  getReadyz: {
    method: 'GET',
    path: '/readyz',
    who: 'public',
    tag: 'health',
    summary: 'Tell whether the node can serve',
    query: Type.Object({ verbose: Type.Optional(Type.String({ maxLength: 5 })) }),
    responses: {
      200: json('It can', reference(ReadinessSchema)),
      503: json('It cannot, and why', reference(ReadinessSchema)),
    },
    problems: [],
  },
  getOpenApi: {
    method: 'GET',
    path: '/api/v1/openapi.json',
    who: 'public',
    tag: 'documents',
    summary: 'Read this contract as OpenAPI 3.1',
    responses: { 200: json('The document', Type.Object({}, { additionalProperties: true })) },
    problems: [],
  },
  getProblemPage: {
    method: 'GET',
    path: '/problems/{code}',
    who: 'public',
    tag: 'documents',
    summary: 'Read what a problem code means',
    params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z-]+$' }) }),
    responses: { 200: { description: 'A page for people', content: { 'text/html': Document } } },
    problems: ['not-found'],
  },
} as const satisfies Record<string, Route>;
