import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import type { Layer } from './import-table.ts';
import { layers, testFile, testsMayImport } from './import-table.ts';
import { descendants, lineOf, parseSource, sourceFiles } from './source-file.ts';

interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
}

describe('import table', () => {
  it('every source file belongs to a layer', () => {
    const strays = sourceFiles().filter((file) => layerOf(file) === undefined);
    assert.deepEqual(strays, [], 'name its layer in tools/import-table.ts');
  });

  it('every layer imports only what the table allows', () => {
    const broken = sourceFiles()
      .flatMap(importsOf)
      .flatMap((found) => {
        const fault = faultOf(found);
        return fault === undefined ? [] : [`${found.file}:${found.line} imports '${found.specifier}': ${fault}`];
      });
    assert.deepEqual(broken, []);
  });

  it('finds each kind of forbidden import', () => {
    const cases: readonly (readonly [file: string, specifier: string, isAllowed: boolean])[] = [
      ['packages/core/domain/sale.ts', './order.ts', true],
      ['packages/core/domain/sale.ts', '../limits.ts', true],
      ['packages/core/domain/sale.ts', '../ports/gate.ts', false],
      ['packages/core/domain/sale.ts', 'node:crypto', false],
      ['packages/core/ports/gate.ts', '../use-cases/ask.ts', false],
      ['packages/core/use-cases/ask.ts', '../index.ts', false],
      ['packages/embedded/gate.ts', '@penstock/core', true],
      ['packages/embedded/gate.ts', '@penstock/core/domain/sale.ts', false],
      ['packages/embedded/gate.ts', '../core/index.ts', false],
      ['packages/embedded/gate.ts', '@penstock/host', false],
      ['packages/embedded/gate.ts', '@penstock/port-tests', false],
      ['packages/embedded/gate.test.ts', '@penstock/port-tests', true],
      ['packages/client/client.ts', 'node:http', false],
      ['packages/client/test-server.ts', 'node:http', true],
      ['packages/client/client.ts', './test-server.ts', false],
      ['apps/server/http/ask.ts', '@penstock/embedded', false],
      ['apps/server/wiring/embedded.ts', '@penstock/embedded', true],
      ['apps/rush/crowd.ts', '@penstock/core', false],
      ['apps/storefront/pages/sale.vue', '@penstock/ui', true],
      ['apps/storefront/pages/sale.vue', '@penstock/core', false],
      ['apps/storefront/pages/sale.vue', 'node:fs', false],
      ['packages/core/domain/sale.ts', 'fast-check', false],
      ['packages/core/domain/sale.test.ts', 'fast-check', true],
    ];
    for (const [file, specifier, isAllowed] of cases) {
      assert.equal(faultOf({ file, line: 1, specifier }) === undefined, isAllowed, `${file} imports ${specifier}`);
    }
  });
});

function layerOf(file: string): Layer | undefined {
  return layers.find((layer) => layer.files.test(file));
}

/** @returns why this import is forbidden, or undefined */
function faultOf({ file, specifier }: Import): string | undefined {
  const from = layerOf(file);
  if (from === undefined) return 'its file belongs to no layer';
  const isTest = testFile.test(file);
  if (specifier.startsWith('.')) return relativeFault(file, specifier, from, isTest);
  if (specifier.startsWith('@penstock/')) return packageFault(specifier.slice('@penstock/'.length), from, isTest);
  if (isTest || (isBuiltin(specifier) ? from.node : from.npm)) return undefined;
  return `${from.name} is open to no module of ${isBuiltin(specifier) ? 'Node' : 'npm'}`;
}

function relativeFault(file: string, specifier: string, from: Layer, isTest: boolean): string | undefined {
  const target = posix.join(posix.dirname(file), specifier);
  if (folderOf(target) !== folderOf(file)) return 'a package sees another by its name only, `@penstock/...`';
  if (!isTest && testFile.test(target)) return 'only tests may use what is made for tests';
  const to = layerOf(target);
  if (isTest || to === undefined || to === from || from.may.includes(to.name)) return undefined;
  return `${from.name} may not import ${to.name}`;
}

function packageFault(name: string, from: Layer, isTest: boolean): string | undefined {
  if (name.includes('/')) return 'a package is imported by its face, never by a file inside';
  const to = layerOf(`packages/${name}/index.ts`) ?? layerOf(`apps/${name}/index.ts`);
  if (to === undefined) return 'there is no such package in the table';
  if (from.may.includes(to.name) || (isTest && testsMayImport.includes(to.name))) return undefined;
  return `${from.name} may not import ${to.name}`;
}

/** `packages/core`, `apps/server`, or the first folder for what lies around them; tools and bin are one. */
function folderOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  if (first === 'packages' || first === 'apps') return `${first}/${second}`;
  return first === 'bin' ? 'tools' : first;
}

function importsOf(file: string): readonly Import[] {
  const source = parseSource(file);
  return [...descendants(source)].flatMap((node) => {
    const specifier = specifierOf(node);
    return specifier === undefined ? [] : [{ file, line: lineOf(source, node.getStart(source)), specifier }];
  });
}

/** Of `import ... from`, `export ... from`, `import('...')` as a value and `import('...')` as a type. */
function specifierOf(node: ts.Node): string | undefined {
  const literal =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
  return literal !== undefined && ts.isStringLiteralLike(literal) ? literal.text : undefined;
}
