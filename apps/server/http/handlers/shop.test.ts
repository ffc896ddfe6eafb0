import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startNode } from '../test-node.ts';

test('a page is told how the shop knows its visitors', async (t) => {
  const demo = await startNode(t, { settings: { isDemo: true } });
  assert.deepEqual((await demo.call('GET /api/v1/shop')).body, { isDemo: true });
  const shop = await startNode(t, { settings: { loginUrl: 'https://shop.example/sign-in' } });
  assert.deepEqual((await shop.call('GET /api/v1/shop')).body, {
    isDemo: false,
    loginUrl: 'https://shop.example/sign-in',
  });
});
