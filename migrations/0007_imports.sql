-- 0007_imports
-- Imports from spreadsheets: who loaded what kind, when, and how it went. What was in the file is kept sealed, without
-- the columns that are never read, for a day at most and no longer than until it is loaded.

create table imports (
  id uuid primary key,
  community uuid not null references divisions(id),
  kind text not null,
  state text not null check (state in
    ('matching', 'checking', 'mending', 'ready', 'loading', 'done', 'stopped', 'dropped')),
  by_account uuid,
  at timestamptz not null,
  row_count bigint not null,
  -- Rows that need mending.
  fault_count bigint not null,
  done_count bigint not null,
  created_count bigint not null,
  changed_count bigint not null,
  same_count bigint not null,
  ended_at timestamptz,
  version bigint not null
);
create index imports_by_community on imports (community, at, id);

create table staged_imports (
  import_id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  -- Headings, sheet names, and which column was matched with which field; no cell.
  head text not null,
  fitted text not null,
  checked_count bigint not null
);
create index staged_imports_by_age on staged_imports (community, at);

create table staged_import_rows (
  id uuid primary key,
  import_id uuid not null,
  number bigint not null,
  fault_count bigint not null,
  sealed bytea not null
);
create unique index staged_import_rows_by_number on staged_import_rows (import_id, number);

-- How an import finds again what it loaded before.
-- With the order of the answer in the index, neither database walks through everyone to find one phone or one door.
create index people_by_phone_here on people (community, phone_index, id);
create index people_by_home on people (community, household_id, id);
create index compounds_by_name on compounds (community, name_zh);
create index buildings_by_name on buildings (compound_id, name);
create index linked_units_by_name on linked_units (compound_id, name);
create index bodies_by_name on bodies (community, kind, name_zh);
