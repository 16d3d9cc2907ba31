-- Accounts, roles, sessions, throttles, one-time codes, and who may act for whom.

create table accounts (
  id uuid primary key,
  community uuid not null references divisions(id),
  person_id uuid,
  -- Staff sign in with a name; residents with their phone, found by its blind index.
  login text unique,
  phone_index bytea unique,
  display_name text not null,
  password_hash text,
  locale text not null default 'zh-CN',
  large boolean not null default false,
  -- A short sign-out without use, for computers in the hall.
  shared_computer boolean not null default false,
  closed_at timestamptz,
  created_at timestamptz not null,
  version bigint not null
);
create index accounts_by_person on accounts (person_id);
create index accounts_by_community on accounts (community, created_at, id);

create table roles_held (
  account_id uuid not null references accounts(id),
  role text not null,
  since timestamptz not null,
  primary key (account_id, role)
);

create table sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id uuid references accounts(id),
  -- Orders opened with number and follow code, as a list of ids.
  opened text not null default '',
  created_at timestamptz not null,
  used_at timestamptz not null,
  idle_minutes bigint not null,
  device text not null default ''
);
create index sessions_by_account on sessions (account_id);
create index sessions_by_use on sessions (used_at);

create table throttles (
  name bytea primary key,
  failures bigint not null,
  until timestamptz not null,
  forget_at timestamptz not null
);

-- One-time codes for phones, and one-time links that set a password; only hashes are kept.
create table codes (
  id uuid primary key,
  purpose text not null,
  subject bytea not null,
  code_hash bytea not null,
  tries_left bigint not null,
  until timestamptz not null
);
create index codes_by_subject on codes (purpose, subject);

-- A resident agreed that a family member acts for them; either side ends it at any time.
create table proxies (
  id uuid primary key,
  community uuid not null,
  resident_id uuid not null,
  proxy_id uuid not null,
  agreed_at timestamptz not null,
  ended_at timestamptz,
  recorded_by uuid,
  version bigint not null
);
create index proxies_by_proxy on proxies (proxy_id, ended_at);
create index proxies_by_resident on proxies (resident_id, ended_at);
