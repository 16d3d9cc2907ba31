//! Divisions as rows.

use super::rules::Level;
use crate::entry::narrowed;
use base::{CommunityId, DivisionId, Outcome, Problem};
use db::{FromQueryResult, Query, Record, values};
use kernel::i18n::LocalText;
use uuid::Uuid;

/// The table.
pub(crate) const DIVISIONS: Record = Record { table: "divisions" };
/// More levels than the tree has, so that a broken tree never loops.
const CHAIN_MAX: usize = 8;

/// A division.
#[derive(Clone, Debug)]
pub struct Division {
    /// Its id.
    pub id: DivisionId,
    /// The division above.
    pub parent: Option<DivisionId>,
    /// Its height.
    pub level: Level,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: LocalText,
    /// Its office phone.
    pub phone: String,
    /// Its address.
    pub address: String,
    /// Its version.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Line {
    id: Uuid,
    parent_id: Option<Uuid>,
    level: String,
    code: String,
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    phone: String,
    address: String,
    version: i64,
}

impl TryFrom<Line> for Division {
    type Error = Problem;

    fn try_from(line: Line) -> Outcome<Self> {
        let level = Level::from_name(&line.level).ok_or_else(|| Problem::fault("a division of no level"))?;
        Ok(Self {
            id: line.id.into(),
            parent: line.parent_id.map(Into::into),
            level,
            code: line.code,
            name: LocalText { zh: line.name_zh, bo: line.name_bo, en: line.name_en },
            phone: line.phone,
            address: line.address,
            version: line.version,
        })
    }
}

const COLUMNS: &str = "id, parent_id, level, code, name_zh, name_bo, name_en, phone, address, version";

/// A division by id.
pub(crate) async fn find(door: &impl Query, id: DivisionId) -> Outcome<Option<Division>> {
    let sql = format!("select {COLUMNS} from divisions where id = $1");
    door.one::<Line>(&sql, values![id.0]).await?.map(Division::try_from).transpose()
}

/// The division that has a code already.
pub(crate) async fn by_code(door: &impl Query, code: &str) -> Outcome<Option<Division>> {
    let sql = format!("select {COLUMNS} from divisions where code = $1");
    door.one::<Line>(&sql, values![code]).await?.map(Division::try_from).transpose()
}

/// The community and everything above it, highest first.
pub(crate) async fn chain(door: &impl Query, community: CommunityId) -> Outcome<Vec<Division>> {
    let mut chain: Vec<Division> = Vec::new();
    let mut next = Some(DivisionId::from(community));
    while let Some(id) = next.filter(|_| chain.len() < CHAIN_MAX) {
        let Some(found) = find(door, id).await? else { break };
        next = found.parent;
        chain.push(found);
    }
    chain.reverse();
    Ok(chain)
}

/// A page of divisions in the order of their codes.
pub(crate) async fn list(door: &impl Query, typed: &str, after: &str) -> Outcome<Vec<Division>> {
    let (narrow, values) = narrowed("name_zh", typed, 2);
    let limit = web::PAGE_ROWS + 1;
    let sql = format!("select {COLUMNS} from divisions where code > $1{narrow} order by code limit {limit}");
    let lines: Vec<Line> = door.all(&sql, [values![after], values].concat()).await?;
    lines.into_iter().map(Division::try_from).collect()
}
