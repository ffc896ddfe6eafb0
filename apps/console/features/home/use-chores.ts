// Reads what the list of chores is made of.
import type { AdminSale, Audit, Readiness } from '@penstock/contract';
import type { ComputedRef } from 'vue';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useConsole } from '../../console.ts';
import { auditedSalesMax, slowReadingEveryMs } from '../../limits.ts';
import type { Reading } from '../call/use-reading.ts';
import { useReading } from '../call/use-reading.ts';
import { orderOfSales } from '../sale/order-of-sales.ts';
import type { Chore } from './chores.ts';
import { chores } from './chores.ts';

export type Chores = {
  readonly list: ComputedRef<readonly Chore[]>;
  /** Everything that the list is made of was read: only then does an empty list mean that nothing is to be done. */
  readonly isKnown: ComputedRef<boolean>;
};

/** `readiness` is the reading that the page shows: a second one would contradict it for a while. */
export function useChores(
  sales: ComputedRef<readonly AdminSale[]>,
  readiness: Pick<Reading<Readiness>, 'body' | 'trouble'>,
): Chores {
  const { session, speech, ticker } = useConsole();
  const letters = useReading('listDeadLetters', () => ({}), { everyMs: slowReadingEveryMs });
  const audits = shallowRef<readonly Audit[]>();
  const areAudited = ref(false);
  let isOver = false;

  // Each audit compares every unit of a sale, so only the latest sales are audited, one after the other.
  const audit = async (): Promise<void> => {
    const opened = orderOfSales(sales.value).filter(
      ({ state, phase }) => state === 'published' && phase !== 'scheduled',
    );
    const found: Audit[] = [];
    let isWhole = true;
    for (const { saleId } of opened.slice(0, auditedSalesMax)) {
      const result = await session.call('getAudit', { params: { saleId } });
      if (isOver) return;
      if (result.kind === 'ok') found.push(result.body);
      else isWhole = false;
    }
    audits.value = found;
    areAudited.value = isWhole;
  };

  watch(
    () => sales.value.length,
    () => void audit(),
    { immediate: true },
  );
  const timer = setInterval(() => void audit(), slowReadingEveryMs);
  onScopeDispose(() => {
    isOver = true;
    clearInterval(timer);
  });

  const list = computed(() =>
    chores(
      {
        sales: sales.value,
        audits: audits.value ?? [],
        deadLetters: letters.body.value?.deadLetters ?? [],
        readiness: readiness.body.value,
        nowMs: ticker.nowMs.value,
      },
      speech.say,
    ),
  );
  const isKnown = computed(
    () =>
      areAudited.value &&
      letters.trouble.value === undefined &&
      letters.body.value !== undefined &&
      readiness.trouble.value === undefined &&
      readiness.body.value !== undefined,
  );
  return { list, isKnown };
}
