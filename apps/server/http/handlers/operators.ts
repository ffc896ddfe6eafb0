import type { AccountChange, LogDetail, OperatorPatch } from '@penstock/contract';
import { adminTokenName, pageSizeDefault } from '@penstock/contract';
import type { OperatorBook } from '@penstock/core';
import type { Passwords } from '../../auth/passwords.ts';
import { actOf } from '../act.ts';
import type { Handlers } from '../call.ts';
import { badCursor, invalid, refused } from '../call.ts';
import { logEntryJson, operatorJson } from '../operator-json.ts';
import { tooManySignIns } from '../sign-in-limits.ts';

type OperatorsParts = {
  readonly engine: {
    readonly ledger: Pick<
      OperatorBook,
      'operators' | 'operatorSecret' | 'addOperator' | 'changeOperator' | 'operatorLog'
    >;
  };
  readonly passwords: Passwords;
};

/** In ms: how soon a change that found the queue of hashes full may be tried again. */
const busyRetryMs = 2_000;

/** Accounts of operators, and the log of what they did. */
export function operatorsHandlers({ engine: { ledger }, passwords }: OperatorsParts) {
  return {
    listOperators: async () => ({ status: 200, body: { operators: (await ledger.operators()).map(operatorJson) } }),

    createOperator: async (call) => {
      const { name, role, password } = call.body;
      if (password.toLowerCase() === name) return sameAsName;
      if (name === adminTokenName || (await ledger.operatorSecret(name)) !== undefined) return taken(name);
      const passwordHash = await passwords.hash(password);
      if (passwordHash === 'busy') return { refusal: tooManySignIns(busyRetryMs) };
      const said: LogDetail = { detail: `${name} as ${role}`, code: 'with-role', params: { name, role } };
      const act = actOf(call, 'add-operator', { said });
      const outcome = await ledger.addOperator({ name, role, passwordHash }, act);
      return outcome.kind === 'exists' ? taken(name) : { status: 201, body: operatorJson(outcome.operator) };
    },

    changeOperator: async (call) => {
      const { name } = call.params;
      const { role, disabled, password, reason } = call.body;
      if (role === undefined && disabled === undefined && password === undefined) {
        return invalid([{ path: '/', message: 'must change something', code: 'nothing-changed' }]);
      }
      if (password?.toLowerCase() === name) return sameAsName;
      const passwordHash = password === undefined ? undefined : await passwords.hash(password);
      if (passwordHash === 'busy') return { refusal: tooManySignIns(busyRetryMs) };
      const edit = {
        ...(role !== undefined && { role }),
        ...(disabled !== undefined && { disabled }),
        ...(passwordHash !== undefined && { passwordHash }),
      };
      const act = actOf(call, 'change-operator', { reason, said: editDetail(name, call.body) });
      const decision = await ledger.changeOperator(name, edit, act);
      if (decision === undefined)
        return refused('operator-not-found', { detail: `No operator has the name "${name}".` });
      if (decision.kind === 'last-admin')
        return refused('last-admin', { detail: `${name} is the last enabled admin.` });
      return { status: 200, body: operatorJson(decision.operator) };
    },

    listOperatorLog: async ({ query: { saleId, cursor, limit = pageSizeDefault } }) => {
      const before = cursor === undefined ? undefined : Number(cursor);
      if (before !== undefined && !Number.isSafeInteger(before)) {
        return badCursor;
      }
      const page = await ledger.operatorLog({
        ...(saleId !== undefined && { saleId }),
        ...(before !== undefined && { before }),
        limit: Number(limit),
      });
      const next = page.next === undefined ? {} : { next: String(page.next) };
      return { status: 200, body: { entries: page.rows.map(logEntryJson), ...next } };
    },
  } satisfies Handlers;
}

const sameAsName = invalid([{ path: '/password', message: 'must not be the name', code: 'password-is-name' }]);

function taken(name: string) {
  const who = name === adminTokenName ? 'is kept for the admin token' : 'exists';
  return refused('operator-exists', { detail: `An operator named "${name}" ${who}.` });
}

/** What is changed, without the password. */
function editDetail(name: string, { role, disabled, password }: OperatorPatch): LogDetail {
  const changed: (readonly [AccountChange, text: string])[] = [];
  if (role !== undefined) changed.push([role, `role ${role}`]);
  if (disabled !== undefined) changed.push(disabled ? ['disabled', 'disabled'] : ['enabled', 'enabled']);
  if (password !== undefined) changed.push(['password', 'new password']);
  return {
    detail: `${name}: ${changed.map(([, text]) => text).join(', ')}`,
    code: 'account-changed',
    params: { name, changes: changed.map(([change]) => change) },
  };
}
