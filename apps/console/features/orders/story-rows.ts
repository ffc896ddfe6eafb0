// The events of a story with how much later each came than the one before it.
import type { StoryEvent } from '@penstock/contract';

export type StoryRow = Pick<StoryEvent, 'clock' | 'kind'> & {
  readonly event: StoryEvent;
  readonly atMs: number;
  /** Milliseconds since the event before; undefined where another clock dates it, whose distance is not known. */
  readonly laterMs: number | undefined;
  readonly details: readonly (readonly [name: string, value: string])[];
};

export function storyRows(events: readonly StoryEvent[]): readonly StoryRow[] {
  return events.map((event, index) => {
    const { at, clock, kind, detail = {} } = event;
    const before = events[index - 1];
    const atMs = Date.parse(at);
    return {
      clock,
      kind,
      event,
      atMs,
      laterMs: before?.clock === clock ? atMs - Date.parse(before.at) : undefined,
      details: Object.entries(detail).map(([name, value]) => [name, String(value)] as const),
    };
  });
}
