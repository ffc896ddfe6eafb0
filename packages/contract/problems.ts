// The registry of every problem code: the only home of their statuses and their words.
import { accessProblems } from './problems-access.ts';
import { accountProblems } from './problems-account.ts';
import { askingProblems } from './problems-asking.ts';
import { operatorProblems } from './problems-operator.ts';
import { orderProblems } from './problems-order.ts';
import { requestProblems } from './problems-request.ts';

/** What the registry says of a code. */
export type ProblemEntry = {
  /** The HTTP status. */
  readonly status: number;
  /** A second status of the same code; only `invalid-request` has one, for bodies that are not JSON. */
  readonly otherStatus?: number;
  /** What happened, in a few words; the same for every problem of the code. */
  readonly title: string;
  /** Why it happens, in sentences. */
  readonly cause: string;
  /** What to do next, in sentences. */
  readonly remedy: string;
  /** Sending the same request again later may succeed; the answer has `Retry-After`. */
  readonly isRetryable?: boolean;
  /** An example of `detail`, and of the members that this code adds. */
  readonly example: { readonly detail: string; readonly [member: string]: unknown };
};

const registry = {
  ...accessProblems,
  ...askingProblems,
  ...orderProblems,
  ...operatorProblems,
  ...accountProblems,
  ...requestProblems,
} as const satisfies Record<string, ProblemEntry>;

/** Every code that `code` of a problem can be. */
export type ProblemCode = keyof typeof registry;

/** The registry, by code. */
export const problems: { readonly [code in ProblemCode]: ProblemEntry } = registry;

/** Every code, in the registry's order. */
export const problemCodes: readonly ProblemCode[] = Object.keys(registry) as ProblemCode[];

/** Whether a text is one of the codes. */
export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(registry, text);
