// The cheap client against small node:net servers that answer as they like.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { ConnectionPool } from './connection-pool.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const request = Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n');

type Behaviour = (socket: Socket, requestNumber: number, server: Server) => void;

type Setting = { readonly connections?: number; readonly timeoutMs?: number };

/** Sends `requests` one after the other over the pool and gives what became of each. */
async function play(behaviour: Behaviour, requests: number, setting: Setting = {}): Promise<readonly string[]> {
  let seen = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => behaviour(socket, seen++, server));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const told: string[] = [];
  const finished = Promise.withResolvers<void>();
  let sent = 0;
  const pump = (): void => {
    while (sent < requests && pool.freeCount > 0) pool.take()?.send(request, sent++, performance.now());
    if (told.length === requests) finished.resolve();
  };
  const pool: ConnectionPool = new ConnectionPool(
    { host: '127.0.0.1', port, isTls: false },
    setting.connections ?? 1,
    {
      changed: pump,
      answered(_connection, bytes, answer) {
        told.push(`${answer.status} ${(answer.body ?? bytes).toString('utf8', answer.bodyStart, answer.bodyEnd)}`);
      },
      lost(_connection, reason) {
        told.push(reason);
        pump();
      },
    },
    setting.timeoutMs,
  );
  pool.open();
  await finished.promise;
  pool.close();
  for (const socket of sockets) socket.destroy();
  server.close();
  await once(server, 'close');
  return told;
}

test('requests on one connection are answered one after the other', async () => {
  assert.deepEqual(await play((socket) => socket.write(ok), 3), ['200 ok', '200 ok', '200 ok']);
});

test('an answer in pieces is put together', async () => {
  const behaviour: Behaviour = (socket) => {
    socket.write(ok.slice(0, 20));
    setImmediate(() => socket.write(ok.slice(20)));
  };
  assert.deepEqual(await play(behaviour, 2), ['200 ok', '200 ok']);
});

test('a server that closes after each answer is connected to again', async () => {
  const closing = 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok';
  assert.deepEqual(await play((socket) => socket.end(closing), 3), ['200 ok', '200 ok', '200 ok']);
});

test('a body without a length ends with the connection', async () => {
  assert.deepEqual(await play((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall'), 2), ['200 all', '200 all']);
});

test('a connection that breaks leaves its request unknown, and the next one is sent on a new one', async () => {
  const behaviour: Behaviour = (socket, number) => (number === 0 ? socket.resetAndDestroy() : socket.write(ok));
  assert.deepEqual(await play(behaviour, 2), ['connection-lost', '200 ok']);
  const halfway: Behaviour = (socket, number) => (number === 0 ? socket.end(ok.slice(0, 25)) : socket.write(ok));
  assert.deepEqual(await play(halfway, 2), ['connection-lost', '200 ok']);
});

test('no answer in time leaves the request unknown, and a late answer is not taken for the next one', async () => {
  const behaviour: Behaviour = (socket, number) => {
    if (number > 0) socket.write(ok);
  };
  assert.deepEqual(await play(behaviour, 2, { timeoutMs: 500 }), ['timed-out', '200 ok']);
});

test('bytes that are no answer, and bytes after one, end the connection', async () => {
  const noise: Behaviour = (socket, number) => socket.write(number === 0 ? 'hello, this is not HTTP' : ok);
  assert.deepEqual(await play(noise, 2), ['malformed-answer', '200 ok']);
  const twice: Behaviour = (socket) => socket.write(ok + ok);
  assert.deepEqual(await play(twice, 2), ['200 ok', '200 ok']);
});

test('a server that was away is found again when it is back', async () => {
  const behaviour: Behaviour = (socket, number, server) => {
    if (number > 0) {
      socket.write(ok);
      return;
    }
    const { port } = server.address() as AddressInfo;
    server.once('close', () => server.listen(port, '127.0.0.1'));
    server.close();
    socket.resetAndDestroy();
  };
  assert.deepEqual(await play(behaviour, 3), ['connection-lost', '200 ok', '200 ok']);
});

test('many connections share the work', async () => {
  const told = await play((socket) => socket.write(ok), 500, { connections: 300 });
  assert.equal(told.filter((text) => text === '200 ok').length, 500);
});
