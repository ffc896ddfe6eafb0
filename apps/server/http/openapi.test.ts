import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RouteId } from '@penstock/contract';
import { problemMediaType, routeIds, routeOf, webhookTypes } from '@penstock/contract';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { pathOf } from './register-routes.ts';
import { startNode } from './test-node.ts';

type Operation = {
  readonly operationId: RouteId;
  readonly security: readonly object[];
  readonly requestBody?: { readonly required: boolean; readonly content?: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
};

test('the document has every route that is served, and lints without an error', async (t) => {
  const node = await startNode(t, { settings: { isDemo: true } });
  const { body: document, text } = await node.call('GET /api/v1/openapi.json');
  assert.equal(document.openapi, '3.1.0');
  const served = routeIds.filter((routeId) =>
    node.http.app.hasRoute({ method: routeOf(routeId).method, url: pathOf(routeOf(routeId)) }),
  );
  const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ call: `${method.toUpperCase()} ${path}`, operation })),
  );
  assert.deepEqual(
    operations.map(({ operation, call }) => `${operation.operationId} ${call}`).sort(),
    served.map((routeId) => `${routeId} ${routeOf(routeId).method} ${routeOf(routeId).path}`).sort(),
  );
  for (const { operation } of operations) {
    assert.ok(Array.isArray(operation.security), `${operation.operationId} says who may call`);
    for (const [status, { content }] of Object.entries(operation.responses)) {
      if (Number(status) < 400 || routeOf(operation.operationId).responses[Number(status)] !== undefined) continue;
      assert.ok(content?.[problemMediaType] !== undefined, `${operation.operationId} ${status} is a problem`);
    }
  }
  assert.deepEqual(Object.keys(document.webhooks), [...webhookTypes]);
  for (const { post } of Object.values<{ post: Operation }>(document.webhooks)) {
    assert.deepEqual(post.requestBody?.content?.['application/json'], {
      schema: { $ref: '#/components/schemas/Webhook' },
    });
  }
  const securityOf = (routeId: RouteId) =>
    operations.find(({ operation }) => operation.operationId === routeId)?.operation.security.flatMap(Object.keys);
  assert.deepEqual(securityOf('cancelOrder'), ['buyerToken', 'buyerSession']);
  assert.deepEqual(securityOf('pauseSale'), ['operatorToken', 'operatorSession']);
  assert.deepEqual(securityOf('getTime'), []);
  const ask = operations.find(({ operation }) => operation.operationId === 'askForUnit')?.operation;
  assert.equal(ask?.requestBody?.required, false);
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: text, absoluteRef: 'openapi.json', config });
  const errors = problems.filter((problem) => problem.severity === 'error');
  assert.deepEqual(
    errors.map(({ ruleId, message }) => `${ruleId}: ${message}`),
    [],
  );
});
