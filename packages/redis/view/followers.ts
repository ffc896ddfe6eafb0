import type { Register } from '../link/register.ts';
import type { FollowedSale } from './follow-sale.ts';
import type { FollowerParts, SaleFollower } from './sale-follower.ts';
import { createSaleFollower } from './sale-follower.ts';

export type Followers = {
  /** A sale as it is known. Somebody asks for it, so that it is followed closely from now on. */
  asked(saleId: string): FollowedSale | undefined;
  /** A sale as it is known. */
  known(saleId: string): FollowedSale | undefined;
  /** Looks at a sale soon: this process knows that units were given. */
  nudge(saleId: string): void;
  /**
   * Looks at a sale soon, and believes nothing of it until then: this process knows that something else changed. Settles
   * once it has looked.
   */
  changed(saleId: string): Promise<void>;
  /** Looks soon at all sales that people ask for: somebody waits. */
  hasten(): void;
  close(): void;
};

export type FollowersParts = FollowerParts & { readonly register: Register };

/** Follows every sale of the gate. */
export function createFollowers(parts: FollowersParts): Followers {
  const followers = new Map<string, SaleFollower>();
  const ensure = (saleId: string): SaleFollower => {
    const follower = followers.get(saleId) ?? createSaleFollower(parts, saleId);
    followers.set(saleId, follower);
    return follower;
  };
  parts.register.onRead((saleIds) => {
    const there = new Set(saleIds);
    for (const [saleId, follower] of followers) {
      if (there.has(saleId)) continue;
      follower.close();
      followers.delete(saleId);
      parts.onChanged(saleId);
    }
    for (const saleId of saleIds) if (!followers.has(saleId)) ensure(saleId).nudge();
  });
  return {
    asked(saleId) {
      const follower = followers.get(saleId);
      follower?.asked();
      return follower?.sale;
    },
    known: (saleId) => followers.get(saleId)?.sale,
    nudge: (saleId) => ensure(saleId).nudge(),
    changed: (saleId) => ensure(saleId).changed(),
    hasten() {
      for (const follower of followers.values()) if (follower.isHot()) follower.nudge();
    },
    close() {
      for (const follower of followers.values()) follower.close();
    },
  };
}
