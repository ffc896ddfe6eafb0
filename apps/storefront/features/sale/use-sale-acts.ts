// What the button of a sale's page does.
import type { Ref } from 'vue';
import { useSay, useShop } from '../../shop.ts';
import type { Asking } from '../ask/ask-for-unit.ts';
import type { PanelAction } from '../panel.ts';
import type { ChosenVariant } from './use-chosen-variant.ts';
import type { UseExtras } from './use-extras.ts';
import type { SaleReading } from './use-sale.ts';
import type { WatchForUnit } from './use-watch-for-unit.ts';

/** What acting needs of the page. */
export type SaleActParts = {
  readonly reading: SaleReading;
  readonly chosen: ChosenVariant;
  readonly notice: Ref<string>;
  readonly asking: Asking;
  readonly watching: WatchForUnit;
  readonly load: UseExtras['load'];
};

export function useSaleActs(saleId: string, parts: SaleActParts): (action: PanelAction) => void {
  const shop = useShop();
  const { presence, announcer, ticker } = shop;
  const say = useSay();
  const { asking, chosen, reading, watching, notice, load } = parts;

  const ask = (): void => {
    if (presence.isOnline.value) void asking.ask({ saleId, sku: chosen.variant.value?.sku ?? '' });
    else announcer.interrupt(say.value.t('net.offline'));
  };

  const remind = async (): Promise<void> => {
    const [extras, sale, nowMs] = [await load(), reading.sale.value, ticker.nowMs.value];
    if (extras === undefined || sale === undefined || nowMs === undefined) return;
    extras.offerReminder(sale, nowMs, say.value);
    notice.value = say.value.t('remind.done');
    announcer.tell(notice.value);
  };

  const enter = async (): Promise<void> => {
    notice.value = (await (await load())?.signIn(shop)) ?? '';
  };

  const acts: { readonly [action in PanelAction]?: () => unknown } = {
    ask,
    check: () => asking.resume(saleId),
    remind,
    watch: watching.start,
    unwatch: watching.stop,
    'see-sales': () => location.assign('/'),
    'sign-in': enter,
  };
  // The other actions are of orders.
  return (action) => void acts[action]?.();
}
