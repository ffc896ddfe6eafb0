import type { KeyNames } from '../keys.ts';
import { registerReadMs } from '../limits.ts';
import type { RedisLink } from './redis-link.ts';
import { LinkError } from './redis-link.ts';

/** Which sales the gate has, read again and again. */
export type Register = {
  saleIds(): readonly string[];
  /**
   * Lists a sale that the gate has, if the list lacks it. The list lies on a server of its own, which may be lost while
   * the sale is not; unlisted, nobody would carry its orders to the ledger.
   */
  ensure(saleId: string): Promise<void>;
  /** When the list was last asked for with success, in local monotonic ms. */
  heardMs(): number;
  /** Calls back after each reading. */
  onRead(listener: (saleIds: readonly string[]) => void): void;
  /** Reads now. Throws LinkError. */
  read(): Promise<void>;
  close(): void;
};

export function createRegister(link: Pick<RedisLink, 'call'>, keys: KeyNames): Register {
  const listeners: ((saleIds: readonly string[]) => void)[] = [];
  let saleIds: readonly string[] = [];
  let heardMs = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const read = async () => {
    const sentMs = performance.now();
    saleIds = (await link.call('SMEMBERS', keys.register)) as string[];
    heardMs = sentMs;
    for (const listener of listeners) listener(saleIds);
  };
  const keepReading = async () => {
    try {
      await read();
    } catch (error) {
      // Nothing was heard: the list grows old, and the next reading tries again.
      if (!(error instanceof LinkError)) throw error;
    }
    if (!isClosed) timer = setTimeout(() => void keepReading(), registerReadMs);
  };
  timer = setTimeout(() => void keepReading(), registerReadMs);

  return {
    saleIds: () => saleIds,
    async ensure(saleId) {
      if (!saleIds.includes(saleId)) await link.call('SADD', keys.register, saleId);
    },
    heardMs: () => heardMs,
    onRead: (listener) => void listeners.push(listener),
    read,
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
