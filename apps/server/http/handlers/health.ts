import type { ReadinessCheck } from '@penstock/contract';
import type { Engine } from '../../wiring/engine.ts';
import type { Workers } from '../../wiring/loops.ts';
import type { Handlers } from '../call.ts';
import type { HttpMetrics } from '../metrics.ts';

type HealthParts = {
  readonly engine: Pick<Engine, 'workers'>;
  readonly metrics: HttpMetrics;
  readonly isStopping: () => boolean;
};

/** Whether the process lives (it answers), whether it can serve, and its numbers. */
export function healthHandlers({ engine, metrics, isStopping }: HealthParts) {
  return {
    getLivez: () => ({ status: 200, body: { status: 'ok' } }),

    getReadyz: ({ query: { verbose } }) => {
      const failing = engine.workers().rounds.filter(isFailing);
      const stopping = isStopping() ? ['this node is stopping'] : [];
      const reasons = [...stopping, ...failing.map(({ trouble }) => trouble)];
      const more = verbose === undefined ? {} : { checks: [nodeCheck(stopping), engineCheck(failing)] };
      return reasons.length === 0
        ? { status: 200, body: { status: 'ready', reasons, ...more } }
        : { status: 503, body: { status: 'not-ready', reasons, ...more } };
    },

    getMetrics: async () => ({ mediaType: metrics.mediaType, content: await metrics.text() }),
  } satisfies Handlers;
}

type Failing = Workers['rounds'][number] & { readonly trouble: string };

const isFailing = (round: Workers['rounds'][number]): round is Failing => round.trouble !== undefined;

function nodeCheck([detail]: readonly string[]): ReadinessCheck {
  return detail === undefined ? { name: 'node', ok: true } : { name: 'node', ok: false, detail, code: 'stopping' };
}

function engineCheck(failing: readonly Failing[]): ReadinessCheck {
  if (failing.length === 0) return { name: 'engine', ok: true };
  const detail = failing.map(({ trouble }) => trouble).join('; ');
  const loops = failing.map(({ name }) => name);
  return { name: 'engine', ok: false, detail, code: 'loops-fail', params: { loops } };
}
