// All that a verdict may rest on.
import type { JournalEntry, Order } from '@penstock/contract';
import type { BuyerNames } from '../crowd/buyer-names.ts';
import type { RequestRecord } from '../history/history.ts';
import type { Books, OwnList } from '../reads/final-reads.ts';
import type { ServerClock } from '../reads/server-clock.ts';
import type { Sighting } from './sightings.ts';

export type SaleFacts = {
  readonly saleId: string;
  /** Made by this run, so that nobody else changes its stock. */
  readonly isOwn: boolean;
  /** Milliseconds since 1970 by the server's clock, as the two instants below. */
  readonly opensAtMs: number;
  /** Undefined for a sale without an end of its own. */
  readonly closesAtMs: number | undefined;
  readonly perBuyer: number;
  /** In the sale's order; `units` as they were before the crowd came. */
  readonly variants: readonly { readonly sku: string; readonly units: number }[];
};

/** What was heard and read. */
export type Testimony = {
  readonly sale: SaleFacts;
  readonly clock: ServerClock;
  readonly names: BuyerNames;
  readonly requests: Iterable<RequestRecord>;
  /** Orders as the answers of the run and the buyers' own lists showed them, in the order of their answers. */
  readonly sightings: readonly Sighting[];
  /** Answers that should have named an order and did not. */
  readonly unreadable: readonly string[];
  readonly ownLists: readonly OwnList[];
  readonly books: Books;
};

/** The testimony with what most verdicts need of it, made once. */
export type Evidence = Testimony & {
  /** The orders of the final reads by id: the operator's export, else what the buyers' own lists have. */
  readonly finals: ReadonlyMap<string, Order>;
  /** The journal in the order of its numbers; empty when it could not be read. */
  readonly journal: readonly JournalEntry[];
};

export function toEvidence(testimony: Testimony): Evidence {
  const { books, ownLists } = testimony;
  const orders = books.orders ?? ownLists.flatMap((list) => list.orders);
  return {
    ...testimony,
    finals: new Map(orders.map((order) => [order.orderId, order])),
    journal: [...(books.journal ?? [])].sort((a, b) => a.seq - b.seq),
  };
}

/** A moment of the client's clock by the server's, in milliseconds since 1970. */
export function toServerMs({ clock }: Evidence, clientMs: number): number {
  return clientMs + clock.offsetMs;
}

/**
 * Units of each variant: as they were before, or, where an operator may have added some, as many as the audit says. Of
 * its own sale the run knows better than any audit.
 */
export function unitsOf({ sale, books }: Evidence): ReadonlyMap<string, number> {
  const units = new Map(sale.variants.map((variant) => [variant.sku, variant.units]));
  if (sale.isOwn) return units;
  for (const { sku, units: later } of books.audit?.skus ?? []) units.set(sku, Math.max(units.get(sku) ?? 0, later));
  return units;
}

/** Whether the audit knows other units than the sale had before the crowd came. */
export function isStockChanged({ sale, books }: Evidence): boolean {
  const before = new Map(sale.variants.map((variant) => [variant.sku, variant.units]));
  return (books.audit?.skus ?? []).some(({ sku, units }) => before.get(sku) !== units);
}
