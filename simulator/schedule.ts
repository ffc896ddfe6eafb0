import { turn } from '@penstock/port-tests';

/**
 * Decides, by dice, which of all waiting calls goes on next. Every call to a gate or a ledger waits here before it acts
 * and before its answer arrives, so that one seed is one order of events, and other seeds are other orders.
 */
export type Schedule = {
  /** Waits for its turn. */
  pass(): Promise<void>;
  /** Lets one waiting call go on, and everything run that follows from it. `false`: nobody waits. */
  step(): Promise<boolean>;
  /** Everybody passes at once while this is on: for starting, where nothing else is going on. */
  setOpen(isOpen: boolean): void;
};

export function createSchedule(random: () => number): Schedule {
  const waiting: (() => void)[] = [];
  let isOpen = false;
  return {
    pass() {
      if (isOpen) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    async step() {
      const [next] = waiting.splice(Math.floor(random() * waiting.length), 1);
      next?.();
      await turn();
      return next !== undefined;
    },
    setOpen(open) {
      isOpen = open;
    },
  };
}
