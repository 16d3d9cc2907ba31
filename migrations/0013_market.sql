-- 0013_market
-- The supermarket and points whole: stock-taking by two people, donation receipts and their account, appeals, praise,
-- the end of points after notice, and what residents adopt beside the figures that were there before.

-- Figures that came later, and the vote; one row for each adopted version. A version without one has the figures
-- everyone starts with.
create table points_rule_terms (
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

-- What a person was told about points that end: one row a month of issue. Nothing ends that nobody was told of.
create table points_expiries (
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
create index points_expiries_of_person on points_expiries (person_id, done, vintage);
create index points_expiries_by_end on points_expiries (community, done, last_day, id);
create index balances_by_vintage on balances (community, ledger, vintage, id);

-- The person concerned objects to a correction that was carried out. Neither of its two people decides.
create table points_appeals (
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
create unique index points_appeals_by_correction on points_appeals (correction_id);
create index points_appeals_open on points_appeals (community, state, appealed_at, id);
create index points_appeals_of_person on points_appeals (person_id, appealed_at, id);

-- Praise with points, once: proposed with a reason, agreed to by the nominee, in public notice, decided by someone else.
create table points_commendations (
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
create unique index points_commendations_one on points_commendations (person_id) where state in ('proposed', 'notice');
create index points_commendations_by_state on points_commendations (community, state, proposed_at, id);
create index points_commendations_by_notice on points_commendations (community, notice_until, id);

-- What anyone says about an award in notice; who said it is not kept.
create table points_commendation_objections (
  id uuid primary key,
  community uuid not null,
  commendation_id uuid not null references points_commendations(id),
  at timestamptz not null,
  words text not null
);
create index points_commendation_objections_of on points_commendation_objections (commendation_id, at, id);

-- Settings of the shop that nobody votes on.
create table shop_settings (
  id uuid primary key,
  near_days bigint not null check (near_days between 1 and 365),
  version bigint not null
);

create table stock_counts (
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
create unique index stock_counts_one on stock_counts (community) where state = 'counting';
create index stock_counts_by_time on stock_counts (community, begun_at, id);

-- A thing by its name at the beginning, not by its stock: who counts does not see what the books say. A look is what one
-- person found, and what the books said at the time of looking.
create table stock_count_lines (
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
create unique index stock_count_lines_by_item on stock_count_lines (count_id, item_id);
create index stock_count_lines_by_position on stock_count_lines (count_id, position);

-- Receipts of donations, numbered without a gap. Who gave is kept only when they wish to be named.
create table donations (
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
create unique index donations_by_number on donations (community, number);

-- What donated money was used for.
create table donation_uses (
  id uuid primary key,
  community uuid not null,
  amount_fen bigint not null check (amount_fen > 0),
  purpose text not null,
  used_on date not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  version bigint not null
);
create index donation_uses_by_time on donation_uses (community, recorded_at, id);

-- The book of a community's donations: the last number, and the money. It can never be used twice.
create table donation_books (
  id uuid primary key,
  last_number bigint not null check (last_number >= 0),
  received_fen bigint not null check (received_fen >= 0),
  used_fen bigint not null check (used_fen >= 0),
  version bigint not null,
  check (used_fen <= received_fen)
);
