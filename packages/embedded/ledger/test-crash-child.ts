/**
 * Records and cancels orders without end until it is killed, and says what was answered: `[kind, orderId]`, a line at
 * a time on its standard output, written at once. Arguments: the file, and the first unit to record.
 */
import { writeSync } from 'node:fs';
import { openLedger } from './open-ledger.ts';
import { teesHeld } from './test-holds.ts';

const [, , file = '', from = '1'] = process.argv;
const batch = 8;
const carriers = 3;

const ledger = await openLedger({ file, onBroken: () => process.exit(1) });
let next = Number(from);

// A pipe that is full for a moment is tried again: a line is written whole or not at all.
function say(kind: string, orderId: string): void {
  for (;;) {
    try {
      writeSync(1, `${kind} ${orderId}\n`);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

async function carry(): Promise<never> {
  for (;;) {
    const first = next;
    next += batch;
    for (const settlement of await ledger.record(teesHeld(first, first + batch - 1))) {
      if (settlement.kind === 'promised') say('promised', settlement.order.orderId);
    }
    const cancelled = await ledger.cancel(`order-${first}`, `buyer-${first}`);
    if (cancelled?.decision.kind === 'cancel') say('cancelled', cancelled.order.orderId);
  }
}

await Promise.all(Array.from({ length: carriers }, carry));
