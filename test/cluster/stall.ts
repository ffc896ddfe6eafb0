import type { EngineParts } from '@penstock/server';

/** Holds the ledger's recording up, as a slow disk would, or whatever else waits for its end. */
export type Stall = {
  begin(): void;
  end(): void;
  isOver(): Promise<void>;
  readonly wrap: (parts: EngineParts) => EngineParts;
};

export function createStall(): Stall {
  let wait: PromiseWithResolvers<void> | undefined;
  return {
    begin() {
      wait ??= Promise.withResolvers();
    },
    end() {
      wait?.resolve();
      wait = undefined;
    },
    isOver: async () => wait?.promise,
    wrap: (parts) => {
      const record: EngineParts['ledger']['record'] = async (entry) => {
        await wait?.promise;
        return parts.ledger.record(entry);
      };
      return { ...parts, ledger: { ...parts.ledger, record } };
    },
  };
}
