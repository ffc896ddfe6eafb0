// A real HTTP server for tests: it answers each request by a script and remembers what it was asked.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

export type Asked = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

export type Answer = (response: ServerResponse, asked: Asked) => void;

/** Serves until the test ends. The last answer of the script repeats. */
export async function serve(t: TestContext, ...script: readonly [Answer, ...Answer[]]) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const answer = script[Math.min(asked.length, script.length - 1)] ?? script[0];
    const { method = '', url = '', headers } = request;
    const about = { method, url, headers, body: await text(request) };
    asked.push(about);
    answer(response, about);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

export const answerJson =
  (status: number, body: object, headers: Record<string, string> = {}): Answer =>
  (response) => {
    const type = status >= 400 ? 'application/problem+json' : 'application/json; charset=utf-8';
    response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
  };

export const answerProblem = (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  answerJson(status, { type: `/problems/${code}`, title: 't', status, detail: 'd', code }, headers);
