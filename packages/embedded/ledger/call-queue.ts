import { assert, failure, isFailure } from '@penstock/core';
import type { GatePart } from './gate-parts.ts';
import { callsWaitingMax, groupsInFlightMax, groupWeightMax } from './limits.ts';
import type { FromThread, SentCall, ToThread } from './thread-messages.ts';
import { receiveError } from './thread-messages.ts';

/** The calls of one ledger thread: those that wait, and the groups that are on their way. */
export type CallQueue = {
  /** Rejects with LEDGER_UNAVAILABLE when too many wait. */
  add(call: SentCall, options?: CallOptions): Promise<unknown>;
  take(message: Extract<FromThread, { kind: 'part' | 'outcomes' }>): void;
  /** Rejects everything that waits, and whatever is asked from now on. */
  fail(error: Error): void;
  /** Settles when everything is answered. */
  drained(): Promise<void>;
};

export type CallOptions = {
  /** How much of a group the call takes, in orders. */
  readonly weight?: number;
  readonly onPart?: (part: GatePart) => void;
};

type Waiting = CallOptions & { readonly call: SentCall; readonly answer: PromiseWithResolvers<unknown> };

type QueuePorts = {
  readonly send: (message: ToThread) => void;
  /** The thread has answered LEDGER_BROKEN. */
  readonly onBroken: (error: Error) => void;
};

/**
 * Calls that are made while others are on their way go together, so under load they share a transaction and a
 * message; alone, a call waits for nobody.
 */
export function createCallQueue(ports: QueuePorts): CallQueue {
  let waiting: Waiting[] = [];
  let inFlight: Waiting[][] = [];
  let lost: Error | undefined;
  let isFlushDue = false;
  let drain: PromiseWithResolvers<void> | undefined;

  const flush = () => {
    isFlushDue = false;
    while (waiting.length > 0 && inFlight.length < groupsInFlightMax) {
      const group = waiting.splice(0, groupLength(waiting));
      inFlight.push(group);
      ports.send({ kind: 'calls', calls: group.map(({ call }) => call) });
    }
    if (inFlight.length === 0) drain?.resolve();
  };
  return {
    add(call, options) {
      if (lost !== undefined) return Promise.reject(lost);
      if (waiting.length >= callsWaitingMax) return Promise.reject(tooManyWait());
      const answer = Promise.withResolvers<unknown>();
      waiting.push({ ...options, call, answer });
      if (!isFlushDue) queueMicrotask(flush);
      isFlushDue = true;
      return answer.promise;
    },
    take(message) {
      if (message.kind === 'part') {
        inFlight[0]?.[message.at]?.onPart?.(message.part);
        return;
      }
      const group = inFlight.shift() ?? [];
      assert(lost !== undefined || group.length === message.outcomes.length, 'every call gets its outcome');
      flush();
      for (const [at, outcome] of message.outcomes.entries()) {
        if (outcome.isDone) {
          group[at]?.answer.resolve(outcome.value);
          continue;
        }
        const error = receiveError(outcome.error);
        group[at]?.answer.reject(error);
        if (isFailure(error, 'LEDGER_BROKEN')) ports.onBroken(error);
      }
    },
    fail(error) {
      lost ??= error;
      const unanswered = [...inFlight.flat(), ...waiting];
      inFlight = [];
      waiting = [];
      for (const { answer } of unanswered) answer.reject(error);
      drain?.resolve();
    },
    drained() {
      if (inFlight.length + waiting.length === 0) return Promise.resolve();
      drain ??= Promise.withResolvers<void>();
      return drain.promise;
    },
  };
}

// How many of the calls that wait fit into one group; always at least the first.
function groupLength(waiting: readonly Waiting[]): number {
  let weight = 0;
  const beyond = waiting.findIndex((each, at) => {
    weight += each.weight ?? 1;
    return at > 0 && weight > groupWeightMax;
  });
  return beyond === -1 ? waiting.length : beyond;
}

function tooManyWait(): Error {
  return failure('LEDGER_UNAVAILABLE', { detail: `More than ${callsWaitingMax} calls wait for it.` });
}
