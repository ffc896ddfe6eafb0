import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { settingsTable } from '../settings-table.ts';
import { settingRows } from './settings-rows.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('the handbook lists every setting as the command line does', () => {
  const page = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8');
  const listed = page.match(/^\| `PENSTOCK_\w+` \|.*$/gm) ?? [];
  assert.deepEqual([...listed], settingRows());
});

test('every setting that the server reads is listed', () => {
  const files = globSync('apps/server/*.ts', { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
  const named = files.flatMap((file) => readFileSync(`${root}${file}`, 'utf8').match(/PENSTOCK_[A-Z_]*[A-Z]/g) ?? []);
  const listed = new Set(settingsTable.map(({ name }) => name));
  assert.ok(named.length > 0);
  assert.deepEqual([...new Set(named)].filter((name) => !listed.has(name)).sort(), []);
});
