import type { HookAnswer } from '../domain/decide-delivery.ts';
import type { DueDelivery } from '../domain/delivery.ts';

/** The shop's own system that hears of orders. */
export interface ShopHook {
  /** Tells it once. Never throws: that there was no answer is an answer. */
  tell(delivery: DueDelivery): Promise<HookAnswer>;
  /** Breaks off what is under way, which is told again later, and says nothing more. */
  close(): void;
}
