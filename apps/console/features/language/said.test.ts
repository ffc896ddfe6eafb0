import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CodeTable,
  DeadLetter,
  Delivery,
  FieldError,
  OperatorLogEntry,
  PreflightCheck,
  ReadinessCheck,
  StoryCode,
  StoryEvent,
} from '@penstock/contract';
import {
  accountChanges,
  deadLetterDetails,
  deadLetterReasons,
  deliveryErrors,
  deliveryStates,
  fieldCodes,
  goodFindings,
  logDetails,
  loopNames,
  paymentStatuses,
  poorFindings,
  readinessFindings,
  routeIds,
  routeOf,
  schemas,
  storyCodes,
  storyDecisions,
} from '@penstock/contract';
import { en } from '../../texts/en.ts';
import { zh } from '../../texts/zh.ts';
import type { Said } from './said.ts';
import {
  sayDeliveryError,
  sayFieldError,
  sayFinding,
  sayLetterDetail,
  sayLetterReason,
  sayLogDetail,
  sayReadiness,
  sayRemedy,
  sayStory,
} from './said.ts';
import { createSay } from './say.ts';

const speakers = [createSay('en', en), createSay('zh-CN', zh)] as const;

/** What the server says only to programs that do not know better. */
const sentence = 'A sentence of the server.';

/** A value of each kind, by the names of those that are no numbers. */
const texts: Readonly<Record<string, string | readonly string[]>> = {
  at: '2026-11-22T07:00:00.000Z',
  zone: 'UTC',
  offset: '+1',
  earlier: '+1',
  later: '+2',
  from: '1970',
  to: '9999',
  expected: 'x',
  provider: 'P',
  skus: ['a', 'b'],
  loops: loopNames,
  changes: accountChanges,
  fields: ['title', 'closesAt', 'paymentWindowSeconds'],
  values: ['灯', 'null', '900'],
  stock: ['7 a'],
  title: '灯',
  call: 'GET /',
  ...{ paymentId: 'p', type: 'succeeded', currency: 'CNY', event: 'order.paid', error: 'ECONNREFUSED' },
  ...{ needed: 'admin', role: 'viewer', name: 'ann', sku: 'a', id: 'm', address: '::1' },
};

const valuesOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, texts[name] ?? 7]));

/** All codes of a table as the server sends them. */
const all = (table: CodeTable): readonly object[] =>
  Object.entries(table).map(([code, names]) => ({ code, ...(names.length > 0 && { params: valuesOf(names) }) }));

function checkSaid(said: Said | undefined, language: string, about: string): void {
  assert.ok(said !== undefined && said.lang === undefined && said.text !== sentence, `${about} is said in ${language}`);
  assert.doesNotMatch(said.text, /[{}]/, `${about}: every place has a value`);
  if (language === 'zh-CN') assert.doesNotMatch(said.text, /[a-z]{2,} [a-z]{2,}/i, `${about}: no English words`);
}

test('every rule and every finding is said in both languages, with all its values', () => {
  for (const say of speakers) {
    for (const fault of all(fieldCodes)) {
      const error = { path: '/some/field', message: sentence, ...fault } as FieldError;
      checkSaid(sayFieldError(error, say), say.language, error.code);
    }
    for (const [table, status] of [
      [goodFindings, 'ok'],
      [poorFindings, 'failed'],
    ] as const) {
      for (const found of all(table)) {
        const check = { name: 'units', status, detail: sentence, remedy: sentence, ...found } as PreflightCheck;
        checkSaid(sayFinding(check, say), say.language, check.code);
        if (status === 'failed') checkSaid(sayRemedy(check, say), say.language, `what to do about ${check.code}`);
        else assert.equal(sayRemedy(check, say), undefined);
      }
    }
  }
});

test('whatever keeps a part from serving is said in both languages', () => {
  for (const say of speakers) {
    for (const found of all(readinessFindings)) {
      const check = { name: 'engine', ok: false, detail: sentence, ...found } as ReadinessCheck;
      checkSaid(sayReadiness(check, say), say.language, check.ok ? '' : check.code);
    }
    assert.equal(sayReadiness({ name: 'node', ok: true }, say), undefined);
  }
});

test('why a message was not taken and what needs a person is said in both languages', () => {
  const at = '2026-11-22T07:00:00.000Z';
  const told: Delivery = { id: 'd', type: 'order.paid', orderId: 'o', status: 'failed', attempts: 3, createdAt: at };
  const letter: DeadLetter = { id: 'd', kind: 'delivery', reason: sentence, detail: sentence, at };
  for (const say of speakers) {
    for (const [lastErrorCode, names] of Object.entries(deliveryErrors)) {
      const failed = { ...told, lastError: sentence, lastErrorCode, lastErrorParams: valuesOf(names) } as Delivery;
      checkSaid(sayDeliveryError(failed, say), say.language, lastErrorCode);
    }
    for (const coded of all(deadLetterReasons)) {
      checkSaid(sayLetterReason({ ...letter, ...coded }, say), say.language, JSON.stringify(coded));
    }
    for (const [kind, names] of Object.entries(deadLetterDetails)) {
      const stuck = { ...letter, kind, params: valuesOf(names) } as DeadLetter;
      checkSaid(sayLetterDetail(stuck, say), say.language, kind);
    }
    assert.equal(sayDeliveryError(told, say), undefined);
    assert.deepEqual(sayDeliveryError({ ...told, lastError: sentence }, say), { text: sentence, lang: 'en' });
    assert.deepEqual(sayLetterReason(letter, say), { text: sentence, lang: 'en' });
  }
});

test('what the log says of an act is said in both languages; of an older entry, as it stands there', () => {
  const act: OperatorLogEntry = { seq: 1, at: '2026-11-22T07:00:00.000Z', operator: 'ann', action: 'edit-sale' };
  for (const say of speakers) {
    for (const coded of all(logDetails)) {
      const entry: OperatorLogEntry = { ...act, detail: sentence, ...coded };
      checkSaid(sayLogDetail(entry, say), say.language, String(entry.code));
    }
    assert.deepEqual(sayLogDetail({ ...act, detail: sentence }, say), { text: sentence, lang: 'en' });
    assert.equal(sayLogDetail(act, say), undefined);
  }
  const [, chinese] = speakers;
  const edit = { fields: ['title', 'closesAt', 'paymentWindowSeconds'], values: ['灯', 'null', '900'] };
  const edited: OperatorLogEntry = { ...act, detail: sentence, code: 'fields-changed', params: edit };
  assert.equal(sayLogDetail(edited, chinese)?.text, '标题：灯、结束时间：未设结束时间、付款时限（分钟）：15。');
});

test('a code of a later version is said in the server’s own sentence, marked as English', () => {
  const later = { path: '/title', message: sentence, code: 'a-later-rule' } as unknown as FieldError;
  const check = { name: 'units', status: 'failed', detail: sentence, remedy: sentence, code: 'later' } as unknown;
  for (const say of speakers) {
    assert.deepEqual(sayFieldError(later, say), { text: sentence, lang: 'en' });
    assert.deepEqual(sayFinding(check as PreflightCheck, say), { text: sentence, lang: 'en' });
    assert.deepEqual(sayRemedy(check as PreflightCheck, say), { text: sentence, lang: 'en' });
    const away = { name: 'engine', ok: false, detail: sentence } as ReadinessCheck;
    assert.deepEqual(sayReadiness(away, say), { text: sentence, lang: 'en' });
  }
});

const named = new Map(schemas.map((schema) => [`${(schema as { readonly $id?: string }).$id}#`, schema]));

/** The names of fields in a schema whose text has a form of its own. */
function formedFields(schema: unknown, name = ''): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('$ref' in schema) return formedFields(named.get(String(schema.$ref)), name);
  const own = 'pattern' in schema && typeof schema.pattern === 'string' ? [name] : [];
  const within = Object.entries(schema).flatMap(([key, part]) => {
    if (key !== 'properties') return key === 'examples' ? [] : formedFields(part, name);
    return Object.entries(part).flatMap(([field, value]) => formedFields(value, field));
  });
  return [...own, ...within];
}

test('each field of an operator that must have a form says which', () => {
  const bodies = routeIds.map(routeOf).flatMap(({ who, body }) => (who === 'operator' ? [body] : []));
  const fields = new Set(bodies.flatMap((body) => formedFields(body)));
  assert.ok(fields.has('saleId'), 'the schemas were found');
  for (const field of fields) assert.ok(Object.hasOwn(en, `rule.wrong-form.${field}`), `${field} has a form`);
});

test('numbers, instants and lists are said as people read them', () => {
  const [english, chinese] = speakers;
  const long: FieldError = { path: '/title', message: sentence, code: 'too-long', params: { limit: 1_200 } };
  assert.equal(sayFieldError(long, english).text, 'At most 1,200 characters.');
  const window: FieldError = {
    path: '/paymentWindowSeconds',
    message: sentence,
    code: 'too-large',
    params: { limit: 604_800 },
  };
  assert.equal(sayFieldError(window, chinese).text, '最长 10,080 分钟。');
  const check: PreflightCheck = {
    name: 'workers',
    status: 'failed',
    detail: sentence,
    remedy: sentence,
    code: 'loops-fail',
    params: { loops: ['refunds', 'messages'] },
  };
  assert.equal(sayFinding(check, chinese).text, '正在出错：退款、发给商城的消息。');
});

test('every event of a story is said in both languages; one that this console does not know, as the server says it', () => {
  const facts: { readonly [code in StoryCode]: readonly string[] } = {
    given: [''],
    moved: [''],
    opened: [''],
    // Of a payment that is open the story tells the opening alone.
    'is-now': paymentStatuses.filter((status) => status !== 'open'),
    heard: storyDecisions,
    told: deliveryStates,
    acted: [''],
  };
  const detail = {
    ...{ sku: 'tee', unit: 7, from: 'awaiting_payment', to: 'paid', provider: 'P', status: 'paid' },
    ...{ operator: 'bea', action: 'resend' },
  };
  const event = { at: '2026-11-22T07:00:00.000Z', clock: 'ledger', kind: 'order', text: sentence } as const;
  for (const say of speakers) {
    for (const [code, values] of Object.entries(facts) as [StoryCode, readonly string[]][]) {
      for (const value of values) {
        const fact = storyCodes[code];
        const told: StoryEvent = { ...event, code, detail: fact === undefined ? detail : { ...detail, [fact]: value } };
        checkSaid(sayStory(told, say), say.language, `${code} ${value}`);
      }
    }
    const why = sayStory({ ...event, code: 'acted', detail: { ...detail, reason: 'lost on the way' } }, say).text;
    assert.ok(why.includes('lost on the way') && !why.includes('resend'), why);
    const strange: StoryEvent = { ...event, code: 'is-now', detail: { status: 'evaporated' } };
    assert.deepEqual(sayStory(strange, say), { text: sentence, lang: 'en' });
  }
});
