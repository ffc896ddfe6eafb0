import { sourceSilenceMaxMs, sourceWaitMs } from './limits.ts';
import type { Heard, LiveSource, SourceNumbers } from './live-source.ts';

/** Asks all sources about one sale, and remembers what each said last. */
export type SaleWatch = {
  /** Waits for the sources, but not long for a silent one. */
  read(): Promise<readonly Heard[]>;
};

export type SaleWatchParts = {
  readonly saleId: string;
  readonly sources: readonly LiveSource[];
  /** A clock that never goes back. */
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
};

type Watched = {
  readonly source: LiveSource;
  heard: { readonly atMs: number; readonly numbers: SourceNumbers } | undefined;
  /** A question without an answer yet: a source that hangs is not asked twice. */
  asked: Promise<void> | undefined;
};

export function createSaleWatch({ saleId, sources, nowMs, sleep }: SaleWatchParts): SaleWatch {
  const watched = sources.map((source): Watched => ({ source, heard: undefined, asked: undefined }));

  const ask = (each: Watched): Promise<void> => {
    each.asked ??= hear(each).finally(() => {
      each.asked = undefined;
    });
    return each.asked;
  };
  // A source that fails is one that was not heard: its age says so.
  const hear = async (each: Watched) => {
    const askedMs = nowMs();
    const numbers = await each.source.read(saleId).catch(() => undefined);
    if (numbers !== undefined) each.heard = { atMs: askedMs, numbers };
  };
  return {
    async read() {
      await Promise.race([Promise.all(watched.map(ask)), sleep(sourceWaitMs)]);
      const readMs = nowMs();
      return watched.map(({ source: { name, kind }, heard }) => {
        const ageMs = heard === undefined ? undefined : Math.max(0, readMs - heard.atMs);
        const isMissing = ageMs === undefined || ageMs > sourceSilenceMaxMs;
        return { name, kind, ageMs, isMissing, numbers: heard?.numbers };
      });
    },
  };
}
