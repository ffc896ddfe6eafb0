// Adds what OpenAPI knows of a route to the framework's type of a schema.
import type {} from '@fastify/swagger';
import type { ProblemCode, Route, RouteId } from '@penstock/contract';
import { problemMediaType, problems, problemsOf } from '@penstock/contract';
import type { FastifySchema } from 'fastify';

type ResponseSchema = { readonly description: string; readonly content: Record<string, { readonly schema: object }> };

/** How a caller proves who it is, by the contract's word; the names are those of the OpenAPI document. */
const securityOf: Readonly<Record<Route['who'], readonly Record<string, string[]>[]>> = {
  public: [],
  demo: [],
  buyer: [{ buyerToken: [] }, { buyerSession: [] }],
  owner: [{ buyerToken: [] }, { buyerSession: [] }, { operatorToken: [] }, { operatorSession: [] }],
  operator: [{ operatorToken: [] }, { operatorSession: [] }],
  signed: [{ webhookSignature: [] }],
};

/** The schema of a route for the framework: it validates what comes, serializes what goes, and becomes OpenAPI. */
export function routeSchema(routeId: RouteId, route: Route): FastifySchema {
  return {
    operationId: routeId,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [route.tag],
    security: [...securityOf[route.who]],
    ...(route.params !== undefined && { params: route.params }),
    ...(route.query !== undefined && { querystring: route.query }),
    ...(route.headers !== undefined && { headers: route.headers }),
    ...(route.body !== undefined && { body: route.body }),
    response: { ...answers(route), ...refusals(route) },
  };
}

function answers(route: Route): Record<string, object> {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, { description, schema, content, headers }]) => {
      const types = schema === undefined ? content : { 'application/json': schema };
      const about = { description, ...(headers !== undefined && { headers: headerSchemas(headers) }) };
      if (types === undefined) return [status, { ...about, type: 'null' }];
      return [status, { ...about, content: mediaTypes(types) }];
    }),
  );
}

function mediaTypes(types: Readonly<Record<string, object>>): ResponseSchema['content'] {
  return Object.fromEntries(Object.entries(types).map(([type, schema]) => [type, { schema }]));
}

function headerSchemas(headers: Readonly<Record<string, string>>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { type: 'string', description }]),
  );
}

/** The problems of a route by status. A status that has an answer of its own keeps it beside. */
function refusals(route: Route): Record<string, object> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemsOf(route)) {
    const { status, otherStatus } = problems[code];
    for (const each of otherStatus === undefined ? [status] : [status, otherStatus]) {
      byStatus.set(each, [...(byStatus.get(each) ?? []), code]);
    }
  }
  const own = answers(route);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const beside = own[status] as ResponseSchema | undefined;
      const description = codes.map((code) => `\`${code}\`: ${problems[code].title}`).join('; ');
      const content = { ...beside?.content, [problemMediaType]: { schema: { $ref: 'Problem#' } } };
      return [
        status,
        { description: beside === undefined ? description : `${beside.description}; ${description}`, content },
      ];
    }),
  );
}
