import { createPace } from './pace.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';

/** Bounds how often passwords are tried. */
export type SignInLimits = {
  /** Counts one try; the answer to one too many, before any password is looked at. */
  tooMany(tried: { readonly name: string; readonly address: string }, nowMs: number): Answer | undefined;
  /** The try was right: it counts neither against the name nor against the address. */
  wasRight(tried: { readonly name: string; readonly address: string }): void;
};

/**
 * Ten at once, then one a minute: who mistypes is not locked out for long, and whoever guesses gets half a million
 * tries a year at a name, from however many addresses.
 */
const perName = { burst: 10, everyMs: 60_000, keysMax: 10_000 };

/** An office behind one address may mistype more often than one person. */
const perAddress = { burst: 20, everyMs: 15_000, keysMax: 10_000 };

/** Whatever comes from everywhere: hashing takes no more than a fifth of a core. */
const together = { burst: 60, everyMs: 1_000, keysMax: 1 };

export function createSignInLimits(): SignInLimits {
  const names = createPace(perName);
  const addresses = createPace(perAddress);
  const all = createPace(together);
  return {
    tooMany({ name, address }, nowMs) {
      // The address first: who is refused there must not use up the tries of the one whose name it is.
      const waitMs = addresses.take(address, nowMs) || names.take(name, nowMs) || all.take('', nowMs);
      return waitMs === 0 ? undefined : tooManySignIns(waitMs);
    },
    wasRight({ name, address }) {
      names.giveBack(name);
      addresses.giveBack(address);
      all.giveBack('');
    },
  };
}

/** The answer to a try that must wait. */
export function tooManySignIns(waitMs: number): Answer {
  const seconds = Math.ceil(waitMs / 1_000);
  return problemAnswer('rate-limited', {
    detail: `Too many passwords are tried or set. Wait for ${seconds} s; the admin token works meanwhile.`,
    retryAfterSeconds: seconds,
  });
}
