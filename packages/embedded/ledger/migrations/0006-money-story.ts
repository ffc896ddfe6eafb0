/** What one order's story and the list of what could not be applied are found by. */
export const moneyStory = `
create index payment_events_of_payment on payment_events (payment_no);
create index payment_events_of_wrong_amount on payment_events (at) where decision = 'wrong-amount';
`;
