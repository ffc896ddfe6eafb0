// What the operator who is signed in may do.
import type { OperatorRole } from '@penstock/contract';
import type { ComputedRef } from 'vue';
import { computed } from 'vue';
import { useConsole } from '../../console.ts';

/** The role; of somebody who is not signed in, the lowest. */
export function useRole(): ComputedRef<OperatorRole> {
  const { session } = useConsole();
  return computed(() => (session.visitor.value.kind === 'signed-in' ? session.visitor.value.operator.role : 'viewer'));
}
