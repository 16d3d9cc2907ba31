//! Rows of figures: the kept copies and the proofs. Everything here is a copy and is written by housekeeping.

use super::count::{Along, Sum, Value};
use super::rules::{Case, Figure, marks, signs};
use super::spans::{SPANS, Span};
use super::stories::with;
use crate::orders::standing::list;
use base::{CommunityId, Day, Moment, Outcome};
use db::{FromQueryResult, Housekeeping, Query, Together, row, values};
use kernel::case::Named;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Orders read at a time.
pub const PAGE: usize = 200;
/// Figures written with one statement.
const LINES: usize = 20;
/// Numbers the advisory lock of writers of figures.
const WRITERS: i64 = 12_000_001;

/// A case as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The order.
    pub order: Uuid,
    /// The case.
    pub case: Case,
    /// The kind.
    pub category: Option<Uuid>,
    /// The compound.
    pub compound: Option<Uuid>,
    /// The grid of the day it was asked.
    pub grid: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct CaseLine {
    order_id: Uuid,
    round: i64,
    began: Day,
    marks: String,
    category_id: Option<Uuid>,
    compound_id: Option<Uuid>,
    grid_id: Option<Uuid>,
    due_at: Option<Moment>,
}

impl From<CaseLine> for Kept {
    fn from(line: CaseLine) -> Self {
        let case = Case { round: line.round, began: line.began, marks: marks(&line.marks), due_at: line.due_at };
        Self { order: line.order_id, case, category: line.category_id, compound: line.compound_id, grid: line.grid_id }
    }
}

const CASE: &str = "order_id, round, began, marks, category_id, compound_id, grid_id, due_at";

/// The kept cases of these orders.
pub async fn kept(door: &impl Query, community: CommunityId, ids: &[Uuid]) -> Outcome<Vec<Kept>> {
    let sql = format!(
        "select {CASE} from figure_cases where community = $1 and order_id in {} order by order_id, round",
        list(1, ids.len())
    );
    Ok(door.all::<CaseLine>(&sql, with(values![community.0], ids)).await?.into_iter().map(Into::into).collect())
}

/// Kept cases that began from one day up to before another, after one of them.
pub async fn kept_between(
    door: &impl Query,
    community: CommunityId,
    (from, before): (Day, Day),
    (order, round): (Uuid, i64),
) -> Outcome<Vec<Kept>> {
    let sql = format!(
        "select {CASE} from figure_cases where community = $1 and began >= $2 and began < $3
         and (order_id, round) > ($4, $5) order by order_id, round limit {PAGE}"
    );
    let found = door.all::<CaseLine>(&sql, values![community.0, from, before, order, round]).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

#[derive(FromQueryResult)]
struct Ends {
    first: Option<Day>,
    last: Option<Day>,
}

/// The first and the last day on which a kept case began.
pub async fn days(door: &impl Query, community: CommunityId) -> Outcome<Option<(Day, Day)>> {
    let sql = "select min(began) as first, max(began) as last from figure_cases where community = $1";
    let ends: Option<Ends> = door.one(sql, values![community.0]).await?;
    Ok(ends.and_then(|ends| Some((ends.first?, ends.last?))))
}

/// Puts these cases in place of all that were kept of these orders.
pub async fn keep(house: &Housekeeping<'_>, community: CommunityId, (ids, cases): (&[Uuid], &[Kept])) -> Outcome<()> {
    let together = house.together(WRITERS).await?;
    let sql = format!("delete from figure_cases where community = $1 and order_id in {}", list(1, ids.len()));
    together.run(&sql, with(values![community.0], ids)).await?;
    for kept in cases {
        let row = row! {
            order_id: kept.order, round: kept.case.round, community: community.0, began: kept.case.began,
            marks: signs(&kept.case.marks), category_id: kept.category, compound_id: kept.compound,
            grid_id: kept.grid, due_at: kept.case.due_at,
        };
        together.insert("figure_cases", row).await?;
    }
    together.commit().await
}

/// How far facts were read.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Reading {
    /// Up to when.
    pub read_until: Moment,
    /// Along which tree of categories it was counted.
    pub tree: i64,
}

/// How far facts were read; none before the first time.
pub async fn reading(door: &impl Query, community: CommunityId) -> Outcome<Option<Reading>> {
    door.one("select read_until, tree from figure_readings where community = $1", values![community.0]).await
}

/// Notes how far facts were read.
pub async fn note_reading(house: &Housekeeping<'_>, community: CommunityId, reading: Reading) -> Outcome<()> {
    let sql = "insert into figure_readings (community, read_until, tree) values ($1, $2, $3)
               on conflict (community) do update set read_until = excluded.read_until, tree = excluded.tree";
    house.run(sql, values![community.0, reading.read_until, reading.tree]).await.map(|_| ())
}

/// A number that is another one when the tree of categories is.
pub async fn tree_mark(door: &impl Query, community: CommunityId) -> Outcome<i64> {
    let sql = "select cast(coalesce(sum(version), 0) as bigint) + count(*) from categories where community = $1";
    door.number(sql, values![community.0]).await
}

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

/// Orders that something has happened to since, and those of which a promise has run out.
pub async fn touched(door: &impl Query, community: CommunityId, (since, now): (Moment, Moment)) -> Outcome<Vec<Uuid>> {
    let sql =
        "select subject as id from facts where community = $1 and kind in ('order_moved', 'order_closed') and at >= $2
               union select order_id as id from figure_cases where community = $1 and due_at < $3";
    let mut ids: Vec<Id> = door.all(sql, values![community.0, since, now]).await?;
    let sql = "select count(*) from facts where community = $1 and kind = 'calendar_changed' and at >= $2";
    if door.number(sql, values![community.0, since]).await? > 0 {
        // Every promise that still runs is counted along the new days.
        let sql = "select id from orders where community = $1 and closed_at is null and state <> 'draft'";
        ids.extend(door.all::<Id>(sql, values![community.0]).await?);
    }
    let mut ids: Vec<Uuid> = ids.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

#[derive(FromQueryResult)]
struct FigureLine {
    along: String,
    top_id: Uuid,
    leaf_id: Uuid,
    figure: String,
    month: i64,
    months: i64,
    amount: i64,
    out_of: i64,
    people: i64,
    shown: bool,
}

impl FigureLine {
    fn entry(self) -> Option<(Sum, Value)> {
        let span = Span {
            first: usize::try_from(self.month.checked_sub(1)?).ok()?,
            months: usize::try_from(self.months).ok()?,
        };
        let (place, _) = Span::all().find(|(_, known)| *known == span)?;
        let (along, figure) = (Along::from_name(&self.along)?, Figure::from_name(&self.figure)?);
        let sum = Sum { along, top: self.top_id, leaf: self.leaf_id, figure, span: place };
        let (amount, out_of, people, shown) = (self.amount, self.out_of, self.people, self.shown);
        Some((sum, Value { amount, out_of, people, shown }))
    }
}

const FIGURE: &str = "along, top_id, leaf_id, figure, month, months, amount, out_of, people, shown";

/// Every figure of a year.
pub async fn figures_of(door: &impl Query, community: CommunityId, year: i32) -> Outcome<BTreeMap<Sum, Value>> {
    let sql = format!("select {FIGURE} from figures where community = $1 and year = $2");
    let lines: Vec<FigureLine> = door.all(&sql, values![community.0, i64::from(year)]).await?;
    Ok(lines.into_iter().filter_map(FigureLine::entry).collect())
}

/// The figures of a year that a page shows: everything together, and the tops, or the leaves of one.
pub async fn figures_for(
    door: &impl Query,
    (community, year): (CommunityId, i32),
    (along, top): (Along, Option<Uuid>),
) -> Outcome<BTreeMap<Sum, Value>> {
    let part = if top.is_some() { "top_id = $4" } else { "leaf_id = $4" };
    let sql = format!(
        "select {FIGURE} from figures where community = $1 and year = $2 and (along = 'total' or (along = $3 and {part}))"
    );
    let one = top.unwrap_or(super::count::WHOLE);
    let lines: Vec<FigureLine> = door.all(&sql, values![community.0, i64::from(year), along.name(), one]).await?;
    Ok(lines.into_iter().filter_map(FigureLine::entry).collect())
}

/// Years that have figures.
pub async fn counted_years(door: &impl Query, community: CommunityId) -> Outcome<Vec<i32>> {
    #[derive(FromQueryResult)]
    struct Year {
        year: i64,
    }
    let years: Vec<Year> =
        door.all("select distinct year from figures where community = $1 order by year", values![community.0]).await?;
    Ok(years.into_iter().filter_map(|row| i32::try_from(row.year).ok()).collect())
}

/// Makes the kept figures of a year these, writing only what differs.
pub async fn put_figures(
    house: &Housekeeping<'_>,
    (community, year, at): (CommunityId, i32, Moment),
    (now, before): (&BTreeMap<Sum, Value>, &BTreeMap<Sum, Value>),
) -> Outcome<()> {
    let together = house.together(WRITERS).await?;
    let gone = before.keys().filter(|sum| !now.contains_key(sum));
    for sum in gone {
        let sql = "delete from figures where community = $1 and year = $2 and along = $3 and top_id = $4
                   and leaf_id = $5 and figure = $6 and month = $7 and months = $8";
        let span = numbers(sum.span);
        let key = values![
            community.0,
            i64::from(year),
            sum.along.name(),
            sum.top,
            sum.leaf,
            sum.figure.name(),
            span.0,
            span.1
        ];
        together.run(sql, key).await?;
    }
    let changed: Vec<(&Sum, &Value)> = now.iter().filter(|(sum, value)| before.get(sum) != Some(value)).collect();
    for piece in changed.chunks(LINES) {
        write(&together, (community, year, at), piece).await?;
    }
    together.commit().await
}

fn numbers(span: usize) -> (i64, i64) {
    let span = Span::at(span % SPANS);
    (i64::try_from(span.first + 1).unwrap_or(1), i64::try_from(span.months).unwrap_or(1))
}

async fn write(
    together: &Together,
    (community, year, at): (CommunityId, i32, Moment),
    piece: &[(&Sum, &Value)],
) -> Outcome<()> {
    const COLUMNS: usize = 13;
    let mut bound = Vec::with_capacity(piece.len() * COLUMNS);
    for (sum, value) in piece {
        let span = numbers(sum.span);
        bound.extend(values![
            community.0,
            i64::from(year),
            sum.along.name(),
            sum.top,
            sum.leaf,
            sum.figure.name(),
            span.0,
            span.1,
            value.amount,
            value.out_of,
            value.people,
            value.shown,
            at
        ]);
    }
    let lines: Vec<String> = (0..piece.len()).map(|line| list(line * COLUMNS, COLUMNS)).collect();
    let sql = format!(
        "insert into figures (community, year, along, top_id, leaf_id, figure, month, months, amount, out_of, people,
           shown, at) values {}
         on conflict (community, year, along, top_id, leaf_id, figure, month, months) do update set
           amount = excluded.amount, out_of = excluded.out_of, people = excluded.people, shown = excluded.shown,
           at = excluded.at",
        lines.join(", ")
    );
    together.run(&sql, bound).await.map(|_| ())
}

/// A daily proof.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Check {
    /// When.
    pub at: Moment,
    /// Cases compared.
    pub cases: i64,
    /// Figures compared.
    pub figures: i64,
    /// Cases that differed.
    pub wrong_cases: i64,
    /// Figures that differed.
    pub wrong_figures: i64,
}

impl Check {
    /// Something differed.
    #[must_use]
    pub const fn is_wrong(&self) -> bool {
        self.wrong_cases > 0 || self.wrong_figures > 0
    }
}

/// The last proofs, newest first.
pub async fn checks(door: &impl Query, community: CommunityId, count: u32) -> Outcome<Vec<Check>> {
    let sql = format!(
        "select at, cases, figures, wrong_cases, wrong_figures from figure_checks where community = $1
         order by at desc, id desc limit {count}"
    );
    door.all(&sql, values![community.0]).await
}

/// Notes a proof, and forgets those before a time.
pub async fn note_check(
    house: &Housekeeping<'_>,
    (community, id): (CommunityId, Uuid),
    (check, forget): (&Check, Moment),
) -> Outcome<()> {
    let row = row! {
        id: id, community: community.0, at: check.at, cases: check.cases, figures: check.figures,
        wrong_cases: check.wrong_cases, wrong_figures: check.wrong_figures,
    };
    house.insert_once("figure_checks", row).await?;
    let sql = "delete from figure_checks where community = $1 and at < $2";
    house.run(sql, values![community.0, forget]).await.map(|_| ())
}

/// When the figures were last counted.
pub async fn counted_at(door: &impl Query, community: CommunityId) -> Outcome<Option<Moment>> {
    Ok(reading(door, community).await?.map(|reading| reading.read_until))
}
