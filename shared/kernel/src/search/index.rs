//! The index: one text of tokens for each record, under FTS5 on SQLite and a `tsvector` on PostgreSQL.
//!
//! A list joins it with its own conditions and rights; nothing here says who may see what.

use super::bigrams::{document, query};
use base::{CommunityId, Outcome};
use db::{Backend, Value, Write, values};
use uuid::Uuid;

/// What is looked for among the records of one kind in one community.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The community.
    pub community: CommunityId,
    /// The kind, in lower-case letters.
    pub kind: &'static str,
}

impl Scope {
    /// The token that every text of this scope begins with, so that the index itself keeps communities apart.
    fn token(self) -> String {
        format!("c{}{}", self.community.0.simple(), self.kind)
    }
}

/// Writes the words of a record, in place of those it had.
///
/// # Errors
/// A fault from the database.
pub async fn put(write: &mut Write, scope: Scope, record: Uuid, text: &str) -> Outcome<()> {
    remove(write, record).await?;
    let document = format!("{} {}", scope.token(), document(text));
    let sql = "insert into search_documents (community, kind, record_id, document) values ($1, $2, $3, $4)";
    write.run(sql, values![scope.community.0, scope.kind, record, document]).await.map(|_| ())
}

/// Takes a record out of the index.
///
/// # Errors
/// A fault from the database.
pub async fn remove(write: &mut Write, record: Uuid) -> Outcome<()> {
    write.run("delete from search_documents where record_id = $1", values![record]).await.map(|_| ())
}

/// A condition on `record` (a column) for the words of a search box, in which `?` stands for the one value beside it.
/// `None` when there is nothing to look for.
#[must_use]
pub fn matching(backend: Backend, scope: Scope, words: &str, record: &str) -> Option<(String, Value)> {
    let asked = query(words)?;
    let token = scope.token();
    Some(match backend {
        Backend::Sqlite => (
            format!(
                "{record} in (select d.record_id from search_documents d where d.number in \
                 (select w.rowid from search_words w where w.search_words match ?))"
            ),
            Value::from(format!("\"{token}\" AND {}", asked.sqlite)),
        ),
        Backend::Postgres => (
            format!(
                "{record} in (select d.record_id from search_documents d \
                 where to_tsvector('simple', d.document) @@ to_tsquery('simple', ?))"
            ),
            Value::from(format!("{token} & {}", asked.postgres)),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_names_its_community_and_kind() {
        let scope = Scope { community: CommunityId(Uuid::from_u128(1)), kind: "order" };
        let token = "c00000000000000000000000000000001order";
        let (sql, value) = matching(Backend::Sqlite, scope, "路灯坏", "o.id").unwrap();
        assert!(sql.starts_with("o.id in") && sql.matches('?').count() == 1, "{sql}");
        assert_eq!(value, Value::from(format!("\"{token}\" AND \"h8defh706f h706fh574f\"*")));
        let (sql, value) = matching(Backend::Postgres, scope, "路灯坏", "o.id").unwrap();
        assert!(sql.starts_with("o.id in") && sql.matches('?').count() == 1, "{sql}");
        assert_eq!(value, Value::from(format!("{token} & h8defh706f <-> h706fh574f:*")));
        assert!(matching(Backend::Sqlite, scope, " ，。", "o.id").is_none());
    }
}
