// The HTTP contract: schemas, routes, problem codes, outcomes, and the few texts that both sides must read alike.
export * from './admin-sale.ts';
export * from './audit.ts';
export * from './classic.ts';
export type { Coded, CodeTable } from './coded.ts';
export * from './dead-letter.ts';
export * from './demo.ts';
export * from './events.ts';
export * from './field-error.ts';
export * from './health.ts';
export * from './idempotency-key.ts';
export * from './instant.ts';
export * from './journal.ts';
export * from './limits.ts';
export * from './live.ts';
export * from './operator.ts';
export * from './operator-log.ts';
export * from './order.ts';
export * from './outcomes.ts';
export * from './payment.ts';
export * from './preflight.ts';
export * from './problem.ts';
export * from './problems.ts';
export * from './report.ts';
export {
  type Access,
  accesses,
  problemsOf,
  type Route,
  type RouteMethod,
  type RouteResponse,
  roleOf,
} from './route.ts';
export * from './route-paths.ts';
export * from './routes.ts';
export { exportFormats } from './routes-operator.ts';
export * from './sale.ts';
export * from './sandbox.ts';
export * from './scalars.ts';
export * from './schemas.ts';
export * from './shop.ts';
export * from './story.ts';
export * from './webhook.ts';
