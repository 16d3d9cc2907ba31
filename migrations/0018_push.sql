-- 0018_push
-- News to a browser, by the push service that its owner's browser uses.

-- A browser on a device that somebody allowed to ring. It is good as long as they are signed in there.
create table push_devices (
  id uuid primary key,
  community uuid not null references divisions(id),
  account_id uuid not null references accounts(id),
  -- The sign-in in which it was allowed; when that is gone, so is this.
  session_id uuid not null,
  -- Keyed hash of the address, so that one browser rings for one account.
  endpoint_index bytea not null,
  -- Address and keys, as the browser gave them.
  sealed bytea not null,
  -- A short word about the device.
  device text not null,
  created_at timestamptz not null,
  -- Since when nothing has reached it.
  failing_since timestamptz
);
create unique index push_devices_by_endpoint on push_devices (endpoint_index);
create index push_devices_by_account on push_devices (account_id, created_at);
create index push_devices_by_community on push_devices (community, created_at);

-- The day that the news name: until when something rests, or by when someone answers.
alter table notices add column until timestamptz;
