import type { Order } from '@penstock/core';
import type { Engine } from '../wiring/engine.ts';
import type { EventStream } from './event-streams.ts';
import { eventText } from './event-streams.ts';
import { orderJson } from './order-json.ts';

/**
 * Tells a follower an order at once and at every change of its state. The event's id is the status: an order is never
 * in one twice, so that who resumes is told only what is new. Answers how to stop.
 */
export function followOrder(
  engine: Pick<Engine, 'events' | 'ledger'>,
  known: Order,
  stream: EventStream,
  lastEventId: string | undefined,
): () => void {
  const { orderId } = known;
  let toldStatus = lastEventId;
  let isReading = false;
  let isStale = false;

  const tellOf = (order: Order) => {
    if (order.status === toldStatus) return;
    toldStatus = order.status;
    stream.send(eventText({ name: 'order', id: order.status, data: orderJson(order) }));
  };
  const tell = async () => {
    const order = await engine.ledger.order(orderId);
    if (order !== undefined) tellOf(order);
  };

  // One read at a time, and another one after it when something changed meanwhile: the last word is always told.
  const read = async () => {
    isStale = true;
    if (isReading) return;
    isReading = true;
    try {
      while (isStale) {
        isStale = false;
        await tell();
      }
    } catch {
      // The ledger is away. The follower comes back, resumes, and is answered when it is there again.
      stream.end();
    } finally {
      isReading = false;
    }
  };

  // Listening begins before the first read, so that no change falls in between.
  const stop = engine.events.follow(orderId, () => void read());
  // One that is still in line is in no ledger: only who asked for the stream knows it.
  if (known.status === 'reserved') tellOf(known);
  void read();
  return stop;
}
