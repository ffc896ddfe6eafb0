/** Reads a source file with TypeScript's own parser, so that the checks of this folder see what the compiler sees. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { repositoryFiles, repositoryRoot } from './repository-files.ts';

/** The files that hold code of ours, in JavaScript, TypeScript or the script of a Vue component. */
export function sourceFiles(): readonly string[] {
  return repositoryFiles().filter((file) => /\.(ts|js|vue)$/.test(file) && !file.endsWith('.d.ts'));
}

export function parseSource(file: string): ts.SourceFile {
  const text = readFileSync(join(repositoryRoot, file), 'utf8');
  return ts.createSourceFile(file, file.endsWith('.vue') ? scriptsOf(text) : text, ts.ScriptTarget.Latest, true);
}

/** Everything else becomes blank, so that each line keeps its number. */
function scriptsOf(component: string): string {
  let isScript = false;
  const lines = component.split('\n').map((line) => {
    const wasScript = isScript;
    if (/^<script\b/.test(line)) isScript = true;
    if (/^<\/script>/.test(line)) isScript = false;
    return wasScript && isScript ? line : '';
  });
  return lines.join('\n');
}

/** Every node below this one, parents first. */
export function* descendants(node: ts.Node): Generator<ts.Node> {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) {
    yield child;
    yield* descendants(child);
  }
}

export function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
