import assert from 'node:assert/strict';
import test from 'node:test';
import ts from 'typescript';
import { testFile } from './import-table.ts';
import { descendants, lineOf, parseSource, sourceFiles } from './source-file.ts';

/** Clocks, dice, timers and the outside world: globals that need no import, so that the import table cannot see them. */
const forbiddenGlobals: ReadonlySet<string> = new Set([
  ...['Date', 'Temporal', 'performance', 'crypto', 'process', 'console', 'fetch', 'globalThis'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
]);

test('the core reads no clock, rolls no dice and speaks to nobody', () => {
  const files = sourceFiles().filter((file) => file.startsWith('packages/core/') && !testFile.test(file));
  const impure = files.flatMap((file) => {
    const source = parseSource(file);
    return [...descendants(source)]
      .filter(isImpure)
      .map((node) => `${file}:${lineOf(source, node.getStart(source))} ${node.getText(source)}`);
  });
  assert.deepEqual(impure, []);
});

function isImpure(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.getText() === 'Math.random';
  if (!ts.isIdentifier(node) || !forbiddenGlobals.has(node.text)) return false;
  // A property or a parameter may bear such a name; only the global itself is impure.
  const parent = node.parent;
  const isOwnName =
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isMethodSignature(parent);
  return !isOwnName;
}
