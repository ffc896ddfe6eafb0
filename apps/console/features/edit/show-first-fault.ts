// Takes a person to the first field that has something wrong.
import { nextTick } from 'vue';

export async function showFirstFault(): Promise<void> {
  await nextTick();
  document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
