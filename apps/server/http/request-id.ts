import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Names requests: by what the caller sent if it is a harmless word, else by a number of this process. */
export type RequestIds = {
  next(): string;
  of(request: IncomingMessage): string;
};

const given = /^[A-Za-z0-9_.-]{8,64}$/;

export function createRequestIds(): RequestIds {
  const process = randomBytes(6).toString('base64url');
  let count = 0;
  const next = (): string => {
    count += 1;
    return `${process}-${count.toString(36)}`;
  };
  return {
    next,
    of(request) {
      const header = request.headers['x-request-id'];
      return typeof header === 'string' && given.test(header) ? header : next();
    },
  };
}
