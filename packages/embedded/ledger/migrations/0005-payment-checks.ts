/** When the provider is asked about a payment without news, and what a person must look at. Epoch milliseconds. */
export const paymentChecks = `
-- Set while a payment is undecided: those that are due are asked about, and come up again later.
alter table payments add column check_at integer;
update payments set check_at = opened_at where status in ('opening', 'open');
create index payments_to_check on payments (check_at) where status in ('opening', 'open');

alter table orders add column flag text check (flag in ('wrong-amount'));

-- Signed messages about payments that nobody here opened: money of somebody else, or of a file that was restored.
create table stray_payment_events (
  provider text not null,
  webhook_id text not null,
  payment_id text not null,
  type text not null check (type in ('succeeded', 'failed')),
  amount_minor integer not null,
  currency text not null,
  at integer not null,
  primary key (provider, webhook_id)
) strict, without rowid;
`;
