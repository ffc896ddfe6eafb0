// Paying for an order, and giving it back.
import type { Order } from '@penstock/contract';
import type { Ref } from 'vue';
import { ref } from 'vue';
import { useShop } from '../../shop.ts';
import type { Refusal } from '../refusal.ts';
import { refusalOf } from '../refusal.ts';

export type Payment = {
  readonly isPaying: Readonly<Ref<boolean>>;
  /** The shop is asked to take it back, which takes as long as its payment provider does. */
  readonly isGivingBack: Readonly<Ref<boolean>>;
  /** Why the last act did not work. */
  readonly refusal: Readonly<Ref<Refusal | undefined>>;
  /** Opens the payment and goes to it. */
  pay(orderId: string): Promise<void>;
  giveBack(orderId: string): Promise<void>;
};

/** @param onOrder hears of the order as it is after an act, also after one that was refused */
export function usePayment(onOrder: (order: Order) => void): Payment {
  const { session } = useShop();
  const isPaying = ref(false);
  const isGivingBack = ref(false);
  const refusal = ref<Refusal>();

  const readAgain = async (orderId: string): Promise<void> => {
    const result = await session.call('getOrder', { params: { orderId } });
    if (result.kind === 'ok') onOrder(result.body);
  };

  return {
    isPaying,
    isGivingBack,
    refusal,
    pay: async (orderId) => {
      if (isPaying.value) return;
      isPaying.value = true;
      refusal.value = undefined;
      const result = await session.call('openPayment', { params: { orderId } });
      // The page leaves; the button stays busy until it has.
      if (result.kind === 'ok') return location.assign(webAddress(result.body.url));
      isPaying.value = false;
      refusal.value = result.kind === 'network' ? { code: 'network' } : refusalOf(result.problem);
      await readAgain(orderId);
    },
    giveBack: async (orderId) => {
      isGivingBack.value = true;
      refusal.value = undefined;
      const result = await session.call('cancelOrder', { params: { orderId } });
      isGivingBack.value = false;
      if (result.kind === 'ok') return onOrder(result.body);
      refusal.value = result.kind === 'network' ? { code: 'network' } : refusalOf(result.problem);
      await readAgain(orderId);
    },
  };
}

/** The address of a page: a provider that answers with a script instead is a fault that must not run here. */
function webAddress(text: string): string {
  const url = new URL(text, location.href);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new TypeError(`${url.protocol} is no web address`);
  return url.href;
}
