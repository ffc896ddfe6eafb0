// What is said to people who do not look: one polite line, and one that interrupts.
import type { Ref } from 'vue';
import { nextTick, ref } from 'vue';

export type Announcer = {
  readonly status: Readonly<Ref<string>>;
  readonly alert: Readonly<Ref<string>>;
  /** Said when the screen reader has finished its sentence. */
  tell(text: string): void;
  /** Said at once: for what costs money or a place if it is not heard. */
  interrupt(text: string): void;
};

/** Makes the two lines of the page. */
export function createAnnouncer(): Announcer {
  const status = ref('');
  const alert = ref('');
  const write = async (line: Ref<string>, text: string): Promise<void> => {
    // Emptied first: a sentence that is repeated would otherwise not be heard.
    line.value = '';
    await nextTick();
    line.value = text;
  };
  return {
    status,
    alert,
    tell: (text) => void write(status, text),
    interrupt: (text) => void write(alert, text),
  };
}
