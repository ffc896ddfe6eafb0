import { join } from 'node:path';
import type { AdminSale } from '@penstock/contract';
import type { DemoOperator } from '@penstock/server';
import { printable } from '../output/printable.ts';
import type { Printer } from '../output/printer.ts';
import { formatDistance } from '../output/span.ts';

/** What a start has to say. */
export type Start = {
  readonly url: string;
  readonly dataDir: string;
  /** Whether the operators' token came from the environment; else demo mode made it. */
  readonly isTokenGiven: boolean;
  /** Who opens the console of a demo. */
  readonly demoOperator: DemoOperator | undefined;
  readonly paymentProvider: string;
  /** The new sale of demo mode. */
  readonly sale: AdminSale | undefined;
};

/**
 * The first screen: where everything is, and what to type next. The token itself is never on it; the password of a
 * demo's operator is, since whoever reads it is to open the console with it, and it opens this demo alone.
 */
export function bannerLines(start: Start, paint: Printer['paint']): readonly string[] {
  const { url, dataDir, sale, isTokenGiven, demoOperator, paymentProvider } = start;
  const token = isTokenGiven ? 'in PENSTOCK_ADMIN_TOKEN' : `in ${join(dataDir, 'secrets.json')} (PENSTOCK_ADMIN_TOKEN)`;
  const places = [
    ['shop', `${url}/`],
    ['console', `${url}/console${demoOperator === undefined ? '' : `  ${signInText(demoOperator)}`}`],
    ['API', `${url}/api/v1/sales`],
    ['OpenAPI', `${url}/api/v1/openapi.json`],
    ['problems', `${url}/problems/sold-out and one page for each other code`],
    ['payments', paymentText(paymentProvider)],
    ['data', dataDir],
    ['operators', `the token is ${token}`],
  ] as const;
  return [
    paint.bold(sale === undefined ? `Penstock runs at ${url}` : `Penstock runs at ${url} in demo mode`),
    '',
    ...places.map(([name, place]) => `  ${paint.dim(name.padEnd(10))}${place}`),
    ...(sale === undefined ? [] : ['', ...saleLines(sale, paint)]),
    '',
    'Ctrl-C stops the server; the data stays.',
  ];
}

function signInText({ name, password }: DemoOperator): string {
  if (password === undefined) return `(sign in as ${name}, with the password that it was given)`;
  return `(sign in as ${name}, password ${password})`;
}

function paymentText(provider: string): string {
  if (provider === 'none') return 'none: held units cannot be paid (PENSTOCK_PAYMENT_PROVIDER)';
  return provider === 'sandbox' ? 'the sandbox: a test page decides, no real money moves' : provider;
}

function saleLines(sale: AdminSale, paint: Printer['paint']): readonly string[] {
  const opens = formatDistance(Date.parse(sale.opensAt), Date.parse(sale.serverTime));
  const commands = [
    ['npm run rush', '20,000 buyers in a sale of their own'],
    [`npx penstock rush --sale ${sale.saleId}`, 'the same in this sale'],
    [`npx penstock watch ${sale.saleId}`, 'see it live'],
    ["npx penstock sale create --units 100 --opens-at '15:00[Asia/Shanghai]'", ''],
  ] as const;
  return [
    `  ${paint.dim('sale'.padEnd(10))}${paint.cyan(sale.saleId)}  ${printable(sale.title)}, opens ${opens} (${sale.opensAt})`,
    '',
    'Type next, in a second terminal:',
    ...commands.map(
      ([command, text]) => `  ${paint.cyan(command.padEnd(34))}${text === '' ? '' : `  ${paint.dim(text)}`}`,
    ),
  ];
}
