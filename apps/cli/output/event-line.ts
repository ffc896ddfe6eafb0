import type { PhaseEvent, SaleEvents, StockEvent } from '@penstock/contract';

/** An event of a sale's stream as a line; undefined for a ping, which says nothing. */
export function eventLine<Name extends keyof SaleEvents>(name: Name, data: SaleEvents[Name]): string | undefined {
  if (name === 'phase') {
    const { serverTime, phase } = data as PhaseEvent;
    return `${serverTime}\tphase\t${phase}`;
  }
  if (name === 'stock') {
    const { serverTime, variants } = data as StockEvent;
    const parts = variants.map(
      ({ sku, available, held, sold }) => `${sku}: ${available} free, ${held} held, ${sold} sold`,
    );
    return `${serverTime}\tstock\t${parts.join('; ')}`;
  }
  return undefined;
}
