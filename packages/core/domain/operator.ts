import type { Coded } from './coded.ts';

/** What operators may do, each role all of those before it. */
export const operatorRoles = ['viewer', 'operator', 'admin'] as const;

export type OperatorRole = (typeof operatorRoles)[number];

/** The account of somebody who runs sales. Times are epoch milliseconds of the ledger. */
export type Operator = {
  readonly name: string;
  readonly role: OperatorRole;
  readonly disabled: boolean;
  readonly createdAtMs: number;
  readonly lastSignInAtMs?: number;
};

export type OperatorEdit = {
  readonly role?: OperatorRole;
  readonly disabled?: boolean;
  /** The password is never known here: a hash that can be checked and not turned round. */
  readonly passwordHash?: string;
};

export type OperatorDecision =
  | {
      readonly kind: 'change';
      readonly operator: Operator;
      /** Whoever was signed in was that with what is no longer so. */
      readonly endsSessions: boolean;
    }
  | { readonly kind: 'last-admin' };

/**
 * Changes an account. The last enabled admin stays one: without it nobody could make another but by the admin token.
 * `others` are all other accounts.
 */
export function decideOperatorChange(
  operator: Operator,
  edit: OperatorEdit,
  others: readonly Pick<Operator, 'role' | 'disabled'>[],
): OperatorDecision {
  const { role = operator.role, disabled = operator.disabled } = edit;
  const changed: Operator = { ...operator, role, disabled };
  if (isAdmin(operator) && !isAdmin(changed) && !others.some(isAdmin)) return { kind: 'last-admin' };
  return { kind: 'change', operator: changed, endsSessions: disabled || edit.passwordHash !== undefined };
}

function isAdmin({ role, disabled }: Pick<Operator, 'role' | 'disabled'>): boolean {
  return role === 'admin' && !disabled;
}

/** What the log of operators tells of. */
export const operatorActions = [
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'role-too-low',
  'add-operator',
  'change-operator',
  'create-sale',
  'edit-sale',
  'publish',
  'withdraw',
  'pause',
  'resume',
  'close',
  'stock',
  'rebuild',
  'resend',
] as const;

export type OperatorAction = (typeof operatorActions)[number];

/** An act of an operator as the log keeps it: who did what, to what, and why. */
export type OperatorAct = {
  readonly operator: string;
  readonly action: OperatorAction;
  readonly saleId?: string;
  readonly orderId?: string;
  /** Why, in the operator's words. */
  readonly reason?: string;
  /** What was done, in a few words. Never a password. */
  readonly detail?: string;
  /** What `detail` says, for pages in another language. Only entries of older versions have none. */
  readonly coded?: Coded;
  readonly requestId?: string;
};

export type OperatorLogRow = OperatorAct & { readonly seq: number; readonly atMs: number };
