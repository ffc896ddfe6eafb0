import type { ProblemCode } from '@penstock/contract';

/** What to type after a refusal, where the page of the problem names a call of HTTP instead. */
export const problemRemedies: { readonly [code in ProblemCode]?: string } = {
  'sale-not-found': 'Compare the id with `penstock sale list`.',
  'order-not-found': 'Compare the id with `penstock orders <saleId>`.',
  'operator-not-found': 'List the accounts with `penstock operator list`.',
  'delivery-not-found': 'List the deliveries with `penstock webhooks list`.',
  'invalid-request': 'Mend what is named. Sending the same again does not help.',
};
