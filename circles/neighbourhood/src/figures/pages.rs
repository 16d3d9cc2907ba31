//! Pages of figures: the choice of period and of categories or places in the address, pictures with the table behind
//! them, the monthly report 月报 for paper, and the administrator's list of proofs.

use super::board::{self, Board, Row, Said, Wish, board};
use super::charts::{Chart, Drawn, lying, standing};
use super::count::{Along, NONE};
use super::powers::FIGURES_CHECK;
use super::rules::Figure;
use super::spans::{Month, Range};
use super::store::{self, Check};
use crate::orders::pages::choices::Choice;
use askama::Template;
use axum::extract::State;
use base::{Arg, Doer, Outcome, Problem, Relation};
use kernel::case::Named;
use serde::{Deserialize, Serialize};
use web::{Answer, Questioned, Shell, Site, Visit, page};

/// Months to choose from.
const MONTHS_OFFERED: u32 = 13;
/// Proofs on the administrator's page.
const CHECKS_SHOWN: u32 = 30;

/// What stands in the address.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    when: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    until: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    along: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    top: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    figure: String,
    #[serde(rename = "as", skip_serializing_if = "String::is_empty")]
    pub(super) format: String,
}

impl Asked {
    /// A free range goes before a chosen period; without either it is the last month that has ended.
    fn range(&self, doer: &Doer) -> Range {
        let free = (!self.from.is_empty() && !self.until.is_empty()).then(|| format!("{}..{}", self.from, self.until));
        let asked = free.as_deref().and_then(Range::parse).or_else(|| Range::parse(&self.when));
        asked.unwrap_or(Range::month(board::running(doer.at).back(1)))
    }

    pub(super) fn wish(&self, doer: &Doer) -> Wish {
        Wish {
            range: self.range(doer),
            along: if self.along == Along::Place.name() { Along::Place } else { Along::Category },
            top: self.top.parse().ok(),
            figure: Figure::from_name(&self.figure).unwrap_or(Figure::AcceptedInTime),
        }
    }

    /// The address of the same question, otherwise in one part.
    fn address(&self, path: &str, change: impl FnOnce(&mut Self)) -> Outcome<String> {
        let mut asked = Self { format: String::new(), ..self.clone() };
        change(&mut asked);
        let question = serde_html_form::to_string(asked).map_err(Problem::fault)?;
        Ok(if question.is_empty() { path.to_owned() } else { format!("{path}?{question}") })
    }
}

/// A figure in words.
pub(super) struct Cell {
    /// The figure's name.
    pub(super) name: String,
    /// The number, or why there is none.
    pub(super) words: String,
    /// Out of how many.
    pub(super) of: String,
    /// What is counted.
    pub(super) help: String,
    /// Shows this figure in the pictures.
    pub(super) href: String,
    /// It is the one in the pictures.
    pub(super) chosen: bool,
}

/// A row of the table in words.
pub(super) struct Printed {
    /// What it is about.
    pub(super) name: String,
    /// Its parts, where it has any.
    pub(super) href: Option<String>,
    /// One for each figure.
    pub(super) cells: Vec<Cell>,
}

/// The name of a figure.
pub(super) fn name(shell: &Shell, figure: Figure) -> String {
    shell.t(&format!("figures-name-{}", figure.name()))
}

/// What may be said, in words.
pub(super) fn words(shell: &Shell, figure: Figure, said: Said) -> String {
    match (figure, said, said.percent()) {
        (_, Said::Hidden, _) => shell.t("figures-few"),
        (Figure::Received, Said::Of(amount, _), _) => shell.lang().number(amount),
        (_, _, Some(percent)) => shell.tn("figures-percent", "percent", percent),
        _ => shell.t("figures-nothing"),
    }
}

fn cells(shell: &Shell, said: &[Said], chosen: Figure) -> Vec<Cell> {
    let cell = |(figure, said): (&Figure, &Said)| Cell {
        name: name(shell, *figure),
        words: words(shell, *figure, *said),
        of: match said {
            Said::Of(_, out_of) if *figure != Figure::Received => shell.tn("figures-of", "count", *out_of),
            _ => String::new(),
        },
        help: shell.t(&format!("figures-help-{}", figure.name())),
        href: String::new(),
        chosen: *figure == chosen,
    };
    Figure::ALL.iter().zip(said).map(cell).collect()
}

/// The name of a row.
pub(super) fn row_name(shell: &Shell, along: Along, row: &Row) -> String {
    let name = row.name.as_ref().map(|name| shell.lang().pick(name).0.to_owned());
    let without = if along == Along::Place { "figures-no-place" } else { "figures-no-category" };
    let name = name.unwrap_or_else(|| shell.t(without));
    row.code.as_ref().map_or(name.clone(), |code| format!("{code} {name}"))
}

fn printed(shell: &Shell, wish: &Wish, board: &Board) -> Vec<Printed> {
    let row = |row: &Row| Printed {
        name: row_name(shell, wish.along, row),
        href: None,
        cells: cells(shell, &row.said, wish.figure),
    };
    board.rows.iter().map(row).collect()
}

fn with_ways(rows: &mut [Printed], board: &Board, asked: &Asked) -> Outcome<()> {
    for (printed, row) in rows.iter_mut().zip(&board.rows) {
        if asked.top.is_empty() && row.id != NONE {
            printed.href = Some(asked.address("/figures", |asked| asked.top = row.id.to_string())?);
        }
    }
    Ok(())
}

/// A month in words, with its year.
fn month_words(shell: &Shell, month: Month) -> String {
    let name = shell.say("time-month", &[("month", Arg::Number(i64::from(month.month)))]);
    shell.say("figures-month", &[("year", Arg::Text(month.year.to_string())), ("month", Arg::Text(name))])
}

/// A period in words.
pub(super) fn period(shell: &Shell, range: Range) -> String {
    let written = range.to_string();
    let year = Arg::Text(range.from.year.to_string());
    if let Some((_, quarter)) = written.split_once("-Q") {
        return shell.say("figures-quarter", &[("year", year), ("quarter", Arg::Text(quarter.to_owned()))]);
    }
    if !written.contains('-') {
        return shell.say("figures-year", &[("year", year)]);
    }
    if range.from == range.until {
        return month_words(shell, range.from);
    }
    let ends = [("from", range.from), ("until", range.until)];
    shell.say("figures-range", &ends.map(|(name, month)| (name, Arg::Text(month_words(shell, month)))))
}

fn periods(shell: &Shell, doer: &Doer, chosen: Range) -> Vec<Choice> {
    let running = board::running(doer.at);
    let last = if board::sees_running(doer) { running } else { running.back(1) };
    let chosen = chosen.to_string();
    let mut ranges: Vec<Range> = (0..MONTHS_OFFERED).map(|back| Range::month(last.back(back))).collect();
    let quarter = Month { month: (last.month - 1) / 3 * 3 + 1, ..last };
    ranges.extend((0..5).map(|back| quarter.back(back * 3)).map(|from| Range { from, until: from.on(2) }));
    let january = Month { month: 1, ..last };
    ranges.extend((0..3).map(|back| january.back(back * 12)).map(|from| Range { from, until: from.on(11) }));
    if !ranges.iter().any(|range| range.to_string() == chosen) {
        ranges.extend(Range::parse(&chosen));
    }
    ranges.into_iter().map(|range| Choice::new(range.to_string(), period(shell, range), &chosen)).collect()
}

fn drawn(shell: &Shell, figure: Figure, named: impl Iterator<Item = (String, Said)>) -> (Vec<Drawn>, i64) {
    let number = |said: Said| match said {
        Said::Of(amount, _) if figure == Figure::Received => Some(amount),
        said => said.percent(),
    };
    let drawn: Vec<Drawn> =
        named.map(|(name, said)| Drawn { name, number: number(said), words: words(shell, figure, said) }).collect();
    let most = drawn.iter().filter_map(|one| one.number).max().unwrap_or(1);
    (drawn, if figure == Figure::Received { most } else { 100 })
}

fn trend(shell: &Shell, wish: &Wish, board: &Board) -> Chart {
    let month = |month: Month| shell.say("time-month", &[("month", Arg::Number(i64::from(month.month)))]);
    let named = board.trend.iter().map(|(at, said)| (month(*at), *said));
    let title = shell.tx("figures-trend", "figure", name(shell, wish.figure));
    standing("trend", title, drawn(shell, wish.figure, named))
}

fn parts(shell: &Shell, wish: &Wish, board: &Board) -> Chart {
    let place = wish.figure.place();
    let said = |row: &Row| row.said.get(place).copied().unwrap_or(Said::Nothing);
    let named = board.rows.iter().map(|row| (row_name(shell, wish.along, row), said(row)));
    let key = if wish.along == Along::Place { "figures-by-place" } else { "figures-by-category" };
    lying("parts", shell.tx(key, "figure", name(shell, wish.figure)), drawn(shell, wish.figure, named))
}

#[derive(Template)]
#[template(path = "figures/show.html")]
struct ShowPage {
    shell: Shell,
    asked: Asked,
    period: String,
    of: Option<String>,
    up: String,
    board: Board,
    periods: Vec<Choice>,
    figures: Vec<Choice>,
    by_place: bool,
    total: Vec<Cell>,
    rows: Vec<Printed>,
    trend: Chart,
    parts: Chart,
    print: String,
    xlsx: String,
    csv: String,
}

impl ShowPage {
    /// Nothing at all came in.
    fn is_empty(&self) -> bool {
        self.board.total.iter().all(|said| *said == Said::Nothing)
    }
}

/// The page of figures.
pub(super) async fn show(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let wish = asked.wish(&visit.doer);
    let board = board(&site.app, &visit.doer, &wish).await?;
    let shell = site.shell(&visit, "figures-title");
    page(&show_page(shell, &visit.doer, (asked, wish), board)?)
}

fn show_page(shell: Shell, doer: &Doer, (asked, wish): (Asked, Wish), board: Board) -> Outcome<ShowPage> {
    let mut total = cells(&shell, &board.total, wish.figure);
    for (cell, figure) in total.iter_mut().zip(Figure::ALL) {
        cell.href = asked.address("/figures", |asked| asked.figure = figure.name().to_owned())?;
    }
    let mut rows = printed(&shell, &wish, &board);
    with_ways(&mut rows, &board, &asked)?;
    let figure = |figure: &Figure| Choice::new(figure.name(), name(&shell, *figure), wish.figure.name());
    Ok(ShowPage {
        period: period(&shell, board.range),
        of: board.of.as_ref().map(|name| shell.lang().pick(name).0.to_owned()),
        up: asked.address("/figures", |asked| asked.top = String::new())?,
        periods: periods(&shell, doer, wish.range),
        figures: Figure::ALL.iter().map(figure).collect(),
        by_place: wish.along == Along::Place,
        trend: trend(&shell, &wish, &board),
        parts: parts(&shell, &wish, &board),
        print: asked.address("/figures/print", |_| {})?,
        xlsx: asked.address("/figures/sheet", |asked| asked.format = "xlsx".to_owned())?,
        csv: asked.address("/figures/sheet", |asked| asked.format = "csv".to_owned())?,
        total,
        rows,
        board,
        asked,
        shell,
    })
}

#[derive(Template)]
#[template(path = "figures/report.html")]
struct ReportPage {
    shell: Shell,
    period: String,
    printed: String,
    board: Board,
    total: Vec<Cell>,
    categories: Vec<Printed>,
    places: Vec<Printed>,
    trend: Chart,
}

/// The report of a period, usually a month, for paper.
pub(super) async fn print(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let wish = Wish { top: None, along: Along::Category, ..asked.wish(&visit.doer) };
    let by_place = Wish { along: Along::Place, ..wish };
    let (board, places) =
        (board(&site.app, &visit.doer, &wish).await?, board(&site.app, &visit.doer, &by_place).await?);
    let shell = site.shell(&visit, "figures-report").back(asked.address("/figures", |_| {})?);
    page(&ReportPage {
        period: period(&shell, board.range),
        printed: shell.lang().date_time(shell.lang().now()),
        total: cells(&shell, &board.total, wish.figure),
        categories: printed(&shell, &wish, &board),
        places: printed(&shell, &by_place, &places),
        trend: trend(&shell, &wish, &board),
        board,
        shell,
    })
}

#[derive(Template)]
#[template(path = "figures/checks.html")]
struct ChecksPage {
    shell: Shell,
    checks: Vec<Check>,
}

/// The daily proofs, for the administrator.
pub(super) async fn checks(State(site): State<Site>, visit: Visit) -> Answer {
    visit.doer.require(FIGURES_CHECK, &[Relation::Community])?;
    let read = site.app.db.read().await?;
    let checks = store::checks(&read, visit.doer.community, CHECKS_SHOWN).await?;
    page(&ChecksPage { shell: site.shell(&visit, "figures-checks-title"), checks })
}
