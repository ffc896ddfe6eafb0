// What the console says in English, one file for each part of it; `zh.ts` has the same keys.

import type { Text } from '@penstock/web';
import { acts } from './en/acts.ts';
import { board } from './en/board.ts';
import { books } from './en/books.ts';
import { edit } from './en/edit.ts';
import { findings } from './en/findings.ts';
import { frame } from './en/frame.ts';
import { office } from './en/office.ts';
import { problems } from './en/problems.ts';
import { report } from './en/report.ts';
import { rules } from './en/rules.ts';
import { words } from './en/words.ts';

export const en = {
  ...frame,
  ...words,
  ...acts,
  ...board,
  ...edit,
  ...books,
  ...report,
  ...office,
  ...problems,
  ...rules,
  ...findings,
};

export type TextKey = keyof typeof en;

export type Texts = { readonly [key in TextKey]: Text };
