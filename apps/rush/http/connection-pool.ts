// All connections of a crowd: opens them without flooding the listener, knows which are free, gives up old requests.
import { connectsAtOnceMax, requestTimeoutMs, timeoutSweepMs } from '../limits.ts';
import type { Endpoint, LossReason } from './connection.ts';
import { Connection } from './connection.ts';
import type { Answer } from './parse-answer.ts';
import { Ring } from './ring.ts';

export type PoolOwner = {
  /** Which connections are open or free has changed. Told often, so it has to be cheap. */
  readonly changed: () => void;
  /** May read `bytes` and `answer` only until it returns. */
  readonly answered: (connection: Connection, bytes: Buffer, answer: Answer) => void;
  readonly lost: (connection: Connection, reason: LossReason | 'timed-out') => void;
};

export class ConnectionPool {
  readonly #connections: readonly Connection[];
  readonly #owner: PoolOwner;
  readonly #free: Ring<Connection>;
  readonly #timeoutMs: number;
  #openCount = 0;
  #asked = 0;
  #awaySinceMs = performance.now();
  #sweep: NodeJS.Timeout | undefined;

  constructor(endpoint: Endpoint, count: number, owner: PoolOwner, timeoutMs: number = requestTimeoutMs) {
    this.#owner = owner;
    this.#timeoutMs = timeoutMs;
    this.#free = new Ring(count);
    const connectionOwner = {
      opened: (connection: Connection) => this.#opened(connection),
      answered: (connection: Connection, bytes: Buffer, answer: Answer) => this.#answered(connection, bytes, answer),
      lost: (connection: Connection, reason: LossReason) => this.#lost(connection, reason),
      dropped: (connection: Connection) => this.#dropped(connection),
    };
    this.#connections = Array.from({ length: count }, (_, number) => new Connection(number, endpoint, connectionOwner));
  }

  get freeCount(): number {
    return this.#free.size;
  }

  get openCount(): number {
    return this.#openCount;
  }

  /** Milliseconds for which no connection was open. */
  awayMs(nowMs: number): number {
    return this.#openCount > 0 ? 0 : nowMs - this.#awaySinceMs;
  }

  /** Begins to open connections and to look for requests that are too old. */
  open(): void {
    this.#sweep = setInterval(() => this.#giveUpOld(performance.now()), timeoutSweepMs);
    this.#awaySinceMs = performance.now();
    for (let count = 0; count < connectsAtOnceMax; count++) this.#openNext();
  }

  /** Ends all connections; nothing is told any more. */
  close(): void {
    clearInterval(this.#sweep);
    for (const connection of this.#connections) connection.close();
  }

  /** The connection that has been free for longest, so that none grows old; the caller sends on it in the same turn. */
  take(): Connection | undefined {
    return this.#free.take();
  }

  #openNext(): void {
    this.#connections[this.#asked++]?.open();
  }

  #opened(connection: Connection): void {
    this.#openCount++;
    this.#openNext();
    this.#free.add(connection);
    this.#owner.changed();
  }

  #answered(connection: Connection, bytes: Buffer, answer: Answer): void {
    this.#owner.answered(connection, bytes, answer);
    if (connection.isReady) this.#free.add(connection);
    else this.#noteClosed();
    this.#owner.changed();
  }

  #lost(connection: Connection, reason: LossReason | 'timed-out'): void {
    this.#noteClosed();
    this.#owner.lost(connection, reason);
  }

  #dropped(connection: Connection): void {
    this.#noteClosed();
    this.#free.remove(connection);
    this.#owner.changed();
  }

  #noteClosed(): void {
    this.#openCount--;
    if (this.#openCount === 0) this.#awaySinceMs = performance.now();
  }

  #giveUpOld(nowMs: number): void {
    for (const connection of this.#connections) {
      if (!connection.isInFlight || nowMs - connection.sentMs < this.#timeoutMs) continue;
      connection.reset();
      this.#lost(connection, 'timed-out');
    }
  }
}
