import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAnswers, askOutcomes } from './outcomes.ts';
import { isProblemCode, problemCodes, problems } from './problems.ts';
import { problemsOf } from './route.ts';
import { routeIds, routeOf } from './routes.ts';

// Said by the gateway, the HTTP parser or the router before a route is known, so that no route lists them.
const beforeRouting = ['method-not-allowed', 'headers-too-large'];

test('codes are in kebab-case, statuses are refusals, and the words are sentences', () => {
  for (const code of problemCodes) {
    const { status, title, cause, remedy, example } = problems[code];
    assert.match(code, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(status >= 400 && status < 600, code);
    assert.doesNotMatch(title, /\.$/, code);
    for (const sentence of [cause, remedy, example.detail]) assert.match(sentence, /^\S.*[.]$/, code);
  }
});

test('every code is used: by a route, or before routing', () => {
  const used = new Set<string>([...beforeRouting, ...routeIds.flatMap((routeId) => problemsOf(routeOf(routeId)))]);
  assert.deepEqual(
    problemCodes.filter((code) => !used.has(code)),
    [],
  );
});

test('answers to asking: each outcome, in the order of precedence', () => {
  const lines = askOutcomes.map((outcome) => {
    const answer = askAnswers[outcome];
    return `${outcome}: ${answer.status} ${'problem' in answer ? answer.problem : answer.body}`;
  });
  assert.deepEqual(lines, [
    'sale-not-found: 404 sale-not-found',
    'sale-not-open: 409 sale-not-open',
    'already-held: 200 order',
    'limit-reached: 409 limit-reached',
    'sale-paused: 409 sale-paused',
    'sale-ended: 409 sale-ended',
    'sold-out: 409 sold-out',
    'all-held: 409 all-held',
    'held: 202 order',
  ]);
});

test('a refusing outcome has the status of its problem', () => {
  for (const answer of Object.values(askAnswers)) {
    if ('problem' in answer) assert.equal(problems[answer.problem].status, answer.status);
  }
});

test('a code is told from any other text', () => {
  assert.equal(isProblemCode('sold-out'), true);
  for (const text of ['', 'sold_out', 'constructor', '__proto__', 'toString']) assert.equal(isProblemCode(text), false);
});
