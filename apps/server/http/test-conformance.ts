// Compares answers with the contract: the status must be one of the route's, and the body must fit its schema.
import assert from 'node:assert/strict';
import type { Route } from '@penstock/contract';
import { problemMediaType, problems, problemsOf, routeIds, routeOf } from '@penstock/contract';
import type { FastifyInstance } from 'fastify';

type Validate = ((value: unknown) => boolean) & { readonly errors?: unknown };

export type Answered = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly mediaType: string;
  readonly text: string;
};

/** Makes the check for a server: it throws where an answer is not what the contract says of its route. */
export function createConformance(app: FastifyInstance): (answered: Answered) => void {
  const compiled = new Map<object, Validate>();
  const validate = (schema: object, value: unknown, about: string) => {
    const compile = app.validatorCompiler;
    assert.ok(compile !== undefined, 'the server validates');
    const check = compiled.get(schema) ?? (compile({ schema, method: 'GET', url: '/', httpPart: 'body' }) as Validate);
    compiled.set(schema, check);
    assert.ok(check(value), `${about}: ${JSON.stringify(check.errors)} in ${JSON.stringify(value)}`);
  };
  const problemSchema = { $ref: 'Problem#' };
  return ({ method, path, status, mediaType, text }) => {
    const route = routeFor(method, path);
    const about = `${method} ${path} answered ${status}`;
    if (mediaType === problemMediaType) {
      const problem = JSON.parse(text);
      validate(problemSchema, problem, about);
      assert.equal(problem.status, status, about);
      if (route !== undefined) assertDeclared(route, problem.code, about);
      return;
    }
    if (route === undefined) return;
    const response = route.responses[status];
    assert.ok(response !== undefined, `${about}, which the contract does not know`);
    const schema = response.schema ?? response.content?.[mediaType];
    if (schema === undefined) assert.equal(text, '', `${about} with a body`);
    else if (mediaType === 'application/json') validate(schema, JSON.parse(text), about);
    else if (mediaType === 'application/x-ndjson') {
      for (const line of text.split('\n').filter(Boolean)) validate(schema, JSON.parse(line), about);
    }
  };
}

function assertDeclared(route: Route, code: string, about: string): void {
  assert.ok(
    problemsOf(route).some((each) => each === code),
    `${about} with ${code}, which the contract does not name`,
  );
  assert.ok(code in problems, about);
}

function routeFor(method: string, path: string): Route | undefined {
  const routes = routeIds.map(routeOf).filter((route) => route.method === method);
  // A fixed path goes before one with parameters, as it does in the router.
  return (
    routes.find((route) => route.path === path) ??
    routes.find((route) => new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]*')}$`).test(path))
  );
}
