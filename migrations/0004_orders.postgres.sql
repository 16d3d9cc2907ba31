-- 0004_orders
-- Order numbers: each insert draws the next one; numbers of undone writes are missing for ever.
create table order_numbers (
  number bigint generated always as identity (start with 1001) primary key,
  order_id uuid not null
);
