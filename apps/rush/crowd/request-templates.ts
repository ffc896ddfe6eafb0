// Requests built once as bytes with slots for what differs, so that sending one is two copies.
import { tokenHead } from './buyer-tokens.ts';

export type RequestTemplate = {
  /** Position among the templates of a crowd. */
  readonly index: number;
  readonly bytes: Buffer;
  /** Where the token begins. */
  readonly tokenAt: number;
  /** Where the name of the wish begins; -1 in a request without a key. */
  readonly keyAt: number;
};

export type AskShape = {
  readonly host: string;
  readonly saleId: string;
  readonly skus: readonly string[];
  readonly tokenLength: number;
  /** Characters of the name of a wish; 0 for asks without a key. */
  readonly keyLength: number;
};

/** Two templates a sku: the ask and its retry. */
export function buildAskTemplates(shape: AskShape): readonly RequestTemplate[] {
  return shape.skus.flatMap((sku, number) => [
    buildAsk(shape, { sku, isRetry: false, index: number * 2 }),
    buildAsk(shape, { sku, isRetry: true, index: number * 2 + 1 }),
  ]);
}

export function askTemplateIndex(sku: number, isRetry: boolean): number {
  return sku * 2 + (isRetry ? 1 : 0);
}

type Ask = { readonly sku: string; readonly isRetry: boolean; readonly index: number };

function buildAsk(shape: AskShape, ask: Ask): RequestTemplate {
  const body = JSON.stringify({ sku: ask.sku });
  const beforeToken =
    `POST ${ordersPath(shape.saleId)} HTTP/1.1\r\nHost: ${shape.host}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
    (ask.isRetry ? 'Penstock-Retry: 1\r\n' : '') +
    'Authorization: Bearer ';
  const token = tokenHead.padEnd(shape.tokenLength, '-');
  const beforeKey = shape.keyLength === 0 ? '' : '\r\nIdempotency-Key: "';
  const key = shape.keyLength === 0 ? '' : `${'-'.repeat(shape.keyLength)}"`;
  return {
    index: ask.index,
    bytes: Buffer.from(`${beforeToken}${token}${beforeKey}${key}\r\n\r\n${body}`, 'latin1'),
    tokenAt: beforeToken.length,
    keyAt: shape.keyLength === 0 ? -1 : beforeToken.length + token.length + beforeKey.length,
  };
}

/** The bytes of a cancellation; winners are few, so it is built when it is needed. */
export function buildCancel(host: string, orderId: string, token: string): Buffer {
  return Buffer.from(
    `POST /api/v1/orders/${encodeURIComponent(orderId)}/cancel HTTP/1.1\r\nHost: ${host}\r\n` +
      `Content-Length: 0\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    'latin1',
  );
}

export function ordersPath(saleId: string): string {
  return `/api/v1/sales/${encodeURIComponent(saleId)}/orders`;
}
