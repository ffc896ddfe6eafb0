import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { testSeed } from '@penstock/port-tests';
import type { RedisGate, ScriptName, Scripts } from '@penstock/redis';
import { connectRedisGate, readScripts } from '@penstock/redis';
import fc from 'fast-check';
import type { Model } from './gate-pair.ts';
import { checkOrders, checkSame, chunkOf, openPair, rebuildPair } from './gate-pair.ts';
import { gateSteps } from './gate-pair-commands.ts';
import { faultSteps, liftFault } from './gate-pair-faults.ts';
import type { RedisCluster } from './redis-cluster.ts';
import { startRedisCluster } from './redis-cluster.ts';
import { testClock } from './test-clock.ts';

const stepsWanted = 10_000;
/**
 * Steps within which a switched-off safeguard must have shown. A run ends at the first difference, so only the rarest
 * meetings of a fault and a command come near it.
 */
const controlSteps = 40_000;
const stepsOfRunMax = 120;
const unitsOfSku = 5;

let cluster: RedisCluster;
let sales = 0;

before(async () => {
  cluster = await startRedisCluster();
});
after(() => cluster.stop());

test(`the scripts do what the pure functions do, ${stepsWanted} steps long, whatever befalls Redis`, async (context) => {
  const { steps, refusals, faults } = await compare('same', { steps: stepsWanted, isSmallest: true });
  const befell = [...faults].map(([name, times]) => `${times} ${name}`).join(', ');
  context.diagnostic(`${steps} steps, PENSTOCK_SEED=${testSeed}`);
  context.diagnostic(`befell it: ${befell}; ${refusals} refusals from memory compared`);
  for (const name of ['SCRIPT FLUSH', 'slot moved', 'memory full', 'key of a wrong type']) assert.ok(faults.has(name));
  assert.ok(refusals > steps);
});

suite('a safeguard that is switched off shows', () => {
  control('an order id that was given has its answer', 'hold', 'if before then', 'if false then');
  control('a buyer has so many and no more', 'hold', 'if #live < perBuyer then', 'if true then');
  control('a unit that is given is not free', 'hold', "redis.call('RPOP', sku.freeKey, #sku.given)", '');
  control('another server gives nothing', 'hold', 'not isThisServer(runId)', 'false');
  control('all is checked before anything is written', 'hold', "redis.call('XLEN', changes)", '');
  control('a unit comes back once', 'release', ' or not isHeld(order)', '');
  control('a unit comes back by its own order', 'release', ' or order.unit ~= unit', '');
  control('units are added once', 'add', 'math.max(firstUnit, sku.unitLast + 1)', 'firstUnit');
  control('an older change does not overwrite a newer one', 'set-rules', 'not isNewer(rules, epoch, version)', 'false');
  control('a part is loaded once', 'load', 'if number < tonumber(partsLoaded) then', 'if false then');
  control('nodes are told what they remember', 'add', "{ skuPatch(sku, '') }", "{ '' }");
  test('scripts that were forgotten are sent again', async () => {
    const scripts = readScripts();
    // Sent where the hash is not known: a script that does nothing.
    const hold = { ...scripts.hold, source: '#!lua\nreturn {}' };
    await assert.rejects(compare('by-hash', { ...uncontrolled, scripts: { ...scripts, hold } }));
  });
});

const uncontrolled = { steps: controlSteps, isSmallest: false };

function control(name: string, script: ScriptName, safeguard: string, without: string): void {
  test(name, async () => {
    const scripts = readScripts((each, source) => {
      if (each !== script) return source;
      assert.ok(source.includes(safeguard), 'the safeguard is there to be switched off');
      return source.replace(safeguard, without);
    });
    await assert.rejects(compare(`without-${script}-${safeguard.length}`, { ...uncontrolled, scripts }));
  });
}

type Options = {
  readonly steps: number;
  /** Whether a failure is made as small as can be, which takes time. */
  readonly isSmallest: boolean;
  readonly scripts?: Scripts;
};

type Compared = { steps: number; refusals: number; readonly faults: Map<string, number> };

/** Runs random steps on sale after sale until enough were done. Throws at the first difference. */
async function compare(prefix: string, options: Options): Promise<Compared> {
  const { steps, isSmallest, scripts = readScripts() } = options;
  const redis = await connectRedisGate({ urls: cluster.urls, prefix, clock: testClock, scripts });
  const done: Compared = { steps: 0, refusals: 0, faults: new Map() };
  const onFault = (name: string) => done.faults.set(name, (done.faults.get(name) ?? 0) + 1);
  const all = [...gateSteps(), ...faultSteps({ cluster, prefix, onFault })];
  const commands = fc.commands(all, { maxCommands: stepsOfRunMax, size: 'max' });
  try {
    while (done.steps < steps) {
      await fc.assert(
        fc.asyncProperty(commands, async (each) => {
          if (done.steps >= steps) return;
          const model = await playOnce(redis, each);
          done.steps += model.steps;
          done.refusals += model.refusals;
        }),
        { seed: testSeed + done.steps, numRuns: 20, endOnFailure: !isSmallest },
      );
    }
  } finally {
    await redis.close();
  }
  return done;
}

/** Plays steps on a sale of its own, and compares all that is left at the end. */
async function playOnce(redis: RedisGate, commands: Parameters<typeof fc.asyncModelRun>[1]): Promise<Model> {
  sales += 1;
  const { model, real } = await openPair(redis, `sale-${sales}`, unitsOfSku);
  try {
    await fc.asyncModelRun(() => ({ model, real }), commands as never);
  } finally {
    await liftFault(model);
  }
  await checkSame(model, real);
  const rules = { ...model.sale.rules, epoch: model.sale.rules.epoch + 1 };
  await rebuildPair(model, real, { rules, chunk: chunkOf(model.sale), partSize: 7, isTwice: true });
  await checkOrders(model, real);
  await redis.gate.drop(real.saleId);
  return model;
}
