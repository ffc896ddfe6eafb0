/**
 * Messages to the shop's own systems: one row for each state of an order that they hear of, written with the change
 * itself. What is told is read from the order, so that a row stays small. Times are epoch milliseconds.
 */
export const deliveries = `
create table deliveries (
  delivery_no integer primary key,
  order_no integer not null references orders,
  status text not null check (
    status = 'awaiting_payment' or status = 'paid' or status = 'expired' or status = 'cancelled'
    or status = 'refund_due' or status = 'refunded'
  ),
  state text not null default 'pending' check (state = 'pending' or state = 'delivered' or state = 'failed'),
  at integer not null,
  attempts integer not null default 0 check (attempts >= 0),
  next_at integer,
  delivered_at integer,
  last_error text,
  check ((state = 'pending') = (next_at is not null)),
  check ((state = 'delivered') = (delivered_at is not null))
) strict;

create index deliveries_of_order on deliveries (order_no);
create index deliveries_due on deliveries (next_at) where state = 'pending';
create index deliveries_over on deliveries (at) where state <> 'pending';
create index deliveries_failed on deliveries (delivery_no) where state = 'failed';
`;
