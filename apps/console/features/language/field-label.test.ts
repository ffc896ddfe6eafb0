import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeIds, routeOf, schemas } from '@penstock/contract';
import { en } from '../../texts/en.ts';
import { zh } from '../../texts/zh.ts';
import { fieldLabel } from './field-label.ts';
import { createSay } from './say.ts';

const english = createSay('en', en);
const chinese = createSay('zh-CN', zh);

test('a field is called what its form calls it, and one of a variant says of which', () => {
  const called = (path: string): string => `${fieldLabel(path, english)}; ${fieldLabel(path, chinese)}`;
  assert.equal(called('/title'), 'Title; 标题');
  assert.equal(called('/variants/1/title'), 'Variant 2 · Name of the variant; 规格 2 · 规格名称');
  assert.equal(called('/variants/0/priceMinor'), 'Variant 1 · Price; 规格 1 · 价格');
  assert.equal(called('/password'), 'Password; 密码');
  for (const path of ['/', '/title/', 'query/cursor', 'header/idempotency-key', '/variants/0/later']) {
    assert.equal(fieldLabel(path, english), undefined, path);
  }
});

const named = new Map(schemas.map((schema) => [`${(schema as { readonly $id?: string }).$id}#`, schema]));

function fieldsOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if ('$ref' in schema) return fieldsOf(named.get(String(schema.$ref)));
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.entries(schema).flatMap(([key, part]) => (key === 'examples' ? [] : fieldsOf(part)))];
}

test('every field that an operator sends has a label', () => {
  const bodies = routeIds.map(routeOf).flatMap(({ who, body }) => (who === 'operator' ? [body] : []));
  const fields = new Set(bodies.flatMap(fieldsOf));
  assert.ok(fields.has('priceMinor'), 'the schemas were found');
  // Which of two buttons was pressed, on no form.
  fields.delete('draft');
  for (const field of fields) assert.notEqual(fieldLabel(`/${field}`, english), undefined, field);
});
