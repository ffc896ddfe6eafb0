import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { failure } from '@penstock/core';
import type { CallQueue } from './call-queue.ts';
import { createCallQueue } from './call-queue.ts';
import type { FromThread, ThreadStart, ToThread } from './thread-messages.ts';
import { receiveError } from './thread-messages.ts';

/** A ledger's core in a thread of its own, seen from the thread that asks. */
export type LedgerThread = Pick<CallQueue, 'add' | 'fail'> & {
  /** Opens its database; throws what that throws. Before, nothing may be asked. */
  open(): Promise<void>;
  /** Ends the thread after all that was asked before, or throws what went wrong with it. */
  close(): Promise<void>;
};

/**
 * Starts a ledger thread, which loads its program while others do. `onLost` is called when an open one ends without
 * being asked to, or says that it cannot go on.
 */
export function startLedgerThread(start: ThreadStart, onLost: (error: Error) => void): LedgerThread {
  const worker = new Worker(new URL('./ledger-thread.ts', import.meta.url), { workerData: start });
  const send = (message: ToThread) => worker.postMessage(message);
  const queue = createCallQueue({ send, onBroken: onLost });
  const opened = Promise.withResolvers<void>();
  const exited = once(worker, 'exit');
  let state: 'opening' | 'open' | 'closing' = 'opening';
  let failed: Error | undefined;

  const lose = (error: Error) => {
    failed ??= error;
    opened.reject(error);
    queue.fail(error);
    if (state === 'open') onLost(error);
  };
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'opened') opened.resolve();
    else if (message.kind === 'failed') lose(receiveError(message.error));
    else queue.take(message);
  });
  worker.on('error', (cause) => lose(failure('LEDGER_BROKEN', { detail: `Its ${start.role} thread died.`, cause })));
  worker.on('exit', () => {
    if (state !== 'closing') lose(failure('LEDGER_BROKEN', { detail: `Its ${start.role} thread ended.` }));
  });
  // Whoever opens the thread hears of it; until somebody does, a failed start is nobody's unhandled rejection.
  opened.promise.catch(() => undefined);
  exited.catch(() => undefined);
  return {
    add: queue.add,
    fail: queue.fail,
    async open() {
      send({ kind: 'open' });
      await opened.promise;
      state = 'open';
    },
    async close() {
      await queue.drained();
      const wasOpen = state === 'open';
      state = 'closing';
      queue.fail(failure('LEDGER_UNAVAILABLE', { detail: 'It is closed.' }));
      send({ kind: 'close' });
      await exited;
      if (wasOpen && failed !== undefined) throw failed;
    },
  };
}
