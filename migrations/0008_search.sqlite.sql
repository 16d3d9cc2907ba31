-- 0008_search
-- The number is there because the index of words refers to rows by it, and a row without one may change its place.
create table search_documents (
  number integer primary key,
  community uuid not null,
  kind text not null,
  record_id uuid not null unique,
  document text not null
);
create virtual table search_words using fts5 (document, content = 'search_documents', content_rowid = 'number', tokenize = 'ascii');
create trigger search_documents_added after insert on search_documents begin insert into search_words (rowid, document) values (new.number, new.document); end;
create trigger search_documents_removed after delete on search_documents begin insert into search_words (search_words, rowid, document) values ('delete', old.number, old.document); end;
insert into search_documents (community, kind, record_id, document)
select community, kind, record_id, 'c' || lower(hex(community)) || kind || ' ' || group_concat(term, ' ')
from search_terms group by community, kind, record_id;
drop table search_terms;
