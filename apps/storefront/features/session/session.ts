// Who visits: a demo shopper, somebody who signed in, or nobody yet. The server decides by cookie or token; this only
// remembers what it said.
import type { Caller, CallRequest, CallResult } from '@penstock/client';
import type { RouteId, ShopInfo } from '@penstock/contract';
import type { Ref } from 'vue';
import { ref } from 'vue';
import { startRetryMs } from '../../limits.ts';
import { waitOrReturn } from '../wait-or-return.ts';

/** The visitor as far as it is known. */
export type Visitor =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'demo'; readonly buyerId: string; readonly token: string }
  | { readonly kind: 'signed-in'; readonly buyerId?: string }
  | { readonly kind: 'signed-out' };

export type Session = {
  readonly visitor: Readonly<Ref<Visitor>>;
  readonly shop: Readonly<Ref<ShopInfo | undefined>>;
  /** The token to send, where a cookie does not speak for the visitor. */
  token(): string | undefined;
  /** Learns how this shop knows its visitors, and makes up a demo shopper where it is a demo. */
  start(): Promise<void>;
  /** A call that needs the visitor. It waits for `start`, and remembers whether the server knew who asked. */
  call<Id extends RouteId>(routeId: Id, request: CallRequest<Id>): Promise<CallResult<Id>>;
  /** Makes a new demo shopper of the visitor. Answers whether it worked. */
  makeDemoBuyer(): Promise<boolean>;
  /** The visitor has signed out. */
  forget(): void;
};

/** What a session needs of the page. */
export type SessionPorts = {
  readonly client: () => Caller;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
};

const demoKey = 'penstock.demo-buyer';
/** The name that the header shows; who asks is decided by the cookie alone. */
export const nameKey = 'penstock.buyer';

/** Makes the session of a page. */
export function createSession({ client, storage }: SessionPorts): Session {
  const visitor = ref<Visitor>({ kind: 'unknown' });
  const shop = ref<ShopInfo>();
  const { promise: started, resolve: markStarted } = Promise.withResolvers<void>();

  const makeDemoBuyer = async (): Promise<boolean> => {
    const result = await client().call('createDemoBuyer', {});
    if (result.kind !== 'ok') return false;
    storage.setItem(demoKey, JSON.stringify(result.body));
    visitor.value = { kind: 'demo', ...result.body };
    return true;
  };

  const forget = (): void => {
    visitor.value = { kind: 'signed-out' };
  };

  const start = async (): Promise<void> => {
    let result = await client().call('getShop', {});
    while (result.kind === 'network') {
      await waitOrReturn(startRetryMs);
      result = await client().call('getShop', {});
    }
    // A server without this call is one without a demo and without a sign-in page.
    shop.value = result.kind === 'ok' ? result.body : { isDemo: false };
    if (shop.value.isDemo) {
      const kept = storage.getItem(demoKey);
      if (kept === null) await makeDemoBuyer();
      else visitor.value = { kind: 'demo', ...JSON.parse(kept) };
    }
    markStarted();
  };

  const hear = async (status: number | undefined): Promise<void> => {
    const { kind } = visitor.value;
    if (status === 401) {
      // A demo shopper whose pass has run out, or whose shop was set up anew, is replaced by another.
      if (kind === 'demo') await makeDemoBuyer();
      else forget();
    } else if (status !== undefined && status < 400 && (kind === 'unknown' || kind === 'signed-out')) {
      const buyerId = storage.getItem(nameKey);
      visitor.value = { kind: 'signed-in', ...(buyerId === null ? {} : { buyerId }) };
    }
  };

  return {
    visitor,
    shop,
    start,
    makeDemoBuyer,
    forget,
    token: () => (visitor.value.kind === 'demo' ? visitor.value.token : undefined),
    call: async (routeId, request) => {
      await started;
      const result = await client().call(routeId, request);
      await hear(result.status as number | undefined);
      return result;
    },
  };
}
