import type { Operator, OperatorAct, OperatorDecision, OperatorEdit, OperatorLogRow } from '../domain/operator.ts';
import type { OperatorSession } from '../domain/operator-session.ts';
import type { Page } from './ledger.ts';

/** An account with what its password is checked against. */
export type OperatorSecret = { readonly operator: Operator; readonly passwordHash: string };

export type NewOperator = Pick<Operator, 'name' | 'role'> & { readonly passwordHash: string };

export type AddOutcome =
  | { readonly kind: 'added'; readonly operator: Operator }
  | { readonly kind: 'exists'; readonly operator: Operator };

/** A session that is good, and whose it is: role and state are those of the account now. */
export type OpenSession = { readonly operator: Operator; readonly session: OperatorSession };

/**
 * The part of the ledger that keeps operators, their sessions and the log of what they did. `by` is written into the
 * log in the same transaction as the act. A session is known by the hash of its id alone, so that nobody who reads the
 * ledger can use one. Throws LEDGER_UNAVAILABLE when nothing was stored.
 */
export interface OperatorBook {
  /** All accounts, by name. */
  operators(): Promise<readonly Operator[]>;
  operatorSecret(name: string): Promise<OperatorSecret | undefined>;
  addOperator(account: NewOperator, by: OperatorAct): Promise<AddOutcome>;
  /** `undefined`: there is no such account. */
  changeOperator(name: string, edit: OperatorEdit, by: OperatorAct): Promise<OperatorDecision | undefined>;
  /**
   * Opens a session for whoever proved to know the password behind `passwordHash`. `undefined`: by now the account is
   * disabled, gone, or has another password.
   */
  openSession(
    opening: { readonly sessionHash: string; readonly name: string; readonly passwordHash: string },
    by: OperatorAct,
  ): Promise<OpenSession | undefined>;
  /** `undefined`: there is none that is good. */
  session(sessionHash: string): Promise<OpenSession | undefined>;
  /** Writes down that a session was used. Changes nothing for one that has ended. */
  useSession(sessionHash: string): Promise<void>;
  /** Ends a session, if it is there. */
  endSession(sessionHash: string, by: OperatorAct): Promise<void>;
  /** For what is no change of this ledger: a refusal, a failed sign-in, a rebuild. */
  logAct(act: OperatorAct): Promise<void>;
  /** The newest first. The cursor is the last `seq` of the page before. */
  operatorLog(filter: {
    readonly saleId?: string;
    readonly orderId?: string;
    readonly before?: number;
    readonly limit: number;
  }): Promise<Page<OperatorLogRow, number>>;
}
