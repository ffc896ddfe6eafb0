// The places in a server's work at which it is killed. Each is one wrapped call of one port; a new place is a new entry.
import { writeSync } from 'node:fs';
import type { EngineParts } from '@penstock/server';
import { moneyStrikes } from './money-strikes.ts';

/** How a passage of a place may end: the process is killed in this very moment, or after some milliseconds. */
export type Strike = { readonly now: () => void; readonly soon: () => void };

export type Place = (parts: EngineParts, strike: Strike) => EngineParts;

export const saleStrikes = {
  /** The gate has given a unit, and the ledger has not heard of it. */
  admit: (parts, strike) => {
    const hold: EngineParts['gate']['hold'] = async (...call) => {
      const outcomes = await parts.gate.hold(...call);
      if (outcomes.some(({ kind }) => kind === 'held')) strike.now();
      return outcomes;
    };
    return { ...parts, gate: { ...parts.gate, hold } };
  },
  /** The ledger is writing. */
  commit: (parts, strike) => {
    const record: EngineParts['ledger']['record'] = (entry) => {
      strike.soon();
      return parts.ledger.record(entry);
    };
    return { ...parts, ledger: { ...parts.ledger, record } };
  },
  /** The ledger has written, and neither the gate nor a buyer has heard of it. */
  committed: (parts, strike) => {
    const record: EngineParts['ledger']['record'] = async (entry) => {
      const settlements = await parts.ledger.record(entry);
      strike.now();
      return settlements;
    };
    return { ...parts, ledger: { ...parts.ledger, record } };
  },
  /** Winners are being answered. */
  answer: (parts, strike) => {
    const settle: EngineParts['outbox']['settle'] = async (...call) => {
      await parts.outbox.settle(...call);
      strike.soon();
    };
    return { ...parts, outbox: { ...parts.outbox, settle } };
  },
  /** An order is cancelled in the ledger, and its unit is still held at the gate. */
  cancelled: (parts, strike) => {
    const cancel: EngineParts['ledger']['cancel'] = async (...call) => {
      const cancelled = await parts.ledger.cancel(...call);
      if (cancelled?.decision.kind === 'cancel') strike.now();
      return cancelled;
    };
    return { ...parts, ledger: { ...parts.ledger, cancel } };
  },
  /** Due orders are being ended. */
  expiry: (parts, strike) => {
    const expireDue: EngineParts['ledger']['expireDue'] = (limit) => {
      strike.soon();
      return parts.ledger.expireDue(limit);
    };
    return { ...parts, ledger: { ...parts.ledger, expireDue } };
  },
  /** Due orders have ended in the ledger, and their units are still held at the gate. */
  expired: (parts, strike) => {
    const expireDue: EngineParts['ledger']['expireDue'] = async (limit) => {
      const ended = await parts.ledger.expireDue(limit);
      if (ended.expired > 0) strike.now();
      return ended;
    };
    return { ...parts, ledger: { ...parts.ledger, expireDue } };
  },
  /** The gate has heard of units that came back, and the ledger does not know that it has. */
  told: (parts, strike) => {
    const markTold: EngineParts['ledger']['markTold'] = (seqs) => {
      strike.now();
      return parts.ledger.markTold(seqs);
    };
    return { ...parts, ledger: { ...parts.ledger, markTold } };
  },
} satisfies Record<string, Place>;

const strikes = { ...saleStrikes, ...moneyStrikes };

export type StrikePlace = keyof typeof strikes;

/** When a server kills itself. */
export type StrikePlan = {
  readonly place: StrikePlace;
  /** Orders that it promises before: it is then at work. */
  readonly afterPromises: number;
  /** Which passage of the place after that, from 1. */
  readonly passage: number;
  /** Milliseconds from a passage to a strike that comes soon. */
  readonly delayMs: number;
};

/** What a server says last, on its standard output. By the system's clock. */
export type StruckNote = { readonly struckAtMs: number };

/** Passages at which nobody waits for an answer that are let pass, at most: in some crowds there are hardly others. */
const idlePassagesMax = 60;

/**
 * Wraps the parts of an engine so that its process is killed as planned. A passage at which nobody waits for an answer
 * is let pass: a kill there would not count.
 */
export function strikeAt(parts: EngineParts, plan: StrikePlan): EngineParts {
  let promises = 0;
  let passages = 0;
  let idlePassages = 0;
  /** Calls of the gate under way, and units that it gave and nobody was promised yet. */
  let asking = 0;
  let unpromised = 0;
  const kill = () => {
    const note: StruckNote = { struckAtMs: Date.now() };
    writeSync(1, `${JSON.stringify(note)}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
  const isAtWork = () => {
    if (asking + unpromised === 0) idlePassages += 1;
    return asking + unpromised > 0 || idlePassages > idlePassagesMax;
  };
  const isDue = () => {
    if (promises < plan.afterPromises || !isAtWork()) return false;
    passages += 1;
    return passages >= plan.passage;
  };
  const killIfAtWork = () => void (isAtWork() && kill());
  const place: Place = strikes[plan.place];
  const struck = place(parts, {
    now: () => void (isDue() && kill()),
    soon: () => void (isDue() && setTimeout(killIfAtWork, plan.delayMs)),
  });
  const hold: EngineParts['gate']['hold'] = async (...call) => {
    asking += 1;
    const outcomes = await struck.gate.hold(...call).finally(() => (asking -= 1));
    unpromised += outcomes.filter(({ kind }) => kind === 'held').length;
    return outcomes;
  };
  const settle: EngineParts['outbox']['settle'] = (entry, settlements) => {
    promises += settlements.length;
    unpromised -= settlements.length;
    return struck.outbox.settle(entry, settlements);
  };
  return { ...struck, gate: { ...struck.gate, hold }, outbox: { ...struck.outbox, settle } };
}
