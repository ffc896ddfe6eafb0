import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { nameBuyers } from './buyer-names.ts';
import { mintBuyerTokens } from './buyer-tokens.ts';
import { RequestWriter } from './request-writer.ts';

const secret = 'a secret of thirty-two bytes or more';

async function tokensOf(buyers: number, audience?: string) {
  const { buyerIdOf } = nameBuyers('rush-test', 1);
  return mintBuyerTokens({ buyers, buyerIdOf, secret, expiresAtSeconds: 1_800_000_000, audience });
}

test('tokens say who, until when and for whom, and their signature is right', async () => {
  const tokens = await tokensOf(3, 'shop');
  const [head = '', payload = '', signature = ''] = tokens.tokenOf(2).split('.');
  assert.deepEqual(JSON.parse(Buffer.from(head, 'base64url').toString()), { alg: 'HS256', typ: 'JWT' });
  const claims = { sub: 'rush-test-0000002', exp: 1_800_000_000, aud: 'shop' };
  assert.deepEqual(JSON.parse(Buffer.from(payload, 'base64url').toString()), claims);
  assert.equal(signature, createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url'));
});

test('requests carry the token, the key and the mark of a retry of their wish', async () => {
  const names = nameBuyers('rush-test', 2);
  const tokens = await tokensOf(3);
  const writer = new RequestWriter({ host: 'shop.example:8080', saleId: 'a b', skus: ['red', 'blue'], names, tokens });
  assert.equal(
    writer.ask(0, { wish: 5, sku: 1, isRetry: true }).toString(),
    'POST /api/v1/sales/a%20b/orders HTTP/1.1\r\nHost: shop.example:8080\r\n' +
      'Content-Type: application/json\r\nContent-Length: 14\r\nPenstock-Retry: 1\r\n' +
      `Authorization: Bearer ${tokens.tokenOf(2)}\r\nIdempotency-Key: "rush-test-0000002-01"\r\n\r\n{"sku":"blue"}`,
  );
  assert.match(
    writer.ask(0, { wish: 0, sku: 0, isRetry: false }).toString(),
    /"rush-test-0000000-00"\r\n\r\n{"sku":"red"}$/,
  );
  assert.doesNotMatch(writer.ask(0, { wish: 0, sku: 0, isRetry: false }).toString(), /Penstock-Retry/);
  const cancel = writer.cancel('o1', 4).toString();
  assert.ok(cancel.startsWith('POST /api/v1/orders/o1/cancel HTTP/1.1\r\n') && cancel.includes(tokens.tokenOf(2)));
});
