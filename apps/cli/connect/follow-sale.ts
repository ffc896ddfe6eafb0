import type { Sale, SaleEvents } from '@penstock/contract';
import { pollEveryMs } from '../limits.ts';
import type { Server } from './server.ts';

/** How the numbers arrive: `stream` by events, `poll` by reading again and again, `away` not at all just now. */
export type FeedState = 'connecting' | 'stream' | 'poll' | 'away';

/** Who hears of a sale. */
export type SaleFollower = {
  onEvent<Name extends keyof SaleEvents>(name: Name, data: SaleEvents[Name]): void;
  onState(state: FeedState): void;
};

/** Follows a sale by its stream, and by reading it where the server has no stream left. Answers how to stop. */
export function followSale(server: Server, saleId: string, follower: SaleFollower): () => void {
  const stopping = new AbortController();
  const stopStream = server.client.follow(
    'streamSale',
    { params: { saleId } },
    {
      onEvent: (name, data) => follower.onEvent(name, data),
      onState: (state) => {
        if (state === 'refused') startPolling(server, saleId, follower, stopping.signal);
        else follower.onState(state === 'open' ? 'stream' : 'connecting');
      },
    },
  );
  return () => {
    stopping.abort();
    stopStream();
  };
}

function startPolling(server: Server, saleId: string, follower: SaleFollower, signal: AbortSignal): void {
  const timer = setInterval(async () => {
    const result = await server.client.call('getSale', { params: { saleId }, signal });
    if (signal.aborted) return;
    follower.onState(result.kind === 'ok' ? 'poll' : 'away');
    if (result.kind === 'ok' && result.body !== undefined) tell(follower, result.body);
  }, pollEveryMs);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** Tells of a sale that was read as if the stream had told it. */
export function tell(follower: Pick<SaleFollower, 'onEvent'>, sale: Sale): void {
  const { saleId, phase, opensAt, closesAt, serverTime, variants } = sale;
  follower.onEvent('phase', { saleId, phase, opensAt, closesAt, serverTime });
  follower.onEvent('stock', { saleId, serverTime, variants });
}
