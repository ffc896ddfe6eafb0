import { formatInstant } from '@penstock/contract';
import type { Engine } from '../../wiring/engine.ts';
import type { Handlers } from '../call.ts';

export function timeHandlers({ view }: Pick<Engine, 'view'>) {
  return {
    getTime: () => {
      const epochMs = view.nowMs();
      return { status: 200, body: { now: formatInstant(epochMs), epochMs } };
    },
  } satisfies Handlers;
}
