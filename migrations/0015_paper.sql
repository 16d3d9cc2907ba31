-- 0015_paper
-- Sheets printed ahead for days without power, each with the number and the id of the order that it will be; and what
-- came of calling residents back.

-- One printing; its id comes from the form, so that a double click prints once.
create table paper_batches (
  id uuid primary key,
  community uuid not null references divisions(id),
  printed_at timestamptz not null,
  by_account uuid,
  sheets bigint not null check (sheets between 1 and 40),
  version bigint not null
);
create index paper_batches_by_time on paper_batches (community, printed_at, id);

-- A sheet: its id becomes the order's, so that a sheet entered twice makes one order. It says nothing of anyone.
create table paper_sheets (
  id uuid primary key,
  community uuid not null references divisions(id),
  batch_id uuid not null references paper_batches(id),
  number bigint not null,
  printed_at timestamptz not null
);
create unique index paper_sheets_by_number on paper_sheets (community, number);
create index paper_sheets_by_batch on paper_sheets (batch_id, number);

-- Each attempt to call a resident back, and what came of it.
create table order_calls (
  id uuid primary key,
  community uuid not null references divisions(id),
  order_id uuid not null references orders(id),
  round bigint not null,
  at timestamptz not null,
  result text not null check (result in ('solved', 'not_solved', 'unanswered', 'later')),
  again_at timestamptz,
  by_account uuid,
  check ((result = 'later') = (again_at is not null))
);
create index order_calls_by_order on order_calls (order_id, at);
create index order_calls_by_time on order_calls (community, at, id);
-- When the resident asked to be called again.
alter table orders add column call_again_at timestamptz;
