-- 0004_orders
-- Categories, orders, what happened to them, who was asked, who helped, what was said, and the clocks.

-- Two levels: groups without a parent, kinds below them. What a kind asks, promises and needs is data of the community.
create table categories (
  id uuid primary key,
  community uuid not null references divisions(id),
  parent_id uuid references categories(id),
  code text not null,
  position bigint not null,
  name_zh text not null,
  name_bo text,
  name_en text,
  -- Neighbours may see that there is such a matter; private is the default.
  is_public boolean not null,
  -- Served is a person (who answers "solved"), else a public place (which someone else looks at).
  is_personal boolean not null,
  urgency text not null check (urgency in ('emergency', 'utilities', 'general', 'hard')),
  -- Own spans instead of the urgency's, as the engine reads them; empty for the defaults.
  own_policy text,
  skill text,
  -- anyone, licensed (the skill is a licence), department
  done_by text not null check (done_by in ('anyone', 'licensed', 'department')),
  minutes bigint not null check (minutes between 5 and 960),
  difficulty_permille bigint not null check (difficulty_permille in (1000, 1200, 1500, 2000)),
  -- gas, electricity, fire, water, fall: a notice of the program's own; empty for none.
  notice_key text,
  notice_zh text,
  notice_bo text,
  notice_en text,
  closed_at timestamptz,
  version bigint not null,
  unique (community, code)
);
create index categories_by_parent on categories (community, parent_id, position);
create table category_questions (
  category_id uuid not null references categories(id),
  position bigint not null check (position between 1 and 5),
  text_zh text not null,
  text_bo text,
  text_en text,
  required boolean not null,
  primary key (category_id, position)
);

create table orders (
  id uuid primary key,
  community uuid not null references divisions(id),
  number bigint not null unique,
  state text not null,
  round bigint not null,
  -- A parked draft may not know its kind yet.
  category_id uuid references categories(id),
  -- The clocks' promises as they were when it was handed in.
  policy text,
  -- The kind as it was when it was handed in.
  is_personal boolean not null,
  is_public boolean not null,
  done_by text not null,
  skill text,
  minutes bigint not null,
  difficulty_permille bigint not null,
  -- In the office's words, fit for a volunteer's eyes; empty until someone wrote it.
  title text,
  -- In the resident's words.
  body text not null,
  compound_id uuid references compounds(id),
  building_id uuid references buildings(id),
  grid_id uuid references grids(id),
  stairway text,
  door text,
  spot text,
  asked_by uuid,
  recorded_by uuid,
  called text,
  phone_sealed bytea,
  phone_index bytea,
  code_turn bigint not null,
  -- The form that gave the present code.
  code_once uuid,
  wish_language text,
  wish_part text,
  wish_time text,
  wish_other text,
  wish_without uuid,
  asked_at timestamptz not null,
  in_charge uuid,
  answer text,
  way_forward text,
  nobody_took boolean not null,
  holder_person uuid,
  holder_body uuid,
  taken_at timestamptz,
  visit_at timestamptz,
  door_word bigint,
  outcome text check (outcome in ('solved', 'partly', 'explained', 'handed_over', 'cannot')),
  outcome_text text,
  done_at timestamptz,
  done_by_account uuid,
  solved_at timestamptz,
  calls bigint not null,
  closed_at timestamptz,
  -- Where it stands on the morning screen: new, to_dispatch, nobody_took, to_verify, to_call_back; empty elsewhere.
  desk_box text,
  -- Of the running clock that is due first.
  clock_kind text,
  amber_at timestamptz,
  due_at timestamptz,
  version bigint not null
);
create index orders_by_number on orders (community, number);
create index orders_by_state on orders (community, state, number);
create index orders_by_box on orders (community, desk_box, due_at, id);
create index orders_by_due on orders (community, due_at, id);
create index orders_by_category on orders (community, category_id, number);
create index orders_by_compound on orders (community, compound_id, number);
create index orders_by_asker on orders (asked_by, asked_at);
create index orders_by_recorder on orders (recorded_by, state);
create index orders_by_phone on orders (phone_index);
create index orders_by_holder on orders (holder_person, state);
create index orders_by_holding_body on orders (holder_body, state);
create index orders_by_closing on orders (community, closed_at);

create table order_answers (
  order_id uuid not null references orders(id),
  position bigint not null,
  question text not null,
  answer text not null,
  primary key (order_id, position)
);

-- What happened, in order; the state, the round and the clocks are a replay of this.
create table order_events (
  id uuid primary key,
  community uuid not null,
  order_id uuid not null references orders(id),
  -- The version of the order after it.
  seq bigint not null,
  at timestamptz not null,
  action text not null,
  from_state text not null,
  to_state text not null,
  round bigint not null,
  by_account uuid,
  by_person uuid,
  on_behalf_of uuid,
  reason text,
  detail text,
  unique (order_id, seq)
);

create table order_clocks (
  order_id uuid not null references orders(id),
  kind text not null,
  round bigint not null,
  turn bigint not null,
  community uuid not null,
  started_at timestamptz not null,
  amber_at timestamptz not null,
  due_at timestamptz not null,
  stopped_at timestamptz,
  paused_since timestamptz,
  remind_amber_at timestamptz not null,
  remind_red_at timestamptz not null,
  primary key (order_id, kind, round, turn)
);
create index order_clocks_running on order_clocks (community, kind, stopped_at, due_at);

-- Who was asked, for doing it or for checking it; rows of the unwilling leave when the order ends.
create table order_dispatches (
  id uuid primary key,
  order_id uuid not null references orders(id),
  community uuid not null,
  round bigint not null,
  purpose text not null check (purpose in ('do', 'check')),
  person_id uuid,
  body_id uuid,
  state text not null check (state in ('offered', 'taken', 'lapsed')),
  at timestamptz not null
);
create index order_dispatches_by_order on order_dispatches (order_id, round);
create index order_dispatches_by_person on order_dispatches (person_id, state);
create index order_dispatches_by_body on order_dispatches (body_id, state);
-- A member of a body who is asked no more about this order.
create table order_passes (
  order_id uuid not null references orders(id),
  person_id uuid not null,
  primary key (order_id, person_id)
);

create table order_helpers (
  order_id uuid not null references orders(id),
  round bigint not null,
  person_id uuid not null,
  body_id uuid,
  minutes bigint not null check (minutes between 0 and 1440),
  served_at timestamptz not null,
  recorded_by uuid,
  confirmed_at timestamptz,
  confirmed_by uuid,
  -- Told to hours and points.
  told_at timestamptz,
  primary key (order_id, round, person_id)
);
create index order_helpers_by_person on order_helpers (person_id);

-- Messages to and from the resident, and notes of the staff: about the matter, and all of it in the resident's copy.
create table order_messages (
  id uuid primary key,
  community uuid not null,
  order_id uuid not null references orders(id),
  at timestamptz not null,
  kind text not null check (kind in ('to_resident', 'from_resident', 'note')),
  body text not null,
  by_account uuid,
  by_person uuid
);
create index order_messages_by_order on order_messages (order_id, at);

-- The matter's grade, 1 to 5. There is no way from here to a helper.
create table order_ratings (
  id uuid primary key,
  community uuid not null,
  order_id uuid not null references orders(id),
  round bigint not null,
  at timestamptz not null,
  grade bigint not null check (grade between 1 and 5),
  unique (order_id, round)
);

create table order_reminders (
  order_id uuid not null references orders(id),
  kind text not null,
  round bigint not null,
  turn bigint not null,
  light text not null check (light in ('amber', 'red')),
  community uuid not null,
  account_id uuid,
  at timestamptz not null,
  due_at timestamptz not null,
  seen_at timestamptz,
  primary key (order_id, kind, round, turn, light)
);
create index order_reminders_by_account on order_reminders (community, account_id, seen_at, at);
