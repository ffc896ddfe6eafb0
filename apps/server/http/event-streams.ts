import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { LeavingHttp } from './leave-http.ts';
import { sseBacklogBytesMax, ssePingEveryMs, sseRetryMinMs, sseRetrySpreadMs } from './limits.ts';
import type { SessionWatch } from './session-watch.ts';

/** One follower of a stream of events. */
export type EventStream = {
  /** Sends an event that `eventText` made. A follower that is too slow is cut off; it comes back and resumes. */
  send(text: string): void;
  /** Ends the stream; its follower will come back. */
  end(): void;
};

export type NewStream = {
  readonly headers: Readonly<Record<string, string>>;
  /** The operator's session that it belongs to, and ends with. */
  readonly sessionHash: string | undefined;
  readonly onEnd: () => void;
};

/** The streams of events of one node: bounded in number, pinged, and all ended by a stop. */
export type EventStreams = {
  /**
   * Begins a stream on a response that nothing was written to. `undefined`: there is no room for another, or its
   * connection cannot carry one.
   */
  begin(response: ServerResponse, stream: NewStream): EventStream | undefined;
  size(): number;
  /** Ends every stream and begins no more. */
  close(): void;
};

/** One event as it is sent (WHATWG, server-sent events). Written once for all its followers. */
export function eventText(event: { readonly name: string; readonly id?: string; readonly data: object }): string {
  const id = event.id === undefined ? '' : `id: ${event.id}\n`;
  return `${id}event: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
}

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  // nginx would collect events into blocks.
  'x-accel-buffering': 'no',
};

type StreamsParts = {
  readonly streamsMax: number;
  /** The clock that pings tell. */
  readonly nowMs: () => number;
  readonly sessions: SessionWatch;
  readonly socketOf: LeavingHttp['socketOf'];
};

/** Makes the streams of a node. */
export function createEventStreams(parts: StreamsParts): EventStreams {
  const streams = new Map<EventStream, Socket>();
  let isClosed = false;
  let begun = 0;

  const pings = setInterval(() => {
    const text = eventText({ name: 'ping', data: { now: new Date(parts.nowMs()).toISOString() } });
    for (const stream of streams.keys()) stream.send(text);
  }, ssePingEveryMs);
  pings.unref();

  // Spread evenly, so that the followers of a node that stops do not all come back at the same moment.
  const nextRetryMs = () => {
    begun += 1;
    return sseRetryMinMs + ((begun * 131) % sseRetrySpreadMs);
  };

  return {
    begin(response, { headers, sessionHash, onEnd }) {
      const socket = parts.socketOf(response);
      if (socket === undefined || isClosed || streams.size >= parts.streamsMax) return undefined;
      const stream = streamOn(socket);
      streams.set(stream, socket);
      const unwatch = sessionHash === undefined ? undefined : parts.sessions.watch(sessionHash, stream.end);
      socket.on('close', () => {
        streams.delete(stream);
        unwatch?.();
        onEnd();
      });
      writeHead(response, headers);
      response.write(`retry: ${nextRetryMs()}\n\n`);
      // What was needed for the answer is garbage now: request, response, and all that the framework made of them.
      response.detachSocket(socket);
      return stream;
    },
    size: () => streams.size,
    close() {
      isClosed = true;
      clearInterval(pings);
      for (const stream of streams.keys()) stream.end();
      // A stop does not wait for who is too slow to hear of the end.
      setImmediate(() => {
        for (const socket of streams.values()) socket.destroy();
      });
    },
  };
}

function writeHead(response: ServerResponse, headers: NewStream['headers']): void {
  // The end of the connection is the end of the stream: it has no chunks.
  response.removeHeader('transfer-encoding');
  response.writeHead(200, { ...headers, ...streamHeaders });
}

function streamOn(socket: Socket): EventStream {
  return {
    send(text) {
      // One that was ended may still have a slow reader.
      if (socket.writableEnded) return;
      if (socket.writableLength > sseBacklogBytesMax) socket.destroy();
      else socket.write(text);
    },
    end: () => socket.destroySoon(),
  };
}
