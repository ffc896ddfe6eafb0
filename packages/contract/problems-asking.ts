// Problems of asking for a unit: the refusing outcomes, and the answers when nobody can decide.
export const askingProblems = {
  'sale-not-found': {
    status: 404,
    title: 'There is no such sale',
    cause: 'No published sale has this id. Drafts and withdrawn sales are seen by operators only.',
    remedy: 'Compare the id with `GET /api/v1/sales`.',
    example: { detail: 'No sale has the id "phone-11-12".' },
  },
  'sale-not-open': {
    status: 409,
    title: 'The sale has not opened yet',
    cause: 'The gate’s clock has not reached `opensAt`. Nothing is given before, to anybody.',
    remedy: 'Ask again at `opensAt`; measure your distance from `serverTime`. An early ask neither helps nor harms.',
    isRetryable: true,
    example: {
      detail: 'The sale opens at 2026-11-22T07:00:00.000Z.',
      opensAt: '2026-11-22T07:00:00.000Z',
      serverTime: '2026-11-22T06:59:58.250Z',
    },
  },
  'limit-reached': {
    status: 409,
    title: 'This buyer has as many units as the sale allows',
    cause: 'The buyer’s live orders in this sale (reserved, waiting for payment, or paid) are as many as `limit`.',
    remedy: 'Pay or cancel one of the orders in `orderIds`. After a cancelled or expired one the buyer may ask again.',
    example: {
      detail: 'A buyer may have 2 live orders in this sale.',
      limit: 2,
      orderIds: ['019aa9d4-5c40-7b3e-9a57-2f1d3c5b7a90', '019aa9d4-6a11-7c55-8b02-0d9e4f6a1b23'],
    },
  },
  'sale-paused': {
    status: 409,
    title: 'The sale is paused',
    cause: 'An operator paused the sale. Units that buyers hold stay theirs until `payBy`.',
    remedy: 'Wait; the sale’s page and its events say when it goes on. Ask again then.',
    isRetryable: true,
    example: { detail: 'The shop has paused this sale.' },
  },
  'sale-ended': {
    status: 409,
    title: 'The sale has ended',
    cause: '`closesAt` has passed or an operator closed the sale. Holders may still pay or cancel until `payBy`.',
    remedy: 'Nothing more is given. Orders that exist are found with `GET /api/v1/sales/{saleId}/orders/mine`.',
    example: { detail: 'The sale ended at 2026-11-22T09:00:00.000Z.' },
  },
  'sold-out': {
    status: 409,
    title: 'Everything is sold',
    cause: 'Every unit is paid for. Only a refund or an addition of stock would change that.',
    remedy: 'Look at another variant or sale. No money was taken for this ask.',
    example: { detail: 'Every unit of "black-128" is paid for.' },
  },
  'all-held': {
    status: 409,
    title: 'Everything is held, some of it may come back',
    cause: 'No unit is free now, but some are held by buyers who have not paid yet. Unpaid units are sold again.',
    remedy: 'Ask again from `mayReturnFrom`, or follow the sale’s events: `stock` tells when a unit is free again.',
    example: {
      detail: 'Every unit of "black-128" is held; unpaid ones come back from 2026-11-22T07:30:00.000Z.',
      mayReturnFrom: '2026-11-22T07:30:00.000Z',
    },
  },
  busy: {
    status: 503,
    title: 'Too much is in flight',
    cause: 'More asks wait for an answer than can be decided soon. This ask was not decided, and gave nothing.',
    remedy: 'Ask again after `Retry-After` with `Penstock-Retry: 1` and the same `Idempotency-Key`. This is safe.',
    isRetryable: true,
    example: { detail: 'Too many asks are in flight. Asking again is safe.' },
  },
  unavailable: {
    status: 503,
    title: 'The gate or the ledger cannot answer',
    cause: 'Something that decides or records is away: it is restarting, being rebuilt, or its disk is full.',
    remedy:
      'Ask again after `Retry-After` with the same `Idempotency-Key`. A unit that was given before is not lost: ' +
      '`orders/mine` shows it. Operators see the reason at `/readyz?verbose`.',
    isRetryable: true,
    example: { detail: 'The gate is being rebuilt. Asking again is safe.' },
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The key belongs to another request',
    cause: 'This `Idempotency-Key` was sent before with other content (another `sku`, or another change of stock).',
    remedy: 'Make one new key for each wish, and send the same key only with the same content.',
    example: { detail: 'The key "wish-1" was used for the sku "black-128".' },
  },
} as const;
