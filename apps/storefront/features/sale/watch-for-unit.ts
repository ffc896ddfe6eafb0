// Watching for a unit that comes back, for a visitor who asked to be told: by a stream where there is room for one.
import { createClient } from '@penstock/client';
import { watch } from 'vue';
import type { Shop } from '../../shop.ts';
import { buzz } from '../buzz.ts';
import { withPhase, withStock } from './sale-events.ts';
import type { SaleReading } from './use-sale.ts';

export type UnitWatch = {
  readonly reading: SaleReading;
  readonly isFree: () => boolean;
  /** Called when a unit is free again. */
  readonly onFound: () => void;
};

/**
 * Watches the sale until it is told to stop, and tells the person when a unit is free again. To be called in an act of
 * theirs, since it asks whether they may be told while they look elsewhere. Answers how to stop.
 */
export function watchForUnit(shop: Shop, { reading, isFree, onFound }: UnitWatch): () => void {
  const unfollow = followSale(shop, reading);
  // A change, not what is read now: that may be older than the answer that everything is held.
  const unwatch = watch(isFree, (isFreeNow) => {
    if (!isFreeNow) return;
    const text = shop.speech.say.value.t('sale.freed');
    onFound();
    shop.announcer.interrupt(text);
    notify(text, reading.sale.value?.title ?? '');
  });
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
  return () => {
    unwatch();
    unfollow();
  };
}

function followSale({ clientOptions, place }: Shop, reading: SaleReading): () => void {
  reading.setWatch('reading');
  const stop = createClient(clientOptions).follow(
    'streamSale',
    { params: { saleId: place.id } },
    {
      onState: (state) => reading.setWatch(state === 'open' ? 'streaming' : 'reading'),
      onEvent: (_name, event) =>
        reading.hear((known) =>
          'phase' in event ? withPhase(known, event) : 'variants' in event ? withStock(known, event) : known,
        ),
    },
  );
  return () => {
    stop();
    reading.setWatch('none');
  };
}

/** Tells a person who looks elsewhere, as far as the device can. */
function notify(text: string, body: string): void {
  buzz();
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    new Notification(text, { body });
  } catch {
    // Browsers of phones show notifications from a service worker only: there the page and the buzz tell.
  }
}
