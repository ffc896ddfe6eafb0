/** A payment that was declined may be paid after all, until it is closed at the provider: it is asked about like an open one. */
export const declinedPayments = `
update payments set check_at = coalesce(check_at, changed_at) where status = 'failed';
drop index payments_to_check;
create index payments_to_check on payments (check_at) where status in ('opening', 'open', 'failed');
`;
