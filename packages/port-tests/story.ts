import type { Ask, GateRules, HoldOutcome, UnitOfOrder, UnitRange, WithdrawalOutcome } from '@penstock/core';
import { clockErrorMs } from './story-rules.ts';

/** What a story is played on: the pure decisions, or a gate behind its port. */
export type Stage = {
  /** Opens a sale with these skus (name and units), from now on, and arms it. */
  open(skus: readonly { readonly sku: string; readonly units: number }[], perBuyer: number): Promise<void>;
  /** Asks in one batch. */
  ask(asks: readonly Ask[]): Promise<readonly HoldOutcome[]>;
  /** The ledger's word on an order that the gate gave. */
  promise(order: StoryOrder): Promise<void>;
  refuse(order: StoryOrder): Promise<void>;
  pay(order: UnitOfOrder): Promise<void>;
  release(order: UnitOfOrder): Promise<void>;
  /** Takes newer rules. Times are relative to now, in ms. */
  change(change: RulesChange): Promise<void>;
  add(sku: string, range: UnitRange): Promise<void>;
  withdraw(sku: string, count: number): Promise<WithdrawalOutcome>;
  fence(): Promise<void>;
  arm(): Promise<void>;
};

export type RulesChange = Partial<Pick<GateRules, 'paused'>> & {
  readonly opensInMs?: number;
  readonly closesInMs?: number;
};

export type StoryOrder = UnitOfOrder & Pick<Ask, 'buyerId' | 'key'>;

type Teller = {
  readonly stage: Stage;
  readonly given: StoryOrder[];
  readonly asked: Ask[];
  readonly unitLast: Map<string, number>;
  readonly lines: string[];
};

/**
 * Plays a story and answers what buyers and operators were told, in order:
 * `3 left; ann asks; bob asks twice` → `ann held 1; bob held 2; bob already-held 2`.
 * Sentences are parted by `;` and are listed in `sentences`, which is their whole grammar.
 */
export async function tell(stage: Stage, story: string): Promise<string> {
  const teller: Teller = { stage, given: [], asked: [], unitLast: new Map(), lines: [] };
  for (const sentence of story.split(';')) await say(teller, sentence.trim());
  return teller.lines.join('; ');
}

const sentences: readonly [RegExp, (teller: Teller, words: Words) => Promise<void>][] = [
  [/^(?<stock>.+) left(, (?<each>\d+) each)?$/, open],
  [/^(?<who>[a-z, ]+?) asks?( for (?<sku>\w+))?( with (?<key>\w+))?(?<twice> twice)?$/, ask],
  [/^(?<who>\w+) resends$/, async (teller, { who }) => putAsks(teller, teller.asked.filter(by(who)).slice(-1))],
  [/^(?<who>\w+) is promised (?<unit>\d+)$/, (teller, words) => teller.stage.promise(orderOf(teller, words))],
  [/^(?<who>\w+) is refused (?<unit>\d+)$/, (teller, words) => teller.stage.refuse(orderOf(teller, words))],
  [/^(?<who>\w+) pays (?<unit>\d+)$/, (teller, words) => teller.stage.pay(orderOf(teller, words))],
  [/^(?<who>\w+) returns (?<unit>\d+)$/, (teller, words) => teller.stage.release(orderOf(teller, words))],
  [/^(?<who>\w+) returns (?<unit>\d+) as (?<wrong>\d+)$/, returnWrongUnit],
  [/^paused$/, (teller) => teller.stage.change({ paused: true })],
  [/^resumed$/, (teller) => teller.stage.change({ paused: false })],
  [/^ended$/, (teller) => teller.stage.change({ closesInMs: -clockErrorMs })],
  [/^not open$/, (teller) => teller.stage.change({ opensInMs: 60_000 })],
  [/^fenced$/, (teller) => teller.stage.fence()],
  [/^armed$/, (teller) => teller.stage.arm()],
  [/^add (?<count>\d+)( (?<sku>\w+))?$/, add],
  [/^withdraw (?<count>\d+)( (?<sku>\w+))?$/, withdraw],
];

type Words = Readonly<Record<string, string | undefined>>;

async function say(teller: Teller, sentence: string): Promise<void> {
  for (const [form, act] of sentences) {
    const match = form.exec(sentence);
    if (match !== null) return act(teller, match.groups ?? {});
  }
  throw new Error(`a story cannot say "${sentence}"`);
}

const oneSku = 'tee';

/** `3` or `red 2 + blue 1` */
async function open(teller: Teller, { stock = '', each }: Words): Promise<void> {
  const skus = stock.split(' + ').map((part) => {
    const words = part.split(' ');
    return { sku: words.length === 1 ? oneSku : (words[0] ?? oneSku), units: Number(words.at(-1)) };
  });
  for (const { sku, units } of skus) teller.unitLast.set(sku, units);
  await teller.stage.open(skus, Number(each ?? 1));
}

async function ask(teller: Teller, { who = '', sku = oneSku, key, twice }: Words): Promise<void> {
  const buyers = who.split(/, | and /);
  const asks = (twice === undefined ? buyers : [...buyers, ...buyers]).map((buyerId, index) => {
    return { orderId: `${buyerId}-${teller.asked.length + index + 1}`, buyerId, sku, key };
  });
  await putAsks(teller, asks);
}

async function putAsks(teller: Teller, asks: readonly Ask[]): Promise<void> {
  const outcomes = await teller.stage.ask(asks);
  teller.asked.push(...asks);
  if (outcomes.length !== asks.length) throw new Error(`${asks.length} asks had ${outcomes.length} outcomes`);
  for (const [index, outcome] of outcomes.entries()) {
    const buyerId = asks[index]?.buyerId ?? '';
    if (outcome.kind === 'held') teller.given.push({ ...outcome.order, buyerId });
    teller.lines.push(`${buyerId} ${outcomeText(outcome)}`);
  }
}

function outcomeText(outcome: HoldOutcome): string {
  if (outcome.kind === 'held' || outcome.kind === 'already-held') return `${outcome.kind} ${outcome.order.unit}`;
  if (outcome.kind === 'limit-reached') return `${outcome.kind} ${outcome.limit} (${outcome.orderIds.join(' ')})`;
  return outcome.kind;
}

async function returnWrongUnit(teller: Teller, words: Words): Promise<void> {
  await teller.stage.release({ ...orderOf(teller, words), unit: Number(words.wrong) });
}

async function add(teller: Teller, { sku = oneSku, count }: Words): Promise<void> {
  const firstUnit = (teller.unitLast.get(sku) ?? 0) + 1;
  const lastUnit = firstUnit + Number(count) - 1;
  teller.unitLast.set(sku, lastUnit);
  await teller.stage.add(sku, { firstUnit, lastUnit });
}

async function withdraw(teller: Teller, { sku = oneSku, count }: Words): Promise<void> {
  const outcome = await teller.stage.withdraw(sku, Number(count));
  const text = outcome.kind === 'withdrawn' ? `${outcome.units.length}` : `${outcome.available}`;
  teller.lines.push(`${outcome.kind} ${text}`);
}

function by(buyerId: string | undefined): (asked: Ask) => boolean {
  return (asked) => asked.buyerId === buyerId;
}

function orderOf(teller: Teller, { who, unit }: Words): StoryOrder {
  const order = teller.given.findLast((each) => each.buyerId === who && each.unit === Number(unit));
  if (order === undefined) throw new Error(`${who} was never given ${unit}`);
  return order;
}
