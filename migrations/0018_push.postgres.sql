-- 0018_push
alter table notice_choices drop constraint notice_choices_channel_check;
alter table notice_choices add constraint notice_choices_channel_check check (channel in ('phone', 'mail', 'push'));
alter table notice_sends drop constraint notice_sends_channel_check;
alter table notice_sends add constraint notice_sends_channel_check check (channel in ('phone', 'mail', 'push'));
-- Where it goes: the browser, or the account for a way of which there is one.
alter table notice_sends add column target_id uuid;
update notice_sends set target_id = account_id;
alter table notice_sends alter column target_id set not null;
drop index notice_sends_once;
create unique index notice_sends_once on notice_sends (notice_id, channel, target_id);
