import type { GateRules } from '@penstock/core';
import type { RulesChange } from './story.ts';

/** How long an order of a story may be paid, in ms. */
export const storyWindowMs = 1_800_000;

/** How far in ms a node's idea of the gate's clock may be off in a test. */
export const clockErrorMs = 50;

/** How long a sale of a story is open, in ms. */
const openMs = 3_600_000;

export const storySaleId = 'story';

/** The rules of a sale that has just opened. It opens a little before now, so that no clock is ahead of the story. */
export function rulesOfStory(nowMs: number, perBuyer: number): GateRules {
  return {
    saleId: storySaleId,
    opensAtMs: nowMs - 1_000,
    closesAtMs: nowMs + openMs,
    perBuyer,
    paymentWindowMs: storyWindowMs,
    paused: false,
    epoch: 1,
    version: 1,
  };
}

/** Newer rules, with times relative to now. */
export function changedRules(rules: GateRules, change: RulesChange, nowMs: number): GateRules {
  const { opensInMs, closesInMs, ...rest } = change;
  return {
    ...rules,
    ...rest,
    version: rules.version + 1,
    opensAtMs: opensInMs === undefined ? rules.opensAtMs : nowMs + opensInMs,
    closesAtMs: closesInMs === undefined ? rules.closesAtMs : nowMs + closesInMs,
  };
}

/** 1, 2, … `last` */
export function unitsUpTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
