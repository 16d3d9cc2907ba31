-- 0005_points
-- Points, hours and goods: three double-entry ledgers of append-only postings; balances only for residents and stock.
-- There is no counter row anywhere: issuance, redeemed, expired and the like have no balance.

-- Rules are data, dated, adopted by residents, never retroactive: a service is counted by the rules of its day.
create table points_rules (
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
create index points_rules_by_day on points_rules (community, valid_from);

-- Who asked to have hours, or hours and points, kept. The id is the person's.
create table points_members (
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
create unique index points_members_by_passbook on points_members (community, passbook);
create index points_members_to_empty on points_members (community, emptied_at, spend_until);

-- One line of a helper's confirmed work; its points are pending until the public notice has passed.
create table points_awards (
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
create index points_awards_of_person on points_awards (community, person_id, recorded_at, id);
create index points_awards_by_day on points_awards (community, person_id, served_on);
create index points_awards_by_end on points_awards (community, state, final_at, id);

create table postings (
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
  -- The only movements there are. Nothing goes from one resident to another, and nothing is money.
  check (
    (ledger = 'points' and (
      (debit_kind = 'issuance' and credit_kind = 'resident')
      or (debit_kind = 'resident' and credit_kind in ('redeemed', 'expired', 'correction'))
      or (debit_kind = 'correction' and credit_kind = 'resident')))
    or (ledger = 'hours' and (
      (debit_kind in ('issuance', 'correction') and credit_kind = 'resident')
      or (debit_kind = 'resident' and credit_kind = 'correction')))
    or (ledger = 'goods' and (
      (debit_kind in ('donated', 'bought') and credit_kind = 'stock')
      or (debit_kind = 'stock' and credit_kind in ('handed_out', 'written_off'))))
  )
);
create index postings_by_debit on postings (debit_account, at, id);
create index postings_by_credit on postings (credit_account, at, id);
create index postings_by_source on postings (source_id);

-- posted: what is there; reserved: what of it is held for open redemptions (reserve, then post or void).
create table balances (
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
create index balances_by_owner on balances (owner, ledger, vintage);

-- One proposes, another approves, never the person whose account it is.
create table points_corrections (
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
create index points_corrections_open on points_corrections (community, state, proposed_at, id);
create index points_corrections_of_person on points_corrections (person_id, proposed_at, id);

create table goods (
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
create index goods_by_community on goods (community, created_at, id);

create table redemptions (
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
create unique index redemptions_by_code on redemptions (community, code) where state = 'reserved';
create index redemptions_of_person on redemptions (person_id, reserved_at, id);
create index redemptions_by_end on redemptions (community, state, until, id);

-- Which month's points a redemption holds, oldest first.
create table redemption_parts (
  redemption_id uuid not null references redemptions(id),
  balance_id uuid not null references balances(id),
  amount bigint not null check (amount > 0),
  primary key (redemption_id, balance_id)
);
create index redemption_parts_by_balance on redemption_parts (balance_id);

-- Totals counted once a day, so that a public page costs the same however much happened.
create table aggregates (
  community uuid not null,
  name text not null,
  amount bigint not null,
  people bigint not null,
  at timestamptz not null,
  primary key (community, name)
);
