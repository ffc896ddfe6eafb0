import type { GateChunk } from './gate-fence.ts';
import type { GateUnits } from './gate-state.ts';

/** Counts what is loaded into a gate, chunk by chunk, to be compared with what it then has. */
export type LoadCount = Map<string, { readonly free: number[]; held: number; sold: number }>;

export function countChunk(count: LoadCount, { skus = [], orders = [] }: GateChunk): void {
  const countOf = (sku: string) => {
    const known = count.get(sku) ?? { free: [], held: 0, sold: 0 };
    count.set(sku, known);
    return known;
  };
  for (const { sku, free } of skus) {
    const { free: units } = countOf(sku);
    for (const unit of free) units.push(unit);
  }
  for (const { sku, stage } of orders) {
    if (stage === 'sold') countOf(sku).sold += 1;
    else if (stage !== 'done') countOf(sku).held += 1;
  }
}

/** What of a sale lies elsewhere at the gate than where it was loaded: sentences for people, none when all is right. */
export function misloaded(count: LoadCount, found: readonly GateUnits[]): readonly string[] {
  const names = new Set([...count.keys(), ...found.map((each) => each.sku)]);
  return [...names].flatMap((sku) => {
    const wanted = count.get(sku) ?? { free: [], held: 0, sold: 0 };
    const there = found.find((each) => each.sku === sku) ?? { free: [], held: 0, sold: 0 };
    const [lost, strange] = [unitsOnlyIn(wanted.free, there.free), unitsOnlyIn(there.free, wanted.free)];
    return [
      ...(lost.length > 0 ? [`${sku} lacks the free units ${listOf(lost)}`] : []),
      ...(strange.length > 0 ? [`${sku} has the free units ${listOf(strange)} besides`] : []),
      ...(wanted.held === there.held ? [] : [`${sku} has ${there.held} held instead of ${wanted.held}`]),
      ...(wanted.sold === there.sold ? [] : [`${sku} has ${there.sold} sold instead of ${wanted.sold}`]),
    ];
  });
}

/** Units that are more often in the one list than in the other, ascending. */
function unitsOnlyIn(one: readonly number[], other: readonly number[]): readonly number[] {
  const [mine, theirs] = [one.toSorted(ascending), other.toSorted(ascending)];
  let at = 0;
  return mine.filter((unit) => {
    while (at < theirs.length && (theirs[at] ?? 0) < unit) at += 1;
    const isThere = theirs[at] === unit;
    if (isThere) at += 1;
    return !isThere;
  });
}

const ascending = (a: number, b: number): number => a - b;

/** Numbers named at most: a list that is wrong all over needs no more to be seen. */
const namedMax = 10;

function listOf(units: readonly number[]): string {
  const more = units.length > namedMax ? ` and ${units.length - namedMax} more` : '';
  return `${units.slice(0, namedMax).join(', ')}${more}`;
}
