import swagger from '@fastify/swagger';
import type { RouteId } from '@penstock/contract';
import { routeOf, schemas } from '@penstock/contract';
import type { FastifyInstance } from 'fastify';

/** The version of the contract: additions raise the second number, and nothing else may change within `/api/v1`. */
const contractVersion = '1.0.0';

const description = `Penstock sells a fixed number of units at an exact instant: each once, none lost.

Instants are RFC 3339 in UTC with milliseconds, durations whole seconds, money minor units of its currency. Every
refusal is a problem (RFC 9457) whose \`code\` is stable and whose \`type\` leads to a page that says what to do.`;

const tags = [
  { name: 'sales', description: 'What is sold, and by which clock' },
  { name: 'orders', description: 'Asking for a unit, and what becomes of it' },
  { name: 'buyers', description: 'Who asks' },
  { name: 'payments', description: 'Money' },
  { name: 'operators', description: 'Running sales' },
  { name: 'accounts', description: 'Operators: their sessions, their accounts, what they did' },
  { name: 'health', description: 'Whether it works, and how well' },
  { name: 'classic', description: 'The two calls of the classic design' },
  { name: 'documents', description: 'This contract and its problems' },
];

const securitySchemes = {
  buyerToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A token of the shop; `sub` is the buyer, `exp` is required.',
  },
  operatorToken: { type: 'http', scheme: 'bearer', description: 'The admin token.' },
  webhookSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description: 'A signature of the body, as Standard Webhooks says.',
  },
} as const;

/** Registers the contract's schemas and what makes the OpenAPI document of the routes that come after it. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  for (const schema of schemas) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Penstock',
        version: contractVersion,
        description,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags,
      components: { securitySchemes },
    },
    // Pages for people have no tag, and no place in the contract.
    hideUntagged: true,
    refResolver: { buildLocalReference: (json, _baseUri, _fragment, index) => String(json.$id ?? `schema-${index}`) },
  });
}

type Operations = Record<string, Record<string, { operationId?: string; requestBody?: { required?: boolean } }>>;

/** The OpenAPI document of the routes that are served. */
export function openApiDocument(app: FastifyInstance): object {
  const document = structuredClone(app.swagger()) as { paths?: Operations };
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path))) {
    if (operation.operationId === undefined || operation.requestBody === undefined) continue;
    // The framework knows bodies that must be there only.
    const { isBodyOptional } = routeOf(operation.operationId as RouteId);
    if (isBodyOptional === true) operation.requestBody.required = false;
  }
  return document;
}
