/** Attempts to pay, and what the provider said of them. Times are epoch milliseconds, money is minor units. */
export const payments = `
create table payments (
  payment_no integer primary key,
  payment_id text not null unique,
  order_no integer not null references orders,
  sale_no integer not null references sales,
  provider text not null,
  status text not null check (
    status in ('opening', 'open', 'failed', 'closed', 'captured', 'refund_due', 'refunded')
  ),
  amount_minor integer not null check (amount_minor >= 0),
  currency text not null,
  url text,
  expires_at integer not null,
  captured_minor integer not null default 0,
  refunded_minor integer not null default 0,
  opened_at integer not null,
  changed_at integer not null,
  -- When the refund is asked for next.
  refund_at integer,
  check (captured_minor = 0 or captured_minor = amount_minor),
  check (refunded_minor = 0 or refunded_minor = captured_minor),
  check (status in ('captured', 'refund_due', 'refunded') or captured_minor = 0),
  check ((status = 'refund_due') = (refund_at is not null))
) strict;

create index payments_of_order on payments (order_no);
create index payments_of_sale on payments (sale_no, payment_id);
-- The provider may still capture these; an order has one of them at the most.
create unique index payments_undecided on payments (order_no) where status in ('opening', 'open');
create index payments_to_refund on payments (refund_at) where status = 'refund_due';

-- Every message that was taken, by its sender's id: the same message changes nothing twice. A 'wrong-amount' is the
-- flag that an order's money needs a person.
create table payment_events (
  provider text not null,
  webhook_id text not null,
  payment_no integer not null references payments,
  type text not null check (type in ('succeeded', 'failed')),
  amount_minor integer not null,
  currency text not null,
  decision text not null,
  at integer not null,
  primary key (provider, webhook_id)
) strict, without rowid;
`;
