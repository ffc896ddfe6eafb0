import type { RouteId } from '@penstock/contract';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AskCounts } from '../live/ask-counts.ts';
import { askKinds } from '../live/ask-kinds.ts';
import type { DeliverySource } from './delivery-metrics.ts';
import { registerDeliveryMetrics } from './delivery-metrics.ts';
import { registerPlainHistogram } from './plain-histogram.ts';

/** What this node counts. Labels are closed lists: never a buyer, an order or a request. */
export type HttpMetrics = {
  /** Observes the time in ms from an ask's arrival to its decision. */
  readonly observeAsk: (tookMs: number) => void;
  readonly countCall: (call: {
    readonly routeId: RouteId | 'none';
    readonly status: number;
    readonly tookMs: number;
  }) => void;
  readonly mediaType: string;
  text(): Promise<string>;
};

/** In seconds; finer where the objective lies (a decision within 50 ms), up to the longest wait of a winner. */
const latencyBuckets = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

export type HttpMetricsParts = {
  /** How many streams of events there are now. */
  readonly streams: () => number;
  readonly askCounts: Pick<AskCounts, 'answersHere'>;
  readonly deliveries: DeliverySource;
};

/** Makes the numbers of a node. */
export function createHttpMetrics({ streams, askCounts, deliveries }: HttpMetricsParts): HttpMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  registerAskCounter(registry, askCounts);
  registerDeliveryMetrics(registry, deliveries);
  const calls = new Histogram({
    name: 'penstock_http_request_duration_seconds',
    help: 'Seconds from a request to its answer, by route and status; asking for a unit is counted on its own.',
    labelNames: ['route', 'status'] as const,
    buckets: latencyBuckets,
    registers,
  });
  new Gauge({
    name: 'penstock_event_streams',
    help: 'Streams of events that are open.',
    registers,
    collect() {
      this.set(streams());
    },
  });
  const observeAskSeconds = registerPlainHistogram(registry, {
    name: 'penstock_ask_duration_seconds',
    help: 'Seconds from the arrival of an ask to its decision.',
    buckets: latencyBuckets,
  });
  return {
    observeAsk: (tookMs) => observeAskSeconds(tookMs / 1_000),
    countCall: ({ routeId, status, tookMs }) => calls.observe({ route: routeId, status }, tookMs / 1_000),
    mediaType: registry.contentType,
    text: () => registry.metrics(),
  };
}

/**
 * The answers to asks are counted in plain numbers, by sale, and handed over when somebody reads: a labelled metric
 * costs more at every call than deciding an ask does.
 */
function registerAskCounter(registry: Registry, askCounts: HttpMetricsParts['askCounts']): void {
  new Counter({
    name: 'penstock_asks_total',
    help: 'Answers to asks for a unit, by outcome.',
    labelNames: ['outcome'] as const,
    registers: [registry],
    collect() {
      this.reset();
      const answers = askCounts.answersHere();
      for (const [at, outcome] of askKinds.entries()) this.inc({ outcome }, answers[at] ?? 0);
    },
  });
}
