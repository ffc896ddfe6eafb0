// The run's money: what was meant, what the provider took and gave back, and what the paid orders cost.
import type { Evidence } from '../judge/evidence.ts';
import type { PayCounts } from '../pay/payers.ts';
import type { RushReport } from './rush-report.ts';

/** Null where nobody paid and no list of captures could be read. All sums are in minor units. */
export function moneyOf({ books, finals }: Evidence, paid: PayCounts | undefined): RushReport['money'] {
  const { captures } = books;
  if (captures === undefined || (paid === undefined && captures.length === 0)) return null;
  const orders = [...finals.values()];
  const paidOrders = orders.filter(({ status }) => status === 'paid');
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  return {
    payments: captures.length,
    capturedMinor: sum(captures.map(({ capturedMinor }) => capturedMinor)),
    refundedMinor: sum(captures.map(({ refundedMinor }) => refundedMinor)),
    refundDueOrders: orders.filter(({ status }) => status === 'refund_due').length,
    paidOrders: paidOrders.length,
    paidMinor: sum(paidOrders.map(({ priceMinor }) => priceMinor)),
    payers: paid ?? null,
  };
}
