// A list that comes page by page: the first one now, the next ones when they are asked for.
import type { CallRequest } from '@penstock/client';
import type { AnswerOf, QueryOf, RouteId } from '@penstock/contract';
import type { Ref, ShallowRef } from 'vue';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { useConsole } from '../../console.ts';
import type { Trouble } from '../call/trouble.ts';
import { troubleOf } from '../call/trouble.ts';

/** The lists that come in pages by cursor. */
type PagedId = Extract<RouteId, 'listOperatorLog' | 'listDeliveries' | 'listDeadLetters'>;

export type Pages<Row> = {
  readonly rows: Readonly<ShallowRef<readonly Row[]>>;
  readonly hasMore: Readonly<Ref<boolean>>;
  readonly isReading: Readonly<Ref<boolean>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  /** Reads the first page again. */
  again(): Promise<void>;
  more(): Promise<void>;
};

/** Reads the first page now; `rowsOf` takes the rows out of an answer. */
export function usePages<Id extends PagedId, Row>(
  routeId: Id,
  rowsOf: (body: AnswerOf<Id>['body']) => readonly Row[],
  query: NonNullable<QueryOf<Id>>,
): Pages<Row> {
  const { session, presence } = useConsole();
  const rows = shallowRef<readonly Row[]>([]);
  const next = ref<string>();
  const hasMore = ref(false);
  const isReading = ref(false);
  const trouble = shallowRef<Trouble>();
  let latest = 0;

  const read = async (before: readonly Row[], cursor: string | undefined): Promise<void> => {
    latest += 1;
    const mine = latest;
    isReading.value = true;
    const asked = {
      query: { ...(query as object), ...(cursor !== undefined && { cursor }) },
    } as unknown as CallRequest<Id>;
    const result = await session.call(routeId, asked);
    if (mine !== latest) return;
    isReading.value = false;
    trouble.value = result.kind === 'ok' ? undefined : troubleOf(result);
    if (result.kind !== 'ok') return;
    rows.value = [...before, ...rowsOf(result.body)];
    next.value = (result.body as unknown as { readonly next?: string }).next;
    hasMore.value = next.value !== undefined;
  };

  presence.onReturn(() => void read([], undefined));
  onScopeDispose(() => {
    latest += 1;
  });
  void read([], undefined);
  return {
    rows,
    hasMore,
    isReading,
    trouble,
    again: () => read([], undefined),
    more: () => read(rows.value, next.value),
  };
}
