// All that comes before the crowd: the server, its clock, the sale, the buyers and their tokens, and the wait.
import { randomBytes, randomInt } from 'node:crypto';
import type { Sale } from '@penstock/contract';
import type { BuyerNames } from './crowd/buyer-names.ts';
import { nameBuyers } from './crowd/buyer-names.ts';
import type { BuyerTokens } from './crowd/buyer-tokens.ts';
import { mintBuyerTokens } from './crowd/buyer-tokens.ts';
import type { CrowdPlan } from './crowd/crowd.ts';
import { planSchedule } from './crowd/plan-schedule.ts';
import { rushFailure } from './failures.ts';
import type { CalmClient } from './http/calm-client.ts';
import { calmClient } from './http/calm-client.ts';
import { asksMax, latePaymentWindowMaxMs, seedMax, tokenLifeSeconds } from './limits.ts';
import type { RushOptions } from './options/read-rush-options.ts';
import { isPaying } from './options/read-rush-options.ts';
import type { Target } from './options/resolve-target.ts';
import { resolveTarget } from './options/resolve-target.ts';
import { capturesPath } from './reads/final-reads.ts';
import type { ServerClock } from './reads/server-clock.ts';
import { measureServerClock } from './reads/server-clock.ts';
import type { RushWorld } from './rush-world.ts';
import { findSale, makeOwnSale } from './sale/choose-sale.ts';
import { waitForOpening } from './sale/wait-for-opening.ts';

export type PreparedRun = {
  readonly plan: CrowdPlan;
  readonly client: CalmClient;
  readonly target: Target;
  readonly sale: Sale;
  readonly isOwn: boolean;
  readonly clock: ServerClock;
};

/** Returns shortly before the first ask is due. Throws a `RushFailure`. */
export async function prepareRun(options: RushOptions, world: RushWorld): Promise<PreparedRun> {
  const target = await resolveTarget(options, world.environment);
  const client = calmClient(target.url);
  const clock = await measureServerClock(client);
  const found = options.sale === undefined ? undefined : await findSale(client, options.sale);
  // A name of its own for each run: a second crowd at the same sale is other people.
  const names = nameBuyers(`rush-${randomBytes(4).toString('hex')}`, found?.perBuyer ?? options.perBuyer);
  if (options.buyers * names.wishesPerBuyer * options.again > asksMax)
    throw rushFailure('OPTION_INVALID', `--buyers × units per buyer × --again may be at most ${asksMax}.`);
  const tokens = await mintTokens(options, { names, target, clock, found });
  const sale = found ?? (await makeOwnSale({ client, target, clock }, options));
  tell(world, sale, found === undefined, target);
  if (isPaying(options)) await checkPaying(options, { client, target, sale });
  const opening = await waitForOpening(
    {
      client,
      clock,
      earlyMs: options.early,
      signal: world.signal,
      onWaiting: (opensInMs) => world.onProgress({ kind: 'waiting', opensInMs }),
    },
    sale,
  );
  const plan = {
    ...planCrowd(options, { names, tokens, sale: opening, target }),
    schedule: planSchedule(opening, clock, options, performance.now()),
  };
  return { plan, client, target, sale: opening, isOwn: found === undefined, clock };
}

/** Before anybody comes: a run whose payers cannot pay, or would wait for days, is no run. */
async function checkPaying(
  { payLate }: RushOptions,
  { client, target, sale }: Pick<PreparedRun, 'client' | 'target' | 'sale'>,
): Promise<void> {
  const windowMs = sale.paymentWindowSeconds * 1_000;
  if (payLate > 0 && windowMs > latePaymentWindowMaxMs)
    throw rushFailure(
      'OPTION_INVALID',
      `--pay-late waits until payBy, ${windowMs / 1_000} s; name a --payment-window of at most ${latePaymentWindowMaxMs / 1_000}s.`,
    );
  if (target.adminToken === undefined) return;
  const status = await client.lines(capturesPath(sale.saleId), target.adminToken, () => undefined);
  if (status === 404)
    throw rushFailure('OPTION_INVALID', '--pay needs a server whose payment provider is the sandbox.');
}

type Minting = {
  readonly names: BuyerNames;
  readonly target: Target;
  readonly clock: ServerClock;
  readonly found: Sale | undefined;
};

function mintTokens(options: RushOptions, { names, target, clock, found }: Minting): Promise<BuyerTokens> {
  const nowMs = performance.now() + clock.offsetMs;
  const opensAtMs = found === undefined ? nowMs + options.opensIn : Date.parse(found.opensAt);
  return mintBuyerTokens({
    buyers: options.buyers,
    buyerIdOf: names.buyerIdOf,
    secret: target.buyerSecret,
    expiresAtSeconds: Math.ceil(Math.max(nowMs, opensAtMs) / 1_000) + tokenLifeSeconds,
    audience: target.buyerAudience,
  });
}

type Planning = {
  readonly names: BuyerNames;
  readonly tokens: BuyerTokens;
  readonly sale: Sale;
  readonly target: Target;
};

function planCrowd(options: RushOptions, { names, tokens, sale, target }: Planning): Omit<CrowdPlan, 'schedule'> {
  return {
    endpoint: target.endpoint,
    host: target.host,
    connections: options.connections,
    saleId: sale.saleId,
    skus: sale.variants.map(({ sku }) => sku),
    shape: {
      buyers: options.buyers,
      wishesPerBuyer: names.wishesPerBuyer,
      rounds: options.again,
      skus: sale.variants.length,
      twiceShare: options.twice,
      cancelShare: options.cancel,
      seed: options.seed ?? randomInt(seedMax),
    },
    retries: options.retries,
    names,
    tokens,
  };
}

function tell(world: RushWorld, sale: Sale, isOwn: boolean, target: Target): void {
  const units = sale.variants.reduce((sum, variant) => sum + variant.units, 0);
  const what = `${sale.saleId}: ${units} units, ${sale.perBuyer} a buyer, opens at ${sale.opensAt}`;
  world.onProgress({ kind: 'note', text: isOwn ? `No --sale was named, so this run made its own. ${what}` : what });
  if (target.adminToken === undefined)
    world.onProgress({
      kind: 'note',
      text: 'Without PENSTOCK_ADMIN_TOKEN the books cannot be read: much is not judged.',
    });
}
