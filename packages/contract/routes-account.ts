// Routes of operators' accounts: sessions, accounts, and the log of what operators did.
import { Type } from 'typebox';
import {
  OperatorCreateSchema,
  OperatorListSchema,
  OperatorName,
  OperatorPatchSchema,
  OperatorSchema,
  OperatorSessionSchema,
  SignInSchema,
} from './operator.ts';
import { OperatorLogSchema } from './operator-log.ts';
import { reference } from './reference.ts';
import type { Route } from './route.ts';
import { json, noContent } from './route-parts.ts';
import { Cursor, PageLimit, SaleId } from './scalars.ts';

const OperatorLogQuery = Type.Object(
  { saleId: Type.Optional(SaleId), cursor: Type.Optional(Cursor), limit: Type.Optional(PageLimit) },
  { additionalProperties: false },
);

export const accountRoutes = {
  getOperatorSession: {
    method: 'GET',
    path: '/api/v1/admin/session',
    who: 'operator',
    tag: 'accounts',
    summary: 'Tell which operator calls',
    responses: { 200: json('Who calls', reference(OperatorSessionSchema)) },
    problems: ['unavailable'],
  },
  openOperatorSession: {
    method: 'POST',
    path: '/api/v1/admin/session',
    who: 'public',
    tag: 'accounts',
    summary: 'Sign in as an operator',
    description: 'A wrong name and a wrong password are answered alike, after the same time.',
    body: reference(SignInSchema),
    responses: {
      200: json('Signed in', reference(OperatorSessionSchema), { 'Set-Cookie': 'HttpOnly, SameSite=Strict.' }),
    },
    problems: ['sign-in-failed', 'insecure-connection', 'cross-origin', 'rate-limited', 'unavailable'],
  },
  closeOperatorSession: {
    method: 'DELETE',
    path: '/api/v1/admin/session',
    who: 'operator',
    role: 'viewer',
    tag: 'accounts',
    summary: 'Sign out',
    responses: { 204: noContent('The session has ended') },
    problems: ['unavailable'],
  },
  listOperators: {
    method: 'GET',
    path: '/api/v1/admin/operators',
    who: 'operator',
    role: 'admin',
    tag: 'accounts',
    summary: 'List the accounts of operators',
    responses: { 200: json('The accounts, by name', reference(OperatorListSchema)) },
    problems: ['unavailable'],
  },
  createOperator: {
    method: 'POST',
    path: '/api/v1/admin/operators',
    who: 'operator',
    role: 'admin',
    tag: 'accounts',
    summary: 'Add an account',
    body: reference(OperatorCreateSchema),
    responses: { 201: json('The account', reference(OperatorSchema)) },
    problems: ['operator-exists', 'rate-limited', 'unavailable'],
  },
  changeOperator: {
    method: 'PATCH',
    path: '/api/v1/admin/operators/{name}',
    who: 'operator',
    role: 'admin',
    tag: 'accounts',
    summary: 'Change an account',
    description: 'Disabling and a new password end every session of the account.',
    params: Type.Object({ name: OperatorName }),
    body: reference(OperatorPatchSchema),
    responses: { 200: json('The account as it is now', reference(OperatorSchema)) },
    problems: ['operator-not-found', 'last-admin', 'rate-limited', 'unavailable'],
  },
  listOperatorLog: {
    method: 'GET',
    path: '/api/v1/admin/operator-log',
    who: 'operator',
    tag: 'accounts',
    summary: 'List what operators did',
    description: 'Newest first. Entries are never changed and never removed.',
    query: OperatorLogQuery,
    responses: { 200: json('The entries', reference(OperatorLogSchema)) },
    problems: ['unavailable'],
  },
} as const satisfies Record<string, Route>;
