-- 0018_push
create table notice_choices_new (
  account_id uuid not null references accounts(id),
  topic text not null check (topic in ('act', 'own', 'help', 'office')),
  channel text not null check (channel in ('phone', 'mail', 'push')),
  wanted boolean not null,
  primary key (account_id, topic, channel)
);
insert into notice_choices_new (account_id, topic, channel, wanted)
  select account_id, topic, channel, wanted from notice_choices;
drop table notice_choices;
alter table notice_choices_new rename to notice_choices;
create table notice_sends_new (
  id uuid primary key,
  community uuid not null references divisions(id),
  notice_id uuid not null references notices(id),
  account_id uuid not null references accounts(id),
  channel text not null check (channel in ('phone', 'mail', 'push')),
  -- Where it goes: the browser, or the account for a way of which there is one.
  target_id uuid not null,
  state text not null check (state in ('waiting', 'sent', 'dropped', 'dead')),
  due_at timestamptz not null,
  tries bigint not null,
  lease uuid,
  leased_until timestamptz,
  ended_at timestamptz,
  -- Why the last try failed: a way and a code, no address and no text.
  fault text
);
insert into notice_sends_new (id, community, notice_id, account_id, channel, target_id, state, due_at, tries, lease,
    leased_until, ended_at, fault)
  select id, community, notice_id, account_id, channel, account_id, state, due_at, tries, lease,
    leased_until, ended_at, fault from notice_sends;
drop table notice_sends;
alter table notice_sends_new rename to notice_sends;
create unique index notice_sends_once on notice_sends (notice_id, channel, target_id);
create index notice_sends_due on notice_sends (state, due_at);
create index notice_sends_by_age on notice_sends (community, state, ended_at);
