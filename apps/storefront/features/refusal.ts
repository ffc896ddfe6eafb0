// A refusal as a page shows it: its code, and what to tell the shop when asking about it.
import type { Problem } from '@penstock/contract';

export type Refusal = { readonly code: string; readonly requestId?: string };

/** What is kept of the server's answer. */
export const refusalOf = ({ code, requestId }: Problem): Refusal => ({
  code,
  ...(requestId === undefined ? {} : { requestId }),
});
