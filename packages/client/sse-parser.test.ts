import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf } from './lines.ts';
import { createSseParser } from './sse-parser.ts';

const bytes = (...chunks: readonly string[]) =>
  ReadableStream.from(chunks.map((chunk) => new TextEncoder().encode(chunk))) as ReadableStream<Uint8Array>;

async function eventsOf(...chunks: readonly string[]) {
  const parser = createSseParser();
  const events: string[] = [];
  for await (const line of linesOf(bytes(...chunks))) {
    const event = parser.line(line);
    if (event !== undefined) events.push(`${event.name}:${event.data}`);
  }
  return { events, id: parser.lastEventId(), retryMs: parser.retryMs() };
}

test('events have names, data and an id to resume from', async () => {
  const read = await eventsOf('retry: 3000\n\nid: 7\nevent: phase\ndata: {"a":1}\n\n: ping\n\nevent:stock\ndata:x\n\n');
  assert.deepEqual(read, { events: ['phase:{"a":1}', 'stock:x'], id: '7', retryMs: 3_000 });
});

test('data may have several lines, a name may be missing, an empty event is none', async () => {
  const read = await eventsOf('data: a\ndata\ndata:  b\n\nevent: phase\n\n');
  assert.deepEqual(read.events, ['message:a\n\n b']);
});

test('what is cut anywhere reads the same, with any line end', async () => {
  for (const end of ['\n', '\r', '\r\n']) {
    const text = `id: 1${end}event: phase${end}data: ä${end}${end}data: 2${end}${end}`;
    for (let cut = 0; cut <= text.length; cut += 1) {
      const { events } = await eventsOf(text.slice(0, cut), text.slice(cut));
      assert.deepEqual(events, ['phase:ä', 'message:2'], `${JSON.stringify(end)} cut at ${cut}`);
    }
  }
});

test('an event that was not ended does not count', async () => {
  assert.deepEqual((await eventsOf('data: a\n\ndata: b\n')).events, ['message:a']);
});

test('a bad retry and an id with NUL are ignored', async () => {
  const read = await eventsOf('retry: soon\nid: a\nid: b\0\ndata: 1\n\n');
  assert.deepEqual(read, { events: ['message:1'], id: 'a', retryMs: undefined });
});

test('a line without an end is refused instead of filling memory', async () => {
  const endless = linesOf(bytes('x'.repeat(600_000), 'x'.repeat(600_000)));
  await assert.rejects(endless.next(), RangeError);
});
