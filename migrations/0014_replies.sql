-- 0014_replies
-- Tools of the office: standard replies 常用回复, filters of the register that somebody keeps, and what became of many
-- matters done at one go.

-- A text that the office writes once and uses often. It may hold places such as {单号}, which are filled for each
-- matter; nothing in it is about a person.
create table standard_replies (
  id uuid primary key,
  community uuid not null references divisions(id),
  purpose text not null check (purpose in ('reply', 'refusal', 'missing', 'way', 'closing')),
  name_zh text not null,
  name_bo text,
  name_en text,
  text_zh text not null,
  text_bo text,
  text_en text,
  -- No longer offered; never deleted.
  archived_at timestamptz,
  version bigint not null
);
create index standard_replies_by_name on standard_replies (community, purpose, name_zh, id);

-- What somebody of the office looks at often: states, categories, places, days; never a person, never words.
create table saved_filters (
  id uuid primary key,
  community uuid not null references divisions(id),
  -- Whose it is; nobody's once it is thrown away.
  account_id uuid,
  title text not null,
  -- The filters as they stand in the address of the register.
  filters text not null,
  -- Everyone of the office may use it.
  shared boolean not null,
  ended_at timestamptz,
  version bigint not null
);
create index saved_filters_of_account on saved_filters (account_id, id);
create index saved_filters_shared on saved_filters (community, id) where shared = true and ended_at is null;

-- One row for each matter of a go: done, or why not. Kept for some days, for whoever did it.
create table bulk_results (
  go_id uuid not null,
  order_id uuid not null references orders(id),
  community uuid not null,
  by_account uuid,
  at timestamptz not null,
  verb text not null check (verb in ('accept', 'dispatch', 'close')),
  position bigint not null,
  done boolean not null,
  -- The key of the words that say why not, and what stands in them.
  why text,
  why_with text,
  primary key (go_id, order_id)
);
create index bulk_results_by_time on bulk_results (community, at);

-- Solved and not yet closed: few at any time.
create index orders_to_close on orders (community, due_at, id) where state = 'verified';
