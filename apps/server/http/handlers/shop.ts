import type { Settings } from '../../settings.ts';
import type { Handlers } from '../call.ts';

/** What a page must know before anybody is known to it. */
export function shopHandlers({ isDemo, loginUrl }: Pick<Settings, 'isDemo' | 'loginUrl'>) {
  return {
    getShop: () => ({ status: 200, body: { isDemo, ...(loginUrl !== undefined && { loginUrl }) } }),
  } satisfies Handlers;
}
