-- Two people at once: asked by the resident, ticked by the office, or always asked by a category.
alter table categories add column two_people boolean not null default false;
alter table orders add column two_people boolean not null default false;
-- Who holds it together with the holder; never the same person.
alter table orders add column companion_person uuid check (companion_person <> holder_person);
create index orders_by_companion on orders (companion_person, state);
alter table order_undos add column two_people boolean not null default false;
alter table order_undos add column companion_person uuid;

-- Whom a step let go who waited for a second, or held it with one; the row leaves when they were told.
create table order_let_go (
  event_id uuid not null,
  person_id uuid not null,
  community uuid not null,
  primary key (event_id, person_id)
);
-- Who took an order that came back to the office is no longer one who takes it.
update order_dispatches set state = 'lapsed' where state = 'taken' and purpose = 'do' and exists (
  select 1 from orders o where o.id = order_dispatches.order_id and o.round = order_dispatches.round
    and o.state in ('accepted', 'dispatched', 'suspended'));
