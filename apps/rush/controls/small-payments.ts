// The money of the small server: a payment is taken as soon as it is decided, and what is too much goes back at once.
import type { Order, SandboxPayment } from '@penstock/contract';

/** What can be wrong with the money. */
export type MoneyFault =
  /** Who pays twice gets nothing back. */
  | 'keeps-double-money'
  /** Orders are paid without any money. */
  | 'sells-unpaid';

export class SmallPayments {
  readonly #payments = new Map<string, SandboxPayment>();
  readonly #fault: string;

  constructor(fault: string) {
    this.#fault = fault;
  }

  /** The payment of an order that waits for it; `undefined` when it does not. */
  open({ orderId, status, priceMinor, currency }: Order) {
    if (status !== 'awaiting_payment') return undefined;
    const attempts = [...this.#payments.values()].filter((payment) => payment.orderId === orderId);
    const known = attempts.find((payment) => payment.status === 'open');
    const paymentId = known?.paymentId ?? `pay_${orderId}-${attempts.length + 1}`;
    const money = { amountMinor: priceMinor, currency, capturedMinor: 0, refundedMinor: 0 };
    if (known === undefined) this.#payments.set(paymentId, { paymentId, orderId, status: 'open', ...money, at: now() });
    return { paymentId, url: `/sandbox/payments/${paymentId}`, amountMinor: priceMinor, currency, expiresAt: now() };
  }

  /** Answers the order that is paid by it, if one is. `undefined`: it could not be decided. */
  decide(paymentId: string, scenario: string, orderOf: (orderId: string) => Order | undefined) {
    const payment = this.#payments.get(paymentId);
    if (payment === undefined || payment.status === 'captured') return undefined;
    const order = orderOf(payment.orderId);
    if (scenario === 'decline') {
      this.#payments.set(paymentId, { ...payment, status: 'failed' });
      return { paid: undefined };
    }
    const isWaiting = order?.status === 'awaiting_payment';
    const capturedMinor = this.#fault === 'sells-unpaid' ? 0 : payment.amountMinor;
    const refundedMinor = isWaiting || this.#fault === 'keeps-double-money' ? 0 : capturedMinor;
    this.#payments.set(paymentId, { ...payment, status: 'captured', capturedMinor, refundedMinor });
    return { paid: isWaiting ? order : undefined };
  }

  list(): readonly SandboxPayment[] {
    return [...this.#payments.values()];
  }
}

function now(): string {
  return new Date().toISOString();
}
