// A call that changes something: one at a time, its trouble shown beside what was pressed, its success said aloud.
import type { CallRequest } from '@penstock/client';
import type { AnswerOf, RouteId } from '@penstock/contract';
import type { Ref, ShallowRef } from 'vue';
import { ref, shallowRef } from 'vue';
import { useConsole } from '../../console.ts';
import type { Trouble } from './trouble.ts';
import { troubleOf } from './trouble.ts';

export type Act = {
  readonly isBusy: Readonly<Ref<boolean>>;
  readonly trouble: Readonly<ShallowRef<Trouble | undefined>>;
  /** Calls the server. Undefined when it said no or nothing: `trouble` then says why. `done` is said aloud. */
  run<Id extends RouteId>(
    routeId: Id,
    request: CallRequest<Id>,
    done: string,
  ): Promise<{ readonly body: AnswerOf<Id>['body'] } | undefined>;
  forget(): void;
};

export function useAct(): Act {
  const { session, announcer } = useConsole();
  const isBusy = ref(false);
  const trouble = shallowRef<Trouble>();
  return {
    isBusy,
    trouble,
    run: async (routeId, request, done) => {
      if (isBusy.value) return undefined;
      isBusy.value = true;
      trouble.value = undefined;
      const result = await session.call(routeId, request);
      isBusy.value = false;
      if (result.kind !== 'ok') {
        trouble.value = troubleOf(result);
        return undefined;
      }
      announcer.tell(done);
      return { body: result.body };
    },
    forget: () => {
      trouble.value = undefined;
    },
  };
}
