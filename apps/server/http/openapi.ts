import swagger from '@fastify/swagger';
import type { RouteId } from '@penstock/contract';
import { routeOf, schemas, webhookTypes } from '@penstock/contract';
import type { FastifyInstance } from 'fastify';
import { buyerCookieName, operatorCookieName, secureCookieName } from './session-cookie.ts';

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
  buyerSession: {
    type: 'apiKey',
    in: 'cookie',
    name: secureCookieName(buyerCookieName),
    description: 'The session of a shop’s page. What it changes must come from a page of this site.',
  },
  operatorSession: {
    type: 'apiKey',
    in: 'cookie',
    name: secureCookieName(operatorCookieName),
    description: 'The session of an operator. What it changes must come from a page of this site.',
  },
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
  return { ...document, webhooks: webhooks() };
}

const webhookHeaders = {
  'webhook-id': 'The same for every try: by it the receiver knows what it has seen.',
  'webhook-timestamp': 'When this try was made, in seconds since 1970.',
  'webhook-signature': 'A signature of id, timestamp and body, as Standard Webhooks says.',
};

/** What the shop's own systems hear. */
function webhooks(): object {
  const parameters = Object.entries(webhookHeaders).map(([name, text]) => {
    return { name, in: 'header', required: true, description: text, schema: { type: 'string' } };
  });
  const told = webhookTypes.map((type) => {
    const post = {
      operationId: type,
      summary: `Hear that an order is ${type.slice('order.'.length)}`,
      tags: ['orders'],
      security: [{ webhookSignature: [] }],
      parameters,
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Webhook' } } },
      },
      responses: {
        '2XX': { description: 'Taken' },
        410: { description: 'No message is wanted any more' },
        default: { description: 'Not taken: it is sent again later' },
      },
    };
    return [type, { post }] as const;
  });
  return Object.fromEntries(told);
}
