import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { problemPages } from './problem-page.ts';

const folder = new URL('../docs/problems/', import.meta.url);

test('every problem code has its page, and there is no page more', () => {
  assert.deepEqual(readdirSync(folder).sort(), [...problemPages().keys()].sort());
});

test('the pages say what the registry says', () => {
  for (const [name, text] of problemPages()) {
    assert.equal(readFileSync(new URL(name, folder), 'utf8'), text, `${name} is old: run tools/write-problem-pages.ts`);
  }
});
