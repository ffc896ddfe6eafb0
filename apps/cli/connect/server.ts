import type { CallRequest, Client, NetworkResult, OpenResult } from '@penstock/client';
import { createClient, openAnswer } from '@penstock/client';
import type { AnswerOf, RouteId } from '@penstock/contract';
import { cliFailure } from '../failures.ts';
import { callTimeoutMs } from '../limits.ts';
import { Refusal } from '../refusal.ts';

/** A server as commands speak to it: what they get is the answer; refusals and silence are thrown. */
export type Server = {
  readonly baseUrl: string;
  readonly client: Client;
  /** Calls a route. Throws a Refusal, SERVER_UNREACHABLE or ANSWER_UNEXPECTED. */
  ask<Id extends RouteId>(routeId: Id, request: CallRequest<Id>): Promise<AnswerOf<Id>['body']>;
  /** Opens a long answer, to be read bit by bit. Throws like `ask`. */
  open<Id extends RouteId>(routeId: Id, request: CallRequest<Id>): Promise<Response>;
};

/** Speaks to a server; without a token as anybody. Nothing is sent before the first call. */
export function connectServer(options: {
  readonly baseUrl: string;
  readonly token?: string | undefined;
  readonly timeoutMs?: number;
}): Server {
  const { baseUrl, token, timeoutMs = callTimeoutMs } = options;
  const clientOptions = { baseUrl, timeoutMs, ...(token === undefined ? {} : { token }) };
  const client = createClient(clientOptions);
  const must = <Result extends { readonly kind: 'ok' }>(
    result: Result | Exclude<OpenResult, { kind: 'ok' }>,
  ): Result => {
    if (result.kind === 'problem') throw new Refusal(result.problem, baseUrl);
    if (result.kind === 'network') throw networkFailure(baseUrl, result);
    return result as Result;
  };
  return {
    baseUrl,
    client,
    async ask(routeId, request) {
      return must(await client.call(routeId, request)).body;
    },
    async open(routeId, request) {
      return must(await openAnswer(clientOptions, routeId, request)).response;
    },
  };
}

function networkFailure(baseUrl: string, { cause, status }: NetworkResult): Error {
  if (status !== undefined || cause instanceof SyntaxError) {
    return cliFailure('ANSWER_UNEXPECTED', {
      why: `${baseUrl}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      next: 'Check that the address is that of a Penstock server of this version, and what stands between.',
      cause,
    });
  }
  return cliFailure('SERVER_UNREACHABLE', {
    why: `${baseUrl}: ${networkReason(cause)}.`,
    next: 'Start the server (`npm start` or `penstock serve`), or say where it is with --url; `penstock doctor` looks closer.',
    cause,
  });
}

/** The innermost reason: `fetch failed` alone tells nobody anything. */
function networkReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.cause instanceof Error) return networkReason(cause.cause);
  if (cause instanceof AggregateError && cause.errors.length > 0) return networkReason(cause.errors[0]);
  return cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name);
}
