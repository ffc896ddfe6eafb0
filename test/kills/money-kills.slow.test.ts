import { test } from 'node:test';
import { killManyTimes, moneyCampaign } from './kill-rounds.ts';

const killsMin = 300;

test(`killed ${killsMin} times while money moves, none is lost and none is kept without a right`, (t) =>
  killManyTimes(t, moneyCampaign, killsMin));
