import { changesReadMax } from '../limits.ts';
import type { Script } from '../link/scripts.ts';
import type { GateClock } from './gate-clock.ts';
import type { SnapshotParts, Version } from './read-snapshot.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { SaleMemory } from './sale-memory.ts';

export type FollowParts = SnapshotParts & {
  readonly follow: Script;
  /** The clock of the server with this run_id. */
  readonly clockOf: (runId: string) => GateClock;
  /** What the ledger said of an order, as the settler wrote it. */
  readonly onTold: (orderId: string, text: string) => void;
};

/** How the gate stands with a sale, as it last said. `strange`: another server was armed. */
export type Standing = 'unknown' | 'missing' | 'strange' | 'fenced' | 'armed';

/** A sale as this node follows it. */
export type FollowedSale = {
  standing: Standing;
  /** Up to where every change is known. */
  version: Version | undefined;
  /** There while the sale is armed and all its changes up to `version` are in it. */
  memory: SaleMemory | undefined;
  /** Whether the memory knows everybody who has an order. */
  isWhole: boolean;
  clock: GateClock | undefined;
  /** When the last question that was answered was sent, in local monotonic ms. */
  heardMs: number;
  /** Since when this process knows that something changed: what was asked for before is not believed. */
  changedMs: number;
};

export function newFollowedSale(): FollowedSale {
  return {
    standing: 'unknown',
    version: undefined,
    memory: undefined,
    isWhole: false,
    clock: undefined,
    heardMs: Number.NEGATIVE_INFINITY,
    changedMs: Number.NEGATIVE_INFINITY,
  };
}

type Change = { readonly version: string; readonly patch: string };
type Reply = Version & { readonly standing: Standing; readonly sentMs: number; readonly changes: readonly Change[] };

/**
 * Asks the gate what has changed, until nothing is left to ask for. After a gap, a fence or another epoch the sale is read
 * anew. Answers whether anything changed.
 */
export async function followSale(parts: FollowParts, saleId: string, sale: FollowedSale): Promise<boolean> {
  let hasChanged = false;
  for (;;) {
    const reply = await ask(parts, saleId, sale);
    hasChanged ||= reply.standing !== sale.standing || !isSame(sale.version, reply);
    sale.standing = reply.standing;
    takeReply(parts, sale, reply);
    if (reply.standing === 'armed' && sale.memory === undefined) {
      const { version, memory, isWhole } = await readSnapshot(parts, saleId);
      Object.assign(sale, { version, memory, isWhole });
    } else if (isSame(sale.version, reply)) {
      if (reply.sentMs >= sale.changedMs) sale.heardMs = reply.sentMs;
      return hasChanged;
    }
  }
}

async function ask(parts: FollowParts, saleId: string, sale: FollowedSale): Promise<Reply> {
  const { state, changes } = parts.keys.of(saleId);
  const { epoch, step } = sale.version ?? { epoch: '', step: '' };
  const sentMs = performance.now();
  const answer = await parts.link.run(parts.follow, [state, changes], [epoch, step, changesReadMax]);
  const receivedMs = performance.now();
  const [seconds, micros, runId = '', standing, nowEpoch = '', nowStep = '', ...rest] = answer as string[];
  sale.clock = parts.clockOf(runId);
  sale.clock.measure({ gateMs: Number(seconds) * 1_000 + Number(micros) / 1_000, sentMs, receivedMs });
  return { standing: standing as Standing, epoch: nowEpoch, step: nowStep, sentMs, changes: changesOf(rest) };
}

function takeReply(parts: FollowParts, sale: FollowedSale, reply: Reply): void {
  const isWhole = isContinued(sale.version, reply);
  if (!isWhole || reply.standing !== 'armed') sale.memory = undefined;
  for (const { patch } of reply.changes) for (const line of patch.split('\n')) takeLine(parts, sale, line);
  const last = reply.changes.at(-1)?.version;
  const step = isWhole && last !== undefined ? last.slice(last.indexOf('-') + 1) : reply.step;
  sale.version = { epoch: reply.epoch, step };
}

function takeLine({ onTold }: FollowParts, sale: FollowedSale, line: string): void {
  if (line === 'fenced' || line === 'armed') {
    // What was armed since may be loaded anew: nothing that is remembered need be true.
    sale.memory = undefined;
  } else if (line.startsWith('told\t')) {
    const end = line.indexOf('\t', 5);
    onTold(line.slice(5, end), line.slice(end + 1));
  } else {
    sale.memory?.take(line);
  }
}

/** Whether no change is missing between what is known and what the reply brings. */
function isContinued(version: Version | undefined, reply: Reply): boolean {
  if (version === undefined || version.epoch !== reply.epoch) return false;
  const [first] = reply.changes;
  if (first === undefined) return version.step === reply.step;
  return first.version === `${version.epoch}-${Number(version.step) + 1}`;
}

function isSame(version: Version | undefined, other: Version): boolean {
  return version?.epoch === other.epoch && version.step === other.step;
}

function changesOf(rest: readonly string[]): Change[] {
  const changes: Change[] = [];
  for (let index = 0; index + 1 < rest.length; index += 2) {
    changes.push({ version: rest[index] ?? '', patch: rest[index + 1] ?? '' });
  }
  return changes;
}
