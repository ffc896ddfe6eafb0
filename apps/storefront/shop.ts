// Everything that the pages share, put together once.
import type { Caller, CallResult, ClientOptions } from '@penstock/client';
import { createCaller } from '@penstock/client';
import type { Announcer, Presence, ServerClock, Ticker } from '@penstock/web';
import { createAnnouncer, createPresence, createServerClock, createTicker } from '@penstock/web';
import type { ComputedRef, InjectionKey } from 'vue';
import { inject } from 'vue';
import type { WishStore } from './features/ask/wish-store.ts';
import { createWishStore } from './features/ask/wish-store.ts';
import type { Say } from './features/language/say.ts';
import type { Speech } from './features/language/speech.ts';
import { createSpeech } from './features/language/speech.ts';
import type { Place } from './features/place.ts';
import { placeOf } from './features/place.ts';
import type { Session } from './features/session/session.ts';
import { createSession } from './features/session/session.ts';

export type Shop = {
  readonly client: Caller;
  /** For what the caller alone cannot do: following a stream, with code that few pages need. */
  readonly clientOptions: ClientOptions;
  readonly session: Session;
  readonly wishes: WishStore;
  readonly clock: ServerClock;
  readonly ticker: Ticker;
  readonly speech: Speech;
  readonly announcer: Announcer;
  readonly presence: Presence;
  /** What the address names. Another address is another page. */
  readonly place: Place;
  /** The sale of this page, which is asked for before the page is there; once. */
  firstSale(): Promise<CallResult<'getSale'>> | undefined;
};

export const shopKey: InjectionKey<Shop> = Symbol('shop');

/** Makes the shop and sets it going. */
export async function openShop(): Promise<Shop> {
  const wishes = createWishStore(sessionStorage);
  const clientOptions: ClientOptions = { baseUrl: '', token: () => session.token() };
  const client = createCaller(clientOptions);
  const session: Session = createSession({ client: () => client, storage: localStorage });
  const clock = createServerClock({
    steadyMs: () => performance.now(),
    wallMs: () => Date.now(),
    readServerMs: async () => {
      const result = await client.call('getTime', {});
      return result.kind === 'ok' ? result.body.epochMs : undefined;
    },
    onChange: () => ticker.tick(),
  });
  const ticker: Ticker = createTicker(clock, () => performance.now());
  const place = placeOf(location.pathname);
  let first = place.page === 'sale' ? client.call('getSale', { params: { saleId: place.id } }) : undefined;
  ticker.tick();
  void clock.sync();
  // A preview has no visitor: none is made up for it.
  if (place.page !== 'preview') void session.start();
  return {
    client,
    clientOptions,
    session,
    wishes,
    clock,
    ticker,
    speech: await createSpeech(localStorage),
    announcer: createAnnouncer(),
    presence: createPresence(),
    place,
    firstSale: () => {
      const result = first;
      first = undefined;
      return result;
    },
  };
}

/** The shop, inside a component. */
export function useShop(): Shop {
  const shop = inject(shopKey);
  if (shop === undefined) throw new TypeError('the shop is provided by the app');
  return shop;
}

/** The words of the page's language, inside a component. */
export const useSay = (): ComputedRef<Say> => useShop().speech.say;
