// Everything that a sale's page knows and does; the page itself only lays it out.
import type { Order } from '@penstock/contract';
import type { ComputedRef, Ref } from 'vue';
import { computed, ref, watch } from 'vue';
import { useShop } from '../../shop.ts';
import { useAsking } from '../ask/use-asking.ts';
import type { PanelAction } from '../panel.ts';
import type { Refusal } from '../refusal.ts';
import { refusalOf } from '../refusal.ts';
import { shownOrder } from './shown-order.ts';
import type { ChosenVariant } from './use-chosen-variant.ts';
import { useChosenVariant } from './use-chosen-variant.ts';
import type { UseExtras } from './use-extras.ts';
import { useExtras } from './use-extras.ts';
import type { MyOrders } from './use-my-orders.ts';
import { useMyOrders } from './use-my-orders.ts';
import type { SaleReading } from './use-sale.ts';
import { useSale } from './use-sale.ts';
import { useSaleActs } from './use-sale-acts.ts';
import type { ShownSale } from './use-sale-panel.ts';
import { useSalePanel } from './use-sale-panel.ts';
import { useSaleTiming } from './use-sale-timing.ts';
import { useWatchForUnit } from './use-watch-for-unit.ts';

export type SalePageState = {
  readonly reading: SaleReading;
  readonly chosen: ChosenVariant;
  readonly mine: MyOrders;
  readonly extras: UseExtras['extras'];
  /** The order that is shown in place of the sale. */
  readonly order: ComputedRef<Order | undefined>;
  readonly shown: ComputedRef<ShownSale | undefined>;
  readonly refusal: ComputedRef<Refusal | undefined>;
  /** What an act of the visitor led to, where the panel does not say it. */
  readonly notice: Ref<string>;
  readonly act: (action: PanelAction) => void;
};

/** Refusals that a stage of the sale says by itself. */
const saidByStage: ReadonlySet<string> = new Set([
  'unauthenticated',
  'sale-not-open',
  'sale-paused',
  'sale-ended',
  'sold-out',
  'all-held',
]);

export function useSalePage(saleId: string): SalePageState {
  const { wishes } = useShop();
  const notice = ref('');
  const { extras, load } = useExtras();
  const mine = useMyOrders(saleId, load);
  const asking = useAsking({ prepare: load, onOrder: mine.take });
  const reading = useSale(saleId);
  const chosen = useChosenVariant(() => reading.sale.value);
  const hasSeveral = () => (reading.sale.value?.variants.length ?? 0) > 1;
  const isFree = () => reading.sale.value?.phase === 'open' && (chosen.variant.value?.available ?? 0) > 0;
  const watching = useWatchForUnit(reading, load, isFree);
  const shown = useSalePanel({
    sale: () => reading.sale.value,
    variant: () => chosen.variant.value,
    orders: () => mine.orders.value,
    flight: () => asking.flight.value,
    isWatching: () => watching.isWatching.value,
  });
  const order = computed(() => (shown.value === undefined ? undefined : shownOrder(mine.orders.value, shown.value)));
  const refusal = computed(() => {
    const flight = asking.flight.value;
    const isSaid = flight.kind !== 'refused' || saidByStage.has(flight.problem.code);
    return isSaid ? undefined : refusalOf(flight.problem);
  });
  useSaleTiming({
    sale: () => reading.sale.value,
    news: () => (order.value === undefined ? shown.value : undefined),
    isFreed: () => watching.isFreed.value,
  });

  // An intent that an earlier page sent is taken up once it is known which orders there are.
  watch(mine.isKnown, (isKnown) => isKnown && void asking.resume(saleId), { once: true });
  watch([refusal, reading.isMissing], () => void load());
  // With each reading, until they are there: without the chooser a sale of several variants is not shown.
  watch(reading.sale, () => hasSeveral() && extras.value === undefined && void load());
  watch(asking.flight, (flight) => {
    if (flight.kind !== 'refused') return;
    if (flight.problem.code === 'idempotency-key-reused') wishes.end(saleId);
    if (flight.problem.code === 'limit-reached') void mine.read();
  });
  const act = useSaleActs(saleId, { reading, chosen, notice, asking, watching, load });
  return { reading, chosen, mine, extras, order, shown, refusal, notice, act };
}
