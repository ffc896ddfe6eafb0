// One keep-alive connection with at most one request in flight. It costs as little as Node lets it: one write and one
// read a request, no promise, no stream buffering, and one read buffer for all plain connections.
import net from 'node:net';
import tls from 'node:tls';
import { assert } from '../assert.ts';
import {
  answerBytesMax,
  connectTimeoutMs,
  readBufferBytes,
  reconnectDelayMaxMs,
  reconnectDelayMinMs,
} from '../limits.ts';
import type { Answer } from './parse-answer.ts';
import { newAnswer, parseAnswer } from './parse-answer.ts';

/** Where a server listens. */
export type Endpoint = { readonly host: string; readonly port: number; readonly isTls: boolean };

/** Why a request in flight got no answer; its effect is unknown. */
export type LossReason = 'connection-lost' | 'malformed-answer';

/**
 * Who is told what happens on a connection. After each call `isReady` says whether it may be used again at once; a
 * connection that may not comes back by itself and is told as `opened`.
 */
export type ConnectionOwner = {
  readonly opened: (connection: Connection) => void;
  /** May read `bytes` and `answer` only until it returns. */
  readonly answered: (connection: Connection, bytes: Buffer, answer: Answer) => void;
  readonly lost: (connection: Connection, reason: LossReason) => void;
  /** An idle connection was closed by the other side. */
  readonly dropped: (connection: Connection) => void;
};

// Reads are handed over synchronously and copied when they are not a whole answer, so all connections share these.
const readBuffer = Buffer.allocUnsafeSlow(readBufferBytes);
const sharedAnswer = newAnswer();

export class Connection {
  /** Number of the connection, from 0. */
  readonly number: number;
  /** The number in the history of the request in flight, or of the last one. */
  request = -1;
  /** When it was sent. */
  sentMs = 0;
  isInFlight = false;
  isReady = false;
  readonly #endpoint: Endpoint;
  readonly #owner: ConnectionOwner;
  #socket: net.Socket | undefined;
  #pending: Buffer | undefined;
  // None after a connection that has answered; a server that only accepts is asked less and less often.
  #reconnectDelayMs = 0;
  #reconnectTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(number: number, endpoint: Endpoint, owner: ConnectionOwner) {
    this.number = number;
    this.#endpoint = endpoint;
    this.#owner = owner;
  }

  open(): void {
    if (this.#isClosed) return;
    const { host, port, isTls } = this.#endpoint;
    const socket = isTls ? this.#openTls() : this.#openPlain();
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setTimeout(connectTimeoutMs, () => socket.destroy(new Error(`no connection to ${host}:${port}`)));
    socket.on('end', () => this.#received(socket, readBuffer, 0, true));
    // What an error means is decided in `close`, which always follows it.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#socketClosed(socket));
  }

  /** Sends one whole request. `bytes` must stay untouched until its answer or loss is told. */
  send(bytes: Buffer, request: number, sentMs: number): void {
    assert(this.isReady && !this.isInFlight, 'one request at a time, on an open connection');
    this.isInFlight = true;
    this.request = request;
    this.sentMs = sentMs;
    (this.#socket as net.Socket).write(bytes);
  }

  /** Gives up the request in flight without telling the owner, and connects again. */
  reset(): void {
    this.isInFlight = false;
    this.isReady = false;
    this.#socket?.destroy();
  }

  /** Ends the connection for good. */
  close(): void {
    this.#isClosed = true;
    this.isReady = false;
    clearTimeout(this.#reconnectTimer);
    this.#socket?.destroy();
  }

  #openPlain(): net.Socket {
    const { host, port } = this.#endpoint;
    const onread = {
      buffer: readBuffer,
      callback: (length: number, bytes: Uint8Array): boolean => {
        this.#received(socket, bytes as Buffer, length, false);
        return true;
      },
    };
    const socket = net.connect({ host, port, onread }, () => this.#connected(socket));
    return socket;
  }

  #openTls(): net.Socket {
    const { host, port } = this.#endpoint;
    // RFC 6066 allows no address as a server name.
    const servername = net.isIP(host) === 0 ? { servername: host } : {};
    const socket = tls.connect({ host, port, ...servername, ALPNProtocols: ['http/1.1'] }, () =>
      this.#connected(socket),
    );
    socket.on('data', (bytes: Buffer) => this.#received(socket, bytes, bytes.length, false));
    return socket;
  }

  #connected(socket: net.Socket): void {
    socket.setTimeout(0);
    this.isReady = true;
    this.#owner.opened(this);
  }

  #received(socket: net.Socket, bytes: Buffer, length: number, isEnd: boolean): void {
    if (socket !== this.#socket) return;
    if (!this.isInFlight) {
      // Bytes that nobody asked for, as a 408 before an idle connection is closed: the next request must not read them.
      socket.destroy();
      return;
    }
    let source = bytes;
    let end = length;
    if (this.#pending !== undefined) {
      source = Buffer.concat([this.#pending, bytes.subarray(0, length)]);
      end = source.length;
    }
    const progress = parseAnswer(source, end, isEnd, sharedAnswer);
    if (progress === 'complete') this.#complete(socket, source, end);
    else if (progress === 'malformed' || end > answerBytesMax) this.#lose(socket, 'malformed-answer');
    else if (isEnd) socket.destroy();
    else this.#pending = Buffer.from(source.subarray(0, end));
  }

  #complete(socket: net.Socket, source: Buffer, end: number): void {
    const isReusable = sharedAnswer.keepsAlive && sharedAnswer.bytesUsed === end;
    this.#reconnectDelayMs = 0;
    this.isInFlight = false;
    this.#pending = undefined;
    if (!isReusable) this.isReady = false;
    this.#owner.answered(this, source, sharedAnswer);
    if (!isReusable) socket.destroy();
  }

  #lose(socket: net.Socket, reason: LossReason): void {
    this.isInFlight = false;
    this.isReady = false;
    this.#owner.lost(this, reason);
    socket.destroy();
  }

  #socketClosed(socket: net.Socket): void {
    if (socket !== this.#socket) return;
    const wasReady = this.isReady;
    const wasInFlight = this.isInFlight;
    this.#socket = undefined;
    this.#pending = undefined;
    this.isReady = false;
    this.isInFlight = false;
    if (this.#isClosed) return;
    if (wasInFlight) this.#owner.lost(this, 'connection-lost');
    else if (wasReady) this.#owner.dropped(this);
    this.#reconnectTimer = setTimeout(() => this.open(), this.#reconnectDelayMs);
    this.#reconnectDelayMs = Math.min(Math.max(this.#reconnectDelayMs * 2, reconnectDelayMinMs), reconnectDelayMaxMs);
  }
}
