import { randomUUID } from 'node:crypto';
import type { SandboxBook, SandboxPayment } from './sandbox-book.ts';
import type { Scenario } from './scenarios.ts';
import { planOf } from './scenarios.ts';

export type SandboxDecision =
  | { readonly kind: 'decided'; readonly payment: SandboxPayment }
  /** It was paid, or the shop closed it, before. */
  | { readonly kind: 'not-open'; readonly payment: SandboxPayment }
  | { readonly kind: 'unknown' };

/**
 * A person, or a test, decides a payment on the sandbox's page. The capture and the messages about it are kept before
 * anybody hears of it. A declined payment may be decided again. `nowMs` is epoch milliseconds.
 */
export function decideSandboxPayment(
  book: SandboxBook,
  { paymentId, scenario, nowMs }: { readonly paymentId: string; readonly scenario: Scenario; readonly nowMs: number },
): SandboxDecision {
  const before = book.find(paymentId);
  if (before === undefined || before.orderId === '') return { kind: 'unknown' };
  const { amountMinor, currency, expiresAtMs } = before;
  const { messages, ...plan } = planOf(scenario, { amountMinor, expiresAtMs, nowMs });
  const timestamp = new Date(nowMs).toISOString();
  const sent = messages.map(({ type, atMs }) => {
    const data = { paymentId, amountMinor: plan.to === 'captured' ? plan.capturedMinor : amountMinor, currency };
    return { messageId: `msg_${randomUUID()}`, body: JSON.stringify({ type, timestamp, data }), nextAtMs: atMs };
  });
  const payment = book.decide(paymentId, { ...plan, scenario, messages: sent }, nowMs);
  return payment === undefined ? { kind: 'not-open', payment: before } : { kind: 'decided', payment };
}
