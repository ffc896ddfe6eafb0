import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { repositoryFiles, repositoryRoot } from './repository-files.ts';
import { descendants, lineOf, parseSource, sourceFiles } from './source-file.ts';

/** In lines. What is longer has more than one purpose. */
const FILE_LINES_MAX = 300;
/** In lines, from the first word to the closing brace. */
const FUNCTION_LINES_MAX = 70;

const sizedFile = /\.(ts|js|vue|css|lua|sql|sh)$/;
/** Their callbacks hold a list of tests, not a thought of their own. */
const testRegistrars: ReadonlySet<string> = new Set(['describe', 'suite', 'it', 'test']);

describe('sizes', () => {
  it(`no file has more than ${FILE_LINES_MAX} lines`, () => {
    const long = repositoryFiles()
      .filter((file) => sizedFile.test(file))
      .map((file) => ({ file, lines: readFileSync(join(repositoryRoot, file), 'utf8').trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > FILE_LINES_MAX)
      .map(({ file, lines }) => `${file}: ${lines} lines`);
    assert.deepEqual(long, []);
  });

  it(`no function has more than ${FUNCTION_LINES_MAX} lines`, () => {
    const long = sourceFiles().flatMap((file) => longFunctions(parseSource(file)));
    assert.deepEqual(long, []);
  });

  it('measures a function, and not the callback of a test', () => {
    const body = 'x();\n'.repeat(FUNCTION_LINES_MAX);
    const parse = (text: string): readonly string[] =>
      longFunctions(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true));
    assert.equal(parse(`function f() {\n${body}}`).length, 1);
    assert.equal(parse(`const f = {\n m: () => {\n${body}} }`).length, 1);
    assert.equal(parse(`describe('a', () => {\n${body}});`).length, 0);
    assert.equal(parse(`function f() {\n${body.slice(0, -10)}}`).length, 0);
  });
});

function longFunctions(source: ts.SourceFile): readonly string[] {
  return [...descendants(source)].flatMap((node) => {
    if (!ts.isFunctionLike(node) || isTestCallback(node)) return [];
    const first = lineOf(source, node.getStart(source));
    const lines = lineOf(source, node.end) - first + 1;
    return lines > FUNCTION_LINES_MAX ? [`${source.fileName}:${first}: ${lines} lines`] : [];
  });
}

function isTestCallback(node: ts.Node): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call) || !call.arguments.some((argument) => argument === node)) return false;
  return testRegistrars.has(call.expression.getText());
}
