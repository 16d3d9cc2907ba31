//! The rules for everyone, in plain words, with every earlier version; the secretary writes down new ones here.

use super::actions;
use super::{FIGURES, Figure, Unit, Vote, differences, in_force};
use crate::points::powers::{POINTS_JOURNAL, POINTS_RULES};
use crate::points::rules::{Force, RulePack, local_day};
use crate::points::store;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Day, Outcome, Problem, Relation};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Answer, Mend, Posted, Shell, Site, Visit, file, goto, page_with};

/// The rules as they were typed: every field by its name.
pub type RulesForm = BTreeMap<String, String>;

/// What stands beside the figures in the form.
const VOTES: [(&str, &str); 4] = [
    ("votes_yes", "points-vote-yes"),
    ("votes_no", "points-vote-no"),
    ("votes_abstained", "points-vote-abstained"),
    ("votes_of", "points-vote-of"),
];

#[derive(Template)]
#[template(path = "points/rules.html")]
struct RulesPage {
    shell: Shell,
    pack: RulePack,
    versions: Vec<Version>,
    form: Option<RulesForm>,
    mend: Mend,
    may_take_out: bool,
}

/// A version, and what it changed of the one before.
struct Version {
    pack: RulePack,
    coming: bool,
    changes: Vec<(&'static Figure, i64, i64)>,
}

impl RulesPage {
    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn figures(&self) -> &'static [Figure] {
        FIGURES
    }

    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn votes(&self) -> [(&'static str, &'static str); 4] {
        VOTES
    }

    /// A figure with its unit, as people say it.
    fn said(&self, figure: &Figure, amount: &i64) -> String {
        let lang = self.shell.lang();
        match figure.unit {
            Unit::Points => lang.points(amount),
            Unit::Minutes => lang.minutes(amount),
            Unit::Days => lang.tn("points-days", "days", amount),
            Unit::Hours => lang.tn("points-hours", "hours", amount),
            Unit::Months => lang.tn("points-months", "months", amount),
            Unit::Permille => format!("× {}", times(*amount)),
        }
    }

    /// What the form asks for, with the unit in which it is typed.
    fn asked(&self, figure: &Figure) -> String {
        let unit = match figure.unit {
            Unit::Points => "points-unit-points",
            Unit::Minutes => "points-unit-minutes",
            Unit::Permille => "points-unit-permille",
            Unit::Days => "points-unit-days",
            Unit::Hours => "points-unit-hours",
            Unit::Months => "points-unit-months",
        };
        format!("{} ({})", self.shell.t(figure.label), self.shell.t(unit))
    }

    fn now(&self, figure: &Figure) -> String {
        self.said(figure, &(figure.of)(&self.pack))
    }

    fn typed<'f>(&self, form: &'f RulesForm, field: &str) -> &'f str {
        form.get(field).map_or("", String::as_str)
    }
}

/// Thousandths as people write them: 1.2.
fn times(permille: i64) -> String {
    let (whole, rest) = (permille.div_euclid(1000), permille.rem_euclid(1000));
    let rest = format!("{rest:03}");
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") }
}

/// The rules in force, for everyone.
pub async fn rules(State(site): State<Site>, visit: Visit) -> Answer {
    rules_page(&site, &visit, (None, Mend::nothing())).await
}

async fn rules_page(site: &Site, visit: &Visit, (form, mend): (Option<RulesForm>, Mend)) -> Answer {
    let (doer, today) = (&visit.doer, local_day(visit.doer.at));
    let history = store::rule_history(&site.app.db.read().await?, doer.community).await?;
    let pack = in_force(&history, today);
    let may = |power| doer.require(power, &[Relation::Community]).is_ok();
    let shell = site.shell(visit, "points-rules-title");
    let fresh = may(POINTS_RULES).then(|| blank(&pack, &shell));
    let status = if mend.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (versions, may_take_out) = (versions(history, today), may(POINTS_JOURNAL));
    page_with(status, &RulesPage { shell, pack, versions, form: form.or(fresh), mend, may_take_out })
}

fn blank(pack: &RulePack, shell: &Shell) -> RulesForm {
    let figures = FIGURES.iter().map(|figure| (figure.field.to_owned(), (figure.of)(pack).to_string()));
    figures.chain([("once".to_owned(), shell.once())]).collect()
}

/// Newest first, each with what it changed.
fn versions(history: Vec<RulePack>, today: Day) -> Vec<Version> {
    let before: Vec<RulePack> = history.iter().skip(1).cloned().chain([RulePack::default()]).collect();
    let pairs = history.into_iter().zip(before);
    let version = |(pack, before): (RulePack, RulePack)| Version {
        changes: differences(&before, &pack),
        coming: pack.valid_from > today,
        pack,
    };
    pairs.map(version).collect()
}

fn read(form: &RulesForm) -> Outcome<(Uuid, RulePack, Vote)> {
    let text = |field: &str| form.get(field).map_or("", |text| text.trim());
    let number =
        |field: &'static str| text(field).parse::<i64>().map_err(|_| Problem::field(field, "points-number-wrong"));
    let day = |field: &'static str| text(field).parse::<Day>().map_err(|_| Problem::field(field, "points-day-wrong"));
    let mut pack = RulePack {
        valid_from: day("valid_from")?,
        adopted_on: day("adopted_on")?,
        adopted_by: text("adopted_by").to_owned(),
        source: text("source").to_owned(),
        force: Force::Practice,
        ..RulePack::default()
    };
    for figure in FIGURES {
        (figure.put)(&mut pack, number(figure.field)?);
    }
    let vote = Vote {
        yes: number("votes_yes")?,
        no: number("votes_no")?,
        abstained: number("votes_abstained")?,
        of: number("votes_of")?,
    };
    Ok((text("once").parse().map_err(|_| Problem::refused("shell-form-broken"))?, pack, vote))
}

/// Writes down rules that the residents adopted.
pub async fn adopt(State(site): State<Site>, visit: Visit, Posted(form): Posted<RulesForm>) -> Answer {
    let answer = match read(&form) {
        Ok((id, pack, vote)) => db::again(|| actions::adopt(&site.app, &visit.doer, (id, &pack, vote))).await,
        Err(problem) => Err(problem),
    };
    match answer {
        Ok(()) => Ok(goto(&site, "/points/rules", "ok", "points-rules-adopted")),
        Err(problem) => rules_page(&site, &visit, (Some(form), Mend::of(problem)?)).await,
    }
}

/// The ledgers for plain-text accounting.
pub async fn journal(State(site): State<Site>, visit: Visit) -> Answer {
    let text = crate::points::journal::journal(&site.app, &visit.doer).await?;
    Ok(file("text/plain; charset=utf-8", text))
}
