//! Database code of the points supermarket: goods, redemptions, the parts they hold.

use base::{CommunityId, Day, Locale, Moment, Outcome, PersonId, Points};
use db::{FromQueryResult, Query, Record, values};
use kernel::i18n::LocalText;
use kernel::search::normalize;
use uuid::Uuid;
use web::{Cursor, Listing, PAGE_ROWS};

/// The catalogue.
pub const GOODS: Record = Record { table: "goods" };
/// Reserved and ended redemptions.
pub const REDEMPTIONS: Record = Record { table: "redemptions" };

/// A thing with what is on its shelf.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name_zh: String,
    /// In Tibetan, or empty.
    pub name_bo: String,
    /// In English, or empty.
    pub name_en: String,
    /// The price of one.
    pub price_points: i64,
    /// donated or bought.
    pub origin: String,
    /// Who gave it, as they agreed to be named; may be empty.
    pub donor: String,
    /// Until when it is good.
    pub best_before: Option<Day>,
    /// It is offered.
    pub shown: bool,
    /// When it was entered.
    pub created_at: Moment,
    /// The version.
    pub version: i64,
    /// Pieces there.
    pub posted: Option<i64>,
    /// Pieces held for open redemptions.
    pub reserved: Option<i64>,
    /// Its photo.
    pub photo_id: Option<Uuid>,
}

impl Item {
    /// The name for a reader and the language it is in.
    #[must_use]
    pub fn name(&self, locale: Locale) -> (String, &'static str) {
        let text = LocalText::all(self.name_zh.clone(), self.name_bo.clone(), self.name_en.clone());
        let (name, locale) = text.pick(locale);
        (name.to_owned(), locale.tag())
    }

    /// Pieces that nobody has reserved.
    #[must_use]
    pub fn free(&self) -> i64 {
        self.posted.unwrap_or(0) - self.reserved.unwrap_or(0)
    }

    /// What the rules look at.
    #[must_use]
    pub fn shelf(&self) -> super::rules::Shelf {
        super::rules::Shelf {
            price: Points(self.price_points),
            shown: self.shown,
            best_before: self.best_before,
            free: self.free(),
        }
    }
}

const ITEM: &str =
    "select g.id, g.name_zh, g.name_bo, g.name_en, g.price_points, g.origin, g.donor, g.best_before, g.shown,
    g.created_at, g.version, b.posted, b.reserved,
    (select f.id from files f where f.owner_kind = 'goods' and f.owner_id = g.id and f.position = 0) as photo_id
    from goods g left join balances b on b.owner = g.id and b.ledger = 'goods'";

/// One thing.
///
/// # Errors
/// A fault from the database.
pub async fn item(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Item>> {
    door.one(&format!("{ITEM} where g.id = $1 and g.community = $2"), values![id, community.0]).await
}

/// What is offered on the day of placeholder 2.
const OFFERED: &str = " and g.shown = true and (g.best_before is null or g.best_before >= $2)";

/// The catalogue, newest first: what is offered on a day, or, without one, everything.
///
/// # Errors
/// A fault from the database.
pub async fn items(
    door: &impl Query,
    community: CommunityId,
    (offered_on, after): (Option<Day>, Option<Cursor>),
) -> Outcome<Listing<Item>> {
    let mut values = values![community.0];
    let mut sql = format!("{ITEM} where g.community = $1");
    if let Some(day) = offered_on {
        values.extend(values![day]);
        sql.push_str(OFFERED);
    }
    if let Some(cursor) = after {
        let before = values.len();
        values.extend(values![cursor.at, cursor.id]);
        sql.push_str(&format!(" and (g.created_at, g.id) < (${}, ${})", before + 1, before + 2));
    }
    sql.push_str(&format!(" order by g.created_at desc, g.id desc limit {}", PAGE_ROWS + 1));
    let rows: Vec<Item> = door.all(&sql, values).await?;
    Ok(Listing::cut(rows, |row| Cursor { at: row.created_at, id: row.id }))
}

/// Things of a shop that are listed by name: as many as one count takes.
const NAMED_MAX: usize = super::counts::rules::LINES_MAX;
/// Things that one list at the counter holds.
pub const COUNTER_SHOWN: usize = 200;

/// What somebody with so many points can take along today, by name; `q` narrows it to a part of a name. And whether there
/// is more than one list holds.
///
/// # Errors
/// A fault from the database.
pub async fn affordable(
    door: &impl Query,
    community: CommunityId,
    (today, points, q): (Day, i64, &str),
) -> Outcome<(Vec<Item>, bool)> {
    let sql = format!(
        "{ITEM} where g.community = $1{OFFERED} and g.price_points <= $3 and b.posted > b.reserved
         order by g.name_zh, g.id limit {NAMED_MAX}"
    );
    let mut items: Vec<Item> = door.all(&sql, values![community.0, today, points]).await?;
    let q = normalize(q);
    items.retain(|item| [&item.name_zh, &item.name_bo, &item.name_en].iter().any(|name| normalize(name).contains(&q)));
    let more = items.len() > COUNTER_SHOWN;
    items.truncate(COUNTER_SHOWN);
    Ok((items, more))
}

/// Everything in the catalogue, by name, to choose one.
///
/// # Errors
/// A fault from the database.
pub async fn by_name(door: &impl Query, community: CommunityId) -> Outcome<Vec<Item>> {
    let sql = format!("{ITEM} where g.community = $1 order by g.name_zh, g.id limit {NAMED_MAX}");
    door.all(&sql, values![community.0]).await
}

/// Settings of the shop.
pub const SETTINGS: Record = Record { table: "shop_settings" };

/// The days before its date on which a thing comes on the list, with the version of the setting (0 before it was set).
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct NearDays {
    /// The days.
    pub near_days: i64,
    /// The version.
    pub version: i64,
}

/// The setting of a community.
///
/// # Errors
/// A fault from the database.
pub async fn near_days(door: &impl Query, community: CommunityId) -> Outcome<NearDays> {
    let found = door.one("select near_days, version from shop_settings where id = $1", values![community.0]).await?;
    Ok(found.unwrap_or(NearDays { near_days: super::rules::NEAR_DAYS, version: 0 }))
}

/// Things in stock whose date is at most this day, the first to end first.
///
/// # Errors
/// A fault from the database.
pub async fn near(door: &impl Query, community: CommunityId, until: Day) -> Outcome<Vec<Item>> {
    let sql = format!(
        "{ITEM} where g.community = $1 and g.best_before <= $2 and b.posted > 0
         order by g.best_before, g.name_zh, g.id limit {NEAR_SHOWN}"
    );
    door.all(&sql, values![community.0, until]).await
}

/// Things on that list: more than a shop can look through in a day.
const NEAR_SHOWN: usize = 200;

/// A redemption with the thing's name.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Redemption {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub person_id: Uuid,
    /// What.
    pub item_id: Uuid,
    /// Its name.
    pub name_zh: String,
    /// In Tibetan.
    pub name_bo: String,
    /// In English.
    pub name_en: String,
    /// How many.
    pub count: i64,
    /// For how many points in all.
    pub points: i64,
    /// The pick-up code.
    pub code: String,
    /// reserved, collected, cancelled, timed_out.
    pub state: String,
    /// When it was reserved.
    pub reserved_at: Moment,
    /// Until when it waits.
    pub until: Moment,
    /// The version.
    pub version: i64,
}

impl Redemption {
    /// The thing's name for a reader and the language it is in.
    #[must_use]
    pub fn name(&self, locale: Locale) -> (String, &'static str) {
        let text = LocalText::all(self.name_zh.clone(), self.name_bo.clone(), self.name_en.clone());
        let (name, locale) = text.pick(locale);
        (name.to_owned(), locale.tag())
    }

    /// It waits at the counter.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.state == "reserved"
    }
}

const REDEMPTION: &str =
    "select r.id, r.person_id, r.item_id, g.name_zh, g.name_bo, g.name_en, r.count, r.points, r.code,
    r.state, r.reserved_at, r.until, r.version from redemptions r join goods g on g.id = r.item_id";

/// One redemption.
///
/// # Errors
/// A fault from the database.
pub async fn redemption(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<Redemption>> {
    door.one(&format!("{REDEMPTION} where r.id = $1 and r.community = $2"), values![id, community.0]).await
}

/// The open redemption of a pick-up code.
///
/// # Errors
/// A fault from the database.
pub async fn by_code(door: &impl Query, community: CommunityId, code: &str) -> Outcome<Option<Redemption>> {
    let sql = format!("{REDEMPTION} where r.community = $1 and r.code = $2 and r.state = 'reserved'");
    door.one(&sql, values![community.0, code]).await
}

/// A person's redemptions, newest first.
///
/// # Errors
/// A fault from the database.
pub async fn redemptions_of(door: &impl Query, community: CommunityId, person: PersonId) -> Outcome<Vec<Redemption>> {
    let sql = format!(
        "{REDEMPTION} where r.person_id = $1 and r.community = $2 order by r.reserved_at desc, r.id desc limit {PAGE_ROWS}"
    );
    door.all(&sql, values![person.0, community.0]).await
}

/// Reserved things whose time is over.
///
/// # Errors
/// A fault from the database.
pub async fn redemptions_due(door: &impl Query, community: CommunityId, now: Moment) -> Outcome<Vec<Redemption>> {
    let sql = format!(
        "{REDEMPTION} where r.community = $1 and r.state = 'reserved' and r.until <= $2 order by r.until, r.id limit {PAGE_ROWS}"
    );
    door.all(&sql, values![community.0, now]).await
}

/// What a redemption holds of one month's points.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Part {
    /// The balance.
    pub balance_id: Uuid,
    /// Its month.
    pub vintage: Option<Day>,
    /// How much.
    pub amount: i64,
}

/// The parts of a redemption, oldest month first.
///
/// # Errors
/// A fault from the database.
pub async fn parts(door: &impl Query, redemption: Uuid) -> Outcome<Vec<Part>> {
    let sql = "select p.balance_id, b.vintage, p.amount from redemption_parts p
               join balances b on b.id = p.balance_id where p.redemption_id = $1 order by b.vintage, p.balance_id";
    door.all(sql, values![redemption]).await
}

/// Someone the clerk may be looking for: enough to tell two people of one name apart, and no more.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Face {
    /// The person.
    pub id: Uuid,
    /// The name.
    pub name: String,
    /// The compound's name.
    pub compound: Option<String>,
    /// The building.
    pub building: Option<String>,
}

/// People whose name contains these letters; at the counter only those who take part.
///
/// # Errors
/// A fault from the database.
pub async fn faces(
    door: &impl Query,
    community: CommunityId,
    (name, members_only): (&str, bool),
    limit: usize,
) -> Outcome<Vec<Face>> {
    let pattern = format!("%{}%", normalize(name).replace(['%', '_', '\\'], ""));
    let join = if members_only { "join points_members m on m.id = p.id" } else { "" };
    let sql = format!(
        "select p.id, p.name, c.name_zh as compound, b.name as building from people p {join}
         left join buildings b on b.id = p.building_id left join compounds c on c.id = b.compound_id
         where p.community = $1 and p.left_at is null and p.name_key like $2 order by p.name, p.id limit {limit}"
    );
    door.all(&sql, values![community.0, pattern]).await
}

/// A stored photo of a thing.
#[derive(Clone, Debug, FromQueryResult)]
pub struct PhotoRow {
    /// The picture.
    pub photo_hash: String,
    /// The small one.
    pub thumbnail_hash: String,
}

/// The photo of a thing of this community.
///
/// # Errors
/// A fault from the database.
pub async fn photo(door: &impl Query, community: CommunityId, id: Uuid) -> Outcome<Option<PhotoRow>> {
    let sql = "select photo_hash, thumbnail_hash from files where id = $1 and community = $2 and owner_kind = 'goods'";
    door.one(sql, values![id, community.0]).await
}

/// The thing of a name, the oldest when there are several.
///
/// # Errors
/// A fault from the database.
pub async fn named(door: &impl Query, community: CommunityId, name: &str) -> Outcome<Option<Item>> {
    let sql = format!("{ITEM} where g.community = $1 and g.name_zh = $2 order by g.created_at, g.id limit 1");
    door.one(&sql, values![community.0, name]).await
}
