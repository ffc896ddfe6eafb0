// Carries one intent to an outcome, whatever the network does: one flight at a time, one key for all its tries, and an
// unknown outcome is asked about before the same intent is sent again.
import type { CallRequest, CallResult } from '@penstock/client';
import type { Order } from '@penstock/contract';
import { askTimeoutMs, askTriesMax, askWaitBaseMs, askWaitMaxMs, wishFreshMs } from '../../limits.ts';
import type { Flight } from './flight.ts';
import type { KeptWish, WishStore } from './wish-store.ts';

/** What asking needs of the world. */
export type AskPorts = {
  readonly ask: (request: CallRequest<'askForUnit'>) => Promise<CallResult<'askForUnit'>>;
  readonly readMine: (saleId: string) => Promise<CallResult<'listMyOrdersOfSale'>>;
  readonly wishes: WishStore;
  readonly steadyMs: () => number;
  /** The server's time in milliseconds, as well as it is known. */
  readonly serverMs: () => number;
  /** Resolves after so many milliseconds, or sooner when the network is back. */
  readonly wait: (ms: number) => Promise<void>;
  /** A number from 0 up to, and without, 1. */
  readonly random: () => number;
  readonly onFlight: (flight: Flight) => void;
  /** Hears of the order; when it resolves, the order is shown. */
  readonly onOrder: (order: Order) => Promise<void>;
};

export type Asking = {
  /** Sends the intent. Does nothing while one is on its way. */
  ask(wanted: { readonly saleId: string; readonly sku: string }): Promise<void>;
  /** Takes up an intent whose outcome an earlier page did not hear. */
  resume(saleId: string): Promise<void>;
};

/** Statuses that decide nothing: the server wants the same again a little later. */
const laterStatuses = new Set([408, 429, 502, 503, 504]);

type Step = 'ask' | 'check' | 'done';

/** Makes the one flight of a page. */
export function createAsking(ports: AskPorts): Asking {
  let isFlying = false;

  const fly = async (wish: KeptWish, firstStep: 'ask' | 'check'): Promise<void> => {
    if (isFlying) return;
    isFlying = true;
    try {
      await carry(ports, wish, firstStep);
    } finally {
      isFlying = false;
    }
  };

  return {
    ask: (wanted) => fly(ports.wishes.wishFor(wanted), 'ask'),
    resume: async (saleId) => {
      const wish = ports.wishes.find(saleId);
      if (wish?.sentAtMs !== undefined) await fly(wish, 'check');
    },
  };
}

async function carry(ports: AskPorts, wish: KeptWish, firstStep: 'ask' | 'check'): Promise<void> {
  let step: Step = firstStep;
  for (let attempt = 0; attempt < askTriesMax; attempt += 1) {
    step = step === 'check' ? await check(ports, wish, attempt) : await send(ports, wish, attempt);
    if (step === 'done') return;
  }
  ports.onFlight({ kind: 'unreachable' });
}

async function send(ports: AskPorts, wish: KeptWish, attempt: number): Promise<Step> {
  const { sku, key, saleId } = wish;
  ports.wishes.keep({ ...wish, sentAtMs: ports.serverMs() });
  ports.onFlight({ kind: 'sending', sinceMs: ports.steadyMs() });
  const result = await ports.ask({
    params: { saleId },
    body: sku === undefined ? {} : { sku },
    idempotencyKey: key,
    isRetry: attempt > 0 || wish.sentAtMs !== undefined,
    signal: AbortSignal.timeout(askTimeoutMs),
  });
  if (result.kind === 'ok') return arrive(ports, wish, result.body);
  if (result.status !== undefined && laterStatuses.has(result.status)) {
    const waitMs = (result.retryAfterMs ?? 0) + backoffMs(ports, attempt);
    const why = result.status === 429 ? 'too-fast' : 'busy';
    ports.onFlight({ kind: 'waiting', why, untilMs: ports.steadyMs() + waitMs });
    await ports.wait(waitMs);
    return 'ask';
  }
  // No answer, or one that a fault inside may have cut off after the decision.
  if (result.kind === 'network' || result.status >= 500) return 'check';
  // Refusals are not remembered under a key: the wish stays, and the next tap sends it again.
  ports.wishes.keep({ saleId, key, ...(sku === undefined ? {} : { sku }) });
  ports.onFlight({ kind: 'refused', problem: result.problem, atMs: ports.steadyMs() });
  return 'done';
}

async function check(ports: AskPorts, wish: KeptWish, attempt: number): Promise<Step> {
  ports.onFlight({ kind: 'checking' });
  const result = await ports.readMine(wish.saleId);
  if (result.kind === 'ok') {
    const order = result.body?.orders.find(({ idempotencyKey }) => idempotencyKey === wish.key);
    if (order !== undefined) return arrive(ports, wish, order);
    const sentAtMs = wish.sentAtMs ?? ports.serverMs();
    if (ports.serverMs() - sentAtMs <= wishFreshMs) return 'ask';
    ports.wishes.end(wish.saleId);
    ports.onFlight({ kind: 'idle' });
    return 'done';
  }
  if (result.kind === 'problem' && result.status < 500 && !laterStatuses.has(result.status)) {
    ports.onFlight({ kind: 'refused', problem: result.problem, atMs: ports.steadyMs() });
    return 'done';
  }
  await ports.wait((result.retryAfterMs ?? 0) + backoffMs(ports, attempt));
  return 'check';
}

async function arrive({ wishes, onFlight, onOrder }: AskPorts, wish: KeptWish, order: Order): Promise<Step> {
  // An order in line is known by its wish alone until it is recorded: a reload finds it by sending the wish again.
  if (order.status !== 'reserved') wishes.end(wish.saleId);
  await onOrder(order);
  onFlight({ kind: 'idle' });
  return 'done';
}

// Random, so that a crowd does not come back in step.
function backoffMs({ random }: AskPorts, attempt: number): number {
  return Math.floor(random() * Math.min(askWaitMaxMs, askWaitBaseMs * 2 ** attempt));
}
