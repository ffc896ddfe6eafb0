// The yardstick: a bare node:http server that reads each body and answers at the same moment as Penstock does, with an
// answer of the same size and as many headers, and does nothing else. It is told the answer as JSON in its argument.
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SampleAnswer } from './load/sample-answer.ts';

const { status, headers, bodyLength } = JSON.parse(process.argv[2] as string) as SampleAnswer;
const body = 'x'.repeat(bodyLength);

let waiting: ServerResponse[] = [];

// The replies of a turn of the event loop leave together, as Penstock's do: it halves the cost of a request.
const replyTogether = () => {
  const together = waiting;
  waiting = [];
  for (const response of together) {
    response.writeHead(status, headers as string[]);
    response.end(body);
  }
};

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    if (waiting.push(response) === 1) setImmediate(replyTogether);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('SIGTERM', () => process.exit(0));
