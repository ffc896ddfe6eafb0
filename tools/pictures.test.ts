import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryFiles, repositoryRoot } from './repository-files.ts';

/** In bytes, of all pictures together: a clone should stay quick. */
const PICTURES_BYTES_MAX = 3_000_000;

const picture = /!\[[^\]]*\]\(([^)]+\.png)\)/g;

describe('pictures', () => {
  const files = repositoryFiles();
  const pictures = files.filter((file) => file.startsWith('docs/pictures/'));
  const shown = files
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...readFileSync(join(repositoryRoot, file), 'utf8').matchAll(picture)].map((match) =>
        join(dirname(file), match[1] ?? ''),
      ),
    );

  it('every picture that a page shows is there, and every picture is shown', () => {
    assert.ok(shown.length > 0);
    assert.deepEqual([...new Set(shown)].sort(), pictures.toSorted());
  });

  it('all pictures together are small', () => {
    const bytes = pictures.reduce((sum, file) => sum + statSync(join(repositoryRoot, file)).size, 0);
    assert.ok(bytes <= PICTURES_BYTES_MAX, `${bytes} bytes of ${PICTURES_BYTES_MAX}`);
  });
});
