// The title of the tab.
import { watchEffect } from 'vue';
import { useSay } from '../console.ts';

/** Keeps the title of the tab to this text and the console's name. */
export function usePageTitle(text: () => string): void {
  const say = useSay();
  watchEffect(() => {
    document.title = [text(), say.t('console.title')].filter((part) => part !== '').join(' · ');
  });
}
