import type { Gate, GateOutbox, Ledger } from '@penstock/core';
import { failure } from '@penstock/core';
import type { Schedule } from './schedule.ts';

export type Onlooker = {
  /** Whether this call finds the ledger away. What it says then is that nothing was stored, and so it is. */
  isAway(method: string): boolean;
  /** Called after a call that may have changed something. */
  onChange(): void;
};

/** A ledger whose calls take their time, and fail when the onlooker says so. */
export function slowLedger(ledger: Ledger, schedule: Schedule, onlooker: Onlooker): Ledger {
  const check = (method: string) => {
    if (onlooker.isAway(method)) throw failure('LEDGER_UNAVAILABLE', { detail: `${method} was made to fail.` });
  };
  return {
    ...slow(ledger, schedule, { check, onChange: onlooker.onChange }),
    nowMs: () => ledger.nowMs(),
    async *gateChunks(saleId) {
      for await (const chunk of ledger.gateChunks(saleId)) {
        await schedule.pass();
        check('gateChunks');
        yield chunk;
      }
    },
  };
}

export function slowGate(gate: Gate, schedule: Schedule, { onChange }: Pick<Onlooker, 'onChange'>): Gate {
  return slow(gate, schedule, { check: () => undefined, onChange });
}

/** Entries come when there are some; the words on them take their time. */
export function slowOutbox(
  outbox: GateOutbox,
  schedule: Schedule,
  { onChange }: Pick<Onlooker, 'onChange'>,
): GateOutbox {
  return { ...slow(outbox, schedule, { check: () => undefined, onChange }), next: () => outbox.next() };
}

const reads: ReadonlySet<string> = new Set([
  ...['sale', 'sales', 'order', 'ordersOfBuyerInSale', 'adjustment', 'places', 'pendingChanges', 'pulse', 'units'],
  ...['refundsDue', 'capturablePayments'],
]);

type Around = { readonly check: (method: string) => void; readonly onChange: () => void };

function slow<Port extends object>(port: Port, schedule: Schedule, { check, onChange }: Around): Port {
  const methods = Object.entries(port).map(([name, method]) => {
    const call = async (...args: unknown[]) => {
      await schedule.pass();
      check(name);
      const answer: unknown = await method(...args);
      // A sweep that found nothing is the most frequent call of all.
      if (!reads.has(name) && !foundNothing(name, answer)) onChange();
      await schedule.pass();
      return answer;
    };
    return [name, call];
  });
  return Object.fromEntries(methods) as Port;
}

function foundNothing(name: string, answer: unknown): boolean {
  if (name === 'claimChecks') return (answer as readonly unknown[]).length === 0;
  return name === 'expireDue' && (answer as { readonly expired: number }).expired === 0;
}
