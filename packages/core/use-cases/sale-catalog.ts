import type { Sale } from '../domain/sale.ts';
import type { GateView } from '../ports/gate.ts';
import type { SaleBook } from '../ports/ledger.ts';

/** The sales as the ledger last told them, in memory: what pages show and prices are read from. */
export type SaleCatalog = {
  /** A published sale, or `undefined`. */
  published(saleId: string): Sale | undefined;
  /** All published sales, the next to open first. */
  allPublished(): readonly Sale[];
  /** Reads the ledger anew. Called after every change of a sale. */
  refresh(): Promise<void>;
};

export type CatalogPorts = {
  readonly ledger: Pick<SaleBook, 'sales'>;
  readonly view: Pick<GateView, 'counts'>;
};

/**
 * Makes an empty catalog. What the first `refresh` finds is there at once, also while its gate is away. A sale that is
 * published later is there from the moment at which its gate answers for it: before, everybody would be told of a sale
 * that is unavailable.
 */
export function createSaleCatalog({ ledger, view }: CatalogPorts): SaleCatalog {
  let byId = new Map<string, Sale>();
  let inOrder: readonly Sale[] = [];
  /** Sales whose gate has not answered for them yet. */
  let unloaded = new Set<string>();
  let isFirst = true;
  const isThere = (saleId: string): boolean => {
    if (!unloaded.has(saleId)) return true;
    if (view.counts(saleId) === undefined) return false;
    unloaded.delete(saleId);
    return true;
  };
  return {
    published(saleId) {
      const sale = byId.get(saleId);
      return sale !== undefined && isThere(saleId) ? sale : undefined;
    },
    allPublished: () => (unloaded.size === 0 ? inOrder : inOrder.filter(({ saleId }) => isThere(saleId))),
    async refresh() {
      const sales = (await ledger.sales()).filter((sale) => sale.state === 'published');
      const isNew = ({ saleId }: Sale) => !byId.has(saleId) || unloaded.has(saleId);
      unloaded = new Set(isFirst ? [] : sales.filter(isNew).map(({ saleId }) => saleId));
      isFirst = false;
      inOrder = sales.sort((a, b) => a.opensAtMs - b.opensAtMs || (a.saleId < b.saleId ? -1 : 1));
      byId = new Map(inOrder.map((sale) => [sale.saleId, sale]));
    },
  };
}
