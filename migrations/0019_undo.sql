-- 0019_undo
-- Taking a step back for ten seconds, and who has a matter open at this moment. Both are gone when they are over.

-- What an order was before the latest step that may still be taken back. One row an order; it leaves when the seconds are
-- over.
create table order_undos (
  order_id uuid primary key,
  community uuid not null,
  -- The step, whose it is, until when it may be taken back.
  event_id uuid not null,
  by_account uuid not null,
  until timestamptz not null,
  -- The version that the step led to.
  led_to bigint not null,
  -- Something of it left the house, or someone outside the office saw it.
  gone boolean not null,
  state text not null,
  round bigint not null,
  category_id uuid,
  policy text,
  is_personal boolean not null,
  is_public boolean not null,
  done_by text not null,
  skill text,
  minutes bigint not null,
  difficulty_permille bigint not null,
  title text,
  compound_id uuid,
  building_id uuid,
  grid_id uuid,
  stairway text,
  door text,
  spot text,
  in_charge uuid,
  answer text,
  way_forward text,
  nobody_took boolean not null,
  holder_person uuid,
  holder_body uuid,
  taken_at timestamptz,
  passed_to text,
  reply_by timestamptz,
  look_again_at timestamptz,
  supervised boolean not null,
  visit_at timestamptz,
  door_word bigint,
  outcome text,
  outcome_text text,
  done_at timestamptz,
  done_by_account uuid,
  solved_at timestamptz,
  calls bigint not null,
  closed_at timestamptz
);
create index order_undos_until on order_undos (until);

-- The step by which somebody was asked.
alter table order_dispatches add column by_event uuid;

-- Who of the office has a matter open at this moment. No past: one row for each, moved on while the page is open and
-- deleted a minute after the last sign of life.
create table order_presences (
  order_id uuid not null,
  account_id uuid not null,
  community uuid not null,
  writing boolean not null,
  until timestamptz not null,
  primary key (order_id, account_id)
);
create index order_presences_until on order_presences (until);
