-- 0004_orders
-- Order numbers: each insert draws the next one; numbers of undone writes are missing for ever.
create table order_numbers (
  number integer primary key autoincrement,
  order_id blob not null
);
insert into sqlite_sequence (name, seq) values ('order_numbers', 1000);
