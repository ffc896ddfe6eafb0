// Why something cannot be done now, in a sentence.
import type { OperatorRole } from '@penstock/contract';
import type { Say } from '../language/say.ts';
import type { ActVerdict } from './sale-acts.ts';

/** That a role is too low: which one is needed, and which one this is. */
export const needsRole = (needed: OperatorRole, own: OperatorRole, say: Say): string =>
  say.t('act.needs-role', { role: say.t(`role.${needed}`), own: say.t(`role.${own}`) });

/** Why an act is not open; empty when it is. */
export function whyNot(verdict: ActVerdict, own: OperatorRole, say: Say): string {
  if (verdict.isOpen) return '';
  return verdict.because === 'role' ? needsRole(verdict.role, own, say) : say.t(`act.not-when.${verdict.condition}`);
}
