-- 0012_figures
-- Figures 统计: kept copies of what events and clocks say, counted by a job, proved by another each day. Nothing here
-- names a person; a figure that fewer than ten matters or people make up is kept and never shown.

-- One round of one order, as far as figures go. Marks are one sign for each figure, in the order of the program's list:
-- '+' counts for it, '-' counts against it, '.' does not count (yet).
create table figure_cases (
  order_id uuid not null references orders(id),
  round bigint not null,
  community uuid not null,
  -- The community's day on which the round began.
  began date not null,
  marks text not null,
  category_id uuid,
  compound_id uuid,
  grid_id uuid,
  -- When a promise of it runs out without anything happening.
  due_at timestamptz,
  primary key (order_id, round)
);
create index figure_cases_by_day on figure_cases (community, began);
create index figure_cases_by_due on figure_cases (community, due_at);

-- One figure of one place or category in one span of a year: month 5 with months 1 is May, month 4 with months 3 the
-- second quarter. The nil id stands for everything (top) and for the whole of a group or grid (leaf).
create table figures (
  community uuid not null,
  year bigint not null,
  along text not null check (along in ('total', 'category', 'place')),
  top_id uuid not null,
  leaf_id uuid not null,
  figure text not null,
  month bigint not null check (month between 1 and 12),
  months bigint not null check (months in (1, 3, 12)),
  amount bigint not null,
  out_of bigint not null check (amount <= out_of),
  people bigint not null,
  shown boolean not null,
  at timestamptz not null,
  primary key (community, year, along, top_id, leaf_id, figure, month, months)
);

-- Up to when facts were read, and which tree of categories the figures were counted along.
create table figure_readings (
  community uuid primary key,
  read_until timestamptz not null,
  tree bigint not null
);

-- The daily proof: everything derived once more from events, compared with what was kept.
create table figure_checks (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  cases bigint not null,
  figures bigint not null,
  wrong_cases bigint not null,
  wrong_figures bigint not null
);
create index figure_checks_by_time on figure_checks (community, at);

create index facts_by_time on facts (community, kind, at);

-- A register on its way into a file: who asked for it is on record, the file is there for a day.
create table exports (
  id uuid primary key,
  community uuid not null references divisions(id),
  kind text not null,
  format text not null check (format in ('xlsx', 'csv')),
  -- The filters as they stood in the address.
  filters text not null,
  language text not null,
  by_account uuid,
  at timestamptz not null,
  state text not null check (state in ('waiting', 'done', 'gone')),
  row_count bigint not null,
  size_bytes bigint not null,
  hash text,
  ended_at timestamptz,
  version bigint not null
);
create index exports_by_time on exports (community, at);
create table export_progress (
  id uuid primary key,
  done_count bigint not null
);
