//! Rows of standard replies.

use super::rules::{Purpose, Reply, Wording};
use crate::orders::rules::named;
use base::{CommunityId, Moment, Outcome};
use db::{FromQueryResult, Query, Record, Row, Value, row, values};
use kernel::case::Named;
use kernel::i18n::LocalText;
use uuid::Uuid;

/// Standard replies.
pub const REPLIES: Record = Record { table: "standard_replies" };

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    purpose: String,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    text_zh: String,
    text_bo: Option<String>,
    text_en: Option<String>,
    archived_at: Option<Moment>,
    version: i64,
}

impl Line {
    fn reply(self) -> Outcome<Reply> {
        let wording = Wording {
            purpose: named(&self.purpose)?,
            name: LocalText { zh: self.name_zh, bo: self.name_bo, en: self.name_en },
            text: LocalText { zh: self.text_zh, bo: self.text_bo, en: self.text_en },
        };
        Ok(Reply { id: self.id, version: self.version, wording, archived: self.archived_at.is_some() })
    }
}

/// One reply.
pub async fn one(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Reply>> {
    let sql = "select * from standard_replies where id = $1 and community = $2";
    door.one::<Line>(sql, values![id, community.0]).await?.map(Line::reply).transpose()
}

/// Every reply in use for one of these purposes; there are few, see [`super::rules::IN_USE_MAX`].
pub async fn in_use(door: &impl Query, community: CommunityId, purpose: Option<Purpose>) -> Outcome<Vec<Reply>> {
    let mut values = values![community.0];
    let mut narrowed = "";
    if let Some(purpose) = purpose {
        values.push(Value::from(purpose.name()));
        narrowed = " and purpose = $2";
    }
    let sql = format!(
        "select * from standard_replies where community = $1{narrowed} and archived_at is null order by purpose, name_zh, id"
    );
    let lines: Vec<Line> = door.all(&sql, values).await?;
    lines.into_iter().map(Line::reply).collect()
}

/// A page of the list: in use or put away, with words, after a reply.
pub async fn page(
    door: &impl Query,
    community: CommunityId,
    (archived, words, after): (bool, &str, Option<Uuid>),
    rows: usize,
) -> Outcome<Vec<Reply>> {
    let mut values = values![community.0];
    let mut conditions = format!("archived_at is {}", if archived { "not null" } else { "null" });
    if !words.is_empty() {
        let escaped = words.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        values.push(Value::from(format!("%{escaped}%")));
        let texts = ["name_zh", "name_bo", "name_en", "text_zh", "text_bo", "text_en"];
        let like = texts.map(|column| format!("lower({column}) like ${} escape '\\'", values.len()));
        conditions.push_str(&format!(" and ({})", like.join(" or ")));
    }
    if let Some(after) = after {
        values.push(Value::from(after));
        let start = format!(
            " and (purpose, name_zh, id) > (select purpose, name_zh, id from standard_replies where id = ${})",
            values.len()
        );
        conditions.push_str(&start);
    }
    let sql = format!(
        "select * from standard_replies where community = $1 and {conditions} order by purpose, name_zh, id limit {rows}"
    );
    let lines: Vec<Line> = door.all(&sql, values).await?;
    lines.into_iter().map(Line::reply).collect()
}

/// The columns that say what a reply says.
pub fn columns(wording: &Wording) -> Row {
    let (name, text) = (wording.name.clone(), wording.text.clone());
    row! {
        purpose: wording.purpose.name(), name_zh: name.zh, name_bo: name.bo, name_en: name.en, text_zh: text.zh,
        text_bo: text.bo, text_en: text.en,
    }
}
