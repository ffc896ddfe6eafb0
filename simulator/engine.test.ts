import { suite } from 'node:test';
import { property } from '@penstock/port-tests';
import { scenarios } from './action.ts';
import { runScenario } from './run-scenario.ts';
import { fileStorage, memoryStorage } from './storages.ts';

suite('any history of the whole engine', () => {
  property('with a ledger in memory', scenarios, (scenario) => runScenario(scenario, memoryStorage), { runs: 500 });
  property(
    'with a ledger on disk, whose files a crash leaves as they are',
    scenarios,
    async (scenario) => {
      const storage = fileStorage();
      try {
        await runScenario(scenario, storage);
      } finally {
        storage.remove();
      }
    },
    { runs: 20 },
  );
});
