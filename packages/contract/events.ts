// What the streams (server-sent events) carry, by the event's name.
import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { Live } from './live.ts';
import type { Order } from './order.ts';
import { reference } from './reference.ts';
import { SalePhaseSchema } from './sale.ts';
import { Instant, SaleId, Sku, UnitCount } from './scalars.ts';

export const PhaseEventSchema = Type.Object(
  {
    saleId: SaleId,
    phase: reference(SalePhaseSchema),
    opensAt: Instant,
    closesAt: Type.Union([Instant, Type.Null()]),
    serverTime: Instant,
  },
  { $id: 'PhaseEvent', description: 'The sale’s phase; sent first and at every change.' },
);

export type PhaseEvent = Static<typeof PhaseEventSchema>;

export const StockEventSchema = Type.Object(
  {
    saleId: SaleId,
    serverTime: Instant,
    variants: Type.Array(
      Type.Object({ sku: Sku, units: UnitCount, available: UnitCount, held: UnitCount, sold: UnitCount }),
    ),
  },
  { $id: 'StockEvent', description: 'The sale’s stock; at most four a second.' },
);

export type StockEvent = Static<typeof StockEventSchema>;

export const PingEventSchema = Type.Object({ now: Instant }, { $id: 'PingEvent' });

export type PingEvent = Static<typeof PingEventSchema>;

/** The events of a sale's stream by name. */
export type SaleEvents = { readonly phase: PhaseEvent; readonly stock: StockEvent; readonly ping: PingEvent };

/** The events of an order's stream by name. */
export type OrderEvents = { readonly order: Order; readonly ping: PingEvent };

/** The events of the live numbers' stream by name. */
export type LiveEvents = { readonly live: Live; readonly ping: PingEvent };

/** What each stream sends, by the route's id. */
export type EventsOf = {
  readonly streamSale: SaleEvents;
  readonly streamOrder: OrderEvents;
  readonly streamLive: LiveEvents;
};
