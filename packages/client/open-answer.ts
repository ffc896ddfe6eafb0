// Opening a long answer: apart from the client, because pages have none.
import type { RouteId } from '@penstock/contract';
import type { ClientOptions } from './caller.ts';
import { callTimeoutMs } from './limits.ts';
import type { CallRequest } from './request.ts';
import { urlOf } from './request.ts';
import type { NetworkResult, ProblemResult } from './result.ts';
import { readRefusal } from './result.ts';
import { anySignal, send } from './send.ts';

/** A long answer that is read bit by bit. */
export type OpenResult = { readonly kind: 'ok'; readonly response: Response } | ProblemResult | NetworkResult;

/**
 * Calls a route whose answer is long (an export), and leaves the reading to the caller: only the connecting has a time
 * limit. Never throws for what the server or the network does.
 */
export async function openAnswer<Id extends RouteId>(
  options: ClientOptions,
  routeId: Id,
  request: CallRequest<Id>,
): Promise<OpenResult> {
  const url = urlOf(options.baseUrl, routeId, request);
  const connecting = new AbortController();
  const timer = setTimeout(
    () => connecting.abort(new DOMException('timed out', 'TimeoutError')),
    options.timeoutMs ?? callTimeoutMs,
  );
  try {
    const signal = anySignal(connecting.signal, request.signal);
    const response = await send(options, routeId, { url, request, signal });
    return response.ok ? { kind: 'ok', response } : await readRefusal(response);
  } catch (cause) {
    return { kind: 'network', cause };
  } finally {
    clearTimeout(timer);
  }
}
