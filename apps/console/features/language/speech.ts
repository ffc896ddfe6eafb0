// The language of the console: chosen, remembered with the shop's, and said to the browser.
import type { Language } from '@penstock/web';
import { chooseLanguage } from '@penstock/web';
import type { Texts } from '../../texts/en.ts';
import type { Say } from './say.ts';
import { createSay } from './say.ts';

export type Speech = {
  readonly language: Language;
  readonly say: Say;
  /** Remembers the other language and loads the page again in it. */
  switchLanguage(): void;
};

const storageKey = 'penstock.language';

/** The tag that screen readers and fonts go by, and where the sentences are. */
const tongues: { readonly [language in Language]: { readonly tag: string; readonly texts: () => Promise<Texts> } } = {
  en: { tag: 'en', texts: async () => (await import('../../texts/en.ts')).en },
  zh: { tag: 'zh-CN', texts: async () => (await import('../../texts/zh.ts')).zh },
};

/** Loads the sentences and makes the speech of the page. */
export async function createSpeech(storage: Pick<Storage, 'getItem' | 'setItem'>): Promise<Speech> {
  const language = chooseLanguage(storage.getItem(storageKey), navigator.languages);
  const { tag, texts } = tongues[language];
  document.documentElement.lang = tag;
  return {
    language,
    say: createSay(tag, await texts()),
    switchLanguage: () => {
      storage.setItem(storageKey, language === 'en' ? 'zh' : 'en');
      location.reload();
    },
  };
}
