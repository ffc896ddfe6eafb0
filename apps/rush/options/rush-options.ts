// What a run can be told, as data: the command line makes its flags from this table, and `readRushOptions` its checks.
import { paymentWindowSecondsMax, perBuyerMax, unitsMax, variantsMax } from '@penstock/contract';
import {
  buyersMax,
  connectionsMax,
  earlyMaxMs,
  opensInMaxMs,
  rateMax,
  retriesMax,
  roundsMax,
  seedMax,
} from '../limits.ts';

/** `whole` takes a whole number, `duration` one in ms, s, m or h, `share` a number from 0 to 1. */
export type RushOption = {
  /** In camel case, as command-line parsers make it from the flag. */
  readonly name: string;
  /** As it is typed, with a placeholder when it takes a value. */
  readonly flag: string;
  readonly kind: 'text' | 'switch' | 'whole' | 'share' | 'duration';
  /** Least and most; milliseconds of a duration. */
  readonly min?: number;
  readonly max?: number;
  /** As it would be typed. */
  readonly default?: string;
  readonly text: string;
};

export const rushOptions: readonly RushOption[] = [
  {
    name: 'url',
    flag: '--url <url>',
    kind: 'text',
    text: 'server; else PENSTOCK_URL, else the one that runs on the data folder',
  },
  {
    name: 'sale',
    flag: '--sale <id>',
    kind: 'text',
    text: 'sale to rush, or "next" for the one that is open or opens next; without it the rush makes its own',
  },
  {
    name: 'buyers',
    flag: '--buyers <n>',
    kind: 'whole',
    min: 1,
    max: buyersMax,
    default: '20000',
    text: 'how many people come',
  },
  {
    name: 'connections',
    flag: '--connections <n>',
    kind: 'whole',
    min: 1,
    max: connectionsMax,
    default: '256',
    text: 'connections that they share',
  },
  {
    name: 'units',
    flag: '--units <n>',
    kind: 'whole',
    min: 1,
    max: unitsMax,
    default: '100',
    text: 'units of the own sale, over all variants',
  },
  {
    name: 'variants',
    flag: '--variants <n>',
    kind: 'whole',
    min: 1,
    max: variantsMax,
    default: '1',
    text: 'variants of the own sale',
  },
  {
    name: 'perBuyer',
    flag: '--per-buyer <n>',
    kind: 'whole',
    min: 1,
    max: perBuyerMax,
    default: '1',
    text: 'units that one buyer may have in the own sale; everybody wishes for that many',
  },
  {
    name: 'twice',
    flag: '--twice <share>',
    kind: 'share',
    default: '0.1',
    text: 'share of buyers who ask twice at once',
  },
  {
    name: 'cancel',
    flag: '--cancel <share>',
    kind: 'share',
    default: '0',
    text: 'share of buyers who give back what they won',
  },
  {
    name: 'pay',
    flag: '--pay <share>',
    kind: 'share',
    default: '0',
    text: 'share of winners who pay at once, in the sandbox',
  },
  {
    name: 'payLate',
    flag: '--pay-late <share>',
    kind: 'share',
    default: '0',
    text: 'share of winners who pay around the end of their time, or whose money comes after it',
  },
  {
    name: 'payTwice',
    flag: '--pay-twice <share>',
    kind: 'share',
    default: '0',
    text: 'share of winners who pay twice; who is in none of the three never pays',
  },
  {
    name: 'early',
    flag: '--early <time>',
    kind: 'duration',
    min: 0,
    max: earlyMaxMs,
    default: '0s',
    text: 'how long before the opening the first asks come',
  },
  {
    name: 'again',
    flag: '--again <n>',
    kind: 'whole',
    min: 1,
    max: roundsMax,
    default: '1',
    text: 'how often everybody asks, whatever the answer',
  },
  {
    name: 'retries',
    flag: '--retries <n>',
    kind: 'whole',
    min: 0,
    max: retriesMax,
    default: '5',
    text: 'retries of an ask after 429, 503 or a broken connection',
  },
  {
    name: 'rate',
    flag: '--rate <n>',
    kind: 'whole',
    min: 1,
    max: rateMax,
    text: 'asks a second, sent on schedule whatever the server does',
  },
  {
    name: 'seed',
    flag: '--seed <n>',
    kind: 'whole',
    min: 0,
    max: seedMax,
    text: 'the choices of an earlier run again; else random, and printed',
  },
  {
    name: 'opensIn',
    flag: '--opens-in <time>',
    kind: 'duration',
    min: 0,
    max: opensInMaxMs,
    default: '5s',
    text: 'how soon the own sale opens',
  },
  {
    name: 'paymentWindow',
    flag: '--payment-window <time>',
    kind: 'duration',
    min: 1_000,
    max: paymentWindowSecondsMax * 1_000,
    default: '1800s',
    text: 'how long the own sale holds a unit for its buyer',
  },
  {
    name: 'dataDir',
    flag: '--data-dir <folder>',
    kind: 'text',
    text: 'where a local server keeps its address and secrets; else PENSTOCK_DATA_DIR, else ./data',
  },
  {
    name: 'adminToken',
    flag: '--admin-token <token>',
    kind: 'text',
    text: 'else PENSTOCK_ADMIN_TOKEN, else from the data folder',
  },
  {
    name: 'buyerSecret',
    flag: '--buyer-secret <secret>',
    kind: 'text',
    text: 'else PENSTOCK_BUYER_SECRET, else from the data folder',
  },
  { name: 'html', flag: '--html <file>', kind: 'text', text: 'write the report as a page' },
  { name: 'json', flag: '--json', kind: 'switch', text: 'print the report as JSON' },
  { name: 'color', flag: '--no-color', kind: 'switch', text: 'plain text' },
];
