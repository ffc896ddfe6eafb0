import type { Engine } from '../../wiring/engine.ts';
import type { Handlers } from '../call.ts';
import type { HttpMetrics } from '../metrics.ts';

type HealthParts = {
  readonly engine: Pick<Engine, 'troubles'>;
  readonly metrics: HttpMetrics;
  readonly isStopping: () => boolean;
};

/** Whether the process lives (it answers), whether it can serve, and its numbers. */
export function healthHandlers({ engine, metrics, isStopping }: HealthParts) {
  return {
    getLivez: () => ({ status: 200, body: { status: 'ok' } }),

    getReadyz: ({ query: { verbose } }) => {
      const troubles = engine.troubles();
      const stopping = isStopping() ? ['this node is stopping'] : [];
      const reasons = [...stopping, ...troubles];
      const checks = [
        { name: 'node', ok: stopping.length === 0, ...(stopping[0] !== undefined && { detail: stopping[0] }) },
        { name: 'engine', ok: troubles.length === 0, ...(troubles.length > 0 && { detail: troubles.join('; ') }) },
      ];
      const detail = verbose === undefined ? {} : { checks };
      return reasons.length === 0
        ? { status: 200, body: { status: 'ready', reasons, ...detail } }
        : { status: 503, body: { status: 'not-ready', reasons, ...detail } };
    },

    getMetrics: async () => ({ mediaType: metrics.mediaType, content: await metrics.text() }),
  } satisfies Handlers;
}
