import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { stopServer } from './stop-server.ts';

test('a connection that is kept alive is closed once its answer is out', async () => {
  const held = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const server = createServer(async (_, response) => {
    asked.resolve();
    await held.promise;
    response.end('done');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true });
  const request = get({ agent, host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  const answered = once(request, 'response');
  await asked.promise;
  const closing = Promise.withResolvers<void>();
  const stopped = stopServer(server, () => {
    server.close(() => closing.resolve());
    return closing.promise;
  });
  held.resolve();
  const [response] = await answered;
  response.resume();
  await stopped;
  assert.equal(response.statusCode, 200);
});
