// Which variant of a sale the visitor has chosen.
import type { Sale, Variant } from '@penstock/contract';
import type { ComputedRef } from 'vue';
import { computed, ref } from 'vue';

export type ChosenVariant = {
  readonly variant: ComputedRef<Variant | undefined>;
  choose(sku: string): void;
};

/** The chosen one; until a choice is made, the first that has a free unit, else the first. */
export function useChosenVariant(sale: () => Sale | undefined): ChosenVariant {
  const chosen = ref('');
  const variant = computed(() => {
    const variants = sale()?.variants ?? [];
    const isChosen = ({ sku }: Variant): boolean => sku === chosen.value;
    return variants.find(isChosen) ?? variants.find(({ available }) => available > 0) ?? variants[0];
  });
  return {
    variant,
    choose: (sku) => {
      chosen.value = sku;
    },
  };
}
