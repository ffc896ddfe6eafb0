import { test } from 'node:test';
import { killManyTimes, saleCampaign } from './kill-rounds.ts';

const killsMin = 1_000;

test(`killed ${killsMin} times in the middle of its work, nothing that was answered is lost`, (t) =>
  killManyTimes(t, saleCampaign, killsMin));
