// What a call ends in: an answer, a problem that the server names, or nothing that can be understood.
import type { AnswerOf, Problem, RouteId } from '@penstock/contract';
import { foreignTextMax } from './limits.ts';

/** The server refused, and said why. `retryAfterMs` is its `Retry-After`. */
export type ProblemResult = {
  readonly kind: 'problem';
  readonly status: number;
  readonly problem: Problem;
  readonly retryAfterMs?: number;
};

/** No answer, or one that is not Penstock's. `status` is there when some server answered. */
export type NetworkResult = {
  readonly kind: 'network';
  readonly cause: unknown;
  readonly status?: number;
  readonly retryAfterMs?: number;
};

/** The outcome of a call; `ok` has the status and the body that the contract gives to it. */
export type CallResult<Id extends RouteId> =
  | (AnswerOf<Id> & { readonly kind: 'ok'; readonly headers: Headers })
  | ProblemResult
  | NetworkResult;

const isJson = (type: string | null): boolean => type !== null && /^application\/(json|[a-z.]+\+json)\b/i.test(type);

/** The milliseconds that a `Retry-After` in seconds asks for; undefined without one. */
export function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) * 1_000 : undefined;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}

/** Reads a refusal: a problem, or what a stranger in between said. */
export async function readRefusal(response: Response): Promise<ProblemResult | NetworkResult> {
  const { status, headers } = response;
  const retryAfterMs = retryAfterOf(headers);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const text = await response.text();
  if (isJson(headers.get('content-type'))) {
    const body: unknown = JSON.parse(text);
    if (isProblem(body)) return { kind: 'problem', status, problem: body, ...wait };
  }
  const cause = new Error(`answered ${status}, but with no problem: ${text.slice(0, foreignTextMax)}`);
  return { kind: 'network', status, cause, ...wait };
}

/** Reads the body of a good answer: JSON, text, or nothing. */
export async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  return isJson(response.headers.get('content-type')) ? JSON.parse(text) : text;
}
