// The yardstick: a bare node:http server that reads each body and refuses, its replies leaving together. It prints its
// port, and on SIGUSR2 what it has cost so far.
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const refusal = Buffer.from(
  JSON.stringify({
    type: '/problems/sold-out',
    title: 'Sold out',
    status: 409,
    detail: 'Every unit is paid for.',
    code: 'sold-out',
  }),
);

let waiting: ServerResponse[] = [];
let requests = 0;

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    JSON.parse(Buffer.concat(parts).toString());
    requests++;
    if (waiting.push(response) === 1) setImmediate(replyTogether);
  });
});

function replyTogether(): void {
  const together = waiting;
  waiting = [];
  for (const response of together) {
    response.writeHead(409, { 'content-type': 'application/problem+json', 'content-length': refusal.length });
    response.end(refusal);
  }
}

process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ requests, cpuUs: user + system }));
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
