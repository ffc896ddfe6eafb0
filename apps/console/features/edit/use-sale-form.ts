// A form of a sale: what is wrong in it, by field, from this page and from the server's last answer.
import type { SaleCreate } from '@penstock/contract';
import type { ComputedRef, Ref } from 'vue';
import { computed, ref } from 'vue';
import { useSay } from '../../console.ts';
import type { Act } from '../call/use-act.ts';
import type { Said } from '../language/said.ts';
import { sayFieldError } from '../language/said.ts';
import type { SaleForm } from './sale-form.ts';
import { readForm } from './sale-form.ts';

export type UseSaleForm = {
  readonly form: Ref<SaleForm>;
  /** What is wrong, by the path of the field. */
  readonly errors: ComputedRef<ReadonlyMap<string, Said>>;
  /** Reads the form; undefined when something cannot be sent, and the faults are shown from then on. */
  tryRead(): SaleCreate | undefined;
};

export function useSaleForm(first: SaleForm, { trouble }: Pick<Act, 'trouble'>): UseSaleForm {
  const say = useSay();
  const form = ref(first);
  const hasTried = ref(false);
  const errors = computed(() => {
    const found = new Map<string, Said>();
    if (!hasTried.value) return found;
    const reading = readForm(form.value);
    if (!reading.ok) for (const [path, key] of reading.faults) found.set(path, { text: say.t(key) });
    if (trouble.value?.kind === 'problem') {
      for (const error of trouble.value.problem.errors ?? []) found.set(error.path, sayFieldError(error, say));
    }
    return found;
  });
  return {
    form,
    errors,
    tryRead: () => {
      hasTried.value = true;
      const reading = readForm(form.value);
      return reading.ok ? reading.sale : undefined;
    },
  };
}
