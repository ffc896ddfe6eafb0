import type { DeliveryNumbers, DeliveryTries } from '@penstock/core';
import type { Registry } from 'prom-client';
import { Counter, Gauge } from 'prom-client';

export type DeliverySource = {
  /** Asked when somebody reads. */
  readonly numbers: () => Promise<DeliveryNumbers>;
  readonly tries: () => DeliveryTries;
  /** The ledger's clock. */
  readonly nowMs: () => number;
};

/**
 * How the messages to the shop stand. While the ledger is away what it alone knows is left out: a zero would say that
 * nothing waits.
 */
export function registerDeliveryMetrics(registry: Registry, { numbers, tries, nowMs }: DeliverySource): void {
  const registers = [registry];
  // One reading for both gauges of a scrape, which are asked in the same turn.
  let reading: Promise<DeliveryNumbers | undefined> | undefined;
  const read = () => {
    reading ??= numbers()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  new Gauge({
    name: 'penstock_webhook_deliveries',
    help: 'Messages to the shop that are pending, and that failed for good and are not forgotten yet.',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      const found = await read();
      this.reset();
      if (found === undefined) return;
      this.set({ state: 'pending' }, found.pending);
      this.set({ state: 'failed' }, found.failed);
    },
  });
  new Gauge({
    name: 'penstock_webhook_oldest_pending_seconds',
    help: 'How long the oldest pending message to the shop has waited; 0 where none is pending.',
    registers,
    async collect() {
      const found = await read();
      this.remove();
      if (found === undefined) return;
      const { oldestPendingAtMs: atMs } = found;
      this.set(atMs === undefined ? 0 : Math.max(0, nowMs() - atMs) / 1_000);
    },
  });
  new Counter({
    name: 'penstock_webhook_tries_total',
    help: 'Tries to tell the shop, by outcome: delivered, again (tried later), failed (the last try, or a 410).',
    labelNames: ['outcome'] as const,
    registers,
    collect() {
      this.reset();
      for (const [outcome, count] of Object.entries(tries())) this.inc({ outcome }, count);
    },
  });
}
