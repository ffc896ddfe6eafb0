// Requests that nobody should send: made from the contract's schemas and bent, or made from nothing.
import type { Route, RouteId } from '@penstock/contract';
import { routeIds, routeOf, schemas } from '@penstock/contract';
import type { Arbitrary } from 'fast-check';
import fc from 'fast-check';

/** A request as it is sent. */
export type WildRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
};

type JsonSchema = {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
};

const named = new Map(schemas.map((schema) => [(schema as unknown as { $id: string }).$id, schema as JsonSchema]));

/** Values that fit a schema, but small: it is not the size of a sale that is tried here. */
function fitting(schema: JsonSchema): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return fitting(named.get(schema.$ref.replace('#', '')) ?? {});
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(fitting));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type) {
    case 'object':
      return fittingObject(schema);
    case 'array':
      return fc.array(fitting(schema.items ?? {}), { minLength: 1, maxLength: 3 });
    case 'string':
      return fc.oneof(...usefulTexts(schema).map(fc.constant), fc.string({ maxLength: 20 }));
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? -20,
        max: Math.min(schema.maximum ?? 20, (schema.minimum ?? 0) + 20),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function fittingObject({ properties = {}, required = [] }: JsonSchema): Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fitting(schema)]));
  return fc.record(fields, { requiredKeys: [...required] });
}

function usefulTexts({ examples }: JsonSchema): readonly string[] {
  const given = Array.isArray(examples) ? examples.map(String) : [];
  return [...given, '2026-11-22T07:00:00.000Z', 'CNY', 'black', 'a'];
}

const nastyTexts = [
  '',
  '\0',
  '../..',
  '%00',
  '{a}',
  "' or 1=1 --",
  '=cmd()',
  '\u202e',
  '😀'.repeat(40),
  'x'.repeat(3_000),
];

const nasty = fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'binary', maxLength: 40 }), fc.string());

const nastyValue = fc.oneof(
  nasty,
  fc.jsonValue(),
  fc.constantFrom(1e308, -1, 0.1, 2 ** 53, Number.MAX_SAFE_INTEGER, true, null),
);

/** A body that fits, with some fields bent, added or taken away. */
function bent(schema: JsonSchema): Arbitrary<unknown> {
  const changes = fc.array(fc.tuple(fc.oneof(fc.constantFrom('sku', 'title', 'opensAt', 'units'), nasty), nastyValue), {
    maxLength: 3,
  });
  return fc
    .tuple(fitting(schema), changes)
    .map(([value, fields]) =>
      typeof value === 'object' && value !== null ? { ...value, ...Object.fromEntries(fields) } : value,
    );
}

function bodies({ body }: Route): Arbitrary<string | undefined> {
  const schema = (body ?? {}) as JsonSchema;
  return fc.oneof(
    fc.constant(undefined),
    fitting(schema).map((value) => JSON.stringify(value)),
    bent(schema).map((value) => JSON.stringify(value)),
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.tuple(fitting(schema), fc.nat(200)).map(([value, length]) => JSON.stringify(value).slice(0, length)),
    nasty,
    fc.constantFrom('{"__proto__":{"a":1}}', '[[[[[[[[', '{"a":1}{', `{"sku":"${'x'.repeat(5_000)}"}`, '"', '1e999'),
  );
}

/** Real names, so that some requests get through to where the damage could be done, and nasty ones. */
export type RealNames = Readonly<Record<string, readonly string[]>>;

function paths(route: Route, names: RealNames): Arbitrary<string> {
  const parts = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const value = (name: string) => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...(names[name] ?? ['x'])) }, nasty);
  const query = fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    fc.dictionary(fc.constantFrom(...Object.keys(route.query?.properties ?? { x: 1 }), 'y'), nasty).map(queryOf),
  );
  return fc.tuple(fc.tuple(...parts.map(value)), query).map(([values, search]) => {
    const filled = parts.reduce(
      (path, name, index) => path.replace(`{${name}}`, encoded(values[index] ?? '')),
      route.path,
    );
    return `${filled}${search}`;
  });
}

function queryOf(fields: Readonly<Record<string, string>>): string {
  return `?${Object.entries(fields)
    .map(([name, value]) => `${name}=${encoded(value)}`)
    .join('&')}`;
}

// Lone halves of a pair cannot be written in an address; everything else can.
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

function headers(tokens: readonly string[]): Arbitrary<Record<string, string>> {
  const header = nasty.map((text) => text.replaceAll(/[^\x20-\x7e]/g, '?'));
  return fc.record(
    {
      authorization: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...tokens.map((token) => `Bearer ${token}`)) },
        header,
      ),
      'content-type': fc.oneof({ weight: 8, arbitrary: fc.constant('application/json') }, header),
      'idempotency-key': fc.oneof(fc.constantFrom('"a"', '"b"', 'c'), header),
      'last-event-id': header,
      'if-none-match': header,
      'accept-language': header,
      'x-request-id': header,
      'penstock-retry': header,
    },
    { requiredKeys: ['authorization', 'content-type'] },
  );
}

/** Requests to every route that is named. */
export function wildRequests(
  served: readonly RouteId[],
  names: RealNames,
  tokens: readonly string[],
): Arbitrary<WildRequest> {
  return fc.oneof(
    ...routeIds
      .filter((routeId) => served.includes(routeId))
      .map((routeId) => {
        const route = routeOf(routeId);
        const method = fc.oneof(
          { weight: 20, arbitrary: fc.constant<string>(route.method) },
          fc.constantFrom('GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'POST'),
        );
        return fc.record({ method, path: paths(route, names), headers: headers(tokens), body: bodies(route) });
      }),
  );
}
