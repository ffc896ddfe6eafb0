import type { IncomingMessage } from 'node:http';
import type { Connection } from './connection.ts';
import { problemAnswer } from './problem-answer.ts';
import type { Answer } from './reply-batch.ts';

/** Characters of a stranger's origin that are said back. */
const originShownMax = 200;

/** Refuses a call by cookie that does not come from a page of this site. */
export function crossOrigin({ headers }: Pick<IncomingMessage, 'headers'>, { origin }: Connection): Answer {
  const said =
    headers.origin === undefined ? 'has no Origin' : `has the Origin ${headers.origin.slice(0, originShownMax)}`;
  return problemAnswer('cross-origin', { detail: `A call by cookie must come from ${origin}; this one ${said}.` });
}
