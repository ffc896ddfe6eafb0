import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { calmClient } from './calm-client.ts';

/** A server that closes the connection of its second request. Answers its address and the requests it has seen. */
async function startFickleServer(t: TestContext) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    if (seen.length === 2) request.socket.destroy();
    else response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

test('a read whose connection is closed just then is sent once more', async (t) => {
  const { url, seen } = await startFickleServer(t);
  const client = calmClient(url);
  for (const path of ['/1', '/2']) assert.equal((await client.call('GET', path)).status, 200);
  assert.deepEqual(seen, ['GET /1', 'GET /2', 'GET /2']);
});

test('what may have been done is not', async (t) => {
  const { url, seen } = await startFickleServer(t);
  const client = calmClient(url);
  assert.equal((await client.call('POST', '/1', { body: {} })).status, 200);
  await assert.rejects(client.call('POST', '/2', { body: {} }), (error) =>
    String(error).includes('did not answer POST'),
  );
  assert.deepEqual(seen, ['POST /1', 'POST /2']);
});
