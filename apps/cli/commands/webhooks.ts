import type { Delivery } from '@penstock/contract';
import { deliveryStates, pageSizeDefault, pageSizeMax } from '@penstock/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Build } from '../command.ts';
import { setRun } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { checked, wholeNumber } from '../input/option-parsers.ts';
import { printDeliveries } from '../output/describe-deliveries.ts';

type ListOptions = { readonly status?: Delivery['status']; readonly order?: string; readonly limit?: number };

/** `penstock webhooks` */
export function addWebhooks(program: Command, build: Build): void {
  const group = program
    .command('webhooks')
    .summary('what the shop’s own systems were told')
    .description('Lists what was sent to PENSTOCK_WEBHOOK_URL, and sends one again.');
  addList(group, build);
  addResend(group, build);
}

function addList(group: Command, build: Build): void {
  const command = group
    .command('list')
    .summary('list deliveries, newest first')
    .description('Lists deliveries, newest first: those that wait for their next try, arrived, or ran out of tries.')
    .addOption(new Option('--status <status>', 'only those in this state').choices(deliveryStates))
    .option('--order <orderId>', 'only those about this order')
    .option(
      '--limit <count>',
      `how many, ${pageSizeMax} at the most; ${pageSizeDefault} when left out`,
      checked(wholeNumber(1, pageSizeMax)),
    );
  setRun<ListOptions>(command, {
    build,
    examples: ['penstock webhooks list --status failed', 'penstock webhooks list --json'],
    run: async ({ operator, printer, shell }, { options: { status, order, limit } }) => {
      const list = await operator().ask('listDeliveries', {
        query: {
          ...(status !== undefined && { status }),
          ...(order !== undefined && { orderId: order }),
          ...(limit !== undefined && { limit: String(limit) }),
        },
      });
      if (printer.isJson) printer.json(list);
      else {
        if (list.deliveries.length > 0) printDeliveries(printer, list.deliveries);
        // Apart from the list, so that what reads the list does not meet a sentence in it.
        if (list.goneSince !== undefined) {
          shell.stderr.write(`The receiver wants nothing since ${list.goneSince} (410); a resend asks it anew.\n`);
        }
        if (list.next !== undefined)
          shell.stderr.write('There are more, older ones: --limit, --status and --order say which are shown.\n');
        if (list.deliveries.length === 0 && printer.isTerminal) printer.lines('There is no such delivery.');
      }
      return exitCodes.ok;
    },
  });
}

function addResend(group: Command, build: Build): void {
  const command = group
    .command('resend')
    .argument('<id>', 'the delivery, as `list` shows it')
    .summary('send one again')
    .description('Sends a delivery again at once, and tries it again as often as a new one.');
  setRun(command, {
    build,
    examples: ['penstock webhooks resend evt_019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90_paid'],
    run: async ({ operator, printer }, { args: [id = ''] }) => {
      const delivery = await operator().ask('resendDelivery', { params: { id } });
      if (printer.isJson) printer.json(delivery);
      else printDeliveries(printer, [delivery]);
      return exitCodes.ok;
    },
  });
}
