/** Runs the ledger's core in a thread of its own: groups of calls come in, their outcomes go out, in order. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '@penstock/core';
import type { Methods } from './call.ts';
import { createCheckpointer } from './checkpoint.ts';
import type { GatePart } from './gate-parts.ts';
import type { GroupRunner } from './group-transaction.ts';
import { createReadRunner, createWriteRunner } from './group-transaction.ts';
import { openForReading, openForWriting } from './open-database.ts';
import { createLedgerReads, createLedgerSurveys, createLedgerWrites } from './sqlite-ledger.ts';
import type { FromThread, SentCall, ThreadStart, ToThread } from './thread-messages.ts';
import { sendError, sendOutcome } from './thread-messages.ts';

type Core = {
  /** What a call does that stands at this place in its group. */
  prepare(call: SentCall, at: number): () => unknown;
  readonly run: GroupRunner;
  /** Work that nobody waits for. */
  afterAnswers(): void;
  close(): void;
};

assert(parentPort !== null, 'this file is run as a thread');
const port = parentPort;
let core: Core | undefined;

port.on('message', (message: ToThread) => {
  try {
    take(message);
  } catch (error) {
    send({ kind: 'failed', error: sendError(error) });
  }
});

function take(message: ToThread): void {
  if (message.kind === 'open') {
    core = openCore(workerData as ThreadStart);
    send({ kind: 'opened' });
  } else if (message.kind === 'calls') {
    assert(core !== undefined, 'calls come after the opening');
    send({ kind: 'outcomes', outcomes: core.run(message.calls.map(core.prepare)).map(sendOutcome) });
    core.afterAnswers();
  } else {
    port.close();
    core?.close();
  }
}

function send(message: FromThread): void {
  port.postMessage(message);
}

function openCore({ role, file, tellsShop }: ThreadStart): Core {
  return role === 'writer' ? openWriter(file, tellsShop) : openReader(role, file);
}

function openWriter(file: string, tellsShop: boolean): Core {
  const { database, close } = openForWriting(file);
  const { writes, forget } = createLedgerWrites(database, {
    clock: { nowMs: () => Date.now() },
    tellsShop,
  });
  const afterAnswers = createCheckpointer(database);
  return { prepare: preparer(writes), run: createWriteRunner(database, forget), afterAnswers, close };
}

function openReader(role: 'reader' | 'surveyor', file: string): Core {
  const { database, close } = openForReading(file);
  const prepare = role === 'reader' ? preparer(createLedgerReads(database)) : surveyPreparer(database);
  return { prepare, run: createReadRunner(database), afterAnswers: () => undefined, close };
}

function surveyPreparer(database: Parameters<typeof createLedgerSurveys>[0]): Core['prepare'] {
  const surveys = createLedgerSurveys(database);
  const prepare = preparer(surveys);
  return (call, at) => {
    if (call.name !== 'gateParts') return prepare(call);
    return () => surveys.gateParts(String(call.args[0]), (part: GatePart) => send({ kind: 'part', at, part }));
  };
}

function preparer(methods: object): (call: SentCall) => () => unknown {
  return ({ name, args }) => {
    const method = (methods as Methods)[name];
    assert(method !== undefined, 'a call names a method');
    return () => method(...args);
  };
}
