import assert from 'node:assert/strict';
import type { Clock, Gate, GateView, Ledger, PaymentProvider } from '@penstock/core';
import { failure, settlementWaitMs } from '@penstock/core';
import { createMemoryGate, createOrderEventHub } from '@penstock/embedded';
import type { FakeClock } from '@penstock/port-tests';
import { seededIds, seededRandom } from '@penstock/port-tests';
import type { Engine, RunningEngine } from '@penstock/server';
import { startEngine } from '@penstock/server';
import pino from 'pino';
import type { Schedule } from './schedule.ts';
import { createSchedule } from './schedule.ts';
import { slowGate, slowLedger, slowOutbox } from './slow-ports.ts';
import { watchedGate, watchedView } from './watched-gate.ts';

/** The whole engine of one machine in this process: the product's own code between slow ports. */
export type Shop = {
  readonly engine: Engine;
  readonly schedule: Schedule;
  /** The gate itself, for onlookers: it answers at once. */
  readonly gate: Gate;
  /** Whether something may have changed since the last look. */
  hasChanged(): boolean;
  /** Fails when a loop of the engine ended for good. */
  checkAlive(): void;
};

/** What outlives a crash: the ledger, the time, the dice. */
export type Surroundings = {
  readonly clock: FakeClock;
  readonly ledger: Ledger;
  readonly dice: number;
  /** Calls to the ledger that are still to fail. */
  readonly faults: { callsAway: number };
};

/** Parts that were broken on purpose, to see that it is noticed. The onlookers look at what is whole. */
export type Sabotage = {
  readonly gate?: (gate: Gate) => Gate;
  readonly ledger?: (ledger: Ledger) => Ledger;
  readonly view?: (view: GateView) => GateView;
  readonly gateClock?: (clock: Clock) => Clock;
};

export async function startShop(surroundings: Surroundings, sabotage: Sabotage = {}): Promise<Shop> {
  const { clock, ledger, dice, faults } = surroundings;
  const schedule = createSchedule(seededRandom(dice));
  const { gate, outbox, view, close } = createMemoryGate((sabotage.gateClock ?? whole)(clock));
  const watched = watchedGate((sabotage.gate ?? whole)(gate), { ledger, clock });
  let ended: unknown;
  let isChanged = true;
  const onlooker = {
    isAway: () => isAway(faults),
    onChange: () => {
      isChanged = true;
    },
  };
  schedule.setOpen(true);
  const running: RunningEngine = await startEngine({
    gate: slowGate(watched, schedule, onlooker),
    outbox: slowOutbox(outbox, schedule, onlooker),
    view: watchedView((sabotage.view ?? whole)(view), view),
    ledger: slowLedger((sabotage.ledger ?? whole)(ledger), schedule, onlooker),
    events: createOrderEventHub(),
    ids: seededIds(dice),
    provider: noProvider,
    clock,
    logger: pino({ level: 'silent' }),
    onFatal: (error) => {
      ended = error;
    },
    settlementWaitMs,
    closeOutbox: close,
  });
  schedule.setOpen(false);
  const checkAlive = () => assert.equal(ended, undefined, `a loop of the engine ended: ${String(ended)}`);
  const hasChanged = () => {
    const was = isChanged;
    isChanged = false;
    return was;
  };
  return { engine: running.engine, schedule, gate, hasChanged, checkAlive };
}

const away = () => Promise.reject(failure('PROVIDER_UNAVAILABLE'));

/** Nobody pays here. */
const noProvider: PaymentProvider = { name: 'none', open: away, close: away, refund: away, find: away };

function whole<Part>(part: Part): Part {
  return part;
}

function isAway(faults: Surroundings['faults']): boolean {
  if (faults.callsAway === 0) return false;
  faults.callsAway -= 1;
  return true;
}
