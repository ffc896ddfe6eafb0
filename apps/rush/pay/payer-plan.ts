// How a winner pays, by dice that depend on the seed and the buyer alone.
import type { SandboxScenario } from '@penstock/contract';
import { chance } from '../crowd/chance.ts';
import { payAroundEarlyMs, payAroundLateMs, paySoonMaxMs, paySoonShareOfWindow } from '../limits.ts';

/** Shares of the winners, from 0 to 1; who is in none of them never pays. */
export type PayShares = { readonly atOnce: number; readonly late: number; readonly twice: number };

export type PayShape = PayShares & { readonly seed: number; readonly paymentWindowMs: number };

export type PayPlan =
  | { readonly kind: 'never' }
  /** Decides after a moment, under one of the ways in which the news of it may come. */
  | { readonly kind: 'at-once'; readonly afterMs: number; readonly scenario: SandboxScenario }
  /** Decides around `payBy`, which races with the expiry. */
  | { readonly kind: 'around-pay-by'; readonly offsetMs: number }
  /** The money is taken in time and the provider says so only after the shop has let the order go. */
  | { readonly kind: 'too-late' }
  /** Is declined, pays a second attempt, and then the first one too. */
  | { readonly kind: 'twice'; readonly afterMs: number };

/** Of ten who pay at once, the news of four comes in an odd way. */
const newsOfTen: readonly SandboxScenario[] = [
  ...(['approve', 'approve', 'approve', 'approve', 'approve', 'approve'] as const),
  ...(['duplicate-webhook', 'out-of-order', 'lost-webhook', 'slow-capture'] as const),
];

export function payPlanOf(shape: PayShape, buyer: number): PayPlan {
  const { seed, atOnce, late, twice, paymentWindowMs } = shape;
  const dice = chance(seed, 'pay', buyer);
  const manner = chance(seed, 'news', buyer);
  const afterMs = chance(seed, 'delay', buyer) * Math.min(paySoonMaxMs, paymentWindowMs * paySoonShareOfWindow);
  if (dice < atOnce) {
    const scenario = newsOfTen[Math.floor(manner * newsOfTen.length)] ?? 'approve';
    return { kind: 'at-once', afterMs, scenario };
  }
  if (dice < atOnce + late) {
    if (manner < 0.5) return { kind: 'too-late' };
    const spread = payAroundEarlyMs + payAroundLateMs;
    return { kind: 'around-pay-by', offsetMs: (manner - 0.5) * 2 * spread - payAroundEarlyMs };
  }
  return dice < atOnce + late + twice ? { kind: 'twice', afterMs } : { kind: 'never' };
}
