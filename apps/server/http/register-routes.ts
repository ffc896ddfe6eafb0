import type { Route, RouteId } from '@penstock/contract';
import { buyerBodyBytesMax, operatorBodyBytesMax, routeIds, routeOf, webhookBodyBytesMax } from '@penstock/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Payments } from '../wiring/payments.ts';
import type { Authorizers } from './authorize.ts';
import { authorize } from './authorize.ts';
import type { Caller, Handlers, Result } from './call.ts';
import { routeSchema } from './route-schema.ts';
import { sendAnswer } from './send-answer.ts';
import { webhookAnswer } from './webhook-answer.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which route of the contract this is. */
    readonly routeId?: RouteId;
  }
}

// What every handler takes and answers, whatever its route; the table of handlers has checked the exact types.
type AnyCall = {
  readonly [part in 'params' | 'query' | 'body']: unknown;
} & { readonly caller: Caller; readonly request: FastifyRequest; readonly reply: FastifyReply };

type AnyResult =
  | Exclude<Result<'closeSession'>, { readonly status: number }>
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

type AnyHandler = (call: AnyCall) => AnyResult | Promise<AnyResult>;

export type RouteParts = {
  readonly handlers: Handlers;
  /** Routes that may answer before anything is read or checked. `true`: it did, or will, by itself. */
  readonly early: { readonly [Id in RouteId]?: (request: FastifyRequest, reply: FastifyReply) => boolean };
  readonly authorizers: Authorizers;
  /** Why a signed message is not believed. */
  readonly faultOf: Payments['faultOf'];
  readonly parseJson: (request: FastifyRequest, text: string) => Promise<unknown>;
};

/** Registers every route of the contract that has a handler. Answers their ids. */
export function registerRoutes(app: FastifyInstance, parts: RouteParts): readonly RouteId[] {
  const { handlers, early, authorizers } = parts;
  const served = routeIds.filter((routeId) => handlers[routeId] !== undefined);
  const callers = new WeakMap<FastifyRequest, Caller>();
  for (const routeId of served) {
    const route = routeOf(routeId);
    const handler = handlers[routeId] as unknown as AnyHandler;
    app.route({
      method: route.method,
      url: pathOf(route),
      schema: routeSchema(routeId, route),
      bodyLimit: bodyBytesMaxOf(route),
      config: { routeId },
      // A HEAD of a stream or an export would do all the work and send nothing.
      exposeHeadRoute: hasHead(route),
      async onRequest(request, reply) {
        if (early[routeId]?.(request, reply) === true) return reply.hijack();
        const verdict = await authorize(authorizers, route, request);
        if ('refusal' in verdict) return sendAnswer(reply, verdict.refusal);
        callers.set(request, verdict.caller);
      },
      async preValidation(request, reply) {
        if (route.who === 'signed') return readSigned(parts, request, reply);
        if (route.isBodyOptional === true && request.body === undefined) request.body = {};
      },
      async handler(request, reply) {
        const { params, query, body } = request;
        const caller = callers.get(request) ?? { kind: 'anybody' };
        return send(reply, await handler({ params, query, body, caller, request, reply }));
      },
    });
  }
  return served;
}

// Before the body is looked at: what is not signed is not even parsed.
async function readSigned(
  { faultOf, authorizers, parseJson }: RouteParts,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const { headers } = request;
  const refusal = webhookAnswer(faultOf, { headers, body, nowMs: authorizers.nowMs() });
  if (refusal !== undefined) return sendAnswer(reply, refusal);
  request.body = await parseJson(request, body.toString());
  return undefined;
}

/** The path in the framework's spelling. */
export function pathOf(route: Pick<Route, 'path'>): string {
  return route.path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Whether the answer to a route may be asked for without its body. */
export function hasHead(route: Route): boolean {
  const types = Object.keys(route.responses[200]?.content ?? {});
  const isLong = types.some((type) => type === 'text/event-stream' || type === 'application/x-ndjson');
  return route.method === 'GET' && !isLong;
}

function bodyBytesMaxOf(route: Route): number {
  if (route.who === 'operator') return operatorBodyBytesMax;
  return route.who === 'signed' ? webhookBodyBytesMax : buyerBodyBytesMax;
}

function send(reply: FastifyReply, result: AnyResult): FastifyReply {
  if (result === 'taken-over') return reply;
  if ('refusal' in result) return sendAnswer(reply, result.refusal);
  if (result.headers !== undefined) reply.headers(result.headers);
  if ('content' in result) return reply.type(result.mediaType).send(result.content);
  reply.code(result.status);
  return result.body === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(result.body);
}
