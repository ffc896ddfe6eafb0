import type { OutboxEntry, Settlement } from '@penstock/core';
import { assert, gateWordOf } from '@penstock/core';
import type { KeyNames } from '../keys.ts';
import { changesKept } from '../limits.ts';
import type { RedisLink } from '../link/redis-link.ts';
import type { Script } from '../link/scripts.ts';
import { outboxGroup } from './group.ts';

type SettleParts = { readonly link: Pick<RedisLink, 'run'>; readonly script: Script; readonly keys: KeyNames };

/** One call of the script `settle` for a whole entry. */
export async function callSettle(
  { link, script, keys }: SettleParts,
  entry: OutboxEntry,
  settlements: readonly Settlement[],
): Promise<void> {
  assert(settlements.length === entry.orders.length, 'every order of an entry has a settlement');
  const { state, skus, orders, buyers, outbox, changes } = keys.of(entry.saleId);
  const names = [...new Set(entry.orders.map((order) => order.sku))];
  const words = settlements.flatMap((settlement, index) => {
    const order = entry.orders[index];
    assert(order !== undefined, 'a settlement is of an order of its entry');
    const word = gateWordOf(settlement);
    const payByMs = 'payByMs' in word ? word.payByMs : '';
    return [order.orderId, order.sku, order.unit, word.kind, payByMs, JSON.stringify(settlement)];
  });
  const scriptKeys = [state, skus, orders, buyers, outbox, changes, ...keys.lists(entry.saleId, names)];
  const head = [changesKept, outboxGroup, entry.entryId, entry.epoch, names.length, ...names];
  await link.run(script, scriptKeys, [...head, ...words]);
}
