import type { Clock } from '@penstock/core';
import type { SandboxBook, SandboxMessage } from './sandbox-book.ts';

export type SenderPorts = {
  readonly book: SandboxBook;
  readonly clock: Clock;
  /** Makes the headers that prove who sent a message. */
  readonly sign: (message: {
    readonly id: string;
    readonly body: string;
    readonly nowMs: number;
  }) => Readonly<Record<string, string>>;
  /** The address of the shop's webhook. */
  readonly webhookUrl: string;
};

/** Messages under way at a time: a crowd that pays at once is told of in seconds. */
const atOnceMax = 32;

/** How often, in ms, due messages are looked for. */
const lookEveryMs = 50;

/** How long in ms one delivery may take. */
const deliveryTimeoutMs = 5_000;

/** The first wait in ms before a message is sent again; it doubles with every attempt, up to `retryMaxMs`. */
const retryMinMs = 200;
const retryMaxMs = 60_000;

/** Attempts of one message: about a day. Money whose message is given up is found when its payment is asked about. */
const attemptsMax = 1_440;

/** Sends messages until their receiver takes them. Answers how to stop. */
export function startMessageSender(ports: SenderPorts): () => Promise<void> {
  const { book, clock } = ports;
  let isStopping = false;
  const rounds = async () => {
    while (!isStopping) {
      const due = book.messagesDue(clock.nowMs(), atOnceMax);
      await Promise.all(due.map((message) => deliver(ports, message)));
      if (due.length < atOnceMax) await clock.sleep(lookEveryMs);
    }
  };
  const ended = rounds();
  return () => {
    isStopping = true;
    return ended;
  };
}

async function deliver(ports: SenderPorts, message: SandboxMessage): Promise<void> {
  const { book, clock } = ports;
  const { messageId, attempts } = message;
  if ((await isTaken(ports, message)) || attempts + 1 >= attemptsMax) return book.messageDone(messageId);
  const waitMs = Math.min(retryMinMs * 2 ** attempts, retryMaxMs);
  // Spread, so that all that failed together do not come back together.
  book.messageFailed(messageId, Math.round(clock.nowMs() + waitMs * (0.75 + Math.random() / 2)));
}

async function isTaken(ports: SenderPorts, { messageId: id, body }: SandboxMessage): Promise<boolean> {
  const { clock, sign, webhookUrl } = ports;
  try {
    const response = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...sign({ id, body, nowMs: clock.nowMs() }) },
      body,
      signal: AbortSignal.timeout(deliveryTimeoutMs),
    });
    await response.body?.cancel();
    // A refused amount stays refused: sending it again would only say the same.
    return response.ok || response.status === 409;
  } catch {
    // Nobody there, or no answer in time: the same as an answer that takes nothing.
    return false;
  }
}
