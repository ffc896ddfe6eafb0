// Problems of an order that exists (or does not), and of its money.
export const orderProblems = {
  'order-not-found': {
    status: 404,
    title: 'There is no such order',
    cause: 'No order with this id was issued to this buyer. Orders of other buyers are answered in the same way.',
    remedy: 'List your own orders with `GET /api/v1/orders/mine`, and check that the token is the right buyer’s.',
    example: { detail: 'No order with this id was issued to this buyer.' },
  },
  'order-not-payable': {
    status: 409,
    title: 'This order cannot be paid now',
    cause: 'Only an order that is `awaiting_payment` can be paid, and only before `payBy`.',
    remedy:
      'Read the order. While it is `reserved`, wait a moment. When it is final, ask for a unit again. Money that was ' +
      'already sent for it is refunded by itself.',
    example: { detail: 'The order is expired.' },
  },
  'order-not-cancellable': {
    status: 409,
    title: 'This order cannot be cancelled now',
    cause: 'Only an order that is `awaiting_payment` can be cancelled by its buyer.',
    remedy: 'Read the order. While it is `reserved`, wait a moment and try again. For a paid order, ask the shop.',
    example: { detail: 'The order is paid.' },
  },
  'payment-in-progress': {
    status: 409,
    title: 'Money for this order is on its way',
    cause: 'The payment was captured, or is being captured, while the order was to be cancelled.',
    remedy: 'Read the order again in a few seconds: it becomes `paid`, or can be cancelled if the payment failed.',
    example: { detail: 'The payment was already captured.' },
  },
  'amount-mismatch': {
    status: 409,
    title: 'The amount is not the order’s price',
    cause: 'A payment provider told of an amount or a currency that differs from the order’s. Nothing was sold.',
    remedy:
      'The order is flagged, and the provider is asked what it took: the right sum pays the order, any other is given ' +
      'back. Look at the order in `…/payments` and in the provider’s own list.',
    example: { detail: 'The payment is of 100 CNY minor units, the order of 9900.' },
  },
  'payment-not-found': {
    status: 404,
    title: 'There is no such payment',
    cause: 'No payment with this id was opened through this provider.',
    remedy: 'Check that the provider sends to the system that opened the payment.',
    example: { detail: 'No payment has the id "pay_123".' },
  },
} as const;
