// The title of the tab.
import { watchEffect } from 'vue';
import { useSay } from '../shop.ts';

/** Keeps the title of the tab to this text and the shop's name. */
export function usePageTitle(text: () => string): void {
  const say = useSay();
  watchEffect(() => {
    document.title = [text(), say.value.t('shop.name')].filter((part) => part !== '').join(' · ');
  });
}
