-- Family and helpers: what a resident agreed to, a code to read out, helpers who answer a wish, and money for a purchase.

-- What was agreed before there was a choice was everything.
alter table proxies add column scope text not null default 'records' check (scope in ('follow', 'decide', 'records'));
-- After this moment it is over by itself.
alter table proxies add column ends_at timestamptz;
alter table proxies add column paused_at timestamptz;
create index proxies_by_end on proxies (community, ends_at);

-- A code that the resident reads out to whom they trust; it works once, for an hour, and leaves after that.
create table proxy_codes (
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
create index proxy_codes_by_code on proxy_codes (community, code_index);
create index proxy_codes_by_end on proxy_codes (community, expires_at);

-- "I am willing to answer wishes for a woman" or "... for a man", ticked by the helper; for matching, and nothing else.
alter table helpers add column answers_woman boolean not null default false;
alter table helpers add column answers_man boolean not null default false;
alter table orders add column wish_helper text check (wish_helper in ('woman', 'man'));

-- Money of one purchase: agreed before, given or advanced, spent, given back or repaid. Fen. Sums of one order only.
create table order_purchases (
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
create unique index order_purchases_once on order_purchases (order_id, round);
