import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '@penstock/contract';
import { conflictStates, problemCodes } from '@penstock/contract';
import { en } from '../../texts/en.ts';
import { zh } from '../../texts/zh.ts';
import type { Said } from '../language/said.ts';
import { createSay } from '../language/say.ts';
import { sayTrouble } from './trouble.ts';

const speakers = [createSay('en', en), createSay('zh-CN', zh)] as const;

const problem = { type: '/problems/x', title: 'T', status: 409, detail: 'A sentence of the server.' };

test('every problem is said in both languages, and what a sale is that an act does not fit', () => {
  for (const say of speakers) {
    const said = (more: Pick<Problem, 'code' | 'because'>): Said =>
      sayTrouble({ kind: 'problem', problem: { ...problem, ...more } }, say);
    for (const code of problemCodes) {
      assert.equal(said({ code }).lang, undefined, code);
      assert.notEqual(said({ code }).text, problem.detail, code);
    }
    const code = 'sale-state-conflict';
    const texts = conflictStates.map((because) => said({ code, because }).text);
    assert.equal(new Set([said({ code }).text, ...texts]).size, conflictStates.length + 1);
  }
});

test('a problem of a later version is said in the server’s own sentence, marked as English', () => {
  const later = { ...problem, code: 'a-later-problem' } as unknown as Problem;
  for (const say of speakers) {
    assert.deepEqual(sayTrouble({ kind: 'problem', problem: later }, say), { text: problem.detail, lang: 'en' });
  }
});
