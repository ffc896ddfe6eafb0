import assert from 'node:assert/strict';
import type { AskAnswer, Audit, Ledger, SaleEdit } from '@penstock/core';
import { isFailure } from '@penstock/core';
import type { FakeClock } from '@penstock/port-tests';
import { fakeClock } from '@penstock/port-tests';
import type { Action, Scenario } from './action.ts';
import { skus } from './action.ts';
import { allOrders, checkAtRest, checkMoment } from './checks.ts';
import type { AskRecord, ClientHistory } from './history.ts';
import { checkAnswer, checkHistory } from './history.ts';
import type { Sabotage, Shop } from './shop.ts';
import { startShop } from './shop.ts';

const startMs = 1_764_000_000_000;
const saleId = 'sale';

/** In ms: short, so that holds fall due and the sale ends within a scenario. */
const windowMs = 1_500;
const openAfterMs = 100;
const openForMs = 10_000;

export type StoredLedger = Ledger & { close(): void };

/** Where the ledger lies, and how the next process finds it when one has died. */
export type Storage = {
  open(clock: FakeClock): StoredLedger;
  afterCrash(ledger: StoredLedger, clock: FakeClock): Promise<StoredLedger>;
};

type World = {
  readonly scenario: Scenario;
  readonly storage: Storage;
  readonly sabotage: Sabotage;
  readonly clock: FakeClock;
  readonly history: ClientHistory;
  readonly faults: { callsAway: number };
  ledger: StoredLedger;
  shop: Shop;
  lives: number;
  /** Counts what happens, to tell what came before what. */
  moments: number;
  /** Calls that have no answer yet, of the process that lives now. */
  callsOpen: number;
  readonly stockCalls: { begun: number; ended: number };
  /** What a call ended with that no client should ever see. */
  readonly bugs: unknown[];
};

/** Plays a scenario on the whole engine, checks every moment of it, and then everything when it has come to rest. */
export async function runScenario(scenario: Scenario, storage: Storage, sabotage: Sabotage = {}): Promise<void> {
  const world = await newWorld(scenario, storage, sabotage);
  try {
    for (const { action, steps } of scenario.rounds) {
      await play(world, action);
      for (let step = 0; step < steps && (await stepOnce(world)); step += 1);
    }
    await comeToRest(world);
    await checkRest(world);
  } finally {
    world.ledger.close();
  }
}

async function newWorld(scenario: Scenario, storage: Storage, sabotage: Sabotage): Promise<World> {
  const clock = fakeClock(startMs);
  const ledger = storage.open(clock);
  const variants = skus.map((sku, index) => {
    return { sku, title: sku, priceMinor: 100, currency: 'CNY', units: scenario.units[index] ?? 0 };
  });
  await ledger.create({
    ...{ saleId, draft: scenario.isDraft, title: 'Sale', perBuyer: scenario.perBuyer, paymentWindowMs: windowMs },
    ...{ opensAtMs: startMs + openAfterMs, closesAtMs: startMs + openForMs, variants },
  });
  const faults = { callsAway: 0 };
  const shop = await startShop({ clock, ledger, faults, dice: scenario.dice }, sabotage);
  return {
    scenario,
    storage,
    sabotage,
    clock,
    ledger,
    faults,
    shop,
    history: { asks: [], told: [] },
    moments: 0,
    lives: 1,
    callsOpen: 0,
    stockCalls: { begun: 0, ended: 0 },
    bugs: [],
  };
}

async function stepOnce(world: World): Promise<boolean> {
  const isMoved = await world.shop.schedule.step();
  world.shop.checkAlive();
  // A call may fail by a failure of the registry. Everything else is a bug, of the engine or found by an onlooker.
  if (world.bugs.length > 0) throw world.bugs[0];
  if (world.shop.hasChanged()) await checkMoment(world.ledger, world.shop.gate, saleId);
  return isMoved;
}

async function play(world: World, action: Action): Promise<void> {
  const { shop, clock, faults } = world;
  switch (action.kind) {
    case 'ask':
      ask(world, action);
      return;
    case 'cancel': {
      const order = (await allOrders(world.ledger, saleId)).at(-1 - action.which);
      if (order !== undefined) call(world, () => shop.engine.cancel(order.orderId, order.buyerId));
      return;
    }
    case 'time':
      return clock.advance(action.ms);
    case 'act':
      call(world, () => shop.engine.actOnSale(saleId, action.act));
      return;
    case 'edit':
      call(world, async () => shop.engine.editSale(saleId, await editOf(world, action)));
      return;
    case 'stock': {
      const { sku, delta } = action;
      world.stockCalls.begun += 1;
      call(
        world,
        () => shop.engine.adjustStock({ adjustmentId: `a${action.id}`, saleId, sku, delta, reason: 'a scenario' }),
        async () => {
          world.stockCalls.ended += 1;
        },
      );
      return;
    }
    case 'rebuild':
      call(world, () => shop.engine.rebuild(saleId));
      return;
    case 'audit':
      audit(world);
      return;
    case 'ledger-away':
      faults.callsAway = action.calls;
      return;
    case 'crash':
      return crash(world);
  }
}

async function editOf({ ledger }: World, { field, by }: Extract<Action, { kind: 'edit' }>): Promise<SaleEdit> {
  const sale = await ledger.sale(saleId);
  assert.ok(sale);
  if (field === 'title') return { title: `Sale ${by}` };
  if (field === 'perBuyer') return { perBuyer: Math.max(1, sale.perBuyer + by) };
  return field === 'opensAt' ? { opensAtMs: sale.opensAtMs + by * 50 } : { closesAtMs: sale.closesAtMs + by * 2_000 };
}

// An audit may find no stable sample while things move, but it must see no units astray that are not. Those of a
// withdrawal that hangs for longer than an audit looks are the exception: no gate and no ledger has them.
function audit(world: World): void {
  const isQuiet = world.stockCalls.begun === world.stockCalls.ended;
  const { begun } = world.stockCalls;
  call(
    world,
    () => world.shop.engine.audit(saleId),
    async (answer) => {
      if (!isQuiet || begun !== world.stockCalls.begun) return;
      assert.notEqual(answer?.balanced, false, `an audit saw what is not so: ${JSON.stringify(answer)}`);
    },
  );
}

function ask(world: World, { buyer, sku, key }: Extract<Action, { kind: 'ask' }>): void {
  const record: AskRecord = { saleId, buyerId: `b${buyer}`, key: key?.toString() };
  world.history.asks.push(record);
  world.moments += 1;
  const askedAt = world.moments;
  call(
    world,
    async () => world.shop.engine.ask(saleId, { buyerId: record.buyerId, sku, key: record.key }),
    async (answer: AskAnswer) => {
      record.answer = answer;
      await checkAnswer(world.ledger, answer);
      if (answer.kind !== 'held' && answer.kind !== 'already-held') return;
      const { orderId, status } = answer.order;
      world.moments += 1;
      world.history.told.push({ orderId, status, askedAt, toldAt: world.moments });
    },
  );
}

/** Starts a call and goes on. What a process that has died would have answered is heard by nobody. */
function call<Answer>(world: World, act: () => Promise<Answer>, hear?: (answer: Answer) => Promise<void>): void {
  const { lives } = world;
  world.callsOpen += 1;
  const end = async () => {
    try {
      const answer = await act();
      if (lives === world.lives) await hear?.(answer);
    } catch (error) {
      if (lives === world.lives && !isFailure(error)) world.bugs.push(error);
    } finally {
      if (lives === world.lives) world.callsOpen -= 1;
    }
  };
  void end();
}

async function crash(world: World): Promise<void> {
  const { scenario, storage, sabotage } = world;
  world.lives += 1;
  world.callsOpen = 0;
  world.faults.callsAway = 0;
  world.ledger = await storage.afterCrash(world.ledger, world.clock);
  const { clock, ledger, faults } = world;
  world.shop = await startShop({ clock, ledger, faults, dice: scenario.dice + world.lives }, sabotage);
}

/** In ms: how far time moves where every call waits for time. */
const restStepMs = 100;
/** In ms: past the window of every hold, and the sweeps that end it. */
const restMs = windowMs + 1_000;
const stepsMax = 20_000;

async function comeToRest(world: World): Promise<void> {
  world.faults.callsAway = 0;
  await passUntil(world, async () => world.callsOpen === 0 && (await isSelling(world)));
  const untilMs = world.clock.nowMs() + restMs;
  await passUntil(world, async () => world.clock.nowMs() >= untilMs);
}

async function isSelling({ ledger, shop }: World): Promise<boolean> {
  const isPublished = (await ledger.sale(saleId))?.state === 'published';
  return !isPublished || (await shop.gate.pulse(saleId))?.armed === true;
}

async function passUntil(world: World, isSo: () => Promise<boolean>): Promise<void> {
  for (let steps = 0; !(await isSo()); steps += 1) {
    while (await stepOnce(world)) steps += 1;
    await world.clock.advance(restStepMs);
    assert.ok(steps < stepsMax, `no rest: ${world.callsOpen} calls have no answer`);
  }
}

async function checkRest(world: World): Promise<void> {
  let audit: Audit | undefined;
  call(
    world,
    () => world.shop.engine.audit(saleId),
    async (answer) => {
      audit = answer;
    },
  );
  await passUntil(world, async () => world.callsOpen === 0);
  await checkAtRest(world.ledger, saleId, audit);
  await checkHistory(world.ledger, world.history);
}
