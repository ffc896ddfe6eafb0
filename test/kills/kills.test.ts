// kill -9, again and again, in the middle of a sale: what the buyers saw is true afterwards.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { seededRandom, testSeed } from '@penstock/port-tests';
import type { RequestRecord } from '@penstock/rush';
import { countKills } from './count-kills.ts';
import { playKillRound } from './kill-round.ts';
import { killManyTimes, saleCampaign } from './kill-rounds.ts';

// `npm run test:slow` kills a thousand times.
const killsMin = 200;

test(`killed ${killsMin} times in the middle of its work, nothing that was answered is lost`, (t) =>
  killManyTimes(t, saleCampaign, killsMin));

suite('negative controls', () => {
  test('a server that answers before it commits is found out', async (t) => {
    const { report } = await playKillRound(t, {
      places: ['answer', 'admit', 'answer', 'committed', 'answer'],
      random: seededRandom(testSeed),
      crowd: {},
      answersBeforeCommit: true,
    });
    const [lost] = report.verdicts;
    assert.equal(lost?.id, 'H1');
    assert.equal(lost.holds, false, 'promises were lost, and nobody noticed');
    assert.match(lost.evidence.join('\n'), /was promised to .* and is finally unknown/);
  });

  const ask = (sentMs: number, answeredMs: number, outcome: RequestRecord['outcome']) =>
    ({ kind: 'ask', sentMs, answeredMs, outcome, status: outcome === 'held' ? 202 : 0 }) as RequestRecord;

  test('a kill without an open ask, or long after the last answer, does not count', () => {
    const answered = ask(940, 960, 'held');
    const open = ask(990, 1_010, 'connection-lost');
    assert.deepEqual(countKills([answered, open], [1_000]), [true]);
    assert.deepEqual(countKills([answered], [1_000]), [false]);
    assert.deepEqual(countKills([ask(940, 949, 'held'), open], [1_000]), [false]);
    assert.deepEqual(countKills([answered, ask(1_001, 1_010, 'connection-lost')], [1_000]), [false]);
    assert.deepEqual(countKills([answered, open], [500, 1_000, 3_000]), [false, true, false]);
  });
});
