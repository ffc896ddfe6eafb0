// The process that makes the load: told by messages what to ask, it answers each message with one.
import { mintBuyerTokens, nameBuyers } from '@penstock/rush';
import type { ClosedLoop } from './load/closed-loop.ts';
import { openClosedLoop } from './load/closed-loop.ts';
import type { LoadOrder } from './load/load-orders.ts';

/** Seconds that the tokens are good: longer than any measurement. */
const tokenSeconds = 24 * 3_600;

const names = nameBuyers('bench', 1);
const mint = (buyers: number, secret: string) => {
  const expiresAtSeconds = Math.floor(Date.now() / 1_000) + tokenSeconds;
  return mintBuyerTokens({ buyers, buyerIdOf: names.buyerIdOf, secret, expiresAtSeconds, audience: undefined });
};
let tokens = await mint(1, '');
let loop: ClosedLoop | undefined;

async function obey(order: LoadOrder): Promise<object> {
  switch (order.kind) {
    case 'mint':
      tokens = await mint(order.buyers, order.secret);
      return { token: tokens.tokenOf(order.buyers - 1) };
    case 'connect':
      loop?.close();
      loop = await openClosedLoop({ names, tokens }, order);
      return {};
    case 'ask':
      if (loop === undefined) throw new Error('there is no connection to ask over');
      return loop.ask(order);
  }
}

process.on('message', (order: LoadOrder) => void obey(order).then((answer) => process.send?.(answer)));
process.on('SIGTERM', () => process.exit(0));
process.send?.({});
