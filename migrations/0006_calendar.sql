-- 0006_calendar
-- Days that a community adds to the national list by hand or from a published list. A day that was taken out stays as
-- a row, so that its story has no gap.

alter table calendar_days add column name_bo text;
alter table calendar_days add column name_en text;
alter table calendar_days add column reason text not null default '';
alter table calendar_days add column source text not null default 'hand' check (source in ('hand', 'list'));
alter table calendar_days add column removed_at timestamptz;
