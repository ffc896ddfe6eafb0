// kill -9 between capture, message, commit and refund: what was kept is the price of what is paid, to the cent.
import { test } from 'node:test';
import { killManyTimes, moneyCampaign } from './kill-rounds.ts';

const killsMin = 40;

test(`killed ${killsMin} times while money moves, none is lost and none is kept without a right`, (t) =>
  killManyTimes(t, moneyCampaign, killsMin));
