// Requests that nobody should send, to every route of a real server: it refuses, it stays up, and its books balance.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import type { Client } from '@penstock/client';
import { createClient } from '@penstock/client';
import type { RouteId } from '@penstock/contract';
import { problemCodes, routeIds } from '@penstock/contract';
import { testSeed } from '@penstock/port-tests';
import fc from 'fast-check';
import { serve, temporaryFolder } from './penstock-process.ts';
import type { WildRequest } from './wild-requests.ts';
import { wildRequests } from './wild-requests.ts';

const requestsTotal = 20_000;
const connectionsTotal = 500;
const atATime = 16;

/** A server in demo mode without a rate limit, with sales of three kinds and buyers who have tokens. */
async function startTarget(t: TestContext) {
  const dataDir = temporaryFolder();
  const { started } = await serve(t, dataDir, ['--demo'], { PENSTOCK_RATE_LIMIT: 'off' });
  const { PENSTOCK_ADMIN_TOKEN: admin } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
  const operator = createClient({ baseUrl: started.url, token: admin });
  const saleIds = [await newSale(operator, 'open', {}), await newSale(operator, 'draft', { draft: true })];
  const buyers = [await newBuyer(operator), await newBuyer(operator)] as const;
  const asked = await createClient({ baseUrl: started.url, token: buyers[0] }).call('askForUnit', {
    params: { saleId: 'open' },
  });
  assert.ok(asked.kind === 'ok');
  return {
    url: new URL(started.url),
    operator,
    saleIds,
    orderId: asked.body.orderId,
    tokens: [...buyers, admin, admin],
  };
}

async function newSale(operator: Client, saleId: string, extra: { readonly draft?: boolean }): Promise<string> {
  const variants = [{ sku: 'black', units: 50, priceMinor: 100, currency: 'CNY' }];
  const body = { saleId, title: saleId, opensAt: '2020-01-01T00:00:00Z', perBuyer: 3, variants, ...extra };
  const made = await operator.call('createSale', { body });
  assert.equal(made.kind, 'ok');
  return saleId;
}

async function newBuyer(client: Client): Promise<string> {
  const made = await client.call('createDemoBuyer', {});
  assert.ok(made.kind === 'ok');
  return made.body.token;
}

async function servedRoutes(operator: Client): Promise<readonly RouteId[]> {
  const document = await operator.call('getOpenApi', {});
  assert.ok(document.kind === 'ok');
  const { paths } = document.body as { readonly paths: Record<string, Record<string, { operationId: RouteId }>> };
  const served = new Set(Object.values(paths).flatMap((path) => Object.values(path).map((each) => each.operationId)));
  return routeIds.filter((routeId) => served.has(routeId));
}

async function everySaleBalances(operator: Client): Promise<void> {
  const listed = await operator.call('listAllSales', {});
  assert.ok(listed.kind === 'ok');
  for (const { saleId, state } of listed.body.sales) {
    const audit = await operator.call('getAudit', { params: { saleId } });
    assert.ok(audit.kind === 'ok');
    if (state === 'published') assert.equal(audit.body.balanced, true, JSON.stringify(audit.body));
  }
}

/** Sends one request. Answers the status and the media type; a stream of events is left at once. */
async function send(url: URL, agent: Agent, { method, path, headers, body }: WildRequest): Promise<string> {
  // The client frames a body of GET and DELETE only when it is told how long it is.
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const sent = request({ agent, host: url.hostname, port: url.port, method, path, headers: { ...headers, ...length } });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const type = response.headers['content-type'] ?? '';
  if (type.startsWith('text/event-stream')) sent.destroy();
  else if (type.startsWith('application/problem+json') && method !== 'HEAD') {
    const problem = JSON.parse(await text(response));
    assert.equal(problem.status, response.statusCode);
    assert.ok(problemCodes.includes(problem.code), problem.code);
  } else response.resume();
  return `${response.statusCode} ${type.split(';', 1)[0]}`;
}

type Kinds = Map<string, number>;

/** Sends all requests, `atATime` side by side, and counts the kinds of answers. */
async function sendAll(url: URL, requests: readonly WildRequest[], kinds: Kinds, sideBySide = atATime): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: sideBySide });
  const waiting = requests.values();
  const sender = async () => {
    for (const each of waiting) {
      const answer = await send(url, agent, each);
      assert.ok(Number(answer.slice(0, 3)) < 500, `PENSTOCK_SEED=${testSeed}: ${answer} to ${JSON.stringify(each)}`);
      kinds.set(answer, (kinds.get(answer) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, sender));
  agent.destroy();
}

test(`${requestsTotal} bad requests to every route: no 5xx, no hang, the books balance`, async (t) => {
  const { url, operator, saleIds, orderId, tokens } = await startTarget(t);
  const names = { saleId: saleIds, orderId: [orderId], code: ['sold-out'] };
  const served = await servedRoutes(operator);
  const some = (routes: readonly RouteId[], numRuns: number) =>
    fc.sample(wildRequests(routes, names, tokens), { numRuns, seed: testSeed });
  const kinds: Kinds = new Map();
  // While a gate is being rebuilt, others are rightly told 503: so those requests come one after another, and last.
  const rebuilds = Math.round(requestsTotal / served.length);
  const others = served.filter((routeId) => routeId !== 'rebuildGate');
  await sendAll(url, some(others, requestsTotal - rebuilds), kinds);
  await sendAll(url, some(['rebuildGate'], rebuilds), kinds, 1);
  t.diagnostic([...kinds].map(([answer, count]) => `${answer}: ${count}`).join(', '));
  for (const status of ['200', '400', '401', '403', '404', '405', '409', '413', '415', '422']) {
    assert.ok(
      [...kinds.keys()].some((answer) => answer.startsWith(status)),
      `no request got as far as ${status}`,
    );
  }
  await everySaleBalances(operator);
});

const lines = ['GET / HTTP/1.1', 'POST /api/v1/admin/sales HTTP/1.1', 'PRI * HTTP/2.0', 'GET /\0 HTTP/1.1'];
const headers = [
  'host: a',
  'content-length: 5',
  'content-length: -1',
  'content-length: 99999999999999999999',
  'transfer-encoding: chunked',
  'transfer-encoding: x',
  'expect: 100-continue',
  'upgrade: websocket',
  'connection: upgrade',
  'a b: c',
  ': x',
];

test(`${connectionsTotal} connections that speak no HTTP are answered or cut, and nothing else happens`, async (t) => {
  const { url, operator } = await startTarget(t);
  const head = fc.tuple(fc.constantFrom(...lines), fc.array(fc.constantFrom(...headers), { maxLength: 5 }));
  const broken = fc
    .tuple(head, fc.string({ maxLength: 50 }))
    .map(([[line, fields], rest]) => Buffer.from(`${[line, ...fields].join('\r\n')}\r\n\r\n${rest}`));
  const bytes = fc.oneof(
    broken,
    fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
  );
  for (const each of fc.sample(bytes, { numRuns: connectionsTotal, seed: testSeed })) {
    const socket = connect(Number(url.port), url.hostname);
    const closed = Promise.withResolvers<void>();
    // Who sends nonsense may be cut off in the middle of it: that is an answer too.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => closed.resolve());
    socket.resume().end(each);
    await closed.promise;
  }
  const alive = await operator.call('getLivez', {});
  assert.equal(alive.kind, 'ok');
  await everySaleBalances(operator);
});
