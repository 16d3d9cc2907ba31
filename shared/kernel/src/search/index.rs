//! The index as a table that both databases read alike: one row for each term of a record.
//!
//! A list joins it with its own conditions and rights; nothing here says who may see what.

use super::bigrams::{document, query};
use base::{CommunityId, Outcome};
use db::{Value, Write};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows of one insert.
const ROWS_PER_INSERT: usize = 60;

/// Writes the terms of a record, in place of those it had.
///
/// # Errors
/// A fault from the database.
pub async fn put(
    write: &mut Write,
    community: CommunityId,
    kind: &'static str,
    record: Uuid,
    text: &str,
) -> Outcome<()> {
    remove(write, record).await?;
    let document = document(text);
    let terms: Vec<&str> =
        document.split(' ').filter(|term| !term.is_empty()).collect::<BTreeSet<_>>().into_iter().collect();
    for chunk in terms.chunks(ROWS_PER_INSERT) {
        let mut values = vec![Value::from(community.0), Value::from(kind), Value::from(record)];
        let rows: Vec<String> = chunk
            .iter()
            .map(|term| {
                values.push(Value::from(*term));
                format!("($1, $2, ${}, $3)", values.len())
            })
            .collect();
        let sql = format!(
            "insert into search_terms (community, kind, term, record_id) values {} on conflict do nothing",
            rows.join(", ")
        );
        write.run(&sql, values).await?;
    }
    Ok(())
}

/// Takes a record out of the index.
///
/// # Errors
/// A fault from the database.
pub async fn remove(write: &mut Write, record: Uuid) -> Outcome<()> {
    write.run("delete from search_terms where record_id = $1", vec![Value::from(record)]).await.map(|_| ())
}

/// A condition on `record` (a column of records of this kind in `community`) for the words of a search box, with its
/// values; placeholders count on from `after`. `None` when there is nothing to look for.
#[must_use]
pub fn matching(
    words: &str,
    kind: &'static str,
    (community, record): (&str, &str),
    after: usize,
) -> Option<(String, Vec<Value>)> {
    let asked = query(words)?;
    let mut values = vec![Value::from(kind)];
    let kind_mark = after + 1;
    let mut conditions = Vec::new();
    for phrase in asked.sqlite.split(" AND ") {
        let terms: Vec<&str> = phrase.trim_matches(['"', '*']).split(' ').collect();
        for (position, term) in terms.iter().enumerate() {
            values.push(Value::from(*term));
            let mark = after + values.len();
            // The last term of a phrase is found by its beginning. Terms are ASCII letters and digits, so that the
            // end of the range sorts after all of them in any collation.
            let term = if position + 1 == terms.len() {
                format!("t.term >= ${mark} and t.term <= ${mark} || 'zzzzzzzz'")
            } else {
                format!("t.term = ${mark}")
            };
            conditions.push(format!(
                "exists (select 1 from search_terms t where t.community = {community} and t.kind = ${kind_mark} \
                 and {term} and t.record_id = {record})"
            ));
        }
    }
    Some((conditions.join(" and "), values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_asked_for_and_the_last_by_its_beginning() {
        let (sql, values) = matching("路灯坏", "order", ("o.community", "o.id"), 2).unwrap();
        assert_eq!(sql.matches("exists").count(), 2);
        assert_eq!(values.len(), 3);
        assert!(sql.contains("t.kind = $3") && sql.contains("t.term = $4") && sql.contains("t.term >= $5"), "{sql}");
        assert!(matching(" ，。", "order", ("c", "r"), 0).is_none());
    }
}
