// Everything that the pages share, put together once.
import type { Client } from '@penstock/client';
import { createClient } from '@penstock/client';
import type { Announcer, Presence, Router, ServerClock, Ticker } from '@penstock/web';
import {
  createAnnouncer,
  createPresence,
  createRouter,
  createServerClock,
  createTicker,
  followLinks,
} from '@penstock/web';
import type { InjectionKey } from 'vue';
import { inject, watch } from 'vue';
import type { Say } from './features/language/say.ts';
import type { Speech } from './features/language/speech.ts';
import { createSpeech } from './features/language/speech.ts';
import type { Place } from './features/router/place.ts';
import { consoleRoot, placeOf } from './features/router/place.ts';
import type { Session } from './features/session/session.ts';
import { createSession } from './features/session/session.ts';

export type Console = {
  readonly client: Client;
  readonly session: Session;
  readonly clock: ServerClock;
  readonly ticker: Ticker;
  readonly speech: Speech;
  readonly announcer: Announcer;
  readonly presence: Presence;
  readonly router: Router<Place>;
};

export const consoleKey: InjectionKey<Console> = Symbol('console');

/** Makes the console and sets it going. */
export async function openConsole(): Promise<Console> {
  const client = createClient({ baseUrl: '' });
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
  const session = createSession(client);
  const router = createRouter(placeOf);
  const presence = createPresence();
  followLinks(consoleRoot, router.go);
  watch(ticker.steadyMs, () => clock.resyncIfDue(undefined));
  ticker.tick();
  void clock.sync();
  void session.start();
  return {
    client,
    session,
    clock,
    ticker,
    speech: await createSpeech(localStorage),
    announcer: createAnnouncer(),
    presence,
    router,
  };
}

/** The console, inside a component. */
export function useConsole(): Console {
  const opened = inject(consoleKey);
  if (opened === undefined) throw new TypeError('the console is provided by the app');
  return opened;
}

/** The words of the page's language, inside a component. */
export const useSay = (): Say => useConsole().speech.say;
