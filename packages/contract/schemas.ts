// Every named schema: the server adds them all, and the OpenAPI document has a component for each.
import type { TSchema } from 'typebox';
import { SaleActionSchema, SaleCreateSchema, SalePatchSchema, StockChangeSchema } from './admin-sale.ts';
import { AuditSchema } from './audit.ts';
import { ClassicAnswerSchema, ClassicOrderBodySchema, ClassicStatusSchema } from './classic.ts';
import { DeadLetterListSchema, DeadLetterSchema } from './dead-letter.ts';
import { DemoBuyerSchema } from './demo.ts';
import { PhaseEventSchema, PingEventSchema, StockEventSchema } from './events.ts';
import { HealthSchema, ReadinessSchema } from './health.ts';
import { JournalEntrySchema } from './journal.ts';
import { LiveSchema } from './live.ts';
import {
  OperatorCreateSchema,
  OperatorListSchema,
  OperatorPatchSchema,
  OperatorRoleSchema,
  OperatorSchema,
  OperatorSessionSchema,
  SignInSchema,
} from './operator.ts';
import { OperatorLogEntrySchema, OperatorLogSchema } from './operator-log.ts';
import { AskSchema, OrderListSchema, OrderSchema, OrderStatusSchema } from './order.ts';
import { PaymentEventSchema, PaymentRecordSchema, PaymentSchema } from './payment.ts';
import { PreflightCheckSchema, PreflightSchema } from './preflight.ts';
import { ProblemSchema } from './problem.ts';
import { SaleReportSchema } from './report.ts';
import {
  AdminSaleListSchema,
  AdminSaleSchema,
  SaleListSchema,
  SalePhaseSchema,
  SaleSchema,
  TimeSchema,
  VariantSchema,
} from './sale.ts';
import { SandboxDecisionSchema, SandboxPaymentSchema } from './sandbox.ts';
import { ShopInfoSchema } from './shop.ts';
import { OrderStorySchema, StoryEventSchema } from './story.ts';
import { DeliveryListSchema, DeliverySchema, WebhookSchema } from './webhook.ts';

export const schemas: readonly TSchema[] = [
  TimeSchema,
  SalePhaseSchema,
  VariantSchema,
  SaleSchema,
  SaleListSchema,
  AdminSaleSchema,
  AdminSaleListSchema,
  SaleCreateSchema,
  SalePatchSchema,
  SaleActionSchema,
  StockChangeSchema,
  AskSchema,
  OrderStatusSchema,
  OrderSchema,
  OrderListSchema,
  PhaseEventSchema,
  StockEventSchema,
  PingEventSchema,
  PaymentSchema,
  PaymentEventSchema,
  PaymentRecordSchema,
  SandboxDecisionSchema,
  SandboxPaymentSchema,
  AuditSchema,
  JournalEntrySchema,
  LiveSchema,
  SaleReportSchema,
  PreflightCheckSchema,
  PreflightSchema,
  StoryEventSchema,
  OrderStorySchema,
  DeadLetterSchema,
  DeadLetterListSchema,
  OperatorRoleSchema,
  OperatorSchema,
  OperatorListSchema,
  OperatorCreateSchema,
  OperatorPatchSchema,
  SignInSchema,
  OperatorSessionSchema,
  OperatorLogEntrySchema,
  OperatorLogSchema,
  DeliverySchema,
  DeliveryListSchema,
  WebhookSchema,
  ShopInfoSchema,
  DemoBuyerSchema,
  HealthSchema,
  ReadinessSchema,
  ClassicStatusSchema,
  ClassicOrderBodySchema,
  ClassicAnswerSchema,
  ProblemSchema,
];
