// What the console says in Chinese: the keys of `en.ts`.
import type { Texts } from './en.ts';
import { acts } from './zh/acts.ts';
import { board } from './zh/board.ts';
import { books } from './zh/books.ts';
import { edit } from './zh/edit.ts';
import { findings } from './zh/findings.ts';
import { frame } from './zh/frame.ts';
import { office } from './zh/office.ts';
import { problems } from './zh/problems.ts';
import { report } from './zh/report.ts';
import { rules } from './zh/rules.ts';
import { words } from './zh/words.ts';

export const zh: Texts = {
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
