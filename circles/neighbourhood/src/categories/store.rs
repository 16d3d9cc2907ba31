//! Rows of categories.

use super::rules::{Category, Kind, Question};
use crate::orders::rules::named;
use base::{CommunityId, Moment, Outcome, Problem};
use db::{FromQueryResult, Query, Record, Row, Write, row, values};
use kernel::case::{Named, Urgency};
use kernel::i18n::LocalText;
use uuid::Uuid;

/// Categories.
pub const CATEGORIES: Record = Record { table: "categories" };

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    parent_id: Option<Uuid>,
    code: String,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    is_public: bool,
    is_personal: bool,
    urgency: String,
    own_policy: Option<String>,
    skill: Option<String>,
    done_by: String,
    minutes: i64,
    difficulty_permille: i64,
    notice_key: Option<String>,
    notice_zh: Option<String>,
    notice_bo: Option<String>,
    notice_en: Option<String>,
    two_people: bool,
    closed_at: Option<Moment>,
    version: i64,
}

#[derive(FromQueryResult)]
struct QuestionLine {
    category_id: Uuid,
    text_zh: String,
    text_bo: Option<String>,
    text_en: Option<String>,
    required: bool,
}

impl QuestionLine {
    fn question(self) -> Question {
        Question { text: LocalText { zh: self.text_zh, bo: self.text_bo, en: self.text_en }, required: self.required }
    }
}

impl Line {
    fn category(self, questions: Vec<Question>) -> Outcome<Category> {
        let urgency = Urgency::from_name(&self.urgency)
            .ok_or_else(|| Problem::Fault(format!("categories {}: no such urgency", self.id)))?;
        let own_policy = self.own_policy.map(|text| serde_json::from_str(&text).map_err(Problem::fault)).transpose()?;
        let kind = Kind {
            name: LocalText { zh: self.name_zh, bo: self.name_bo, en: self.name_en },
            is_public: self.is_public,
            is_personal: self.is_personal,
            urgency,
            own_policy,
            skill: self.skill,
            done_by: named(&self.done_by)?,
            minutes: self.minutes,
            difficulty_permille: self.difficulty_permille,
            notice_key: self.notice_key,
            notice: self.notice_zh.map(|zh| LocalText { zh, bo: self.notice_bo, en: self.notice_en }),
            two_people: self.two_people,
            questions,
        };
        let closed = self.closed_at.is_some();
        Ok(Category { id: self.id, version: self.version, parent: self.parent_id, code: self.code, kind, closed })
    }
}

/// Every category of a community in the order of the tree's levels.
pub async fn all(door: &impl Query, community: CommunityId) -> Outcome<Vec<Category>> {
    let lines: Vec<Line> =
        door.all("select * from categories where community = $1 order by position, id", values![community.0]).await?;
    let sql = "select q.category_id, q.text_zh, q.text_bo, q.text_en, q.required from category_questions q
               join categories c on c.id = q.category_id where c.community = $1 order by q.category_id, q.position";
    let mut asked: std::collections::BTreeMap<Uuid, Vec<Question>> = std::collections::BTreeMap::new();
    for line in door.all::<QuestionLine>(sql, values![community.0]).await? {
        asked.entry(line.category_id).or_default().push(line.question());
    }
    lines
        .into_iter()
        .map(|line| {
            let questions = asked.remove(&line.id).unwrap_or_default();
            line.category(questions)
        })
        .collect()
}

/// One category.
pub async fn one(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Category>> {
    let sql = "select * from categories where id = $1 and community = $2";
    let Some(line) = door.one::<Line>(sql, values![id, community.0]).await? else { return Ok(None) };
    let sql = "select category_id, text_zh, text_bo, text_en, required from category_questions
               where category_id = $1 order by position";
    let lines: Vec<QuestionLine> = door.all(sql, values![id]).await?;
    line.category(lines.into_iter().map(QuestionLine::question).collect()).map(Some)
}

#[derive(FromQueryResult)]
struct NameLine {
    id: Uuid,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
}

/// Every category's name; the tree is short.
pub async fn names(door: &impl Query, community: CommunityId) -> Outcome<std::collections::BTreeMap<Uuid, LocalText>> {
    let sql = "select id, name_zh, name_bo, name_en from categories where community = $1";
    let lines: Vec<NameLine> = door.all(sql, values![community.0]).await?;
    let text = |line: NameLine| (line.id, LocalText { zh: line.name_zh, bo: line.name_bo, en: line.name_en });
    Ok(lines.into_iter().map(text).collect())
}

/// The columns that say what a category is.
pub fn columns(kind: &Kind) -> Outcome<Row> {
    let own = kind.own_policy.as_ref().map(serde_json::to_string).transpose().map_err(Problem::fault)?;
    let notice = kind.notice.clone().unwrap_or_default();
    Ok(row! {
        name_zh: kind.name.zh.clone(), name_bo: kind.name.bo.clone(), name_en: kind.name.en.clone(),
        is_public: kind.is_public, is_personal: kind.is_personal, urgency: kind.urgency.name(), own_policy: own,
        skill: kind.skill.clone(), done_by: kind.done_by.name(), minutes: kind.minutes,
        difficulty_permille: kind.difficulty_permille, notice_key: kind.notice_key.clone(),
        notice_zh: kind.notice.as_ref().map(|notice| notice.zh.clone()), notice_bo: notice.bo, notice_en: notice.en,
        two_people: kind.two_people,
    })
}

/// Writes the questions in place of those there were.
pub async fn put_questions(write: &mut Write, id: Uuid, questions: &[Question]) -> Outcome<()> {
    write.run("delete from category_questions where category_id = $1", values![id]).await?;
    for (position, question) in (1i64..).zip(questions) {
        let text = question.text.clone();
        let row = row! {
            category_id: id, position: position, text_zh: text.zh, text_bo: text.bo, text_en: text.en,
            required: question.required,
        };
        write.insert("category_questions", row).await?;
    }
    Ok(())
}
