import { refused } from './call.ts';
import { retryUnavailableSeconds } from './limits.ts';

/** The gate cannot tell what is free: "sold out" would be a guess. */
export function gateAway() {
  return refused('unavailable', {
    detail: 'The gate of this sale cannot answer. Asking again is safe.',
    retryAfterSeconds: retryUnavailableSeconds,
  });
}
