import type { LoopName } from '@penstock/contract';
import type { Audit, Clock, PaymentProvider, SaleCatalog } from '@penstock/core';
import { checkPayments, expireHolds, healGates, recordHolds, refundPayments } from '@penstock/core';
import type { Logger } from 'pino';
import type { EngineParts } from './engine.ts';
import type { ShopTeller } from './shop-teller.ts';

export type LoopPorts = EngineParts & {
  readonly shop: ShopTeller;
  readonly relay: () => Promise<unknown>;
  readonly catalog: SaleCatalog;
  readonly provider: PaymentProvider;
};

/** Work that goes on while the engine runs. */
export type Loops = {
  /** What carries orders on: how many of those that record run, and when each loop ended its last round. */
  workers(): Workers;
  /** Ends all loops once nothing is in line to the ledger any more. */
  stop(): Promise<void>;
};

export type Workers = {
  readonly recorders: number;
  readonly recordersMax: number;
  readonly rounds: readonly {
    readonly name: LoopName;
    readonly lastAtMs: number;
    /** What readiness says while the loop fails. */
    readonly trouble?: string;
  }[];
};

/** Entries that are on their way to the ledger side by side: one is written while the next is being filled. */
const recordersMax = 2;

/** How often at the least, in ms, due orders are looked for and untold changes are told again. */
const sweepEveryMs = 200;

/** How often, in ms, gates are looked after: a sale whose gate is lost sells nothing until it is rebuilt. */
const healEveryMs = 500;

/** How often, in ms, payments to close and money to give back are looked for. */
const moneyEveryMs = 100;

/** Starts everything that carries orders on without being asked. */
export function startLoops(ports: LoopPorts, rebuild: (saleId: string) => Promise<Audit | undefined>): Loops {
  const { logger, clock } = ports;
  const onStray = (saleId: string) => {
    logger.error({ saleId }, 'the gate gave a unit that the ledger knows as taken; rebuilding it');
    rebuild(saleId).catch((error: unknown) => logger.error({ saleId, err: error }, 'rebuild failed'));
  };
  let recording = recordersMax;
  const recorders = Array.from({ length: recordersMax }, () =>
    recordHolds({ ...ports, onStray })
      .catch(ports.onFatal)
      .finally(() => {
        recording -= 1;
      }),
  );
  const loops = [
    startLoop(ports, {
      name: 'expiry',
      trouble: 'due orders cannot be released',
      run: async () => {
        const nextDueAtMs = await expireHolds(ports);
        const untilDueMs = nextDueAtMs === undefined ? sweepEveryMs : nextDueAtMs - clock.nowMs();
        return Math.min(Math.max(untilDueMs, 1), sweepEveryMs);
      },
      retryMs: sweepEveryMs,
    }),
    startLoop(ports, {
      name: 'gates',
      trouble: 'a gate cannot be rebuilt',
      run: async () => {
        await healGates({ ...ports, rebuild });
        return healEveryMs;
      },
      retryMs: healEveryMs,
    }),
    startLoop(ports, {
      name: 'payments',
      trouble: 'the payment provider cannot be asked about payments',
      run: async () => {
        const { decided, isMore } = await checkPayments(ports);
        // A unit whose payment is closed is for sale again at once, not at the next sweep.
        if (decided > 0) await expireHolds(ports);
        return isMore ? 0 : moneyEveryMs;
      },
      retryMs: sweepEveryMs,
    }),
    startLoop(ports, {
      name: 'refunds',
      trouble: 'money cannot be given back',
      run: async () => {
        await refundPayments(ports);
        return moneyEveryMs;
      },
      retryMs: sweepEveryMs,
    }),
    startLoop(ports, {
      name: 'messages',
      trouble: 'messages to the shop cannot be sent',
      run: ports.shop.round,
      retryMs: sweepEveryMs,
    }),
  ];
  return {
    workers: () => ({ recorders: recording, recordersMax, rounds: loops.map((loop) => loop.lastRound()) }),
    async stop() {
      ports.closeOutbox();
      await Promise.all([ports.shop.stop(), ...loops.map((loop) => loop.stop()), ...recorders]);
    },
  };
}

type Loop = {
  readonly name: LoopName;
  /** What readiness says while the loop fails. */
  readonly trouble: string;
  /** One round; answers after how many ms the next begins. */
  readonly run: () => Promise<number>;
  readonly retryMs: number;
};

function startLoop({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }, loop: Loop) {
  let isStopping = false;
  let isFailing = false;
  let lastAtMs = clock.nowMs();
  const round = async (): Promise<number> => {
    try {
      const waitMs = await loop.run();
      isFailing = false;
      return waitMs;
    } catch (error) {
      // Said once a spell: a ledger that is away for an hour must not fill the log.
      if (!isFailing) logger.error({ err: error }, `${loop.trouble}; trying again`);
      isFailing = true;
      return loop.retryMs;
    }
  };
  const rounds = async () => {
    while (!isStopping) {
      const waitMs = await round();
      lastAtMs = clock.nowMs();
      await clock.sleep(waitMs);
    }
  };
  const ended = rounds();
  return {
    lastRound: () => ({ name: loop.name, lastAtMs, ...(isFailing && { trouble: loop.trouble }) }),
    stop: () => {
      isStopping = true;
      return ended;
    },
  };
}
