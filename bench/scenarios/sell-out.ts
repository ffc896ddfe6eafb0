import { assert } from '@penstock/core';
import type { Bench } from '../bench.ts';
import { childAnswerMs } from '../limits.ts';
import type { Penstock } from '../processes/penstock.ts';

/** Lets the first buyers of the load take every unit of a sale. */
export async function sellOut(
  { load }: Bench,
  penstock: Penstock,
  { saleId, units }: { readonly saleId: string; readonly units: number },
): Promise<void> {
  await load.connect(penstock.port);
  const asks = { firstBuyer: 0, buyers: units, asksMax: units, msMax: childAnswerMs };
  const { byStatus } = await load.ask({ saleId, ...asks });
  assert(byStatus[202] === units, 'as many buyers as units, and all of them won');
}
