//! Bodies and their members as rows.

use super::rules::BodyKind;
use crate::entry::{PICK_ROWS_MAX, marks, narrowed};
use base::{BodyId, CommunityId, GridId, Outcome, PersonId, Problem};
use db::{FromQueryResult, Query, Record, Value, values};
use kernel::i18n::LocalText;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) const BODIES: Record = Record { table: "bodies" };

/// A body.
#[derive(Clone, Debug)]
pub struct BodyView {
    /// Its id.
    pub id: BodyId,
    /// What it is.
    pub kind: BodyKind,
    /// Its name.
    pub name: LocalText,
    /// Its office phone; may be empty.
    pub phone: String,
    /// The grid it is matched with.
    pub grid: Option<GridId>,
    /// It is closed.
    pub closed: bool,
    /// Its version.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    kind: String,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    phone: String,
    grid_id: Option<Uuid>,
    closed_at: Option<base::Moment>,
    version: i64,
}

impl TryFrom<Line> for BodyView {
    type Error = Problem;

    fn try_from(line: Line) -> Outcome<Self> {
        let kind = BodyKind::from_name(&line.kind).ok_or_else(|| Problem::fault("a body of no kind"))?;
        Ok(Self {
            id: line.id.into(),
            kind,
            name: LocalText { zh: line.name_zh, bo: line.name_bo, en: line.name_en },
            phone: line.phone,
            grid: line.grid_id.map(Into::into),
            closed: line.closed_at.is_some(),
            version: line.version,
        })
    }
}

const COLUMNS: &str = "id, kind, name_zh, name_bo, name_en, phone, grid_id, closed_at, version";

/// A body of this community.
///
/// # Errors
/// A fault from the database.
pub async fn body(door: &impl Query, community: CommunityId, id: BodyId) -> Outcome<Option<BodyView>> {
    let sql = format!("select {COLUMNS} from bodies where id = $1 and community = $2");
    door.one::<Line>(&sql, values![id.0, community.0]).await?.map(BodyView::try_from).transpose()
}

/// Every open body of a kind, in the order they were entered.
///
/// # Errors
/// A fault from the database.
pub async fn list(door: &impl Query, community: CommunityId, kind: BodyKind) -> Outcome<Vec<BodyView>> {
    let sql = format!(
        "select {COLUMNS} from bodies where community = $1 and kind = $2 and closed_at is null \
         order by id limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<Line> = door.all(&sql, values![community.0, kind.name()]).await?;
    lines.into_iter().map(BodyView::try_from).collect()
}

/// A page of bodies of a kind, closed ones too.
pub(crate) async fn paged(
    door: &impl Query,
    (community, kind): (CommunityId, BodyKind),
    (typed, after): (&str, Option<Uuid>),
) -> Outcome<Vec<BodyView>> {
    let (narrow, values) = narrowed("name_zh", typed, 4);
    let limit = web::PAGE_ROWS + 1;
    let sql = format!(
        "select {COLUMNS} from bodies where community = $1 and kind = $2 and id > $3{narrow} order by id limit {limit}"
    );
    let after = after.unwrap_or(Uuid::nil());
    let lines: Vec<Line> = door.all(&sql, [values![community.0, kind.name(), after], values].concat()).await?;
    lines.into_iter().map(BodyView::try_from).collect()
}

/// The names of bodies, in one question.
///
/// # Errors
/// A fault from the database.
pub async fn names_of(
    door: &impl Query,
    community: CommunityId,
    ids: &[BodyId],
) -> Outcome<BTreeMap<BodyId, LocalText>> {
    #[derive(FromQueryResult)]
    struct Name {
        id: Uuid,
        name_zh: String,
        name_bo: Option<String>,
        name_en: Option<String>,
    }
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "select id, name_zh, name_bo, name_en from bodies where community = $1 and id in ({})",
        marks(2, ids.len())
    );
    let wanted = ids.iter().map(|id| Value::from(id.0)).collect();
    let lines: Vec<Name> = door.all(&sql, [values![community.0], wanted].concat()).await?;
    let names = lines
        .into_iter()
        .map(|line| (line.id.into(), LocalText { zh: line.name_zh, bo: line.name_bo, en: line.name_en }));
    Ok(names.collect())
}

/// Someone who belongs to a body now.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// They lead the body or speak for it.
    pub leads: bool,
    /// Since when.
    pub since: base::Moment,
}

/// Who belongs to a body now, leaders first. For the desk and for the body's own leader.
///
/// # Errors
/// A fault from the database.
pub async fn members(door: &impl Query, community: CommunityId, body: BodyId) -> Outcome<Vec<Member>> {
    #[derive(FromQueryResult)]
    struct Line {
        person_id: Uuid,
        name: String,
        leads: bool,
        since: base::Moment,
    }
    let sql = format!(
        "select m.person_id, p.name, m.leads, m.since from body_members m join people p on p.id = m.person_id \
         where m.body_id = $1 and p.community = $2 and m.until is null and p.left_at is null \
         order by m.leads desc, m.person_id limit {PICK_ROWS_MAX}"
    );
    let lines: Vec<Line> = door.all(&sql, values![body.0, community.0]).await?;
    let members = lines.into_iter().map(|line| Member {
        person: line.person_id.into(),
        name: line.name,
        leads: line.leads,
        since: line.since,
    });
    Ok(members.collect())
}

/// The open body of a kind and a name.
pub(crate) async fn named(
    door: &impl Query,
    (community, kind): (CommunityId, BodyKind),
    name: &str,
) -> Outcome<Option<BodyView>> {
    let sql = format!(
        "select {COLUMNS} from bodies where community = $1 and kind = $2 and name_zh = $3 and closed_at is null \
         order by id limit 1"
    );
    door.one::<Line>(&sql, values![community.0, kind.name(), name]).await?.map(BodyView::try_from).transpose()
}
