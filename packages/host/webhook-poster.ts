import { lookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import type { Clock, HookAnswer, HookFault } from '@penstock/core';
import { deliveriesInFlightMax, deliveryErrorLengthMax, deliveryTimeoutMs } from '@penstock/core';
import { isPublicAddress } from './is-public-address.ts';
import { signWebhook } from './standard-webhooks.ts';

/** Sends signed messages to one address. */
export type WebhookPoster = {
  /** Sends one message once. Never throws: that there was no answer is an answer. */
  post(message: { readonly id: string; readonly body: string }): Promise<HookAnswer>;
  /** Breaks off what is under way. */
  close(): void;
};

export type WebhookPosterOptions = {
  readonly url: string;
  readonly keys: readonly Buffer[];
  /** Whether addresses that are not on the public internet may be sent to. */
  readonly allowsPrivate: boolean;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** In ms; the usual one when left out. */
  readonly timeoutMs?: number;
};

/** Bytes of an answer's body that are read, so that the connection can be used again; a longer one is cut off. */
const answerBytesMax = 64 * 1_024;

const brokenOff: HookAnswer = {
  kind: 'silent',
  why: 'It was broken off; the server was stopping.',
  fault: { code: 'broken-off' },
};

/**
 * Makes a poster. Redirects are not followed: whoever can answer for an address must not choose another one. A name is
 * looked up at each connection, and one that leads off the public internet is refused where that is not allowed, in the
 * same step that connects, so that a name cannot be one thing when checked and another when used.
 */
export function createWebhookPoster(options: WebhookPosterOptions): WebhookPoster {
  const { url, keys, allowsPrivate, clock, timeoutMs = deliveryTimeoutMs } = options;
  const target = new URL(url);
  const isSecure = target.protocol === 'https:';
  const pool = { keepAlive: true, maxSockets: deliveriesInFlightMax };
  const agent = isSecure ? new HttpsAgent(pool) : new Agent(pool);
  const closing = new AbortController();
  const literal = target.hostname.replace(/^\[(.*)\]$/, '$1');
  const isRefused = !allowsPrivate && isIP(literal) !== 0 && !isPublicAddress(literal);

  const send = (headers: Record<string, string>, body: string, isAgain: boolean): Promise<HookAnswer> => {
    const { promise, resolve } = Promise.withResolvers<HookAnswer>();
    const timeout = AbortSignal.timeout(timeoutMs);
    const request = (isSecure ? httpsRequest : httpRequest)(target, {
      ...{ method: 'POST', agent, headers, signal: AbortSignal.any([closing.signal, timeout]) },
      ...(!allowsPrivate && { lookup: lookupPublic }),
    });
    request.on('response', (response) => {
      readAway(response);
      resolve(answerOf(response, clock.nowMs()));
    });
    request.on('error', (error) => {
      if (closing.signal.aborted) resolve(brokenOff);
      else if (timeout.aborted) resolve(tooSlow(timeoutMs / 1_000));
      // A connection that was kept open and had been closed there meanwhile: the message never arrived.
      else if (request.reusedSocket && !isAgain) resolve(send(headers, body, true));
      else resolve(unreachable(error));
    });
    request.end(body);
    return promise;
  };

  return {
    async post({ id, body }) {
      if (closing.signal.aborted) return brokenOff;
      if (isRefused) return unreachable(new NotPublic(literal));
      const headers = {
        ...signWebhook(keys, { id, body, nowMs: clock.nowMs() }),
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'Penstock-Webhooks/1',
      };
      return send(headers, body, false);
    },
    close() {
      closing.abort();
      agent.destroy();
    },
  };
}

/** An address that may not be sent to. */
class NotPublic extends Error {
  readonly address: string;

  constructor(address: string) {
    super(`${address} is not on the public internet, and PENSTOCK_WEBHOOK_PRIVATE is not 1`);
    this.address = address;
  }
}

const tooSlow = (seconds: number): HookAnswer => ({
  kind: 'silent',
  why: `It gave no answer within ${seconds} s.`,
  fault: { code: 'too-slow', params: { seconds } },
});

function unreachable(error: Error): HookAnswer {
  const words = (error.message || 'the connection failed').slice(0, deliveryErrorLengthMax);
  const fault: HookFault =
    error instanceof NotPublic
      ? { code: 'not-public', params: { address: error.address } }
      : { code: 'unreachable', params: { error: words } };
  return { kind: 'silent', why: `It cannot be reached: ${words}.`, fault };
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const closed = error === null ? found.find(({ address }) => !isPublicAddress(address)) : undefined;
    if (error !== null) callback(error, []);
    else if (closed !== undefined) callback(new NotPublic(`${hostname} (${closed.address})`), []);
    else if (options.all === true) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  });
};

function answerOf(response: IncomingMessage, nowMs: number): HookAnswer {
  const status = response.statusCode ?? 0;
  const retryAfterMs = retryAfterOf(response.headers['retry-after'], nowMs);
  return { kind: 'answered', status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

// Seconds, or a date (RFC 9110, 10.2.3).
function retryAfterOf(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

// Nobody waits for the body: an error in it changes nothing.
function readAway(response: IncomingMessage): void {
  let bytes = 0;
  response.on('error', () => undefined);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > answerBytesMax) response.destroy();
  });
}
