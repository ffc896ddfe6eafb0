import type { TokenFault } from '../auth/claims.ts';
import { retryUnavailableSeconds } from './limits.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';

const unauthenticated = (detail: string): Answer =>
  problemAnswer('unauthenticated', { detail, headers: ['www-authenticate', 'Bearer'] });

const answers: Readonly<Record<TokenFault, Answer>> = {
  missing: unauthenticated('The call needs a token: send `Authorization: Bearer <token>`.'),
  malformed: unauthenticated('The token is not a JWT.'),
  algorithm: unauthenticated('The token is signed in a way that is not accepted here.'),
  signature: unauthenticated('The token is not signed by a key that is known here.'),
  'no-expiry': unauthenticated('The token does not say when it expires (`exp`).'),
  expired: unauthenticated('The token has expired.'),
  'not-yet-valid': unauthenticated('The token is not valid yet.'),
  audience: unauthenticated('The token is meant for another audience (`aud`).'),
  subject: unauthenticated('The token does not name a buyer (`sub`).'),
  'keys-away': problemAnswer('unavailable', {
    detail: 'The keys that tokens are checked by cannot be fetched. Asking again is safe.',
    retryAfterSeconds: retryUnavailableSeconds,
  }),
};

/** How HTTP says that a token is not believed. */
export function tokenAnswer(fault: TokenFault): Answer {
  return answers[fault];
}

/** What a page is told whose session is over; it signs in again. */
export const sessionEnded: Answer = unauthenticated('The session has ended, or is none of this shop. Sign in again.');
