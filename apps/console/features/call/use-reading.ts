// Something that a page reads from the server, once or again and again.
import type { CallRequest } from '@penstock/client';
import type { AnswerOf, RouteId } from '@penstock/contract';
import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { useConsole } from '../../console.ts';
import type { Trouble } from './trouble.ts';
import { troubleOf } from './trouble.ts';

export type Reading<Body> = {
  /** What was read last; it stays while a later reading fails. */
  readonly body: ShallowRef<Body | undefined>;
  /** Why the last reading failed. */
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  readonly isReading: Readonly<Ref<boolean>>;
  read(): Promise<void>;
};

/**
 * Reads now, on every return to the page and, where `everyMs` is given, so many milliseconds after each reading while
 * the caller's scope lives and somebody looks.
 */
export function useReading<Id extends RouteId>(
  routeId: Id,
  request: () => CallRequest<Id>,
  { everyMs }: { readonly everyMs?: number } = {},
): Reading<AnswerOf<Id>['body']> {
  const { session, presence } = useConsole();
  const body = shallowRef<AnswerOf<Id>['body']>();
  const trouble = shallowRef<Trouble>();
  const isReading = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let latest = 0;

  const read = async (): Promise<void> => {
    clearTimeout(timer);
    latest += 1;
    const mine = latest;
    isReading.value = true;
    const result = await session.call(routeId, request());
    // A later question has been asked meanwhile: its answer counts, whichever comes first.
    if (isOver || mine !== latest) return;
    isReading.value = false;
    trouble.value = result.kind === 'ok' ? undefined : troubleOf(result);
    if (result.kind === 'ok') body.value = result.body;
    if (everyMs !== undefined && presence.isVisible.value) timer = setTimeout(() => void read(), everyMs);
  };

  presence.onReturn(() => void read());
  onScopeDispose(() => {
    isOver = true;
    clearTimeout(timer);
  });
  void read();
  return { body, trouble, isReading, read };
}
