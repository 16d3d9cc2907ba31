//! A register as a file of any length, that of orders or the log of call-backs: asked for by someone, which is on record,
//! then written by a job piece by piece, so that a long one takes no more memory than a short one. The file is there for
//! a day; what was searched for is forgotten with it.
//!
//! It has the columns of its print: no name, no phone, no door, and no text that a spreadsheet would take for a formula.

use super::calls::{self, CallLine};
use super::machine::named;
use super::powers::{ORDERS_CALL_BACK, ORDERS_SEE};
use super::register::{Filter, length, piece};
use super::views::OrderLine;
use base::{Doer, Locale, Moment, Outcome, Power, Problem, Relation};
use chrono::Duration;
use db::{FromQueryResult, Lock, Query, Record, row, values};
use kernel::app::App;
use kernel::case::Named;
use kernel::i18n::Lang;
use kernel::jobs;
use kernel::sheets::{Book, Cell, Column, csv_head, csv_line};
use std::io::Write as _;
use uuid::Uuid;
use web::Cursor;

named! {
    /// Which register.
    Register {
        /// Of orders 台账.
        Orders = "orders",
        /// Of call-backs 回访台账.
        Calls = "calls",
    }
}

impl Register {
    /// Who may see it may take it along.
    const fn power(self) -> Power {
        match self {
            Self::Orders => ORDERS_SEE,
            Self::Calls => ORDERS_CALL_BACK,
        }
    }

    /// Its name on the sheet, and the columns of its print.
    fn columns(self, lang: &Lang<'_>) -> (String, Vec<Column>) {
        let column = |(key, width): &(&str, u8)| Column::new(lang.t(key), *width);
        match self {
            Self::Orders => (lang.t("orders-desk-register-title"), ORDERS.iter().map(column).collect()),
            Self::Calls => (lang.t("orders-calls-log"), CALLS.iter().map(column).collect()),
        }
    }
}

/// The columns of orders.
const ORDERS: [(&str, u8); 7] = [
    ("orders-desk-number", 10),
    ("orders-desk-matter", 36),
    ("orders-desk-category", 24),
    ("orders-desk-where", 20),
    ("orders-desk-state", 12),
    ("orders-desk-asked-at", 20),
    ("orders-desk-left", 18),
];
/// The columns of call-backs.
const CALLS: [(&str, u8); 5] = [
    ("orders-calls-when", 20),
    ("orders-desk-number", 10),
    ("orders-desk-matter", 36),
    ("orders-calls-result", 20),
    ("orders-calls-again-label", 20),
];

/// Exports, as records.
pub const EXPORTS: Record = Record { table: "exports" };
/// The name of the job.
pub const WRITE_OUT: &str = "orders.export";
/// Lines read at a time.
const PIECE_ROWS: usize = 500;
/// How long a file is there.
const KEPT_HOURS: i64 = 24;

/// An export of the register.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Export {
    /// Its id.
    pub id: Uuid,
    /// Of which register.
    pub kind: String,
    /// xlsx or csv.
    pub format: String,
    /// The filters, as they stood in the address.
    pub filters: String,
    /// The language of its words.
    pub language: String,
    /// waiting, done or gone.
    pub state: String,
    /// How many lines it has.
    pub row_count: i64,
    /// Where its bytes are.
    pub hash: Option<String>,
    /// When it was asked for.
    pub at: Moment,
    /// Its version.
    pub version: i64,
}

impl Export {
    /// Of which register.
    ///
    /// # Errors
    /// A fault when the program does not know it.
    pub fn register(&self) -> Outcome<Register> {
        Register::from_name(&self.kind).ok_or_else(|| Problem::fault("an export of an unknown register"))
    }
}

const EXPORT: &str = "id, kind, format, filters, language, state, row_count, hash, at, version";

/// Asks for the register of orders; the same form twice is one export.
///
/// # Errors
/// `NotAllowed`, or a fault from the database.
pub async fn ask(app: &App, doer: &Doer, (id, format): (Uuid, &str), wish: (&str, &Filter)) -> Outcome<()> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    let (filters, filter) = wish;
    let rows = length(app, doer, filter).await?;
    begin(app, doer, (id, format), (Register::Orders, filters, rows)).await
}

/// Asks for the log of call-backs, as [`ask`].
///
/// # Errors
/// `NotAllowed`, or a fault from the database.
pub async fn ask_for_calls(app: &App, doer: &Doer, (id, format): (Uuid, &str)) -> Outcome<()> {
    doer.require(ORDERS_CALL_BACK, &[Relation::Community])?;
    let rows = calls::length(app, doer).await?;
    begin(app, doer, (id, format), (Register::Calls, "", rows)).await
}

async fn begin(
    app: &App,
    doer: &Doer,
    (id, format): (Uuid, &str),
    (register, filters, rows): (Register, &str, i64),
) -> Outcome<()> {
    let mut write = app.db.write(doer, "register.export", &[Lock::new("exports", id)]).await?;
    let row = row! {
        id: id, community: doer.community.0, kind: register.name(),
        format: if format == "csv" { "csv" } else { "xlsx" },
        filters: filters.to_owned(), language: doer.locale.tag(), by_account: doer.account.map(Uuid::from),
        at: doer.at, state: "waiting", row_count: rows, size_bytes: 0i64,
    };
    if write.create_once(&EXPORTS, row).await? {
        jobs::enqueue(app, &mut write, WRITE_OUT, id, doer.at).await?;
        write.commit().await?;
    }
    Ok(())
}

/// An export with how many lines are written.
///
/// # Errors
/// `NotAllowed`, `NotFound`.
pub async fn export(app: &App, doer: &Doer, id: Uuid) -> Outcome<(Export, i64)> {
    doer.require(ORDERS_SEE, &[Relation::Community])?;
    let read = app.db.read().await?;
    let export = find(&read, doer, id).await?.ok_or(Problem::NotFound)?;
    doer.require(export.register()?.power(), &[Relation::Community]).map_err(|_| Problem::NotFound)?;
    let written = read.number("select done_count from export_progress where id = $1", values![id]).await?;
    Ok((export, written))
}

async fn find(door: &impl Query, doer: &Doer, id: Uuid) -> Outcome<Option<Export>> {
    let sql = format!("select {EXPORT} from exports where id = $1 and community = $2");
    door.one(&sql, values![id, doer.community.0]).await
}

/// Writes an export that waits; one that is written already stays as it is.
///
/// # Errors
/// A fault from the database or of the file.
pub async fn write_out(app: &App, doer: &Doer, id: Uuid, filter: impl FnOnce(&str) -> Filter) -> Outcome<()> {
    let found = find(&app.db.read().await?, doer, id).await?;
    let Some(export) = found.filter(|export| export.state == "waiting") else { return Ok(()) };
    let locale = Locale::from_tag(&export.language).unwrap_or_default();
    let lang = app.words.lang(locale, doer.at);
    let register = export.register()?;
    let mut sheet = Sheet::begin(&export.format, &lang, register)?;
    let written = match register {
        Register::Orders => write_orders(app, doer, (id, &lang, &mut sheet), &filter(&export.filters)).await?,
        Register::Calls => write_calls(app, doer, (id, &lang, &mut sheet)).await?,
    };
    let file = sheet.end().await?;
    let (hash, size) = app.files.put_file(file.path()).await?;
    let mut write = app.db.write(doer, "register.written", &[Lock::new("exports", id)]).await?;
    let row = row! {
        state: "done", row_count: written, size_bytes: i64::try_from(size).unwrap_or(i64::MAX),
        hash: hash.to_string(), ended_at: doer.at,
    };
    write.change(&EXPORTS, id, export.version, row).await?;
    write.commit().await
}

async fn write_orders(
    app: &App,
    doer: &Doer,
    (id, lang, sheet): (Uuid, &Lang<'_>, &mut Sheet),
    filter: &Filter,
) -> Outcome<i64> {
    let (mut after, mut written) = (None, 0i64);
    loop {
        let page = piece(app, doer, filter, (after.as_deref(), PIECE_ROWS)).await?;
        page.rows.iter().try_for_each(|line| sheet.line(&cells(lang, line)))?;
        written = note_progress(app, id, (written, page.rows.len())).await?;
        after = page.next;
        if after.is_none() {
            return Ok(written);
        }
    }
}

async fn write_calls(app: &App, doer: &Doer, (id, lang, sheet): (Uuid, &Lang<'_>, &mut Sheet)) -> Outcome<i64> {
    let (mut after, mut written): (Option<Cursor>, i64) = (None, 0);
    loop {
        let page = calls::piece(app, doer, (after, PIECE_ROWS)).await?;
        page.rows.iter().try_for_each(|call| sheet.line(&cells_of_call(lang, call)))?;
        written = note_progress(app, id, (written, page.rows.len())).await?;
        after = page.next;
        if after.is_none() {
            return Ok(written);
        }
    }
}

/// So many lines are written now.
async fn note_progress(app: &App, id: Uuid, (before, more): (i64, usize)) -> Outcome<i64> {
    let written = before + i64::try_from(more).unwrap_or(0);
    let sql = "insert into export_progress (id, done_count) values ($1, $2)
               on conflict (id) do update set done_count = excluded.done_count";
    app.db.housekeeping().run(sql, values![id, written]).await?;
    Ok(written)
}

/// Takes away files that are a day old.
///
/// # Errors
/// A fault from the database or of the store.
pub async fn sweep(app: &App, doer: &Doer) -> Outcome<()> {
    let sql = format!(
        "select {EXPORT} from exports where community = $1 and at < $2 and (state <> 'gone' or filters <> '')
         order by at limit 200"
    );
    let before = doer.at - Duration::hours(KEPT_HOURS);
    let old: Vec<Export> = app.db.read().await?.all(&sql, values![doer.community.0, before]).await?;
    for export in old {
        let mut write = app.db.write(doer, "register.sweep", &[Lock::new("exports", export.id)]).await?;
        write
            .change(&EXPORTS, export.id, export.version, row! { state: "gone", hash: None::<String>, filters: "" })
            .await?;
        write.commit().await?;
        app.db.housekeeping().run("delete from export_progress where id = $1", values![export.id]).await?;
        let Some(hash) = export.hash else { continue };
        // The same content may be another export's file too.
        let sql = "select count(*) from exports where hash = $1";
        if app.db.read().await?.number(sql, values![hash.clone()]).await? == 0 {
            app.files.delete(hash.parse()?).await?;
        }
    }
    Ok(())
}

/// What stands on paper: without a title of the office that names nobody the kind, never the resident's words; and the
/// kind.
fn title(lang: &Lang<'_>, line: &OrderLine) -> (String, String) {
    let kind = line.category.as_ref().map(|name| lang.pick(name).0.to_owned());
    let kind = kind.unwrap_or_else(|| lang.t("orders-desk-no-category"));
    (if line.is_titled { line.title.clone() } else { kind.clone() }, kind)
}

/// A time that sorts as text.
fn minute(lang: &Lang<'_>, time: Moment) -> String {
    lang.iso(time).replace('T', " ").chars().take(16).collect()
}

/// A line with the words of the print.
fn cells(lang: &Lang<'_>, line: &OrderLine) -> Vec<Cell<'static>> {
    let (title, kind) = title(lang, line);
    let again = (line.round > 1).then(|| lang.tn("orders-desk-round", "round", line.round));
    let on_behalf = line.on_behalf.then(|| lang.t("orders-desk-on-behalf"));
    let spoken = line.spoken.then(|| lang.t("orders-desk-spoken"));
    let small: Vec<String> = [Some(kind), on_behalf, spoken, again].into_iter().flatten().collect();
    let place = line.place.compound.clone().map(|compound| {
        let place =
            registry::places::Place { compound, building: line.place.building.clone(), stairway: None, door: None };
        registry::places::label(lang, &place)
    });
    let left = line.clock.as_ref().map(|clock| lang.left(clock.due_at));
    vec![
        line.number.into(),
        title.into(),
        small.join(" · ").into(),
        place.into(),
        lang.t(&format!("orders-state-{}", line.state.name().replace('_', "-"))).into(),
        minute(lang, line.asked_at).into(),
        left.into(),
    ]
}

/// A call-back with the words of the print.
fn cells_of_call(lang: &Lang<'_>, call: &CallLine) -> Vec<Cell<'static>> {
    let (title, _) = title(lang, &call.order);
    let again = (call.round > 1).then(|| lang.tn("orders-desk-round", "round", call.round));
    let again_at = call.attempt.again_at.map(|again| minute(lang, again));
    vec![
        minute(lang, call.attempt.at).into(),
        call.order.number.into(),
        [Some(title), again].into_iter().flatten().collect::<Vec<_>>().join(" · ").into(),
        lang.t(call.attempt.result.words()).into(),
        again_at.into(),
    ]
}

/// A file being written.
enum Sheet {
    Xlsx(Box<Book>),
    Csv(std::io::BufWriter<tempfile::NamedTempFile>),
}

impl Sheet {
    fn begin(format: &str, lang: &Lang<'_>, register: Register) -> Outcome<Self> {
        let (name, columns) = register.columns(lang);
        if format == "csv" {
            let mut file = std::io::BufWriter::new(tempfile::NamedTempFile::new().map_err(Problem::fault)?);
            file.write_all(csv_head(&columns).as_bytes()).map_err(Problem::fault)?;
            return Ok(Self::Csv(file));
        }
        let mut book = Book::new().made_at(lang.now())?;
        book.sheet(&name, &columns)?;
        Ok(Self::Xlsx(Box::new(book)))
    }

    fn line(&mut self, cells: &[Cell<'_>]) -> Outcome<()> {
        match self {
            Self::Xlsx(book) => book.row(cells),
            Self::Csv(file) => file.write_all(csv_line(cells).as_bytes()).map_err(Problem::fault),
        }
    }

    /// The whole file on disk; packing a long workbook takes its time and keeps nobody waiting.
    async fn end(self) -> Outcome<tempfile::NamedTempFile> {
        match self {
            Self::Csv(file) => file.into_inner().map_err(|error| Problem::fault(error.error())),
            Self::Xlsx(book) => {
                kernel::files::off_thread(move || {
                    let file = tempfile::NamedTempFile::new().map_err(Problem::fault)?;
                    book.write_to(file.reopen().map_err(Problem::fault)?)?;
                    Ok(file)
                })
                .await
            }
        }
    }
}
