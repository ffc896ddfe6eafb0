// What a sale's page needs for some visitors only: it is loaded when the first of them needs it.
import type { ShallowRef } from 'vue';
import { shallowRef } from 'vue';
import { useShop } from '../../shop.ts';

type Extras = typeof import('./sale-extras.ts');

export type UseExtras = {
  readonly extras: Readonly<ShallowRef<Extras | undefined>>;
  /** Makes sure that they are there. Answers undefined when there is no network to load them by. */
  load(): Promise<Extras | undefined>;
};

export function useExtras(): UseExtras {
  const { speech } = useShop();
  const extras = shallowRef<Extras>();
  return {
    extras,
    load: async () => {
      try {
        const [loaded] = await Promise.all([import('./sale-extras.ts'), speech.loadMore()]);
        extras.value = loaded;
      } catch {
        // Asked for again with the next need; the page shows what it can until then.
      }
      return extras.value;
    },
  };
}
