-- 0017_voice
-- An order may be spoken: the recording is kept like a photo, and somebody of the office writes down what was said.
alter table files add column media_type text not null default 'image/jpeg';
alter table files add column duration_ms bigint not null default 0;
alter table staged_files add column media_type text not null default 'image/jpeg';
alter table staged_files add column duration_ms bigint not null default 0;
create index staged_files_by_holder on staged_files (holder);

-- How the recording stands to the words: waiting for them, beside words that were typed, written down, or not what was
-- meant. Empty for orders that were only written.
alter table orders add column spoken text check (spoken in ('waiting', 'beside', 'written', 'disputed'));
alter table orders add column spoken_language text;
-- The asker wishes that the recording goes as soon as it is written down.
alter table orders add column spoken_once boolean not null default false;
