// The language of the page: chosen, remembered, and said to the browser. Each language comes in two files: what the
// sale's page says, and the rest, which is loaded with the first page or part that needs it.

import type { Language } from '@penstock/web';
import { chooseLanguage, createSay } from '@penstock/web';
import type { ComputedRef } from 'vue';
import { computed, shallowRef } from 'vue';
import type { FirstTexts } from '../../texts/en.ts';
import type { MoreTexts } from '../../texts/en-more.ts';
import type { Say } from './say.ts';

export type Speech = {
  readonly language: Language;
  readonly say: ComputedRef<Say>;
  /** Remembers the other language and loads the page again in it: an intent on its way is taken up there. */
  switchLanguage(): void;
  /** Makes sure that the rest of the sentences is there. Rejects when it cannot be loaded. */
  loadMore(): Promise<void>;
};

const storageKey = 'penstock.language';

/** The tag that screen readers and fonts go by, and where the sentences are. */
const tongues: {
  readonly [language in Language]: {
    readonly tag: string;
    readonly first: () => Promise<FirstTexts>;
    readonly more: () => Promise<MoreTexts>;
  };
} = {
  en: {
    tag: 'en',
    first: async () => (await import('../../texts/en.ts')).en,
    more: async () => (await import('../../texts/en-more.ts')).enMore,
  },
  zh: {
    tag: 'zh-CN',
    first: async () => (await import('../../texts/zh.ts')).zh,
    more: async () => (await import('../../texts/zh-more.ts')).zhMore,
  },
};

/** Loads the first sentences and makes the speech of the page. */
export async function createSpeech(storage: Pick<Storage, 'getItem' | 'setItem'>): Promise<Speech> {
  const language = chooseLanguage(storage.getItem(storageKey), navigator.languages);
  const { tag, first, more } = tongues[language];
  document.documentElement.lang = tag;
  const texts = shallowRef<FirstTexts & Partial<MoreTexts>>(await first());
  return {
    language,
    say: computed(() => createSay(tag, texts.value)),
    switchLanguage: () => {
      storage.setItem(storageKey, language === 'en' ? 'zh' : 'en');
      location.reload();
    },
    loadMore: async () => {
      texts.value = { ...texts.value, ...(await more()) };
    },
  };
}
