//! Blank forms to print 纸质单: the sheet for a request with its counterfoil, the slip for a call-back, the list of a day;
//! in Chinese, in Tibetan, or both on one sheet, and in large print.
//!
//! Nothing of anyone stands on them before they are written on; only sheets for requests have numbers.

use super::super::choices::Choice;
use super::{RECORD, words};
use crate::orders::actions;
use crate::orders::paper::rules::{LATE_DAYS_MAX, SHEETS_MAX};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Arg, Locale, Outcome, Problem};
use kernel::i18n::Lang;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Posted, Questioned, Routes, Shell, Site, Visit};

/// Sheets printed when nobody says how many.
const SHEETS_USUAL: &str = "10";
/// The languages of a sheet when nobody says which.
const WORDS_USUAL: &str = "both";
/// Empty lines of the list of a day.
const DAY_LINES: usize = 18;
/// Attempts on the slip for a call-back.
const TRIES: usize = 3;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get("/desk/paper", RECORD, hub)
        .post("/desk/paper", RECORD, print)
        .get("/desk/paper/call", RECORD, call_slip)
        .get("/desk/paper/day", RECORD, day_list)
        .get("/desk/paper/{id}", RECORD, sheets)
}

/// How a form is printed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Look {
    words: String,
    large: String,
}

impl Look {
    fn locales(&self, reader: Locale) -> Vec<Locale> {
        match (self.words.as_str(), reader) {
            ("zh", _) => vec![Locale::ZhCn],
            ("bo", _) => vec![Locale::Bo],
            ("both", Locale::Bo) => vec![Locale::Bo, Locale::ZhCn],
            _ => vec![Locale::ZhCn, Locale::Bo],
        }
    }

    fn is_large(&self) -> bool {
        self.large == "yes"
    }
}

/// Words in the languages of the sheet.
pub(crate) struct Words<'s> {
    langs: Vec<Lang<'s>>,
}

impl Words<'_> {
    /// A sentence in each language, with its tag.
    pub(crate) fn say(&self, key: &str) -> Vec<(&'static str, String)> {
        self.langs.iter().map(|lang| (lang.tag(), lang.t(key))).collect()
    }

    /// A sentence with a number.
    pub(crate) fn count(&self, key: &str, number: &usize) -> Vec<(&'static str, String)> {
        self.langs
            .iter()
            .map(|lang| (lang.tag(), lang.say(key, &[("count", Arg::Number(words::count(*number)))])))
            .collect()
    }
}

fn in_words<'s>(shell: &'s Shell, look: &Look) -> Words<'s> {
    let langs = look.locales(shell.locale()).into_iter().map(|locale| shell.lang().in_locale(locale)).collect();
    Words { langs }
}

struct BatchLine {
    id: String,
    heading: String,
    small: String,
}

#[derive(Template)]
#[template(path = "orders/desk/paper.html")]
struct HubPage {
    shell: Shell,
    once: String,
    sheets: String,
    words: Vec<Choice>,
    large: bool,
    batches: Vec<BatchLine>,
    mend: Mend,
}

impl HubPage {
    fn wrong(&self) -> Option<String> {
        Some(self.mend.field(&self.shell, "sheets")).filter(|words| !words.is_empty())
    }
}

/// What is to be printed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct PrintForm {
    once: String,
    sheets: String,
    words: String,
    large: String,
}

pub(crate) async fn hub(State(site): State<Site>, visit: Visit) -> Answer {
    let form = PrintForm {
        once: site.app.new_id().to_string(),
        sheets: SHEETS_USUAL.to_owned(),
        words: WORDS_USUAL.to_owned(),
        large: String::new(),
    };
    web::page(&hub_page(&site, &visit, form, Mend::nothing()).await?)
}

async fn hub_page(site: &Site, visit: &Visit, form: PrintForm, mend: Mend) -> Outcome<HubPage> {
    let shell = site.shell(visit, "orders-paper-title").back("/desk");
    let batches = actions::batches(&site.app, &visit.doer).await?;
    let line = |batch: &actions::Batch| BatchLine {
        id: batch.id.to_string(),
        heading: format!("{}-{}", batch.numbers.0, batch.numbers.1),
        small: shell.say(
            "orders-paper-batch",
            &[
                ("when", Arg::Text(shell.lang().date_time(batch.printed_at))),
                ("sheets", Arg::Number(batch.sheets)),
                ("entered", Arg::Number(batch.entered)),
            ],
        ),
    };
    let choice = |name: &'static str, key: &str| Choice::new(name, shell.t(key), &form.words);
    Ok(HubPage {
        batches: batches.iter().map(line).collect(),
        words: vec![
            choice("both", "orders-paper-words-both"),
            choice("zh", "orders-paper-words-zh"),
            choice("bo", "orders-paper-words-bo"),
        ],
        large: form.large == "yes",
        once: form.once,
        sheets: form.sheets,
        shell,
        mend,
    })
}

pub(crate) async fn print(State(site): State<Site>, visit: Visit, Posted(form): Posted<PrintForm>) -> Answer {
    let once: Uuid = form.once.parse().map_err(|_| Problem::refused("shell-form-broken"))?;
    let sheets: i64 = form.sheets.trim().parse().unwrap_or_default();
    match db::again(|| actions::print_sheets(&site.app, &visit.doer, once, sheets)).await {
        Ok(()) => {
            let (words, large) = (known(&form.words), if form.large == "yes" { "&large=yes" } else { "" });
            Ok(web::back_to(&format!("/desk/paper/{once}?words={words}{large}")))
        }
        Err(problem) => {
            let page = hub_page(&site, &visit, form, Mend::of(problem)?).await?;
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Nothing that was typed goes into an address.
fn known(words: &str) -> &'static str {
    match words {
        "zh" => "zh",
        "bo" => "bo",
        _ => "both",
    }
}

/// What stands above every form: how to print it otherwise.
struct Bar {
    path: String,
    words: &'static str,
    large: bool,
    size: &'static str,
}

fn bar(path: String, look: &Look) -> Bar {
    let large = look.is_large();
    Bar { path, words: known(&look.words), large, size: if large { "&large=yes" } else { "" } }
}

struct SheetView {
    number: String,
    code: String,
}

#[derive(Template)]
#[template(path = "orders/desk/paper_sheets.html")]
struct SheetsPage {
    shell: Shell,
    look: Look,
    bar: Bar,
    sheets: Vec<SheetView>,
}

impl SheetsPage {
    fn words(&self) -> Words<'_> {
        in_words(&self.shell, &self.look)
    }
}

pub(crate) async fn sheets(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Questioned(look): Questioned<Look>,
) -> Answer {
    let found = actions::batch(&site.app, &visit.doer, id).await?;
    let sheet = |sheet: actions::Sheet| SheetView { number: sheet.number.to_string(), code: sheet.code };
    let shell = site.shell(&visit, "orders-paper-sheet").back("/desk/paper");
    let bar = bar(format!("/desk/paper/{id}"), &look);
    web::page(&SheetsPage { shell, look, bar, sheets: found.into_iter().map(sheet).collect() })
}

#[derive(Template)]
#[template(path = "orders/desk/paper_blank.html")]
struct BlankPage {
    shell: Shell,
    look: Look,
    bar: Bar,
    /// The slip for a call-back; else the list of a day.
    is_call: bool,
    lines: usize,
}

impl BlankPage {
    fn words(&self) -> Words<'_> {
        in_words(&self.shell, &self.look)
    }
}

pub(crate) async fn call_slip(State(site): State<Site>, visit: Visit, Questioned(look): Questioned<Look>) -> Answer {
    blank(&site, &visit, look, ("orders-paper-call", "/desk/paper/call", true, TRIES))
}

pub(crate) async fn day_list(State(site): State<Site>, visit: Visit, Questioned(look): Questioned<Look>) -> Answer {
    blank(&site, &visit, look, ("orders-paper-day", "/desk/paper/day", false, DAY_LINES))
}

fn blank(site: &Site, visit: &Visit, look: Look, form: (&'static str, &str, bool, usize)) -> Answer {
    let (title, path, is_call, lines) = form;
    let shell = site.shell(visit, title).back("/desk/paper");
    web::page(&BlankPage { shell, bar: bar(path.to_owned(), &look), look, is_call, lines })
}
