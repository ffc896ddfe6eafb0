/**
 * Units and orders. A sale and a variant have numbers inside the file, so that the rows that are many stay small.
 * Times are epoch milliseconds, money is minor units. Rules that the code keeps are said again as constraints; the
 * code should never need them.
 */
export const unitsAndOrders = `
create table sales (
  sale_no integer primary key,
  sale_id text not null unique,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  title text not null,
  opens_at integer not null,
  closes_at integer not null,
  per_buyer integer not null check (per_buyer > 0),
  payment_window_ms integer not null check (payment_window_ms > 0),
  paused integer not null check (paused in (0, 1)),
  epoch integer not null check (epoch > 0),
  version integer not null check (version > 0),
  created_at integer not null,
  check (opens_at < closes_at)
) strict;

create table variants (
  sale_no integer not null references sales,
  variant_no integer not null check (variant_no > 0),
  sku text not null,
  title text not null,
  price_minor integer not null check (price_minor >= 0),
  currency text not null,
  image_url text,
  units integer not null check (units >= 0),
  unit_last integer not null check (unit_last >= units),
  primary key (sale_no, variant_no),
  unique (sale_no, sku)
) strict, without rowid;

-- An order is here once the ledger has answered for it, so its status is never 'reserved'.
create table orders (
  order_no integer primary key,
  order_id text not null unique,
  sale_no integer not null,
  variant_no integer not null,
  unit integer not null check (unit > 0),
  buyer_id text not null,
  slot integer not null check (slot >= 0),
  -- The usual one first and no 'in': a list would be built anew for every row.
  status text not null check (
    status = 'awaiting_payment' or status = 'paid' or status = 'expired' or status = 'cancelled'
    or status = 'refused' or status = 'refund_due' or status = 'refunded'
  ),
  price_minor integer not null check (price_minor >= 0),
  currency text not null,
  idempotency_key text,
  epoch integer not null check (epoch > 0),
  placed_at integer not null,
  promised_at integer,
  pay_by integer,
  paid_at integer,
  ended_at integer,
  reason text,
  foreign key (sale_no, variant_no) references variants,
  check ((status = 'awaiting_payment' or status = 'paid') = (ended_at is null)),
  check ((status = 'refused') = (reason is not null)),
  check ((status = 'refused') = (promised_at is null)),
  check ((promised_at is null) = (pay_by is null)),
  check (pay_by is null or pay_by > promised_at),
  check (status <> 'paid' or paid_at is not null)
) strict;

create index orders_due on orders (pay_by) where status = 'awaiting_payment';
create index orders_of_sale on orders (sale_no, order_id);
-- A buyer's live orders are found by their holds: an entry in a second index would cost each new order a page.
create index orders_ended_of_buyer on orders (buyer_id, order_id, sale_no) where ended_at is not null;
-- What a gate must remember of orders that ended.
create index orders_ended_with_key on orders (sale_no) where ended_at is not null and idempotency_key is not null;

-- One row for each unit that is not for sale: a unit is never held or sold twice, and a buyer has one live order a
-- slot. Units that the house withdrew have no order.
create table holds (
  sale_no integer not null,
  variant_no integer not null,
  unit integer not null check (unit > 0),
  state text not null check (state = 'held' or state = 'sold' or state = 'withdrawn'),
  order_no integer unique references orders,
  buyer_id text,
  slot integer check (slot >= 0),
  primary key (sale_no, variant_no, unit),
  unique (buyer_id, sale_no, slot),
  foreign key (sale_no, variant_no) references variants,
  check ((state = 'withdrawn') = (order_no is null)),
  check ((order_no is null) = (buyer_id is null)),
  check ((order_no is null) = (slot is null))
) strict, without rowid;

-- Every move of every order, numbered by sale. A row that moves from 'reserved' stands for two: the gate's giving,
-- at the order's placed_at and numbered seq - 1, and the ledger's answer.
create table journal (
  sale_no integer not null references sales,
  seq integer not null check (seq > 0),
  at integer not null,
  order_no integer not null references orders,
  from_status text not null,
  to_status text not null,
  cause text not null,
  primary key (sale_no, seq),
  check (
    (from_status = 'reserved' and (to_status = 'awaiting_payment' or to_status = 'refused'))
    or (from_status = 'awaiting_payment' and (to_status = 'paid' or to_status = 'expired' or to_status = 'cancelled'))
    or ((from_status = 'expired' or from_status = 'cancelled') and to_status = 'refund_due')
    or (from_status = 'refund_due' and to_status = 'refunded')
  )
) strict, without rowid;

create index journal_of_order on journal (order_no);

-- What the gate has not confirmed yet. Numbers are never used again, so that a late confirmation hits nothing new.
create table changes (
  seq integer primary key autoincrement,
  sale_no integer not null references sales,
  change text not null check (json_valid(change))
) strict;

create table adjustments (
  adjustment_id text primary key,
  sale_no integer not null,
  variant_no integer not null,
  delta integer not null check (delta <> 0),
  reason text not null,
  at integer not null,
  foreign key (sale_no, variant_no) references variants
) strict, without rowid;
`;
