import { jsonLinesOf } from '@penstock/client';
import type { PaymentRecord } from '@penstock/contract';
import { paymentStatuses } from '@penstock/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatPrice } from '../input/price.ts';
import { paymentStreamColumns, streamRows } from '../output/order-rows.ts';

type Options = { readonly status?: PaymentRecord['status'] };

/** Money by currency, in minor units. */
type Sums = Map<string, { captured: number; refunded: number }>;

/** `penstock payments` */
export function addPayments(program: Command, build: Build): void {
  const command = program
    .command('payments')
    .argument('<saleId>', 'the sale')
    .summary('export the payments of a sale')
    .description(
      'Exports every attempt to pay for an order of a sale, as the shop’s own books have it, and sums up what was taken ' +
        'and given back; with --json as lines of JSON.',
    )
    .addOption(new Option('--status <status>', 'only those in this state').choices(paymentStatuses));
  setRun<Options>(command, {
    build,
    examples: [
      'penstock payments phone-11-11 --status refund_due',
      'penstock payments phone-11-11 --json > payments.ndjson',
    ],
    run: async ({ operator, printer }, { args: [saleId = ''], options }) => {
      const response = await operator().open('exportPayments', { params: { saleId } });
      const sums: Sums = new Map();
      const payments = summedUp(wanted(jsonLinesOf<PaymentRecord>(response), options.status), sums);
      if (printer.isJson) for await (const payment of payments) await printer.part(`${JSON.stringify(payment)}\n`);
      else {
        const count = await streamRows(printer, paymentStreamColumns, payments);
        if (count === 0 && printer.isTerminal) printer.lines('There is no such payment.');
        printer.lines(...sumLines(sums));
      }
      return exitCodes.ok;
    },
  });
}

async function* wanted(payments: AsyncIterable<PaymentRecord>, status: Options['status']) {
  for await (const payment of payments) if (status === undefined || payment.status === status) yield payment;
}

async function* summedUp(payments: AsyncIterable<PaymentRecord>, sums: Sums) {
  for await (const payment of payments) {
    const { captured, refunded } = sums.get(payment.currency) ?? { captured: 0, refunded: 0 };
    sums.set(payment.currency, {
      captured: captured + payment.capturedMinor,
      refunded: refunded + payment.refundedMinor,
    });
    yield payment;
  }
}

function sumLines(sums: Sums): readonly string[] {
  return [...sums].map(([currency, { captured, refunded }]) => {
    const [taken, back, kept] = [captured, refunded, captured - refunded].map((minor) => formatPrice(minor, currency));
    return `captured ${taken}, refunded ${back}, kept ${kept}`;
  });
}
