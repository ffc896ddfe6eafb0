import type { OrderEvents } from '@penstock/core';

/** Order events within one process. */
export function createOrderEventHub(): OrderEvents {
  const followers = new Map<string, Set<() => void>>();
  return {
    changed(orderIds) {
      if (followers.size === 0) return;
      for (const orderId of orderIds) for (const listener of followers.get(orderId) ?? []) listener();
    },
    follow(orderId, listener) {
      const listeners = followers.get(orderId) ?? new Set();
      followers.set(orderId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) followers.delete(orderId);
      };
    },
  };
}
