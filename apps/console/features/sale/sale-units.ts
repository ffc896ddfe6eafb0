// The units of a sale's variants, added up.
import type { AdminSale } from '@penstock/contract';

export type SaleUnits = {
  readonly units: number;
  readonly available: number;
  readonly held: number;
  readonly sold: number;
};

export const saleUnits = ({ variants }: Pick<AdminSale, 'variants'>): SaleUnits =>
  variants.reduce(
    (sum, { units, available, held, sold }) => ({
      units: sum.units + units,
      available: sum.available + available,
      held: sum.held + held,
      sold: sum.sold + sold,
    }),
    { units: 0, available: 0, held: 0, sold: 0 },
  );
