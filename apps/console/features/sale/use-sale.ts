// A sale as its operators see it, read again and again while somebody looks.
import type { AdminSale } from '@penstock/contract';
import { readingEveryMs } from '../../limits.ts';
import type { Reading } from '../call/use-reading.ts';
import { useReading } from '../call/use-reading.ts';

export const useSale = (saleId: string): Reading<AdminSale> =>
  useReading('getAnySale', () => ({ params: { saleId } }), { everyMs: readingEveryMs });
