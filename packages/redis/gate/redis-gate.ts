import { setTimeout as pause } from 'node:timers/promises';
import type { Ask, Gate, GatePulse, GateRules, HoldOutcome, UnitOfOrder } from '@penstock/core';
import { failure } from '@penstock/core';
import type { KeyNames } from '../keys.ts';
import { changesKept, holdPatienceMs, holdRetryMs, ordersChangedMax, unitsAddedMax } from '../limits.ts';
import type { RedisLink } from '../link/redis-link.ts';
import { LinkError } from '../link/redis-link.ts';
import type { Register } from '../link/register.ts';
import type { ScriptName, Scripts } from '../link/scripts.ts';
import { readOrder } from '../order-line.ts';
import { outboxGroup } from '../outbox/group.ts';
import { createAskBatcher } from './ask-batcher.ts';
import { changesOf } from './changes-of.ts';
import { callHold } from './hold-call.ts';
import { callLoad } from './load-call.ts';
import { readUnits } from './read-units.ts';
import type { SkuNames } from './sku-names.ts';

export type GateParts = {
  readonly link: RedisLink;
  readonly scripts: Scripts;
  readonly keys: KeyNames;
  readonly skuNames: SkuNames;
  readonly register: Pick<Register, 'ensure'>;
  /** Called after this process gave units of a sale. */
  readonly onGiven: (saleId: string) => void;
  /**
   * Called after this process changed anything else of a sale: what is remembered of it is old. Settles once this process
   * knows better.
   */
  readonly onChanged: (saleId: string) => Promise<void>;
};

/** The gate in Redis: every decision is one script. */
export function createGate(parts: GateParts): Gate {
  const { keys, onChanged } = parts;
  const batcher = createAskBatcher((saleId, asks) => holdPatiently(parts, saleId, asks), unavailable);
  const change = async (saleId: string, name: ScriptName, scriptKeys: string[], args: (string | number)[]) => {
    const word = await run(parts, name, scriptKeys, args);
    // Whoever made the change may look at once, and must see it.
    await onChanged(saleId);
    if (word !== 'done') throw unavailable(`${saleId}: ${String(word)}.`);
  };
  return {
    hold: (saleId, asks) => batcher.hold(saleId, asks),
    release: (saleId, orders) => changeOrders(parts, change, 'release', { saleId, orders }),
    paid: (saleId, orders) => changeOrders(parts, change, 'paid', { saleId, orders }),
    async add(saleId, sku, { firstUnit, lastUnit }) {
      const { state, skus, changes } = keys.of(saleId);
      const scriptKeys = [state, skus, changes, ...keys.lists(saleId, [sku])];
      for (let first = firstUnit; first <= lastUnit; first += unitsAddedMax) {
        const last = Math.min(first + unitsAddedMax - 1, lastUnit);
        await change(saleId, 'add', scriptKeys, [changesKept, sku, first, last]);
      }
    },
    async withdraw(saleId, { sku, adjustmentId, count }) {
      const { state, skus, orders, withdrawn, changes } = keys.of(saleId);
      const scriptKeys = [state, skus, orders, withdrawn, changes, ...keys.lists(saleId, [sku])];
      const answer = await run(parts, 'withdraw', scriptKeys, [changesKept, sku, adjustmentId, count]);
      await onChanged(saleId);
      const [kind, carried] = answer as [string, string | number];
      if (kind === 'withdrawn') return { kind, units: numbersOf(String(carried)) };
      if (kind === 'not-enough-free') return { kind, available: Number(carried) };
      throw unavailable(`${saleId}: ${kind}.`);
    },
    undoWithdrawal(saleId, sku, adjustmentId) {
      const { state, skus, withdrawn, changes } = keys.of(saleId);
      const scriptKeys = [state, skus, withdrawn, changes, ...keys.lists(saleId, [sku])];
      return change(saleId, 'undo-withdrawal', scriptKeys, [changesKept, sku, adjustmentId]);
    },
    setRules(saleId, rules) {
      const { state, changes } = keys.of(saleId);
      return change(saleId, 'set-rules', [state, changes], [changesKept, ...rulesArgs(rules)]);
    },
    ...rebuildingOf(parts, change),
  };
}

type Change = (saleId: string, name: ScriptName, keys: string[], args: (string | number)[]) => Promise<void>;

function rebuildingOf(
  parts: GateParts,
  change: Change,
): Pick<Gate, 'fence' | 'load' | 'arm' | 'drop' | 'order' | 'pulse' | 'units'> {
  const { keys, skuNames, register, onChanged } = parts;
  return {
    async fence(rules) {
      const { saleId } = rules;
      await call(parts, 'SADD', keys.register, saleId);
      await change(saleId, 'fence', allKeys(keys, saleId), [changesKept, outboxGroup, ...rulesArgs(rules)]);
    },
    async load(saleId, epoch, part) {
      const word = await callLoad({ ...parts, run: (...rest) => run(parts, 'load', ...rest) }, saleId, epoch, part);
      void onChanged(saleId);
      if (word !== 'done') throw unavailable(`${saleId}: part ${part.number} under epoch ${epoch} was refused.`);
    },
    arm(saleId, epoch) {
      const { state, changes } = keys.of(saleId);
      return change(saleId, 'arm', [state, changes], [changesKept, epoch]);
    },
    async drop(saleId) {
      const lists = keys.lists(saleId, await guarded(() => skuNames.read(saleId)));
      await call(parts, 'UNLINK', ...allKeys(keys, saleId), ...lists);
      await call(parts, 'SREM', keys.register, saleId);
      skuNames.forget(saleId);
      await onChanged(saleId);
    },
    async order(saleId, orderId) {
      const line = await call(parts, 'HGET', keys.of(saleId).orders, orderId);
      return line === null ? undefined : readOrder(String(line));
    },
    async pulse(saleId) {
      const lists = keys.lists(saleId, skuNames.seen(saleId));
      const pulse = readPulse((await run(parts, 'pulse', [...allKeys(keys, saleId), ...lists], [])) as string[]);
      // Whoever looks after gates takes every pulse, and so mends the list too.
      if (pulse !== undefined) await guarded(() => register.ensure(saleId));
      return pulse;
    },
    units: (saleId) => guarded(() => readUnits(parts, saleId)),
  };
}

async function holdPatiently(
  { link, scripts, keys, onGiven }: GateParts,
  saleId: string,
  asks: readonly Ask[],
): Promise<readonly HoldOutcome[]> {
  const giveUpMs = performance.now() + holdPatienceMs;
  let isPerhapsDone = false;
  for (;;) {
    try {
      const { outcomes } = await callHold({ link, script: scripts.hold, keys }, saleId, asks);
      if (outcomes.some((outcome) => outcome.kind === 'held')) onGiven(saleId);
      return outcomes;
    } catch (cause) {
      if (!(cause instanceof LinkError)) throw cause;
      isPerhapsDone ||= cause.isDone === 'perhaps';
      if (!isPerhapsDone) throw unavailable(saleId, cause);
      // Asked again under the same order ids, which have the same answer: an unknown outcome is never guessed.
      if (performance.now() >= giveUpMs) throw failure('GATE_SILENT', { detail: saleId, cause });
    }
    await pause(holdRetryMs);
  }
}

async function changeOrders(
  { keys }: GateParts,
  change: Change,
  name: 'release' | 'paid',
  { saleId, orders }: { readonly saleId: string; readonly orders: readonly UnitOfOrder[] },
): Promise<void> {
  const { state, skus, orders: ordersKey, buyers, changes } = keys.of(saleId);
  for (let first = 0; first < orders.length; first += ordersChangedMax) {
    const slice = orders.slice(first, first + ordersChangedMax);
    const names = [...new Set(slice.map((order) => order.sku))];
    const scriptKeys = [state, skus, ordersKey, buyers, changes, ...keys.lists(saleId, names)];
    const args = slice.flatMap(({ orderId, sku, unit }) => [orderId, sku, unit]);
    await change(saleId, name, scriptKeys, [changesKept, names.length, ...names, ...args]);
  }
}

function readPulse([standing, epoch, step, inFlight, idleMs, oldestAgeMs]: readonly string[]): GatePulse | undefined {
  if (standing === 'missing') return undefined;
  if (standing === 'broken')
    return { armed: false, changes: 0, inFlight: 0, oldestAgeMs: 0, idleMs: Number.POSITIVE_INFINITY };
  return {
    armed: standing === 'armed',
    changes: changesOf(Number(epoch), Number(step)),
    inFlight: Number(inFlight),
    oldestAgeMs: Number(oldestAgeMs),
    idleMs: Number(idleMs),
  };
}

function allKeys(keys: KeyNames, saleId: string): string[] {
  const { state, skus, orders, buyers, named, withdrawn, outbox, changes } = keys.of(saleId);
  return [state, skus, orders, buyers, named, withdrawn, outbox, changes];
}

function rulesArgs(rules: GateRules): (string | number)[] {
  const { epoch, version, opensAtMs, closesAtMs, perBuyer, paymentWindowMs, paused } = rules;
  return [epoch, version, opensAtMs, closesAtMs, perBuyer, paymentWindowMs, paused ? 1 : 0];
}

function numbersOf(text: string): number[] {
  return text === '' ? [] : text.split(' ').map(Number);
}

function run(parts: GateParts, name: ScriptName, keys: readonly string[], args: readonly (string | number)[]) {
  return guarded(() => parts.link.run(parts.scripts[name], keys, args));
}

function call({ link }: GateParts, command: string, ...args: string[]): Promise<unknown> {
  return guarded(() => link.call(command, ...args));
}

async function guarded<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof LinkError ? unavailable(undefined, error) : error;
  }
}

function unavailable(detail?: string, cause?: unknown) {
  return failure('GATE_UNAVAILABLE', { ...(detail === undefined ? {} : { detail }), cause });
}
