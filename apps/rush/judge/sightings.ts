// Orders as clients saw them: which answer showed which order in which state, and when.
import type { Order } from '@penstock/contract';
import { orderStatuses } from '@penstock/contract';
import type { BuyerNames } from '../crowd/buyer-names.ts';
import type { RequestRecord } from '../history/history.ts';
import type { OwnList } from '../reads/final-reads.ts';

export type Sighting = {
  readonly order: Order;
  /** Who asked; the order says whose it is. */
  readonly buyerId: string;
  /** Milliseconds of the client's clock. */
  readonly sentMs: number;
  readonly answeredMs: number;
};

export type Sightings = { readonly sightings: readonly Sighting[]; readonly unreadable: readonly string[] };

/** Collects every order that an answer named. */
export function collectSightings(
  requests: Iterable<RequestRecord>,
  names: BuyerNames,
  ownLists: readonly OwnList[],
): Sightings {
  const sightings: Sighting[] = [];
  const unreadable: string[] = [];
  for (const { wish, outcome, body, sentMs, answeredMs } of requests) {
    if (body === undefined) continue;
    const buyerId = names.buyerIdOf(Math.floor(wish / names.wishesPerBuyer));
    const order = readOrder(body);
    if (order === undefined) unreadable.push(`${buyerId} was answered ${outcome} with ${body.slice(0, 100)}`);
    else sightings.push({ order, buyerId, sentMs, answeredMs });
  }
  for (const { buyer, orders, sentMs, answeredMs } of ownLists) {
    const buyerId = names.buyerIdOf(buyer);
    for (const order of orders) sightings.push({ order, buyerId, sentMs, answeredMs });
  }
  return { sightings: sightings.sort((a, b) => a.answeredMs - b.answeredMs), unreadable };
}

function readOrder(body: string): Order | undefined {
  try {
    const order = JSON.parse(body) as Partial<Order> | null;
    return isOrder(order) ? order : undefined;
  } catch {
    // Not JSON: the caller says so, with the text.
    return undefined;
  }
}

function isOrder(order: Partial<Order> | null): order is Order {
  return (
    typeof order?.orderId === 'string' &&
    typeof order.sku === 'string' &&
    typeof order.unit === 'number' &&
    typeof order.buyerId === 'string' &&
    typeof order.placedAt === 'string' &&
    orderStatuses.some((status) => status === order.status)
  );
}
