// The page docs/gallery.md, which shows every picture, written with the pictures so that it names none that is not there.
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What each picture shows, by its name without the look. */
const captions: readonly (readonly [name: string, caption: string])[] = [
  ['shop-sales', 'The sales'],
  ['shop-soon', 'A sale that opens in minutes'],
  ['shop-open', 'A sale that is open'],
  ['shop-reserved', 'Reserved, and time to pay'],
  ['shop-paid', 'Paid'],
  ['shop-lost', 'Too late, with a chance left'],
  ['console-home', 'The operators’ home page'],
  ['console-create', 'A new sale, with the shopper’s page beside it'],
  ['console-board', 'The live board in a rush'],
  ['console-report', 'The report of a sale'],
];

const looks: readonly (readonly [name: string, caption: string])[] = [
  ['desktop-light-en', 'English, light'],
  ['desktop-dark-zh', 'Chinese, dark'],
  ['phone-light-zh', 'Chinese, light, on a phone'],
  ['phone-dark-en', 'English, dark, on a phone'],
];

/** Writes the page beside the folder of the pictures. */
export function writeGalleryPage(folder: string): void {
  const files = new Set(globSync('*.png', { cwd: folder }));
  const cell = (name: string, caption: string, [look, lookCaption]: readonly [string, string]): string => {
    const file = `${name}-${look}.png`;
    return files.has(file) ? `![${caption}: ${lookCaption}](pictures/${file})` : '';
  };
  const sections = captions.map(([name, caption]) => {
    const cells = looks.map((look) => cell(name, caption, look));
    return `## ${caption}\n\n| | | | |\n|---|---|---|---|\n| ${cells.join(' | ')} |\n`;
  });
  const head =
    '# Gallery\n\nThe shop and the console as they are, taken by `npm run screenshots` from a real server.\n';
  writeFileSync(join(folder, '..', 'gallery.md'), [head, ...sections].join('\n'));
}
