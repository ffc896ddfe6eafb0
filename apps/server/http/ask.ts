import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ask } from '@penstock/contract';
import { AskSchema, buyerBodyBytesMax, parseIdempotencyKey } from '@penstock/contract';
import type { AskAnswer, Wish } from '@penstock/core';
import type { AskCounts } from '../live/ask-counts.ts';
import type { AskKind } from '../live/ask-kinds.ts';
import type { SaleAsks } from '../live/sale-asks.ts';
import type { Engine } from '../wiring/engine.ts';
import { askAnswer } from './ask-answer.ts';
import type { BuyerIdentity, BuyerVerdict } from './buyer-identity.ts';
import { invalid } from './call.ts';
import { fieldErrors } from './field-errors.ts';
import { createGenerationMap } from './generation-map.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer, ReplyBatch } from './reply-batch.ts';
import { createReplyBatch } from './reply-batch.ts';
import { createValidator } from './validators.ts';

export type AskRouteParts = {
  readonly engine: Pick<Engine, 'ask' | 'view'>;
  /** Who asks, by the request's headers. `nowMs` is the gate's clock. */
  readonly buyerOf: BuyerIdentity;
  /** The answer to a buyer who asks too often, or `undefined` when the ask may go on. */
  readonly tooOften: (buyerId: string, nowMs: number) => Answer | undefined;
  /** Where asks for this sale are counted. */
  readonly asksOf: AskCounts['of'];
  /** Observes the time in ms from a request's arrival to its decision. */
  readonly observe: (tookMs: number) => void;
  readonly nextRequestId: () => string;
};

const prefix = '/api/v1/sales/';
const suffix = '/orders';
const isAsk = createValidator(AskSchema);

/** One ask on its way through this route. */
type Call = {
  readonly parts: AskRouteParts;
  readonly reply: ReplyBatch;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly saleId: string;
  readonly startedMs: number;
  /** The same moment by the gate's clock. */
  readonly arrivedAtMs: number;
  readonly asks: SaleAsks;
};

/**
 * The hot route, `POST /api/v1/sales/{saleId}/orders`, on bare node:http: it answers before the framework, since what
 * a framework does for a request costs more than deciding it. Answers `false` for every other request.
 */
export function createAskRoute(parts: AskRouteParts): (request: IncomingMessage, response: ServerResponse) => boolean {
  const reply = createReplyBatch();
  const saleIdOf = createSaleIdReader();
  let arrived: Call[] = [];
  // After everything that arrived in this turn was read: by then a request has its body, in one piece.
  const takeAll = () => {
    const calls = arrived;
    arrived = [];
    // Step by step for all: what verifies one token is then in the processor's cache for the next one.
    const verdicts = calls.map(verdictOf);
    reply.together(() => {
      for (const [at, call] of calls.entries()) take(call, verdicts[at] as Verdict);
    });
  };
  return (request, response) => {
    const saleId = request.method === 'POST' ? saleIdOf(request.url) : undefined;
    if (saleId === undefined) return false;
    const startedMs = performance.now();
    const asks = parts.asksOf(saleId);
    asks.arrived(startedMs);
    const arrivedAtMs = parts.engine.view.nowMs();
    const call: Call = { parts, reply, request, response, saleId, startedMs, arrivedAtMs, asks };
    if (arrived.push(call) === 1) setImmediate(takeAll);
    return true;
  };
}

type Verdict = ReturnType<BuyerIdentity>;

const verdictOf = ({ parts, request, arrivedAtMs }: Call): Verdict => parts.buyerOf(request, arrivedAtMs);

function take(call: Call, verdict: Verdict): void {
  if (verdict instanceof Promise) verdict.then((later) => go(call, later), breakOff(call));
  else go(call, verdict);
}

function go(call: Call, verdict: BuyerVerdict): void {
  if ('refused' in verdict) refuse(call, verdict.refused, 'refused-request');
  else readBody(call.request, (body) => decide(call, verdict.buyerId, body));
}

function decide(call: Call, buyerId: string, body: Body): void {
  const { parts, saleId } = call;
  const reading = readWish(call.request, buyerId, body);
  if ('refused' in reading) {
    refuse(call, reading.refused, 'refused-request');
    return;
  }
  const limited = parts.tooOften(buyerId, call.arrivedAtMs);
  if (limited !== undefined && !isForUnknownSku(call, reading.wish)) {
    refuse(call, limited, 'rate-limited');
    return;
  }
  const told = parts.engine.ask(saleId, reading.wish);
  if (told instanceof Promise) told.then((later) => finish(call, later), breakOff(call));
  else finish(call, told);
}

// A fault of the request is said whatever the pace; looked up for those alone who are too fast.
function isForUnknownSku({ parts, saleId }: Call, wish: Wish): boolean {
  return parts.engine.view.refusal(saleId, wish)?.kind === 'unknown-sku';
}

function finish(call: Call, told: AskAnswer): void {
  const { parts, saleId } = call;
  count(call, told.kind);
  send(call, askAnswer(told, saleId, parts.engine.view));
}

function refuse(call: Call, answer: Answer, kind: 'refused-request' | 'rate-limited'): void {
  count(call, kind);
  send(call, answer);
}

function count({ parts, asks, startedMs }: Call, kind: AskKind): void {
  const nowMs = performance.now();
  asks.answered(kind, nowMs - startedMs, nowMs);
  parts.observe(nowMs - startedMs);
}

function send({ parts, reply, response }: Call, answer: Answer): void {
  reply.add(response, answer, parts.nextRequestId());
}

const breakOff = (call: Call) => (error: unknown) => void call.response.destroy(error as Error);

// A crowd asks at one address: the last one that was read is remembered.
function createSaleIdReader(): (url: string | undefined) => string | undefined {
  let lastUrl: string | undefined;
  let lastSaleId: string | undefined;
  return (url) => {
    if (url !== lastUrl) {
      lastUrl = url;
      lastSaleId = readSaleId(url);
    }
    return lastSaleId;
  };
}

// A sale's id needs no escapes; an address that has any is not one of ours, and the framework says so.
function readSaleId(url: string | undefined): string | undefined {
  if (url === undefined || !url.startsWith(prefix) || !url.endsWith(suffix)) return undefined;
  const saleId = url.slice(prefix.length, -suffix.length);
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(saleId) ? saleId : undefined;
}

const tooLarge = problemAnswer('payload-too-large', {
  detail: `The body has more than ${buyerBodyBytesMax} bytes.`,
  headers: ['connection', 'close'],
});

type Body = Buffer | 'too-large' | undefined;

function readBody(request: IncomingMessage, done: (body: Body) => void): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) {
    done(undefined);
    return;
  }
  // All of it is here: to take it costs a tenth less of a request than to be told of it by events.
  if (request.complete) {
    done(bodyOf(request.read(request.readableLength)));
    return;
  }
  let isDone = false;
  const finish = (body: Body) => {
    if (!isDone) done(body);
    isDone = true;
  };
  if (Number(length) > buyerBodyBytesMax) finish('too-large');
  let body: Buffer | undefined;
  request.on('data', (chunk: Buffer) => {
    body = body === undefined ? chunk : Buffer.concat([body, chunk]);
    if (body.length <= buyerBodyBytesMax) return;
    body = undefined;
    finish('too-large');
  });
  request.on('end', () => finish(body));
}

function bodyOf(bytes: Buffer | null): Body {
  if (bytes === null) return undefined;
  return bytes.length > buyerBodyBytesMax ? 'too-large' : bytes;
}

type WishReading = { readonly wish: Wish } | { readonly refused: Answer };

function readWish(request: IncomingMessage, buyerId: string, body: Body): WishReading {
  if (body === 'too-large') return { refused: tooLarge };
  const header = request.headers['idempotency-key'];
  const key = header === undefined ? undefined : parseIdempotencyKey(String(header));
  if (key?.ok === false) return { refused: invalid([{ path: 'header/idempotency-key', ...key.fault }]).refusal };
  if (body === undefined || body.length === 0) return { wish: { buyerId, sku: undefined, key: key?.key } };
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return { refused: wrongMediaType };
  const ask = readAsk(body.toString('utf8'));
  return 'refused' in ask ? ask : { wish: { buyerId, sku: ask.sku, key: key?.key } };
}

type AskReading = { readonly sku: string | undefined } | { readonly refused: Answer };

/** Bodies in each of two generations, of 4 KB at most: a crowd sends the same few, and to find one costs less than to read it. */
const askBodiesRememberedMax = 64;

const goodAsks = createGenerationMap<AskReading>(askBodiesRememberedMax);

function readAsk(text: string): AskReading {
  const known = goodAsks.get(text);
  if (known !== undefined) return known;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { refused: malformed };
  }
  if (!isAsk(value)) return { refused: invalid(fieldErrors(isAsk.errors ?? [])).refusal };
  const { sku } = value as Ask;
  const ask = { sku };
  goodAsks.set(text, ask);
  return ask;
}

const wrongMediaType = problemAnswer('unsupported-media-type', {
  detail: 'The body must be JSON: send `Content-Type: application/json`.',
});

const malformed = problemAnswer('invalid-request', {
  status: 400,
  detail: 'The body is not JSON.',
  errors: [{ path: '/', message: 'must be a JSON object', code: 'not-json' }],
});
