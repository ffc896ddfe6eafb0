/** Operators, their sessions, what they did, and the ends of buyers' sessions. Times are epoch milliseconds. */
export const operators = `
create table operators (
  operator_no integer primary key,
  -- Lower case only, so that no two names look alike but for their case.
  name text not null unique check (name = lower(name) and name <> ''),
  role text not null check (role in ('viewer', 'operator', 'admin')),
  disabled integer not null default 0 check (disabled in (0, 1)),
  password_hash text not null check (password_hash like 'scrypt$%'),
  created_at integer not null,
  signed_in_at integer
) strict;

create table operator_sessions (
  session_hash text primary key check (length(session_hash) = 43),
  operator_no integer not null references operators,
  opened_at integer not null,
  used_at integer not null check (used_at >= opened_at)
) strict, without rowid;

create index operator_sessions_of_operator on operator_sessions (operator_no, used_at);

-- No reference to a sale or an order: a refused act may name one that never was.
create table operator_log (
  seq integer primary key autoincrement,
  at integer not null,
  operator text not null,
  action text not null,
  sale_id text,
  order_id text,
  reason text,
  detail text,
  request_id text
) strict;

create index operator_log_of_sale on operator_log (sale_id, seq) where sale_id is not null;
create index operator_log_of_order on operator_log (order_id, seq) where order_id is not null;

create trigger operator_log_is_not_changed before update on operator_log
begin select raise(abort, 'the log of operators is append-only'); end;
create trigger operator_log_is_not_removed before delete on operator_log
begin select raise(abort, 'the log of operators is append-only'); end;
-- 'insert or replace' would change an entry without either of the two.
create trigger operator_log_is_not_replaced before insert on operator_log
when exists (select 1 from operator_log where seq = new.seq)
begin select raise(abort, 'the log of operators is append-only'); end;

create table ended_sessions (
  token_hash text primary key,
  ended_at integer not null,
  expires_at integer not null check (expires_at > ended_at)
) strict, without rowid;
`;
