// Routes of the sandbox: served where it is the payment provider.
import { Type } from 'typebox';
import { PaymentId } from './payment.ts';
import { reference } from './reference.ts';
import type { Route } from './route.ts';
import { jsonLines } from './route-parts.ts';
import { SandboxDecisionSchema, SandboxPaymentSchema } from './sandbox.ts';
import { SaleId } from './scalars.ts';

const PaymentParams = Type.Object({ paymentId: PaymentId });
const page = (description: string) => ({ description, content: { 'text/html': Type.String() } });

export const sandboxRoutes = {
  getSandboxPage: {
    method: 'GET',
    path: '/sandbox/payments/{paymentId}',
    who: 'public',
    tag: 'payments',
    summary: 'Pay, or decline, in the sandbox',
    params: PaymentParams,
    responses: { 200: page('A page for people') },
    problems: ['payment-not-found'],
  },
  decideSandboxPayment: {
    method: 'POST',
    path: '/sandbox/payments/{paymentId}',
    who: 'public',
    tag: 'payments',
    summary: 'Decide what becomes of a payment in the sandbox',
    description: 'What the page’s form sends; JSON is taken too. A declined payment may be decided again.',
    params: PaymentParams,
    body: reference(SandboxDecisionSchema),
    isForm: true,
    responses: {
      303: { description: 'Decided', headers: { Location: 'The page of the order.' } },
      409: page('It can not be paid any more, on a page for people'),
    },
    problems: ['payment-not-found'],
  },
  listSandboxPayments: {
    method: 'GET',
    path: '/sandbox/payments',
    who: 'operator',
    tag: 'payments',
    summary: 'Export the sandbox’s own list of the payments of a sale',
    description: 'What the provider says it took and gave back, to compare with what the shop says.',
    query: Type.Object({ saleId: SaleId }, { additionalProperties: false }),
    responses: { 200: jsonLines('One payment a line', reference(SandboxPaymentSchema)) },
    problems: [],
  },
} as const satisfies Record<string, Route>;
