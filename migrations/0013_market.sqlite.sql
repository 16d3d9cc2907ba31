-- 0013_market
-- Two movements more: pieces that a count found, and a donation whose receipt was voided. A check can only be changed by
-- building the table anew.
create table postings_anew (
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
insert into postings_anew select id, community, at, ledger, debit_kind, debit_account, credit_kind, credit_account,
  amount, source_kind, source_id, by_account from postings;
drop table postings;
alter table postings_anew rename to postings;
create index postings_by_debit on postings (debit_account, at, id);
create index postings_by_credit on postings (credit_account, at, id);
create index postings_by_source on postings (source_id);
create index postings_by_time on postings (community, at, id);
