// Streams of events as a test reads them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import type { TestContext } from 'node:test';
import type { TestNode } from './test-node.ts';

export type StreamEvent = {
  readonly name: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it expects to find, and fails where it is not.
  readonly data: any;
};

/** A stream as it comes over the wire: its head, and its events one by one. */
export type Followed = {
  readonly response: IncomingMessage;
  next(): Promise<StreamEvent>;
  /** Reads until an event fits; answers all that were read. */
  until(fits: (event: StreamEvent) => boolean): Promise<readonly StreamEvent[]>;
  /** Reads on until the server ends the stream. */
  toEnd(): Promise<void>;
  stop(): void;
};

/** Follows a stream until the test ends. */
export async function follow(
  t: TestContext,
  node: Pick<TestNode, 'url'>,
  path: string,
  headers: Record<string, string> = {},
): Promise<Followed> {
  const request = get(node.url + path, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  t.after(() => request.destroy());
  const events = eventsOf(response);
  const next = async () => {
    const read = await events.next();
    assert.ok(read.done !== true, 'the stream goes on');
    return read.value;
  };
  return {
    response,
    next,
    async until(fits) {
      const read = [await next()];
      while (!fits(read.at(-1) as StreamEvent)) read.push(await next());
      return read;
    },
    async toEnd() {
      for await (const _ of events);
    },
    stop: () => request.destroy(),
  };
}

async function* eventsOf(response: IncomingMessage): AsyncGenerator<StreamEvent> {
  let rest = '';
  for await (const chunk of response.setEncoding('utf8')) {
    const blocks = `${rest}${chunk}`.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const name = field('event');
      if (name !== undefined) yield { name, id: field('id'), data: JSON.parse(field('data') ?? '') };
    }
  }
}
