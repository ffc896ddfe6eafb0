import type { Arbitrary } from 'fast-check';
import fc from 'fast-check';
import type { Model, Real } from './gate-pair.ts';
import type { Step } from './gate-pair-step.ts';
import { step } from './gate-pair-step.ts';
import type { RedisCluster } from './redis-cluster.ts';

const spoilable = [
  ...['state', 'skus', 'orders', 'buyers', 'named', 'withdrawn', 'outbox', 'changes'],
  ...['free:red', 'held:red', 'free:blue', 'held:blue'],
];

type Faults = {
  readonly cluster: RedisCluster;
  /** The first word of the gate's keys. */
  readonly prefix: string;
  readonly onFault: (name: string) => void;
};

/** What may befall a real gate. */
export function faultSteps({ cluster, prefix, onFault }: Faults): Arbitrary<Step>[] {
  const keyOf = ({ saleId }: Real, name: string) => `${prefix}:{${saleId}}:${name}`;
  const serverOf = (real: Real) => cluster.masterOf(keyOf(real, 'state'));
  const scriptsForgotten = step('SCRIPT FLUSH', async (_, real) => {
    onFault('SCRIPT FLUSH');
    await (await serverOf(real)).ask('SCRIPT', 'FLUSH');
  });
  const slotMoved = step('slot moved', async (model, real) => {
    if (model.fault !== undefined) return;
    onFault('slot moved');
    await cluster.moveSlot(keyOf(real, 'state'));
    const server = await serverOf(real);
    const runId = /run_id:(\w+)/.exec(await server.ask('INFO', 'server'))?.[1];
    const isHome = (await server.ask('HGET', keyOf(real, 'state'), 'runId')) === runId;
    if (isHome && model.away !== undefined) {
      model.sale.armed = model.away.isArmedAtHome;
      model.away = undefined;
    } else if (!isHome && model.away === undefined) {
      model.away = { isArmedAtHome: model.sale.armed };
      model.sale.armed = false;
    }
  });
  const memoryFull = step('memory full', async (model, real) => {
    if (model.fault !== undefined) return;
    onFault('memory full');
    const server = await serverOf(real);
    await server.ask('CONFIG', 'SET', 'maxmemory', '1');
    const lift = async () => {
      await server.ask('CONFIG', 'SET', 'maxmemory', '0');
    };
    model.fault = { name: 'memory full', lift };
  });
  const keySpoiled = (name: string) =>
    step(`${name} of a wrong type`, async (model, real) => {
      if (model.fault !== undefined) return;
      onFault('key of a wrong type');
      const server = await serverOf(real);
      const key = keyOf(real, name);
      const kept = keyOf(real, 'kept');
      const isThere = (await server.ask('EXISTS', key)) === '1';
      if (isThere) await server.ask('RENAME', key, kept);
      await server.ask('SET', key, 'spoiled');
      const lift = async () => {
        await server.ask('DEL', key);
        if (isThere) await server.ask('RENAME', kept, key);
      };
      model.fault = { name: 'wrong type', lift };
    });
  const faultLifted = step('fault lifted', liftFault);
  return [
    fc.constantFrom(faultLifted, faultLifted, scriptsForgotten),
    fc.constantFrom(faultLifted, faultLifted, faultLifted, memoryFull),
    fc.constantFrom(faultLifted, faultLifted, faultLifted, slotMoved),
    fc.constantFrom(...spoilable).chain((name) => fc.constantFrom(faultLifted, keySpoiled(name))),
  ];
}

export async function liftFault(model: Model): Promise<void> {
  const { fault } = model;
  model.fault = undefined;
  await fault?.lift();
}
