-- The ground: divisions, the audit log, facts, jobs, files, search. Times are UTC; every business row carries its community.

create table divisions (
  id uuid primary key,
  parent_id uuid references divisions(id),
  level text not null check (level in ('province', 'city', 'county', 'town', 'community')),
  code text not null unique,
  name_zh text not null,
  name_bo text,
  name_en text,
  phone text not null default '',
  address text not null default '',
  version bigint not null
);

-- One leaf per write; the order is decided later by the sequencer.
create table audit_leaves (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  kind text not null,
  commitment bytea not null,
  mac bytea not null
);
create table audit_bodies (
  id uuid primary key references audit_leaves(id),
  salt bytea not null,
  body text not null
);
-- Leaves that the sequencer has not numbered yet, so that finding them costs the same however long the log is.
create table audit_waiting (
  leaf_id uuid primary key
);
create table audit_sequence (
  number bigint primary key,
  leaf_id uuid not null unique
);
create table audit_tiles (
  level bigint not null,
  position bigint not null,
  hashes bytea not null,
  primary key (level, position)
);
create table audit_checkpoints (
  size bigint primary key,
  note text not null
);

create table facts (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  kind text not null,
  subject uuid not null,
  body text not null,
  by_account uuid
);
create index facts_by_subject on facts (community, subject, at);

create table jobs (
  id uuid primary key,
  community uuid not null,
  kind text not null,
  subject uuid not null,
  due_at timestamptz not null,
  tries bigint not null default 0,
  leased_until timestamptz,
  lease uuid,
  dead_at timestamptz,
  fault text
);
create index jobs_due on jobs (dead_at, due_at);
create table schedule_slots (
  name text not null,
  slot timestamptz not null,
  primary key (name, slot)
);

-- Stored content is named by its hash; a row gives one record the right to show it.
create table files (
  id uuid primary key,
  community uuid not null,
  owner_kind text not null,
  owner_id uuid not null,
  position bigint not null,
  photo_hash text not null,
  thumbnail_hash text not null,
  width bigint not null,
  height bigint not null,
  bytes bigint not null,
  at timestamptz not null,
  delete_after timestamptz
);
create index files_by_owner on files (owner_kind, owner_id, position);
create index files_to_delete on files (delete_after);
create table staged_files (
  id uuid primary key,
  community uuid not null,
  holder text not null,
  photo_hash text not null,
  thumbnail_hash text not null,
  width bigint not null,
  height bigint not null,
  bytes bigint not null,
  at timestamptz not null
);
create index staged_files_by_age on staged_files (at);

-- Bigrams and words of a record, so that two Chinese characters are found on either database.
create table search_terms (
  community uuid not null,
  kind text not null,
  term text not null,
  record_id uuid not null,
  primary key (community, kind, term, record_id)
);
create index search_terms_by_record on search_terms (record_id);

-- Community settings that are figures with a source; every change is a new dated row.
create table settings (
  id uuid primary key,
  community uuid not null,
  name text not null,
  valid_from date not null,
  amount bigint not null,
  source text not null,
  force text not null check (force in ('law', 'practice')),
  by_account uuid
);
create index settings_by_name on settings (community, name, valid_from);

-- Days off and make-up working days that a community or a later year adds to the national list.
create table calendar_days (
  id uuid primary key,
  community uuid not null,
  day date not null,
  works boolean not null,
  name text not null,
  version bigint not null,
  unique (community, day)
);
