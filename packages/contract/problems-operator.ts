// Problems of the operators' calls.
export const operatorProblems = {
  'sale-conflict': {
    status: 409,
    title: 'Another sale has this id',
    cause:
      'A sale with this `saleId` exists and differs in its content. The same content would have been answered 200.',
    remedy: 'Choose another `saleId`, or change the sale that exists with `PATCH`.',
    example: { detail: 'The sale "phone-11-11" exists with another opensAt.' },
  },
  'sale-field-fixed': {
    status: 409,
    title: 'This field is fixed now',
    cause:
      'After the opening a sale keeps what buyers were told: its opening, limit, payment window, prices and variants. ' +
      '`closesAt` is fixed once it is reached.',
    remedy: '`errors` names each field and why. Stock is changed with `POST …/stock`; the end with `POST …/close`.',
    example: {
      detail: 'The sale has opened: perBuyer is fixed.',
      errors: [{ path: '/perBuyer', message: 'is fixed since the sale opened', code: 'fixed-since-opened' }],
    },
  },
  'sale-not-withdrawable': {
    status: 409,
    title: 'This sale cannot be withdrawn',
    cause: 'Only a sale that has not opened can be taken off: afterwards buyers may hold its units.',
    remedy: 'Close it with `POST …/close`. Holders then may still pay until `payBy`.',
    example: { detail: 'The sale opened at 2026-11-22T07:00:00.000Z.' },
  },
  'sale-state-conflict': {
    status: 409,
    title: 'The sale is not in a state for this',
    cause:
      'The call does not fit what the sale is now: for instance pausing one that has ended, or publishing one that was withdrawn.',
    remedy:
      'Read the sale with `GET /api/v1/admin/sales/{saleId}`, and decide by its `state` and `phase`; `because` says what it was.',
    example: { detail: 'The sale was withdrawn before.', because: 'withdrawn' },
  },
  'preflight-failed': {
    status: 409,
    title: 'The sale is not ready to be published',
    cause:
      'A check of the preflight failed: the opening has passed, nothing is to be sold, gate and ledger differ, clocks ' +
      'differ, a worker, the queue or the payment provider is away, or the disk is nearly full.',
    remedy:
      '`checks` says which one, why, and what to do, in English and as `code` with `params`. Mend it, then publish ' +
      'again; nothing was changed.',
    example: {
      detail: 'The preflight failed: clocks.',
      checks: [
        {
          name: 'clocks',
          status: 'failed',
          detail: 'Server, gate and ledger are 900 ms apart; the event loop lags by 4 ms at the most.',
          remedy: 'See that the clocks of all machines follow one time source.',
          code: 'clocks-differ',
          params: { apartMs: 900, lagMs: 4 },
        },
      ],
    },
  },
  'not-enough-free': {
    status: 409,
    title: 'Fewer units are free',
    cause: 'Stock can be withdrawn only from units that nobody holds or has bought; all of them or none.',
    remedy: 'Withdraw at most `free` units, or wait for unpaid units to come back.',
    example: { detail: '3 units of "black-128" are free, 5 were to be withdrawn.', free: 3 },
  },
  'webhooks-off': {
    status: 409,
    title: 'There is no address to send to',
    cause: 'The server was started without `PENSTOCK_WEBHOOK_URL`: the shop’s own systems are told nothing.',
    remedy: 'Set `PENSTOCK_WEBHOOK_URL` and `PENSTOCK_WEBHOOK_SECRET`, start the server again, and send it then.',
    example: { detail: 'PENSTOCK_WEBHOOK_URL is not set.' },
  },
  'delivery-not-found': {
    status: 404,
    title: 'There is no such delivery',
    cause: 'No outgoing webhook has this id; old deliveries are removed after a while.',
    remedy: 'List the deliveries with `GET /api/v1/admin/webhooks`.',
    example: { detail: 'No delivery has the id "evt_123".' },
  },
} as const;
