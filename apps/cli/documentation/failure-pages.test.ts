import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { failureCodes } from '@penstock/core';
import { rushFailureCodes } from '@penstock/rush';
import { cliFailureCodes } from '../failures.ts';

const folder = new URL('../../../docs/failures/', import.meta.url);
const codes: Readonly<Record<string, string>> = { ...failureCodes, ...rushFailureCodes, ...cliFailureCodes };
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

test('every failure has its page, and there is no page more', () => {
  const pages = Object.keys(codes).map((code) => `${code}.md`);
  assert.deepEqual(readdirSync(folder).sort(), [...pages, 'README.md'].sort());
});

test('a page begins with what the registry says, then tells what it means, why, and what to do', () => {
  const form = /^# (.+)\n\n`(\w+)`\n\n## What it means\n\n[^#]+\n\n## Why\n\n[^#]+\n\n## What to do\n\n[\s\S]+\n$/;
  for (const [code, text] of Object.entries(codes)) {
    assert.deepEqual(form.exec(read(`${code}.md`))?.slice(1), [text, code], code);
  }
});

test('the list names each code with its text', () => {
  const rows = read('README.md').match(/^\| \[.*$/gm) ?? [];
  assert.deepEqual(
    rows.sort(),
    Object.entries(codes)
      .map(([code, text]) => `| [\`${code}\`](${code}.md) | ${text} |`)
      .sort(),
  );
});
