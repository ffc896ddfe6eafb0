import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLanguage } from './choose-language.ts';

test('what was chosen before counts, then what the browser prefers, then English', () => {
  assert.equal(chooseLanguage('zh', ['en-GB']), 'zh');
  assert.equal(chooseLanguage(null, ['zh-CN', 'en']), 'zh');
  assert.equal(chooseLanguage(null, ['fr-CH', 'ZH-Hant-TW', 'en']), 'zh');
  assert.equal(chooseLanguage(null, ['fr-CH', 'de']), 'en');
  assert.equal(chooseLanguage('klingon', ['zh']), 'zh');
  assert.equal(chooseLanguage(null, []), 'en');
});
