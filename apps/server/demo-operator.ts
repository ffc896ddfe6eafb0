import { adminTokenName } from '@penstock/contract';
import type { OperatorBook } from '@penstock/core';
import { createPasswords } from './auth/passwords.ts';
import { keptDetail } from './http/act.ts';

/** The operator with whom a person opens the console of a demo for the first time. */
export type DemoOperator = {
  readonly name: string;
  /** `undefined`: somebody gave the account another one, or disabled it. */
  readonly password: string | undefined;
};

export const demoOperatorName = 'demo';

/** Makes the demo's operator, an admin, where there is none yet. One that is there stays as it is. */
export async function ensureDemoOperator(
  book: Pick<OperatorBook, 'operatorSecret' | 'addOperator'>,
  password: string,
): Promise<DemoOperator> {
  const passwords = createPasswords();
  const name = demoOperatorName;
  const known = await book.operatorSecret(name);
  if (known !== undefined) {
    const isGood = !known.operator.disabled && (await passwords.isRight(password, known.passwordHash)) === true;
    return { name, password: isGood ? password : undefined };
  }
  const passwordHash = await passwords.hash(password);
  const detail = `${name} as admin, for the demo`;
  const said = keptDetail({ detail, code: 'with-role', params: { name, role: 'admin' } });
  const by = { operator: adminTokenName, action: 'add-operator', ...said } as const;
  await book.addOperator({ name, role: 'admin', passwordHash }, by);
  return { name, password };
}
