import type { ProblemCode, ProblemExtras } from '@penstock/contract';
import { problemMediaType, problems, problemType } from '@penstock/contract';
import type { Answer } from './reply-batch.ts';

export type ProblemText = ProblemExtras & {
  readonly detail: string;
  /** Only where a code has two statuses. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  /** More headers, names and values alternating. */
  readonly headers?: readonly string[];
};

/** A problem as RFC 9457 says, ready to be written. `requestId` is added by who sends it. */
export function problemAnswer(code: ProblemCode, text: ProblemText): Answer {
  const { detail, status = problems[code].status, retryAfterSeconds, headers = [], ...extras } = text;
  const body = JSON.stringify({
    type: problemType(code),
    title: problems[code].title,
    status,
    detail,
    code,
    ...extras,
  });
  const retry = retryAfterSeconds === undefined ? [] : ['retry-after', String(retryAfterSeconds)];
  return { status, body, headers: [...answerHeaders(problemMediaType, body), ...retry, ...headers] };
}

/** What every personal answer carries. */
export function answerHeaders(mediaType: string, body: string): string[] {
  return [
    'content-type',
    mediaType,
    'content-length',
    String(Buffer.byteLength(body)),
    'cache-control',
    'no-store',
    'x-content-type-options',
    'nosniff',
  ];
}
