-- 0003_registry
-- Places, grids with dated versions, bodies, people with the least data, and what helpers ticked themselves.
-- A person has a name, a phone, a language and a place; there is nothing here to grade or watch anyone with.

create table compounds (
  id uuid primary key,
  community uuid not null references divisions(id),
  name_zh text not null,
  name_bo text,
  name_en text,
  closed_at timestamptz,
  version bigint not null
);
create index compounds_by_community on compounds (community, id);

create table buildings (
  id uuid primary key,
  community uuid not null references divisions(id),
  compound_id uuid not null references compounds(id),
  -- As it stands on the wall: "3", "A座".
  name text not null,
  stairways bigint not null check (stairways between 1 and 99),
  closed_at timestamptz,
  version bigint not null
);
create index buildings_by_compound on buildings (compound_id, id);
create index buildings_by_community on buildings (community, id);

create table households (
  id uuid primary key,
  community uuid not null references divisions(id),
  building_id uuid not null references buildings(id),
  stairway text not null,
  door text not null,
  version bigint not null,
  unique (building_id, stairway, door)
);

-- Every version of a grid has dates, so that an old record finds the grid of its day.
create table grids (
  id uuid primary key,
  community uuid not null references divisions(id),
  code text not null,
  kind text not null check (kind in ('basic', 'dedicated')),
  closed_at timestamptz,
  version bigint not null,
  unique (community, code)
);
create table grid_versions (
  id uuid primary key,
  community uuid not null references divisions(id),
  grid_id uuid not null references grids(id),
  name_zh text not null,
  name_bo text,
  name_en text,
  -- The named person; empty is a vacancy, and shows as one.
  worker_id uuid,
  -- The office phone that everyone may see; never a private one.
  phone text not null,
  valid_from date not null,
  valid_until date,
  by_account uuid
);
create index grid_versions_by_grid on grid_versions (grid_id, valid_from);
create table grid_compounds (
  grid_version_id uuid not null references grid_versions(id),
  compound_id uuid not null references compounds(id),
  primary key (grid_version_id, compound_id)
);
create index grid_compounds_by_compound on grid_compounds (compound_id);

-- Linked households help each other and get notices; nothing else hangs on them.
create table linked_units (
  id uuid primary key,
  community uuid not null references divisions(id),
  compound_id uuid not null references compounds(id),
  name text not null,
  closed_at timestamptz,
  version bigint not null
);
create index linked_units_by_compound on linked_units (compound_id, id);
create table linked_unit_households (
  unit_id uuid not null references linked_units(id),
  household_id uuid not null references households(id),
  primary key (unit_id, household_id)
);
create index linked_unit_households_by_household on linked_unit_households (household_id);

create table people (
  id uuid primary key,
  community uuid not null references divisions(id),
  name text not null,
  -- The name as it is compared when someone is looked for.
  name_key text not null,
  phone_sealed bytea,
  phone_index bytea,
  language text not null check (language in ('zh-CN', 'bo', 'en')),
  building_id uuid references buildings(id),
  household_id uuid references households(id),
  left_at timestamptz,
  version bigint not null
);
create index people_by_community on people (community, id);
create index people_by_phone on people (phone_index);
create index people_by_household on people (household_id);
create index people_left on people (community, left_at);

create table bodies (
  id uuid primary key,
  community uuid not null references divisions(id),
  kind text not null check (kind in ('team', 'unit', 'department')),
  name_zh text not null,
  name_bo text,
  name_en text,
  -- An office phone that everyone may see.
  phone text not null,
  grid_id uuid references grids(id),
  closed_at timestamptz,
  version bigint not null
);
create index bodies_by_kind on bodies (community, kind, id);
create table body_members (
  body_id uuid not null references bodies(id),
  person_id uuid not null references people(id),
  leads boolean not null,
  since timestamptz not null,
  until timestamptz,
  primary key (body_id, person_id)
);
create index body_members_by_person on body_members (person_id);

-- What a helper ticked, in their own words of yes: may be paused or taken back any time.
create table helpers (
  id uuid primary key references people(id),
  community uuid not null references divisions(id),
  takes_orders boolean not null,
  paused_until date,
  version bigint not null
);
create index helpers_by_community on helpers (community, takes_orders, id);
create table person_skills (
  person_id uuid not null references people(id),
  skill text not null,
  primary key (person_id, skill)
);
create table free_times (
  person_id uuid not null references people(id),
  weekday bigint not null check (weekday between 1 and 7),
  from_minute bigint not null check (from_minute between 0 and 1439),
  to_minute bigint not null check (to_minute between 1 and 1440),
  primary key (person_id, weekday, from_minute)
);
create table helper_areas (
  person_id uuid not null references people(id),
  compound_id uuid not null references compounds(id),
  primary key (person_id, compound_id)
);
create table helper_languages (
  person_id uuid not null references people(id),
  language text not null,
  primary key (person_id, language)
);

-- Every look at a phone number: who, when, why. Rows are only ever added.
create table looks (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  by_account uuid,
  person_id uuid not null,
  field text not null,
  reason text not null
);
create index looks_by_person on looks (person_id, at);
create index looks_by_community on looks (community, at, id);
