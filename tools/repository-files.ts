/** The repository's own files: tracked by git, or new and not ignored. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

/** Where a copy without git keeps what is not the repository's own. */
const foreignFolders: readonly string[] = ['node_modules', 'data', 'dist', 'coverage'];

/** @returns paths relative to the root, with `/` between folders, sorted */
export function repositoryFiles(): readonly string[] {
  return (gitFiles() ?? walkedFiles()).filter((file) => existsSync(join(repositoryRoot, file))).toSorted();
}

/** @returns undefined where git is missing or the folder is no clone, as in an unpacked archive */
function gitFiles(): readonly string[] | undefined {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const git = spawnSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' });
  return git.status === 0 ? git.stdout.split('\0').filter((file) => file !== '') : undefined;
}

function walkedFiles(): readonly string[] {
  return globSync('**/*', { cwd: repositoryRoot, exclude: (entry) => foreignFolders.includes(basename(entry)) })
    .filter((file) => statSync(join(repositoryRoot, file)).isFile())
    .map((file) => file.split(sep).join('/'));
}
