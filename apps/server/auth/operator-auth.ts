import { createHash, timingSafeEqual } from 'node:crypto';
import { bearerOf } from './buyer-auth.ts';

/** Whether an `Authorization` header carries the operators' token. */
export type OperatorAuth = (authorization: string | undefined) => boolean;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares digests, so that the time says nothing, not even the length. */
export function createOperatorAuth(adminToken: string): OperatorAuth {
  const expected = digest(adminToken);
  return (authorization) => {
    const token = bearerOf(authorization);
    return token !== undefined && timingSafeEqual(digest(token), expected);
  };
}
