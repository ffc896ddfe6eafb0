// Turns the history into what a stacked chart draws: for each group the height of its upper edge.
import type { Sample } from './history.ts';
import { outcomeGroups } from './outcome-groups.ts';

/** The instants in seconds since 1970, then one line of upper edges for each group, from the bottom to the top. */
export type Stack = readonly [x: readonly number[], ...edges: (readonly number[])[]];

export function stackOf(history: readonly Sample[]): Stack {
  const below = history.map(() => 0);
  const edges = outcomeGroups.map((group) =>
    history.map(({ answersPerSecond }, index) => {
      const edge = (below[index] ?? 0) + answersPerSecond[group];
      below[index] = edge;
      return edge;
    }),
  );
  return [history.map(({ atMs }) => atMs / 1_000), ...edges];
}
