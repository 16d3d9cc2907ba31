-- 0010_merge
-- One matter that goes on under another number, one that was split off another, and neighbours who care about one too.

-- The office's words for everyone: without them a matter is shown to no neighbour.
alter table orders add column public_title text;
-- Goes on under this order's number; kept when both were closed together.
alter table orders add column merged_into uuid references orders(id);
-- Others were merged into it at some time.
alter table orders add column leads boolean not null default false;
-- The order that it was split off, the first of them all.
alter table orders add column split_from uuid references orders(id);
create index orders_by_merged on orders (merged_into) where merged_into is not null;
create index orders_by_origin on orders (split_from) where split_from is not null;
create index orders_by_public_place on orders (community, compound_id, category_id, asked_at)
  where public_title is not null;

-- Somebody who cares about a public matter too: by account, or by a number with its code. When it ends, nobody is named.
create table order_follows (
  id uuid primary key,
  community uuid not null references divisions(id),
  order_id uuid not null references orders(id),
  person_id uuid,
  number bigint unique,
  since timestamptz not null,
  ended_at timestamptz,
  version bigint not null
);
create unique index order_follows_once on order_follows (order_id, person_id) where person_id is not null;
create index order_follows_by_order on order_follows (order_id, ended_at);
create index order_follows_by_person on order_follows (person_id) where person_id is not null;
