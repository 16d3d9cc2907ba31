-- 0008_search
create table search_documents (
  community uuid not null,
  kind text not null,
  record_id uuid primary key,
  document text not null
);
insert into search_documents (community, kind, record_id, document)
select community, kind, record_id, 'c' || replace(community::text, '-', '') || kind || ' ' || string_agg(term, ' ')
from search_terms group by community, kind, record_id;
create index search_documents_by_word on search_documents using gin (to_tsvector('simple', document));
drop table search_terms;
