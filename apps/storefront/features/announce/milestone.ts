// Which moments of a countdown are said aloud: a few, since nobody wants to hear every second.

/** Milliseconds before the end; the end itself is the last. */
const milestonesMs = [600_000, 300_000, 60_000, 30_000, 10_000, 0] as const;

/** The latest milestone that was passed between two looks at what is left; undefined when none was. */
export function milestonePassed(beforeMs: number, leftMs: number): number | undefined {
  return milestonesMs.findLast((milestoneMs) => beforeMs > milestoneMs && leftMs <= milestoneMs);
}
