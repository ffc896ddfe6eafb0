// Becoming somebody else, leaving, and going to sign in: loaded when a visitor does one of these.
import type { Shop } from '../../shop.ts';
import { nameKey } from './session.ts';

/** Makes another demo shopper of the visitor. */
export async function changeDemoBuyer({ session, speech, announcer }: Shop): Promise<void> {
  if (!(await session.makeDemoBuyer())) return;
  forgetWishes();
  await speech.loadMore();
  const { visitor } = session;
  if (visitor.value.kind === 'demo') {
    announcer.tell(speech.say.value.t('who.changed', { buyer: visitor.value.buyerId.slice(-4) }));
  }
}

/** Ends the session, here and at the server. Where the server could not be asked, the visitor is still signed in. */
export async function signOut({ client, session, speech, announcer }: Shop): Promise<void> {
  const result = await client.call('closeSession', {});
  await speech.loadMore();
  const { t } = speech.say.value;
  if (result.kind !== 'ok' && result.status !== 401) return announcer.interrupt(t('problem.network'));
  localStorage.removeItem(nameKey);
  forgetWishes();
  session.forget();
  announcer.tell(t('who.signed-out'));
}

/**
 * Goes to the shop's sign-in page, from where the visitor comes back, to this page if not said otherwise. Where the shop has no such page, it
 * answers with the sentence that says so, and stays.
 */
export async function signIn(
  { session, speech, announcer }: Shop,
  returnTo = location.pathname + location.search,
): Promise<string | undefined> {
  const { loginUrl } = session.shop.value ?? {};
  if (loginUrl !== undefined) {
    const url = new URL(loginUrl);
    url.searchParams.set('return', returnTo);
    location.assign(url);
    return undefined;
  }
  await speech.loadMore();
  const text = speech.say.value.t('who.no-login');
  announcer.interrupt(text);
  return text;
}

// What the last one wished is not theirs; the tab keeps nothing else.
function forgetWishes(): void {
  sessionStorage.clear();
}
