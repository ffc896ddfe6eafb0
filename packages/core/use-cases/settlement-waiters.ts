import type { Clock } from '../ports/clock.ts';
import type { Settled } from '../ports/gate.ts';

type Waiter = { readonly deadlineMs: number; readonly resolve: (settled: Settled | undefined) => void };

/** Requests that wait for the ledger's word on an order. One timer serves them all. */
export type SettlementWaiters = {
  wait(orderId: string, waitMs: number): Promise<Settled | undefined>;
  tell(orderId: string, settled: Settled): void;
  isAnyoneWaiting(): boolean;
};

export function createSettlementWaiters(clock: Clock): SettlementWaiters {
  const waiters = new Map<string, Waiter[]>();
  let wakeAtMs = Number.POSITIVE_INFINITY;

  const wakeBy = (deadlineMs: number) => {
    if (deadlineMs >= wakeAtMs) return;
    wakeAtMs = deadlineMs;
    // Once everybody has heard, the wait for the last deadline must not keep a process that has stopped.
    void clock.sleep(deadlineMs - clock.nowMs(), { isIdle: true }).then(() => giveUpOverdue(deadlineMs));
  };
  const giveUpOverdue = (wokenForMs: number) => {
    if (wokenForMs === wakeAtMs) wakeAtMs = Number.POSITIVE_INFINITY;
    const nowMs = clock.nowMs();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const [orderId, line] of waiters) {
      const patient = line.filter((waiter) => waiter.deadlineMs > nowMs);
      if (patient.length === 0) waiters.delete(orderId);
      else if (patient.length < line.length) waiters.set(orderId, patient);
      for (const waiter of line) {
        if (waiter.deadlineMs <= nowMs) waiter.resolve(undefined);
        else nextMs = Math.min(nextMs, waiter.deadlineMs);
      }
    }
    if (nextMs < Number.POSITIVE_INFINITY) wakeBy(nextMs);
  };

  return {
    wait(orderId, waitMs) {
      const deadlineMs = clock.nowMs() + waitMs;
      wakeBy(deadlineMs);
      return new Promise((resolve) => {
        const line = waiters.get(orderId);
        if (line === undefined) waiters.set(orderId, [{ deadlineMs, resolve }]);
        else line.push({ deadlineMs, resolve });
      });
    },
    tell(orderId, settled) {
      const line = waiters.get(orderId);
      if (line === undefined) return;
      waiters.delete(orderId);
      for (const waiter of line) waiter.resolve(settled);
    },
    isAnyoneWaiting: () => waiters.size > 0,
  };
}
