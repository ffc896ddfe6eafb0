import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rateLimitBuyersMax } from './limits.ts';
import { createRateLimit } from './rate-limit.ts';

const startMs = 1_000_000;

/** Asks at the given moments; answers those that went through. */
function passed(asksPerSecond: number, moments: readonly number[], limit = createRateLimit(asksPerSecond)) {
  return moments.filter((atMs) => limit('ann', startMs + atMs) === undefined);
}

test('a burst of as many as the limit passes, the next waits for its turn', () => {
  assert.deepEqual(passed(3, [0, 0, 0, 0, 100, 333, 334, 400, 667]), [0, 0, 0, 334, 667]);
});

test('refused asks are not counted against the buyer', () => {
  const hammering = Array.from({ length: 2_001 }, (_, atMs) => atMs);
  assert.equal(passed(10, hammering).length, 30);
});

test('buyers do not share a limit', () => {
  const limit = createRateLimit(1);
  assert.equal(limit('ann', startMs), undefined);
  assert.equal(limit('bob', startMs), undefined);
  assert.notEqual(limit('ann', startMs), undefined);
});

test('in any window of a second at most twice the limit passes, and an even rate always does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.nat(200), { maxLength: 300 }), (limit, gaps) => {
      let atMs = 0;
      const moments = gaps.map((gap) => (atMs += gap));
      const through = passed(limit, moments);
      for (const from of through) {
        const inWindow = through.filter((each) => each >= from && each < from + 1_000).length;
        assert.ok(inWindow <= 2 * limit);
      }
      const even = Array.from({ length: 100 }, (_, index) => (index * 1_000) / limit);
      assert.equal(passed(limit, even).length, even.length);
    }),
  );
});

test('the refusal says how long to wait, in every form', () => {
  const limit = createRateLimit(10);
  let refusal = limit('ann', startMs);
  for (let asked = 0; asked < 10; asked += 1) refusal = limit('ann', startMs);
  assert.ok(refusal !== undefined);
  assert.equal(refusal.status, 429);
  const header = (name: string) => refusal.headers[refusal.headers.indexOf(name) + 1];
  assert.equal(header('retry-after'), '1');
  assert.equal(header('ratelimit-policy'), '"buyer";q=10;w=1');
  assert.equal(header('ratelimit'), '"buyer";r=0;t=1');
  assert.equal(JSON.parse(String(refusal.body)).code, 'rate-limited');
});

test('a crowd of strangers does not grow it without end', () => {
  const limit = createRateLimit(1);
  for (let index = 0; index < rateLimitBuyersMax * 3; index += 1) limit(`buyer-${index}`, startMs);
  assert.equal(limit('buyer-0', startMs), undefined, 'the oldest are forgotten');
  assert.notEqual(limit(`buyer-${rateLimitBuyersMax * 3 - 1}`, startMs), undefined);
});
