// The outcomes of asks as the board stacks them: what was given at the bottom, each reason of a refusal above it.

/** From the bottom to the top. `other` is whatever a later server may count that this page has no name for. */
export const outcomeGroups = [
  'held',
  'already-held',
  'limit-reached',
  'sale-not-open',
  'sale-paused',
  'sale-ended',
  'sold-out',
  'all-held',
  'rate-limited',
  'busy',
  'other',
] as const;

export type OutcomeGroup = (typeof outcomeGroups)[number];

export type ByGroup = { readonly [group in OutcomeGroup]: number };

const groupsByName: ReadonlyMap<string, OutcomeGroup> = new Map([
  ...outcomeGroups.map((group) => [group, group] as const),
  // Nobody could answer: for an operator this is the same trouble as too much in flight.
  ['unavailable', 'busy'],
]);

/** Adds numbers by outcome up into their groups. Nothing is left out: the sum stays the same. */
export function byGroup(numbers: Readonly<Record<string, number>>): ByGroup {
  const sums = new Map<OutcomeGroup, number>();
  for (const [name, number] of Object.entries(numbers)) {
    const group = groupsByName.get(name) ?? 'other';
    sums.set(group, (sums.get(group) ?? 0) + number);
  }
  return Object.fromEntries(outcomeGroups.map((group) => [group, sums.get(group) ?? 0])) as ByGroup;
}
