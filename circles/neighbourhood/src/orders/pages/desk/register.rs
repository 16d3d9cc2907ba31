//! The register 台账: a view over the orders, filtered, sorted, searched and paged; on paper the same columns.
//!
//! No column and no filter names a person: neither who asked nor who helped.

use super::act::path;
use super::filters::{Tap, taps};
use super::words::{self, Choice, Row, Tool};
use crate::categories::actions as categories;
use crate::filters::rules::{self as filters, RECENT_DAYS};
use crate::orders::actions::{self, Filter, Sort};
use crate::orders::machine::State as OrderState;
use crate::orders::powers::FILTERS_KEEP;
use askama::Template;
use axum::extract::State;
use base::{Outcome, Problem};
use kernel::case::{Light, Named};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Answer, Questioned, Shell, Site, Visit};

/// Pages of the register that one print takes along.
pub(super) const PRINT_PAGES_MAX: usize = 10;
/// The lights that can be asked for.
const LIGHTS: [Light; 3] = [Light::Red, Light::Amber, Light::Green];

/// The filters as they stand in the address.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    category: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    compound: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    light: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    until: String,
    /// Asked in the last so many days.
    #[serde(skip_serializing_if = "String::is_empty")]
    days: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    sort: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
}

impl Asked {
    /// The filters of an address; what cannot be read narrows nothing.
    pub(super) fn read(question: &str) -> Self {
        serde_html_form::from_str(question).unwrap_or_default()
    }

    /// The filters as they stand in an address.
    pub(super) fn written(&self) -> Outcome<String> {
        serde_html_form::to_string(Self { after: String::new(), ..self.clone() }).map_err(Problem::fault)
    }

    pub(super) fn filter(&self) -> Filter {
        Filter {
            state: OrderState::from_name(&self.state),
            category: self.category.parse().ok(),
            compound: self.compound.parse::<Uuid>().ok().map(Into::into),
            light: LIGHTS.into_iter().find(|light| words::lamp_kind(*light) == self.light),
            from: self.from.parse().ok(),
            until: self.until.parse().ok(),
            recent_days: RECENT_DAYS.into_iter().find(|days| days.to_string() == self.days),
            words: self.q.trim().to_owned(),
            sort: if self.sort == "due" { Sort::Due } else { Sort::Newest },
        }
    }

    fn after(&self) -> Option<&str> {
        Some(self.after.as_str()).filter(|after| !after.is_empty())
    }

    /// The address of the same register, elsewhere or after a cursor.
    pub(super) fn address(&self, base: &str, after: &str) -> Outcome<String> {
        let asked = Self { after: after.to_owned(), ..self.clone() };
        let question = serde_html_form::to_string(asked).map_err(Problem::fault)?;
        Ok(if question.is_empty() { base.to_owned() } else { format!("{base}?{question}") })
    }

    fn narrows(&self) -> bool {
        let places = [&self.state, &self.category, &self.compound, &self.light];
        let filters = places.into_iter().chain([&self.q, &self.from, &self.until, &self.days]);
        filters.into_iter().any(|filter| !filter.is_empty())
    }
}

#[derive(Template)]
#[template(path = "orders/desk/register.html")]
struct RegisterPage {
    shell: Shell,
    asked: Asked,
    narrowed: bool,
    states: Vec<Choice>,
    categories: Vec<Choice>,
    compounds: Vec<Choice>,
    lights: Vec<Choice>,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
    print: String,
    filters: String,
    once: String,
    /// What may be kept of the filters; none when there is nothing to keep.
    keepable: Option<String>,
    taps: Vec<Tap>,
    recents: Vec<Choice>,
}

pub(crate) async fn list(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let shell = site.shell(&visit, "orders-desk-nav-register");
    let page = actions::register(&site.app, &visit.doer, &asked.filter(), asked.after()).await?;
    let next = page.next.map(|after| asked.address("/desk/register", &after)).transpose()?;
    let first = asked.after().map(|_| asked.address("/desk/register", "")).transpose()?;
    let kept = filters::kept(&asked.written()?).ok();
    let taps = taps((&site, &visit), kept.as_deref().unwrap_or_default()).await?;
    web::page(&RegisterPage {
        recents: recents(&shell, &asked.days),
        keepable: kept.filter(|_| visit.doer.may(FILTERS_KEEP) && !taps.iter().any(|tap| tap.current)),
        taps,
        narrowed: asked.narrows(),
        states: states(&shell, &asked.state),
        categories: category_choices(&site, &visit, &shell, &asked.category).await?,
        compounds: compound_choices(&site, &visit, &shell, &asked.compound).await?,
        lights: lights(&shell, &asked.light),
        rows: page.rows.iter().map(|line| row(&shell, line)).collect(),
        first,
        next,
        print: asked.address("/desk/register/print", "")?,
        filters: asked.written()?,
        once: shell.once(),
        shell,
        asked,
    })
}

fn row(shell: &Shell, line: &crate::orders::views::OrderLine) -> Row {
    words::row(shell, line, Tool { href: path(line.id), label: String::new() })
}

fn states(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let choice = |&state: &OrderState| Choice::new(state.name(), words::state(shell, state), chosen);
    OrderState::ALL.iter().filter(|&&state| state != OrderState::Draft).map(choice).collect()
}

fn lights(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let label = |light: Light| match light {
        Light::Red => "orders-desk-light-late",
        Light::Amber => "orders-desk-light-warn",
        Light::Green => "orders-desk-light-ok",
    };
    LIGHTS.into_iter().map(|light| Choice::new(words::lamp_kind(light), shell.t(label(light)), chosen)).collect()
}

fn recents(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let choice = |days: i64| Choice::new(days.to_string(), shell.tn("filters-recent", "count", days), chosen);
    RECENT_DAYS.into_iter().map(choice).collect()
}

async fn category_choices(site: &Site, visit: &Visit, shell: &Shell, chosen: &str) -> Outcome<Vec<Choice>> {
    let mut choices = Vec::new();
    for group in categories::tree(&site.app, &visit.doer).await? {
        let name = words::text(shell, &group.category.kind.name);
        choices.push(Choice::new(group.category.id.to_string(), name.clone(), chosen));
        let kinds = group.kinds.iter().map(|kind| {
            let label = format!("{name} · {}", words::text(shell, &kind.kind.name));
            Choice::new(kind.id.to_string(), label, chosen)
        });
        choices.extend(kinds);
    }
    Ok(choices)
}

async fn compound_choices(site: &Site, visit: &Visit, shell: &Shell, chosen: &str) -> Outcome<Vec<Choice>> {
    let read = site.app.db.read().await?;
    let compounds = registry::places::compounds(&read, visit.doer.community).await?;
    let choice = |compound: &registry::places::Compound| {
        Choice::new(compound.id.to_string(), words::text(shell, &compound.name), chosen)
    };
    Ok(compounds.iter().map(choice).collect())
}

#[derive(Template)]
#[template(path = "orders/desk/register_print.html")]
struct PrintPage {
    shell: Shell,
    filters: String,
    printed: String,
    rows: Vec<Row>,
    cut: bool,
}

pub(crate) async fn print(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let shell = site.shell(&visit, "orders-desk-register-print").back(asked.address("/desk/register", "")?);
    let (mut rows, mut after) = (Vec::new(), None);
    for _ in 0..PRINT_PAGES_MAX {
        let page = actions::register(&site.app, &visit.doer, &asked.filter(), after.as_deref()).await?;
        rows.extend(page.rows.iter().map(|line| words::on_paper(&shell, line, row(&shell, line))));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let printed = shell.lang().date_time(shell.lang().now());
    // What was typed may be somebody's name, and this stands on paper.
    let searched = if asked.q.is_empty() { String::new() } else { shell.t("orders-desk-register-searched") };
    let filters = says((&site, &visit, &shell), &Asked { q: searched, ..asked }).await?;
    web::page(&PrintPage { cut: after.is_some(), shell, filters, printed, rows })
}

/// What the filters say, in words.
pub(super) async fn says((site, visit, shell): (&Site, &Visit, &Shell), asked: &Asked) -> Outcome<String> {
    let chosen = |choices: Vec<Choice>| choices.into_iter().find(|choice| choice.chosen).map(|choice| choice.label);
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let period = said(&asked.from).or_else(|| said(&asked.until)).map(|_| format!("{} – {}", asked.from, asked.until));
    let filters = [
        chosen(states(shell, &asked.state)),
        chosen(category_choices(site, visit, shell, &asked.category).await?),
        chosen(compound_choices(site, visit, shell, &asked.compound).await?),
        chosen(lights(shell, &asked.light)),
        chosen(recents(shell, &asked.days)),
        period,
        said(&asked.q),
    ];
    Ok(filters.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
