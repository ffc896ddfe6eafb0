import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';

const endOfFile = import.meta.resolve('./end-of-file.ts?graceMs=300');

const startChild = `
  import { spawn } from 'node:child_process';
  import { after, before, test } from 'node:test';
  before(() => {
    spawn(process.execPath, ['-e', 'setTimeout(() => console.log("lived on"), 5_000)'], { stdio: 'inherit' });
    ISSUE
  });
  after(() => { throw new Error('nothing to stop'); });
  test('passes', () => {});
`;

describe('end of file', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'penstock-end-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function run(source: string): Promise<{ readonly code: number | null; readonly printed: string }> {
    writeFileSync(join(folder, 'file.mjs'), source);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const child = spawn(process.execPath, ['--import', endOfFile, 'file.mjs'], { cwd: folder, env });
    const [printed, errors, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, printed: printed + errors };
  }

  for (const [name, issue] of [
    ['whose tests passed', ''],
    ['whose start failed', "throw new Error('the start failed');"],
  ] as const)
    it(`ends a file ${name} and that left a process running, which ends too`, async () => {
      const { code, printed } = await run(startChild.replace('ISSUE', issue));
      assert.equal(code, 1);
      assert.match(printed, /ended by force 300 ms after its tests. Left open: .*ProcessWrap.*setTimeout/);
      assert.doesNotMatch(printed, /^lived on$/m);
    });

  it('lets a file end by itself that leaves nothing open', async () => {
    const { code, printed } = await run("import { test } from 'node:test'; test('passes', () => {});");
    assert.equal(code, 0);
    assert.doesNotMatch(printed, /by force/);
  });
});
