// Operators for tests: accounts with one password, and their sessions.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { OperatorRole } from '@penstock/contract';
import type { TestAnswer, TestNode, TestNodeOptions } from './test-node.ts';
import { startNode } from './test-node.ts';

/** The password of every operator of a test. */
export const password = 'correct horse battery';

/** Starts a node in demo mode, where operators sign in over plain HTTP, with these accounts. */
export async function demoNode(
  t: TestContext,
  operators: Readonly<Record<string, OperatorRole>>,
  options: TestNodeOptions = {},
): Promise<TestNode> {
  const node = await startNode(t, { ...options, settings: { isDemo: true, ...options.settings } });
  for (const [name, role] of Object.entries(operators)) {
    const added = await node.call('POST /api/v1/admin/operators', { as: 'operator', body: { name, role, password } });
    assert.equal(added.status, 201, added.text);
  }
  return node;
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieFrom({ headers, text }: TestAnswer): string {
  const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';', 1);
  assert.notEqual(cookie, '', text);
  return cookie;
}

/** Signs an operator in; answers the cookie. */
export async function signIn(node: TestNode, name: string): Promise<string> {
  return cookieFrom(await node.call('POST /api/v1/admin/session', { body: { name, password } }));
}
