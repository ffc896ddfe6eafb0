// Which act is open in which condition of a sale to which role: the table that every button goes by. The server decides;
// the table only spares people a refusal that is known before.
import type { OperatorRole } from '@penstock/contract';
import type { SaleCondition } from './sale-condition.ts';

export const saleActs = [
  'edit',
  'publish',
  'withdraw',
  'pause',
  'resume',
  'add-stock',
  'take-stock',
  'extend',
  'close',
  'rebuild',
] as const;

export type SaleAct = (typeof saleActs)[number];

/** Why an act is not open: the role, or what the sale is. */
export type ActVerdict =
  | { readonly isOpen: true }
  | { readonly isOpen: false; readonly because: 'role'; readonly role: OperatorRole }
  | { readonly isOpen: false; readonly because: 'condition'; readonly condition: SaleCondition };

/** The conditions in which each act makes sense. */
const openIn: { readonly [act in SaleAct]: readonly SaleCondition[] } = {
  edit: ['draft', 'scheduled', 'paused-early', 'open', 'paused'],
  publish: ['draft'],
  withdraw: ['draft', 'scheduled', 'paused-early'],
  pause: ['scheduled', 'open'],
  resume: ['paused-early', 'paused'],
  'add-stock': ['draft', 'scheduled', 'paused-early', 'open', 'paused'],
  'take-stock': ['draft', 'scheduled', 'paused-early', 'open', 'paused', 'ended'],
  extend: ['scheduled', 'paused-early', 'open', 'paused'],
  close: ['scheduled', 'paused-early', 'open', 'paused'],
  rebuild: ['scheduled', 'paused-early', 'open', 'paused', 'ended'],
};

/** Whoever may change anything may do all of this; accounts of operators are another matter. */
const needed: OperatorRole = 'operator';

const ranks: { readonly [role in OperatorRole]: number } = { viewer: 0, operator: 1, admin: 2 };

/** Whether a role is enough where another is asked for. */
export const isRoleEnough = (role: OperatorRole, least: OperatorRole): boolean => ranks[role] >= ranks[least];

/** Whether an act is open. What the sale is comes first: a role could be changed, the sale's past could not. */
export function actVerdict(act: SaleAct, condition: SaleCondition, role: OperatorRole): ActVerdict {
  if (!openIn[act].includes(condition)) return { isOpen: false, because: 'condition', condition };
  return isRoleEnough(role, needed) ? { isOpen: true } : { isOpen: false, because: 'role', role: needed };
}

/** The acts that make sense in a condition, whoever asks. */
export const actsIn = (condition: SaleCondition): readonly SaleAct[] =>
  saleActs.filter((act) => openIn[act].includes(condition));
