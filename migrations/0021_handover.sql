-- 0021_handover
-- Handing open matters over to a colleague 交接, and what is asked when somebody is back.

-- Which matter a stand-in has in charge for whom, until which day. It says nothing of why, holds open matters only, and a
-- row is gone when the matter is back, has ended, or stays where it is.
create table order_stand_ins (
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
create index order_stand_ins_by_account on order_stand_ins (community, account_id, back_on);

-- The open matters of one person in charge, without those that have ended.
create index orders_in_charge on orders (community, in_charge, number) where closed_at is null;

-- Two more verbs for many at one go.
create table bulk_results_next (
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
insert into bulk_results_next (go_id, order_id, community, by_account, at, verb, position, done, why, why_with)
  select go_id, order_id, community, by_account, at, verb, position, done, why, why_with from bulk_results;
drop table bulk_results;
alter table bulk_results_next rename to bulk_results;
create index bulk_results_by_time on bulk_results (community, at);
