import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cliPage } from './cli-page.ts';

test('the page of the command line says what the commands say', () => {
  const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
  assert.equal(page, cliPage(), 'docs/cli.md is old: run node apps/cli/documentation/write-cli-page.ts');
});
