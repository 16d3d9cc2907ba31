-- 0013_market
-- Two movements more: pieces that a count found, and a donation whose receipt was voided.
alter table postings drop constraint postings_check1;
alter table postings add constraint postings_movements check (
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
  );
create index postings_by_time on postings (community, at, id);
