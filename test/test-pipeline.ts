// Many requests over few connections, for tests that send a hundred thousand: each connection has several under way.
import { connect } from 'node:net';

/** Connections, and requests under way on each. */
const connections = 8;
const depth = 32;

/** The first line of an answer; nothing in the bodies of ours looks like it. */
const statusLine = /HTTP\/1\.1 (\d{3}) /g;

/** Sends every request and answers its status, in the order of the requests. Fails when a connection is cut. */
export async function statusesOf(url: string, requests: readonly Buffer[]): Promise<readonly number[]> {
  const statuses = new Array<number>(requests.length).fill(0);
  let next = 0;
  const take = () => {
    const first = next;
    next = Math.min(first + depth, requests.length);
    return { first, batch: requests.slice(first, next) };
  };
  const keep = (first: number, found: readonly number[]) => {
    for (const [at, status] of found.entries()) statuses[first + at] = status;
  };
  await Promise.all(Array.from({ length: connections }, () => talk(url, take, keep)));
  return statuses;
}

type Batch = { readonly first: number; readonly batch: readonly Buffer[] };

/** One connection: the next batch leaves when the last one has all its answers. */
async function talk(url: string, take: () => Batch, keep: (first: number, found: readonly number[]) => void) {
  const { hostname, port } = new URL(url);
  let { first, batch } = take();
  if (batch.length === 0) return;
  const socket = connect(Number(port), hostname).setNoDelay();
  socket.write(Buffer.concat(batch));
  let heard = '';
  for await (const chunk of socket) {
    heard += String(chunk);
    const found = [...heard.matchAll(statusLine)].map(([, status]) => Number(status));
    // The body of the last answer may still be on its way; what is left of it comes before the next answer.
    if (found.length < batch.length) continue;
    keep(first, found);
    heard = '';
    ({ first, batch } = take());
    if (batch.length === 0) return;
    socket.write(Buffer.concat(batch));
  }
  throw new Error(`the connection was cut after ${heard.slice(-300)}`);
}
