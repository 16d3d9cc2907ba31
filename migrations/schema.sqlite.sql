-- Generated from a database with the whole history of migrations; to be read, never to be run.
CREATE TABLE accounts (
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
CREATE INDEX accounts_by_community on accounts (community, created_at, id);
CREATE INDEX accounts_by_person on accounts (person_id);
CREATE TABLE aggregates (
  community uuid not null,
  name text not null,
  amount bigint not null,
  people bigint not null,
  at timestamptz not null,
  primary key (community, name)
);
CREATE TABLE audit_bodies (
  id uuid primary key references audit_leaves(id),
  salt bytea not null,
  body text not null
);
CREATE TABLE audit_checkpoints (
  size bigint primary key,
  note text not null
);
CREATE TABLE audit_leaves (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  kind text not null,
  commitment bytea not null,
  mac bytea not null
);
CREATE TABLE audit_sequence (
  number bigint primary key,
  leaf_id uuid not null unique
);
CREATE TABLE audit_tiles (
  level bigint not null,
  position bigint not null,
  hashes bytea not null,
  primary key (level, position)
);
CREATE TABLE audit_waiting (
  leaf_id uuid primary key
);
CREATE TABLE balances (
  id uuid primary key,
  community uuid not null,
  ledger text not null check (ledger in ('points', 'hours', 'goods')),
  kind text not null check (kind in ('resident', 'stock')),
  owner uuid not null,
  vintage date,
  posted bigint not null check (posted >= 0),
  reserved bigint not null check (reserved >= 0),
  version bigint not null,
  check (posted - reserved >= 0)
);
CREATE INDEX balances_by_owner on balances (owner, ledger, vintage);
CREATE INDEX balances_by_vintage on balances (community, ledger, vintage, id);
CREATE TABLE bodies (
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
CREATE INDEX bodies_by_kind on bodies (community, kind, id);
CREATE INDEX bodies_by_name on bodies (community, kind, name_zh);
CREATE TABLE body_members (
  body_id uuid not null references bodies(id),
  person_id uuid not null references people(id),
  leads boolean not null,
  since timestamptz not null,
  until timestamptz,
  primary key (body_id, person_id)
);
CREATE INDEX body_members_by_person on body_members (person_id);
CREATE TABLE buildings (
  id uuid primary key,
  community uuid not null references divisions(id),
  compound_id uuid not null references compounds(id),
  -- As it stands on the wall: "3", "A座".
  name text not null,
  stairways bigint not null check (stairways between 1 and 99),
  closed_at timestamptz,
  version bigint not null
);
CREATE INDEX buildings_by_community on buildings (community, id);
CREATE INDEX buildings_by_compound on buildings (compound_id, id);
CREATE INDEX buildings_by_name on buildings (compound_id, name);
CREATE TABLE "bulk_results" (
  go_id uuid not null,
  order_id uuid not null references orders(id),
  community uuid not null,
  by_account uuid,
  at timestamptz not null,
  verb text not null check (verb in ('accept', 'dispatch', 'close', 'hand_over', 'take_back')),
  position bigint not null,
  done boolean not null,
  -- The key of the words that say why not, and what stands in them.
  why text,
  why_with text,
  constraint bulk_results_key primary key (go_id, order_id)
);
CREATE INDEX bulk_results_by_time on bulk_results (community, at);
CREATE TABLE calendar_days (
  id uuid primary key,
  community uuid not null,
  day date not null,
  works boolean not null,
  name text not null,
  version bigint not null, name_bo text, name_en text, reason text not null default '', source text not null default 'hand' check (source in ('hand', 'list')), removed_at timestamptz,
  unique (community, day)
);
CREATE TABLE categories (
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
  version bigint not null, two_people boolean not null default false,
  unique (community, code)
);
CREATE INDEX categories_by_parent on categories (community, parent_id, position);
CREATE TABLE category_questions (
  category_id uuid not null references categories(id),
  position bigint not null check (position between 1 and 5),
  text_zh text not null,
  text_bo text,
  text_en text,
  required boolean not null,
  primary key (category_id, position)
);
CREATE TABLE codes (
  id uuid primary key,
  purpose text not null,
  subject bytea not null,
  code_hash bytea not null,
  tries_left bigint not null,
  until timestamptz not null
);
CREATE INDEX codes_by_subject on codes (purpose, subject);
CREATE TABLE compounds (
  id uuid primary key,
  community uuid not null references divisions(id),
  name_zh text not null,
  name_bo text,
  name_en text,
  closed_at timestamptz,
  version bigint not null
);
CREATE INDEX compounds_by_community on compounds (community, id);
CREATE INDEX compounds_by_name on compounds (community, name_zh);
CREATE TABLE divisions (
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
CREATE TABLE donation_books (
  id uuid primary key,
  last_number bigint not null check (last_number >= 0),
  received_fen bigint not null check (received_fen >= 0),
  used_fen bigint not null check (used_fen >= 0),
  version bigint not null,
  check (used_fen <= received_fen)
);
CREATE TABLE donation_uses (
  id uuid primary key,
  community uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  purpose text not null,
  used_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  version bigint not null
);
CREATE INDEX donation_uses_by_time on donation_uses (community, recorded_at, id);
CREATE TABLE donations (
  id uuid primary key,
  community uuid not null,
  number bigint not null check (number > 0),
  kind text not null check (kind in ('goods', 'money')),
  amount_fen bigint not null check (amount_fen >= 0),
  item_id uuid references goods(id),
  pieces bigint not null check (pieces >= 0),
  thing_zh text not null,
  thing_bo text not null,
  thing_en text not null,
  donor text not null,
  given_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  voided_at timestamptz,
  voided_by uuid,
  void_reason text,
  version bigint not null,
  check ((kind = 'money' and amount_fen > 0 and pieces = 0 and item_id is null)
    or (kind = 'goods' and amount_fen = 0 and pieces > 0 and item_id is not null)),
  check (voided_by is null or voided_by <> recorded_by)
);
CREATE UNIQUE INDEX donations_by_number on donations (community, number);
CREATE TABLE export_progress (
  id uuid primary key,
  done_count bigint not null
);
CREATE TABLE exports (
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
CREATE INDEX exports_by_time on exports (community, at);
CREATE TABLE facts (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  kind text not null,
  subject uuid not null,
  body text not null,
  by_account uuid
);
CREATE INDEX facts_by_subject on facts (community, subject, at);
CREATE INDEX facts_by_time on facts (community, kind, at);
CREATE TABLE figure_cases (
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
CREATE INDEX figure_cases_by_day on figure_cases (community, began);
CREATE INDEX figure_cases_by_due on figure_cases (community, due_at);
CREATE TABLE figure_checks (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  cases bigint not null,
  figures bigint not null,
  wrong_cases bigint not null,
  wrong_figures bigint not null
);
CREATE INDEX figure_checks_by_time on figure_checks (community, at);
CREATE TABLE figure_readings (
  community uuid primary key,
  read_until timestamptz not null,
  tree bigint not null
);
CREATE TABLE figures (
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
CREATE TABLE files (
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
, media_type text not null default 'image/jpeg', duration_ms bigint not null default 0);
CREATE INDEX files_by_owner on files (owner_kind, owner_id, position);
CREATE INDEX files_to_delete on files (delete_after);
CREATE TABLE free_times (
  person_id uuid not null references people(id),
  weekday bigint not null check (weekday between 1 and 7),
  from_minute bigint not null check (from_minute between 0 and 1439),
  to_minute bigint not null check (to_minute between 1 and 1440),
  primary key (person_id, weekday, from_minute)
);
CREATE TABLE goods (
  id uuid primary key,
  community uuid not null,
  name_zh text not null,
  name_bo text not null,
  name_en text not null,
  price_points bigint not null check (price_points between 1 and 100000),
  origin text not null check (origin in ('donated', 'bought')),
  donor text not null,
  best_before date,
  shown boolean not null,
  created_at timestamptz not null,
  version bigint not null
);
CREATE INDEX goods_by_community on goods (community, created_at, id);
CREATE TABLE grid_compounds (
  grid_version_id uuid not null references grid_versions(id),
  compound_id uuid not null references compounds(id),
  primary key (grid_version_id, compound_id)
);
CREATE INDEX grid_compounds_by_compound on grid_compounds (compound_id);
CREATE TABLE grid_versions (
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
CREATE INDEX grid_versions_by_grid on grid_versions (grid_id, valid_from);
CREATE TABLE grids (
  id uuid primary key,
  community uuid not null references divisions(id),
  code text not null,
  kind text not null check (kind in ('basic', 'dedicated')),
  closed_at timestamptz,
  version bigint not null,
  unique (community, code)
);
CREATE TABLE helper_areas (
  person_id uuid not null references people(id),
  compound_id uuid not null references compounds(id),
  primary key (person_id, compound_id)
);
CREATE TABLE helper_languages (
  person_id uuid not null references people(id),
  language text not null,
  primary key (person_id, language)
);
CREATE TABLE helpers (
  id uuid primary key references people(id),
  community uuid not null references divisions(id),
  takes_orders boolean not null,
  paused_until date,
  version bigint not null
, answers_woman boolean not null default false, answers_man boolean not null default false);
CREATE INDEX helpers_by_community on helpers (community, takes_orders, id);
CREATE TABLE households (
  id uuid primary key,
  community uuid not null references divisions(id),
  building_id uuid not null references buildings(id),
  stairway text not null,
  door text not null,
  version bigint not null,
  unique (building_id, stairway, door)
);
CREATE TABLE imports (
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
CREATE INDEX imports_by_community on imports (community, at, id);
CREATE TABLE jobs (
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
CREATE INDEX jobs_due on jobs (dead_at, due_at);
CREATE TABLE linked_unit_households (
  unit_id uuid not null references linked_units(id),
  household_id uuid not null references households(id),
  primary key (unit_id, household_id)
);
CREATE INDEX linked_unit_households_by_household on linked_unit_households (household_id);
CREATE TABLE linked_units (
  id uuid primary key,
  community uuid not null references divisions(id),
  compound_id uuid not null references compounds(id),
  name text not null,
  closed_at timestamptz,
  version bigint not null
);
CREATE INDEX linked_units_by_compound on linked_units (compound_id, id);
CREATE INDEX linked_units_by_name on linked_units (compound_id, name);
CREATE TABLE looks (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  by_account uuid,
  person_id uuid not null,
  field text not null,
  reason text not null
);
CREATE INDEX looks_by_community on looks (community, at, id);
CREATE INDEX looks_by_person on looks (person_id, at);
CREATE TABLE "notice_choices" (
  account_id uuid not null references accounts(id),
  topic text not null check (topic in ('act', 'own', 'help', 'office')),
  channel text not null check (channel in ('phone', 'mail', 'push')),
  wanted boolean not null,
  primary key (account_id, topic, channel)
);
CREATE TABLE "notice_sends" (
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
CREATE INDEX notice_sends_by_age on notice_sends (community, state, ended_at);
CREATE INDEX notice_sends_due on notice_sends (state, due_at);
CREATE UNIQUE INDEX notice_sends_once on notice_sends (notice_id, channel, target_id);
CREATE TABLE notice_settings (
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
CREATE TABLE notices (
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
, until timestamptz, on_behalf_of uuid);
CREATE INDEX notices_by_account on notices (account_id, at, id);
CREATE INDEX notices_by_age on notices (community, at);
CREATE INDEX notices_by_subject on notices (subject, kind);
CREATE UNIQUE INDEX notices_once on notices (event_id, account_id);
CREATE INDEX notices_unread on notices (account_id, is_read);
CREATE TABLE order_answers (
  order_id uuid not null references orders(id),
  position bigint not null,
  question text not null,
  answer text not null,
  primary key (order_id, position)
);
CREATE TABLE order_appeal_answers (
  id uuid primary key,
  community uuid not null references divisions(id),
  appeal_id uuid not null unique references order_appeals(id),
  at timestamptz not null,
  body text not null,
  by_account uuid
);
CREATE TABLE order_appeals (
  id uuid primary key,
  community uuid not null references divisions(id),
  order_id uuid not null references orders(id),
  at timestamptz not null,
  body text not null,
  answer_by timestamptz not null,
  by_account uuid
);
CREATE INDEX order_appeals_by_date on order_appeals (community, at, id);
CREATE INDEX order_appeals_by_order on order_appeals (order_id, at);
CREATE TABLE order_approvals (
  id uuid primary key,
  community uuid not null references divisions(id),
  order_id uuid not null references orders(id),
  kind text not null check (kind in ('suspend', 'void')),
  reason text not null,
  look_again_at timestamptz,
  by_account uuid not null,
  at timestamptz not null,
  state text not null check (state in ('waiting', 'approved', 'refused', 'lapsed')),
  decided_by uuid,
  decided_at timestamptz
);
CREATE INDEX order_approvals_by_state on order_approvals (community, state, at, id);
CREATE UNIQUE INDEX order_approvals_waiting on order_approvals (order_id, kind) where state = 'waiting';
CREATE TABLE order_calls (
  id uuid primary key,
  community uuid not null references divisions(id),
  order_id uuid not null references orders(id),
  round bigint not null,
  at timestamptz not null,
  result text not null check (result in ('solved', 'not_solved', 'unanswered', 'later')),
  again_at timestamptz,
  by_account uuid,
  check ((result = 'later') = (again_at is not null))
);
CREATE INDEX order_calls_by_order on order_calls (order_id, at);
CREATE INDEX order_calls_by_time on order_calls (community, at, id);
CREATE TABLE order_clocks (
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
CREATE INDEX order_clocks_running on order_clocks (community, kind, stopped_at, due_at);
CREATE TABLE order_dispatches (
  id uuid primary key,
  order_id uuid not null references orders(id),
  community uuid not null,
  round bigint not null,
  purpose text not null check (purpose in ('do', 'check')),
  person_id uuid,
  body_id uuid,
  state text not null check (state in ('offered', 'taken', 'lapsed')),
  at timestamptz not null
, by_event uuid);
CREATE INDEX order_dispatches_by_body on order_dispatches (body_id, state);
CREATE INDEX order_dispatches_by_order on order_dispatches (order_id, round);
CREATE INDEX order_dispatches_by_person on order_dispatches (person_id, state);
CREATE TABLE order_events (
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
CREATE TABLE order_follows (
  id uuid primary key,
  community uuid not null references divisions(id),
  order_id uuid not null references orders(id),
  person_id uuid,
  number bigint unique,
  since timestamptz not null,
  ended_at timestamptz,
  version bigint not null
);
CREATE INDEX order_follows_by_order on order_follows (order_id, ended_at);
CREATE INDEX order_follows_by_person on order_follows (person_id) where person_id is not null;
CREATE UNIQUE INDEX order_follows_once on order_follows (order_id, person_id) where person_id is not null;
CREATE TABLE order_helpers (
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
CREATE INDEX order_helpers_by_person on order_helpers (person_id);
CREATE TABLE order_let_go (
  event_id uuid not null,
  person_id uuid not null,
  community uuid not null,
  primary key (event_id, person_id)
);
CREATE TABLE order_messages (
  id uuid primary key,
  community uuid not null,
  order_id uuid not null references orders(id),
  at timestamptz not null,
  kind text not null check (kind in ('to_resident', 'from_resident', 'note')),
  body text not null,
  by_account uuid,
  by_person uuid
);
CREATE INDEX order_messages_by_order on order_messages (order_id, at);
CREATE TABLE order_numbers (
  number integer primary key autoincrement,
  order_id blob not null
);
CREATE TABLE order_passes (
  order_id uuid not null references orders(id),
  person_id uuid not null,
  primary key (order_id, person_id)
);
CREATE TABLE order_presences (
  order_id uuid not null,
  account_id uuid not null,
  community uuid not null,
  writing boolean not null,
  until timestamptz not null,
  primary key (order_id, account_id)
);
CREATE INDEX order_presences_until on order_presences (until);
CREATE TABLE order_purchases (
  id uuid primary key,
  community uuid not null references divisions(id),
  order_id uuid not null references orders(id),
  round bigint not null,
  way text not null check (way in ('cash', 'advance')),
  state text not null check (state in ('agreed', 'given', 'bought', 'asked', 'settled')),
  ceiling_fen bigint not null check (ceiling_fen > 0),
  given_fen bigint not null check (given_fen between 0 and ceiling_fen),
  spent_fen bigint check (spent_fen between 0 and ceiling_fen),
  returned_fen bigint not null check (returned_fen >= 0),
  repaid_fen bigint not null check (repaid_fen >= 0),
  agreed_at timestamptz not null,
  bought_at timestamptz,
  settled_at timestamptz,
  version bigint not null,
  -- What was given was spent or given back; what was advanced is repaid.
  check (spent_fen is null or way <> 'cash' or given_fen = spent_fen + returned_fen),
  check (way <> 'advance' or (given_fen = 0 and returned_fen = 0)),
  check (state <> 'settled' or way <> 'advance' or repaid_fen = spent_fen)
);
CREATE UNIQUE INDEX order_purchases_once on order_purchases (order_id, round);
CREATE TABLE order_ratings (
  id uuid primary key,
  community uuid not null,
  order_id uuid not null references orders(id),
  round bigint not null,
  at timestamptz not null,
  grade bigint not null check (grade between 1 and 5),
  unique (order_id, round)
);
CREATE TABLE order_reminders (
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
CREATE INDEX order_reminders_by_account on order_reminders (community, account_id, seen_at, at);
CREATE TABLE order_stand_ins (
  order_id uuid not null references orders(id),
  -- To whom it goes back.
  account_id uuid not null references accounts(id),
  community uuid not null,
  -- Who has it in charge meanwhile.
  stand_in uuid not null references accounts(id),
  since timestamptz not null,
  back_on date not null,
  check (account_id <> stand_in),
  constraint order_stand_ins_key primary key (order_id, account_id)
);
CREATE INDEX order_stand_ins_by_account on order_stand_ins (community, account_id, back_on);
CREATE TABLE order_undos (
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
, two_people boolean not null default false, companion_person uuid);
CREATE INDEX order_undos_until on order_undos (until);
CREATE TABLE orders (
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
, passed_to text, reply_by timestamptz, look_again_at timestamptz, supervised boolean not null default false, public_title text, merged_into uuid references orders(id), leads boolean not null default false, split_from uuid references orders(id), call_again_at timestamptz, wish_helper text check (wish_helper in ('woman', 'man')), spoken text check (spoken in ('waiting', 'beside', 'written', 'disputed')), spoken_language text, spoken_once boolean not null default false, two_people boolean not null default false, companion_person uuid check (companion_person <> holder_person));
CREATE INDEX orders_by_asker on orders (asked_by, asked_at);
CREATE INDEX orders_by_box on orders (community, desk_box, due_at, id);
CREATE INDEX orders_by_category on orders (community, category_id, number);
CREATE INDEX orders_by_closing on orders (community, closed_at);
CREATE INDEX orders_by_companion on orders (companion_person, state);
CREATE INDEX orders_by_compound on orders (community, compound_id, number);
CREATE INDEX orders_by_due on orders (community, due_at, id);
CREATE INDEX orders_by_holder on orders (holder_person, state);
CREATE INDEX orders_by_holding_body on orders (holder_body, state);
CREATE INDEX orders_by_merged on orders (merged_into) where merged_into is not null;
CREATE INDEX orders_by_number on orders (community, number);
CREATE INDEX orders_by_origin on orders (split_from) where split_from is not null;
CREATE INDEX orders_by_phone on orders (phone_index);
CREATE INDEX orders_by_public_place on orders (community, compound_id, category_id, asked_at)
  where public_title is not null;
CREATE INDEX orders_by_recorder on orders (recorded_by, state);
CREATE INDEX orders_by_state on orders (community, state, number);
CREATE INDEX orders_in_charge on orders (community, in_charge, number) where closed_at is null;
CREATE INDEX orders_resting on orders (community, state, look_again_at);
CREATE INDEX orders_to_close on orders (community, due_at, id) where state = 'verified';
CREATE TABLE paper_batches (
  id uuid primary key,
  community uuid not null references divisions(id),
  printed_at timestamptz not null,
  by_account uuid,
  sheets bigint not null check (sheets between 1 and 40),
  version bigint not null
);
CREATE INDEX paper_batches_by_time on paper_batches (community, printed_at, id);
CREATE TABLE paper_sheets (
  id uuid primary key,
  community uuid not null references divisions(id),
  batch_id uuid not null references paper_batches(id),
  number bigint not null,
  printed_at timestamptz not null
);
CREATE INDEX paper_sheets_by_batch on paper_sheets (batch_id, number);
CREATE UNIQUE INDEX paper_sheets_by_number on paper_sheets (community, number);
CREATE TABLE people (
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
CREATE INDEX people_by_community on people (community, id);
CREATE INDEX people_by_home on people (community, household_id, id);
CREATE INDEX people_by_household on people (household_id);
CREATE INDEX people_by_phone on people (phone_index);
CREATE INDEX people_by_phone_here on people (community, phone_index, id);
CREATE INDEX people_left on people (community, left_at);
CREATE TABLE person_skills (
  person_id uuid not null references people(id),
  skill text not null,
  primary key (person_id, skill)
);
CREATE TABLE points_appeals (
  id uuid primary key,
  community uuid not null,
  correction_id uuid not null references points_corrections(id),
  person_id uuid not null,
  words text not null,
  recorded_by uuid not null,
  appealed_at timestamptz not null,
  state text not null check (state in ('open', 'upheld', 'dismissed')),
  outcome text,
  decided_by uuid,
  decided_at timestamptz,
  version bigint not null,
  check (state = 'open' or (outcome is not null and decided_by is not null and decided_at is not null))
);
CREATE UNIQUE INDEX points_appeals_by_correction on points_appeals (correction_id);
CREATE INDEX points_appeals_of_person on points_appeals (person_id, appealed_at, id);
CREATE INDEX points_appeals_open on points_appeals (community, state, appealed_at, id);
CREATE TABLE points_awards (
  id uuid primary key,
  community uuid not null,
  person_id uuid not null,
  order_id uuid not null,
  order_number bigint not null,
  round bigint not null,
  team_id uuid,
  minutes bigint not null check (minutes >= 0),
  counted_minutes bigint not null check (counted_minutes >= 0),
  permille bigint not null,
  points bigint not null check (points >= 0),
  served_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  confirmed_by uuid,
  final_at timestamptz not null,
  state text not null check (state in ('pending', 'final', 'hours_only', 'refused', 'voided')),
  refused_why text,
  version bigint not null
);
CREATE INDEX points_awards_by_day on points_awards (community, person_id, served_on);
CREATE INDEX points_awards_by_end on points_awards (community, state, final_at, id);
CREATE INDEX points_awards_of_person on points_awards (community, person_id, recorded_at, id);
CREATE TABLE points_commendation_objections (
  id uuid primary key,
  community uuid not null,
  commendation_id uuid not null references points_commendations(id),
  at timestamptz not null,
  words text not null
);
CREATE INDEX points_commendation_objections_of on points_commendation_objections (commendation_id, at, id);
CREATE TABLE points_commendations (
  id uuid primary key,
  community uuid not null,
  person_id uuid not null,
  merit text not null check (merit in ('rescue', 'neighbours', 'commons', 'craft')),
  reason text not null,
  points bigint not null check (points between 50 and 200),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  shows_name boolean not null,
  agreed_at timestamptz,
  agreed_by uuid,
  notice_until timestamptz,
  state text not null check (state in ('proposed', 'declined', 'notice', 'granted', 'refused')),
  outcome text,
  decided_by uuid,
  decided_at timestamptz,
  version bigint not null,
  check (decided_by is null or decided_by <> proposed_by),
  check (state not in ('notice', 'granted', 'refused') or (agreed_at is not null and notice_until is not null)),
  check (state not in ('granted', 'refused') or (outcome is not null and decided_by is not null))
);
CREATE INDEX points_commendations_by_notice on points_commendations (community, notice_until, id);
CREATE INDEX points_commendations_by_state on points_commendations (community, state, proposed_at, id);
CREATE UNIQUE INDEX points_commendations_one on points_commendations (person_id) where state in ('proposed', 'notice');
CREATE TABLE points_corrections (
  id uuid primary key,
  community uuid not null,
  person_id uuid not null,
  ledger text not null check (ledger in ('points', 'hours')),
  amount bigint not null check (amount <> 0),
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('proposed', 'approved', 'declined')),
  objection text,
  decided_by uuid,
  decided_at timestamptz,
  version bigint not null,
  check (decided_by is null or decided_by <> proposed_by)
);
CREATE INDEX points_corrections_of_person on points_corrections (person_id, proposed_at, id);
CREATE INDEX points_corrections_open on points_corrections (community, state, proposed_at, id);
CREATE TABLE points_expiries (
  id uuid primary key,
  community uuid not null,
  person_id uuid not null,
  balance_id uuid not null references balances(id),
  vintage date not null,
  points bigint not null check (points > 0),
  told_at timestamptz not null,
  last_day date not null,
  done boolean not null,
  version bigint not null
);
CREATE INDEX points_expiries_by_end on points_expiries (community, done, last_day, id);
CREATE INDEX points_expiries_of_person on points_expiries (person_id, done, vintage);
CREATE TABLE points_members (
  id uuid primary key,
  community uuid not null,
  passbook text not null,
  keeps_points boolean not null,
  shows_name boolean not null,
  joined_at timestamptz not null,
  recorded_by uuid,
  left_at timestamptz,
  spend_until timestamptz,
  emptied_at timestamptz,
  version bigint not null
);
CREATE UNIQUE INDEX points_members_by_passbook on points_members (community, passbook);
CREATE INDEX points_members_to_empty on points_members (community, emptied_at, spend_until);
CREATE TABLE points_rule_terms (
  id uuid primary key,
  community uuid not null,
  expiry_notice_days bigint not null check (expiry_notice_days between 60 and 180),
  appeal_days bigint not null check (appeal_days between 5 and 90),
  praise_least bigint not null check (praise_least between 50 and 200),
  praise_most bigint not null check (praise_most between 50 and 200),
  praise_notice_days bigint not null check (praise_notice_days between 5 and 60),
  votes_yes bigint not null check (votes_yes >= 0),
  votes_no bigint not null check (votes_no >= 0),
  votes_abstained bigint not null check (votes_abstained >= 0),
  votes_of bigint not null,
  check (votes_yes + votes_no + votes_abstained <= votes_of)
);
CREATE TABLE points_rules (
  id uuid primary key,
  community uuid not null,
  valid_from date not null,
  points_per_hour bigint not null check (points_per_hour between 1 and 100),
  round_minutes bigint not null check (round_minutes between 1 and 60),
  heavy_permille bigint not null check (heavy_permille between 1000 and 3000),
  professional_permille bigint not null check (professional_permille between 1000 and 3000),
  emergency_permille bigint not null check (emergency_permille between 1000 and 3000),
  event_minutes_max bigint not null check (event_minutes_max between 1 and 1440),
  day_minutes_max bigint not null check (day_minutes_max between 1 and 1440),
  notice_days bigint not null check (notice_days between 1 and 60),
  backdating_days bigint not null check (backdating_days between 0 and 30),
  life_months bigint not null check (life_months between 12 and 120),
  hold_hours bigint not null check (hold_hours between 1 and 720),
  leave_days bigint not null check (leave_days between 30 and 365),
  adopted_by text not null,
  adopted_on date not null,
  source text not null,
  force text not null check (force in ('law', 'practice')),
  by_account uuid
);
CREATE INDEX points_rules_by_day on points_rules (community, valid_from);
CREATE TABLE "postings" (
  id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  ledger text not null,
  debit_kind text not null,
  debit_account uuid,
  credit_kind text not null,
  credit_account uuid,
  amount bigint not null check (amount > 0),
  source_kind text not null,
  source_id uuid not null,
  by_account uuid,
  check (debit_account is null or credit_account is null),
  check (
    (ledger = 'points' and (
      (debit_kind = 'issuance' and credit_kind = 'resident')
      or (debit_kind = 'resident' and credit_kind in ('redeemed', 'expired', 'correction'))
      or (debit_kind = 'correction' and credit_kind = 'resident')))
    or (ledger = 'hours' and (
      (debit_kind in ('issuance', 'correction') and credit_kind = 'resident')
      or (debit_kind = 'resident' and credit_kind = 'correction')))
    or (ledger = 'goods' and (
      (debit_kind in ('donated', 'bought', 'counted') and credit_kind = 'stock')
      or (debit_kind = 'stock' and credit_kind in ('handed_out', 'written_off', 'donated'))))
  )
);
CREATE INDEX postings_by_credit on postings (credit_account, at, id);
CREATE INDEX postings_by_debit on postings (debit_account, at, id);
CREATE INDEX postings_by_source on postings (source_id);
CREATE INDEX postings_by_time on postings (community, at, id);
CREATE TABLE proxies (
  id uuid primary key,
  community uuid not null,
  resident_id uuid not null,
  proxy_id uuid not null,
  agreed_at timestamptz not null,
  ended_at timestamptz,
  recorded_by uuid,
  version bigint not null
, scope text not null default 'records' check (scope in ('follow', 'decide', 'records')), ends_at timestamptz, paused_at timestamptz);
CREATE INDEX proxies_by_end on proxies (community, ends_at);
CREATE INDEX proxies_by_proxy on proxies (proxy_id, ended_at);
CREATE INDEX proxies_by_resident on proxies (resident_id, ended_at);
CREATE TABLE proxy_codes (
  id uuid primary key,
  community uuid not null,
  resident_id uuid not null,
  scope text not null check (scope in ('follow', 'decide', 'records')),
  ends_at timestamptz,
  code_index bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  recorded_by uuid
);
CREATE INDEX proxy_codes_by_code on proxy_codes (community, code_index);
CREATE INDEX proxy_codes_by_end on proxy_codes (community, expires_at);
CREATE TABLE push_devices (
  id uuid primary key,
  community uuid not null references divisions(id),
  account_id uuid not null references accounts(id),
  -- The sign-in in which it was allowed; when that is gone, so is this.
  session_id uuid not null,
  -- Keyed hash of the address, so that one browser rings for one account.
  endpoint_index bytea not null,
  -- Address and keys, as the browser gave them.
  sealed bytea not null,
  -- A short word about the device.
  device text not null,
  created_at timestamptz not null,
  -- Since when nothing has reached it.
  failing_since timestamptz
);
CREATE INDEX push_devices_by_account on push_devices (account_id, created_at);
CREATE INDEX push_devices_by_community on push_devices (community, created_at);
CREATE UNIQUE INDEX push_devices_by_endpoint on push_devices (endpoint_index);
CREATE TABLE redemption_parts (
  redemption_id uuid not null references redemptions(id),
  balance_id uuid not null references balances(id),
  amount bigint not null check (amount > 0),
  primary key (redemption_id, balance_id)
);
CREATE INDEX redemption_parts_by_balance on redemption_parts (balance_id);
CREATE TABLE redemptions (
  id uuid primary key,
  community uuid not null,
  person_id uuid not null,
  item_id uuid not null references goods(id),
  count bigint not null check (count > 0),
  points bigint not null check (points > 0),
  code text not null,
  state text not null check (state in ('reserved', 'collected', 'cancelled', 'timed_out')),
  reserved_at timestamptz not null,
  until timestamptz not null,
  reserved_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  -- How the person was known at the counter: by code, by passbook, or by eye; never a number of theirs.
  known_by text check (known_by in ('code', 'passbook', 'eye')),
  version bigint not null
);
CREATE UNIQUE INDEX redemptions_by_code on redemptions (community, code) where state = 'reserved';
CREATE INDEX redemptions_by_end on redemptions (community, state, until, id);
CREATE INDEX redemptions_of_person on redemptions (person_id, reserved_at, id);
CREATE TABLE roles_held (
  account_id uuid not null references accounts(id),
  role text not null,
  since timestamptz not null,
  primary key (account_id, role)
);
CREATE TABLE saved_filters (
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
CREATE INDEX saved_filters_of_account on saved_filters (account_id, id);
CREATE INDEX saved_filters_shared on saved_filters (community, id) where shared = true and ended_at is null;
CREATE TABLE schedule_slots (
  name text not null,
  slot timestamptz not null,
  primary key (name, slot)
);
CREATE TABLE search_documents (
  number integer primary key,
  community uuid not null,
  kind text not null,
  record_id uuid not null unique,
  document text not null
);
CREATE TRIGGER search_documents_added after insert on search_documents begin insert into search_words (rowid, document) values (new.number, new.document); end;
CREATE TRIGGER search_documents_removed after delete on search_documents begin insert into search_words (search_words, rowid, document) values ('delete', old.number, old.document); end;
CREATE VIRTUAL TABLE search_words using fts5 (document, content = 'search_documents', content_rowid = 'number', tokenize = 'ascii');
CREATE TABLE 'search_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'search_words_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'search_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'search_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE sessions (
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
CREATE INDEX sessions_by_account on sessions (account_id);
CREATE INDEX sessions_by_use on sessions (used_at);
CREATE TABLE settings (
  id uuid primary key,
  community uuid not null,
  name text not null,
  valid_from date not null,
  amount bigint not null,
  source text not null,
  force text not null check (force in ('law', 'practice')),
  by_account uuid
);
CREATE INDEX settings_by_name on settings (community, name, valid_from);
CREATE TABLE shop_settings (
  id uuid primary key,
  near_days bigint not null check (near_days between 1 and 365),
  version bigint not null
);
CREATE TABLE staged_files (
  id uuid primary key,
  community uuid not null,
  holder text not null,
  photo_hash text not null,
  thumbnail_hash text not null,
  width bigint not null,
  height bigint not null,
  bytes bigint not null,
  at timestamptz not null
, media_type text not null default 'image/jpeg', duration_ms bigint not null default 0);
CREATE INDEX staged_files_by_age on staged_files (at);
CREATE INDEX staged_files_by_holder on staged_files (holder);
CREATE TABLE staged_import_rows (
  id uuid primary key,
  import_id uuid not null,
  number bigint not null,
  fault_count bigint not null,
  sealed bytea not null
);
CREATE UNIQUE INDEX staged_import_rows_by_number on staged_import_rows (import_id, number);
CREATE TABLE staged_imports (
  import_id uuid primary key,
  community uuid not null,
  at timestamptz not null,
  -- Headings, sheet names, and which column was matched with which field; no cell.
  head text not null,
  fitted text not null,
  checked_count bigint not null
);
CREATE INDEX staged_imports_by_age on staged_imports (community, at);
CREATE TABLE standard_replies (
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
CREATE INDEX standard_replies_by_name on standard_replies (community, purpose, name_zh, id);
CREATE TABLE stock_count_lines (
  id uuid primary key,
  community uuid not null,
  count_id uuid not null references stock_counts(id),
  item_id uuid not null references goods(id),
  position bigint not null,
  name_zh text not null,
  name_bo text not null,
  name_en text not null,
  first_pieces bigint check (first_pieces >= 0),
  first_book bigint,
  first_at timestamptz,
  first_by uuid,
  second_pieces bigint check (second_pieces >= 0),
  second_book bigint,
  second_at timestamptz,
  second_by uuid,
  reason text not null,
  posted bigint,
  version bigint not null,
  check (first_by is null or second_by is null or first_by <> second_by)
);
CREATE UNIQUE INDEX stock_count_lines_by_item on stock_count_lines (count_id, item_id);
CREATE INDEX stock_count_lines_by_position on stock_count_lines (count_id, position);
CREATE TABLE stock_counts (
  id uuid primary key,
  community uuid not null,
  state text not null check (state in ('counting', 'posted', 'dropped')),
  begun_at timestamptz not null,
  begun_by uuid not null,
  line_count bigint not null check (line_count >= 0),
  ended_at timestamptz,
  ended_by uuid,
  version bigint not null
);
CREATE INDEX stock_counts_by_time on stock_counts (community, begun_at, id);
CREATE UNIQUE INDEX stock_counts_one on stock_counts (community) where state = 'counting';
CREATE TABLE throttles (
  name bytea primary key,
  failures bigint not null,
  until timestamptz not null,
  forget_at timestamptz not null
);
