// Which sale the crowd comes to: a named one, the next one, or one of its own.
import type { Sale } from '@penstock/contract';
import { rushFailure } from '../failures.ts';
import type { CalmClient } from '../http/calm-client.ts';
import { soonMs } from '../limits.ts';
import type { RushOptions } from '../options/read-rush-options.ts';
import type { Target } from '../options/resolve-target.ts';
import type { ServerClock } from '../reads/server-clock.ts';

export type Operating = {
  readonly client: CalmClient;
  readonly target: Target;
  readonly clock: ServerClock;
};

/** A published sale by its id, or by "next". Throws SALE_MISSING, SALE_OVER. */
export async function findSale(client: CalmClient, name: string): Promise<Sale> {
  const sale = name === 'next' ? await readNextSale(client) : await readSale(client, name);
  if (sale.phase === 'ended')
    throw rushFailure('SALE_OVER', `${sale.saleId} gives nothing any more: choose another, or leave --sale out.`);
  return sale;
}

/** The sale as the public sees it. Throws SALE_MISSING. */
export async function readSale(client: CalmClient, saleId: string): Promise<Sale> {
  const { status, body } = await client.call('GET', `/api/v1/sales/${encodeURIComponent(saleId)}`);
  if (status === 404) throw rushFailure('SALE_MISSING', `${saleId} is not among the published sales of this server.`);
  if (status !== 200) throw rushFailure('ANSWER_UNEXPECTED', `Reading ${saleId} answered ${status}.`);
  return body as Sale;
}

/** The sale that opens soon, else the open one that opened last, else the one that opens next. */
async function readNextSale(client: CalmClient): Promise<Sale> {
  const { status, body } = await client.call('GET', '/api/v1/sales');
  if (status !== 200) throw rushFailure('ANSWER_UNEXPECTED', `The list of sales answered ${status}.`);
  const { sales } = body as { sales: readonly Sale[] };
  const byOpening = [...sales].sort((a, b) => Date.parse(a.opensAt) - Date.parse(b.opensAt));
  const scheduled = byOpening.find(({ phase }) => phase === 'scheduled');
  const isSoon = scheduled !== undefined && Date.parse(scheduled.opensAt) - Date.parse(scheduled.serverTime) <= soonMs;
  const next = isSoon ? scheduled : (byOpening.findLast(({ phase }) => phase === 'open') ?? scheduled);
  if (next === undefined)
    throw rushFailure('SALE_MISSING', 'No sale is open or opens later: make one, or leave --sale out.');
  return next;
}

/** Makes a sale for this run and publishes it. Throws SECRET_MISSING, OPTION_INVALID, SALE_NOT_MADE. */
export async function makeOwnSale({ client, target, clock }: Operating, options: RushOptions): Promise<Sale> {
  if (target.adminToken === undefined)
    throw rushFailure(
      'SECRET_MISSING',
      'Making a sale needs the operator: set PENSTOCK_ADMIN_TOKEN, or name a sale that exists with --sale.',
    );
  const opensAtMs = performance.now() + clock.offsetMs + options.opensIn;
  const body = {
    title: 'Rush',
    opensAt: new Date(opensAtMs).toISOString(),
    perBuyer: options.perBuyer,
    paymentWindowSeconds: Math.ceil(options.paymentWindow / 1_000),
    variants: variantsOf(options),
  };
  const answer = await client.call('POST', '/api/v1/admin/sales', { token: target.adminToken, body });
  if (answer.status !== 201)
    throw rushFailure('SALE_NOT_MADE', `The server answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return readSale(client, (answer.body as Sale).saleId);
}

/** The units shared as evenly as they can be; no variant is without. Throws OPTION_INVALID when there are too few. */
function variantsOf({
  units,
  variants,
}: RushOptions): { sku: string; units: number; priceMinor: number; currency: string }[] {
  if (units < variants)
    throw rushFailure('OPTION_INVALID', `--units ${units} cannot be shared by --variants ${variants}: each needs one.`);
  return Array.from({ length: variants }, (_, number) => ({
    sku: variants === 1 ? 'unit' : `variant-${number + 1}`,
    units: Math.floor(units / variants) + (number < units % variants ? 1 : 0),
    priceMinor: 100,
    currency: 'CNY',
  }));
}
