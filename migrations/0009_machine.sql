-- 0009_machine
-- The side states of orders: what was put off, handed over, asked to be decided by a second person; and what the
-- supervision committee answers.

-- To whom a matter was handed that has no account here: a level above, another office.
alter table orders add column passed_to text;
-- By when whom it was handed to replies.
alter table orders add column reply_by timestamptz;
-- When a resting matter is taken up again.
alter table orders add column look_again_at timestamptz;
-- The secretary keeps an eye on it; for the staff to see, it sorts nothing.
alter table orders add column supervised boolean not null default false;
create index orders_resting on orders (community, state, look_again_at);

-- What one person of the office asks and another decides; rows belong to their order.
create table order_approvals (
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
create unique index order_approvals_waiting on order_approvals (order_id, kind) where state = 'waiting';
create index order_approvals_by_state on order_approvals (community, state, at, id);

-- Who is not content with how a matter was handled tells the supervision committee, which answers in words by a date. It
-- changes nothing of the matter; words and answer stay as they were written.
create table order_appeals (
  id uuid primary key,
  community uuid not null references divisions(id),
  order_id uuid not null references orders(id),
  at timestamptz not null,
  body text not null,
  answer_by timestamptz not null,
  by_account uuid
);
create index order_appeals_by_order on order_appeals (order_id, at);
create index order_appeals_by_date on order_appeals (community, at, id);
create table order_appeal_answers (
  id uuid primary key,
  community uuid not null references divisions(id),
  appeal_id uuid not null unique references order_appeals(id),
  at timestamptz not null,
  body text not null,
  by_account uuid
);
