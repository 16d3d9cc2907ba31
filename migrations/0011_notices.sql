-- News for people with an account: which kind, about which matter, since when. No words, no names: those are made when it is
-- shown or sent, in the reader's language.

create table notices (
  id uuid primary key,
  community uuid not null references divisions(id),
  account_id uuid not null references accounts(id),
  -- The step, offer, message or reminder that it tells of.
  event_id uuid not null,
  kind text not null,
  -- What it is about, and the number by which people know it.
  subject uuid not null,
  number bigint not null,
  at timestamptz not null,
  -- Sent at night too.
  is_urgent boolean not null,
  -- For the count of what is new, shown to its owner only; when it was read is not kept.
  is_read boolean not null,
  -- It waits for nobody any more: someone else was faster, or it was called off.
  is_over boolean not null
);
-- One event is told to one account once.
create unique index notices_once on notices (event_id, account_id);
create index notices_by_account on notices (account_id, at, id);
create index notices_unread on notices (account_id, is_read);
create index notices_by_subject on notices (subject, kind);
create index notices_by_age on notices (community, at);

-- What is to leave the house for one notice by one way, once.
create table notice_sends (
  id uuid primary key,
  community uuid not null references divisions(id),
  notice_id uuid not null references notices(id),
  account_id uuid not null references accounts(id),
  channel text not null check (channel in ('phone', 'mail')),
  state text not null check (state in ('waiting', 'sent', 'dropped', 'dead')),
  due_at timestamptz not null,
  tries bigint not null,
  lease uuid,
  leased_until timestamptz,
  ended_at timestamptz,
  -- Why the last try failed: a way and a code, no address and no text.
  fault text
);
create unique index notice_sends_once on notice_sends (notice_id, channel);
create index notice_sends_due on notice_sends (state, due_at);
create index notice_sends_by_age on notice_sends (community, state, ended_at);

-- How someone likes to get news; whoever has no row here has the defaults.
create table notice_settings (
  -- The account's.
  id uuid primary key references accounts(id),
  community uuid not null references divisions(id),
  -- Minutes after midnight between which nothing rings; equal means never quiet.
  quiet_from bigint not null check (quiet_from between 0 and 1439),
  quiet_to bigint not null check (quiet_to between 0 and 1439),
  mail_sealed bytea,
  -- Its owner has typed the code that was sent there. Nothing else is sent before.
  mail_is_confirmed boolean not null,
  version bigint not null
);
create table notice_choices (
  account_id uuid not null references accounts(id),
  topic text not null check (topic in ('act', 'own', 'help', 'office')),
  channel text not null check (channel in ('phone', 'mail')),
  wanted boolean not null,
  primary key (account_id, topic, channel)
);
