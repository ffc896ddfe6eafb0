import type { RouteId } from '@penstock/contract';
import { routeOf } from '@penstock/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemAnswer } from './problem-answer.ts';
import { hasHead } from './register-routes.ts';
import { sendAnswer } from './send-answer.ts';

/** Answers requests that no route takes: 405 where the address knows other methods, else 404. */
export function createNotFound(
  served: readonly RouteId[],
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const known = served.map((routeId) => {
    const route = routeOf(routeId);
    const { method, path } = route;
    return {
      methods: hasHead(route) ? [method, 'HEAD'] : [method],
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    };
  });
  return (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const allow = new Set<string>(known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods));
    if (allow.size === 0)
      return sendAnswer(reply, problemAnswer('not-found', { detail: 'There is nothing at this address.' }));
    const names = [...allow];
    const answer = problemAnswer('method-not-allowed', {
      detail: `${request.method} is not known here; ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'}.`,
      allow: names,
      headers: ['allow', names.join(', ')],
    });
    return sendAnswer(reply, answer);
  };
}
