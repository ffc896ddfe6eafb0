// Which operator is signed in. The cookie speaks for them and the server decides; this only remembers what it said.
import type { CallRequest, CallResult, Client } from '@penstock/client';
import type { OperatorSession, RouteId, SignIn } from '@penstock/contract';
import type { Ref } from 'vue';
import { shallowRef } from 'vue';

export type Operator = OperatorSession['operator'];

/** `unknown` until the server was asked; `away` when it gave no answer. */
export type Visitor =
  | { readonly kind: 'unknown' | 'signed-out' | 'away' }
  | { readonly kind: 'signed-in'; readonly operator: Operator };

export type Session = {
  readonly visitor: Readonly<Ref<Visitor>>;
  /** Asks the server who calls. */
  start(): Promise<void>;
  signIn(who: SignIn): Promise<CallResult<'openOperatorSession'>>;
  signOut(): Promise<CallResult<'closeOperatorSession'>>;
  /** Any call: a session that has ended meanwhile shows the sign-in. */
  call<Id extends RouteId>(routeId: Id, request: CallRequest<Id>): Promise<CallResult<Id>>;
};

/** Makes the session of a page. */
export function createSession(client: Pick<Client, 'call'>): Session {
  const visitor = shallowRef<Visitor>({ kind: 'unknown' });
  const hear = ({ operator }: OperatorSession): void => {
    visitor.value = { kind: 'signed-in', operator };
  };

  return {
    visitor,
    start: async () => {
      const result = await client.call('getOperatorSession', {});
      if (result.kind === 'ok') hear(result.body);
      else visitor.value = { kind: result.status === 401 || result.status === 403 ? 'signed-out' : 'away' };
    },
    signIn: async (who) => {
      const result = await client.call('openOperatorSession', { body: who });
      if (result.kind === 'ok') hear(result.body);
      return result;
    },
    signOut: async () => {
      const result = await client.call('closeOperatorSession', {});
      if (result.kind === 'ok' || result.status === 401) visitor.value = { kind: 'signed-out' };
      return result;
    },
    call: async (routeId, request) => {
      const result = await client.call(routeId, request);
      if (result.kind === 'problem' && result.problem.code === 'unauthenticated')
        visitor.value = { kind: 'signed-out' };
      return result;
    },
  };
}
