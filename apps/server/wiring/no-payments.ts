import type { PaymentProvider } from '@penstock/core';
import { failure } from '@penstock/core';

const noProvider = () => Promise.reject(failure('PROVIDER_UNAVAILABLE', { detail: 'None is configured.' }));

/** Stands where a payment provider would: a shop without one takes no money, and says so when asked. */
export const noPayments: PaymentProvider = {
  name: 'none',
  open: noProvider,
  close: noProvider,
  refund: noProvider,
  find: noProvider,
};
