// Calling a route: the part of the client that every page needs.
import type { RouteId } from '@penstock/contract';
import { callTimeoutMs } from './limits.ts';
import type { CallRequest } from './request.ts';
import { urlOf } from './request.ts';
import type { CallResult } from './result.ts';
import { readBody, readRefusal } from './result.ts';
import { anySignal, send } from './send.ts';

/** How a client speaks to a server. */
export type ClientOptions = {
  /** The server's address without a path; empty for the page's own origin. */
  readonly baseUrl: string;
  /** The caller's token, or how to get it; none where a cookie speaks for the caller. */
  readonly token?: string | (() => string | undefined);
  /** Milliseconds until a call counts as lost. */
  readonly timeoutMs?: number;
};

export type Caller = {
  /** Calls a route once. Never throws for what the server or the network does: that is in the result. */
  call<Id extends RouteId>(routeId: Id, request: CallRequest<Id>): Promise<CallResult<Id>>;
};

/** Whether an answer with an error status is one of its route's own, and no refusal. */
export type IsAnswer = (routeId: RouteId, response: Response) => boolean;

/** Makes a caller. It keeps no state but its options. */
export function createCaller(options: ClientOptions, isAnswer: IsAnswer = () => false): Caller {
  return {
    async call<Id extends RouteId>(routeId: Id, request: CallRequest<Id>) {
      const url = urlOf(options.baseUrl, routeId, request);
      const signal = anySignal(AbortSignal.timeout(options.timeoutMs ?? callTimeoutMs), request.signal);
      try {
        const response = await send(options, routeId, { url, request, signal });
        if (response.status >= 400 && !isAnswer(routeId, response)) return await readRefusal(response);
        const { status, headers } = response;
        return { kind: 'ok', status, headers, body: await readBody(response) } as unknown as CallResult<Id>;
      } catch (cause) {
        return { kind: 'network', cause };
      }
    },
  };
}
