//! A person's own passbook and hours.

use super::actions::{self, Joining};
use super::appeals::{self, store::Appeal};
use super::commendations::{self, store::Commendation};
use super::expiry::{self, store::Expiry};
use super::ledger::{self, Ledger, Line};
use super::powers::POINTS_OWN;
use super::rules::{NoAward, RulePack, Vintage, local_day};
use super::store::{self, AwardRow, CorrectionRow, Member};
use super::{corrections, life, rulebook};
use crate::supermarket::store::{Redemption, redemptions_of};
use askama::Template;
use axum::extract::State;
use base::{Doer, Moment, Outcome, PersonId, Problem};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Cursor, Key, Listing, Posted, Questioned, Shell, Site, Visit, goto, page};

/// Lines of a passbook on one page.
const LINES_SHOWN: usize = 100;

/// For whom: a family member may look for someone who agreed.
#[derive(Deserialize, Default)]
pub struct ForWhom {
    #[serde(default, rename = "for")]
    person: Option<Uuid>,
    #[serde(default)]
    after: Option<String>,
}

impl ForWhom {
    /// The person asked for, whom the doer must speak for.
    fn person(&self, doer: &Doer) -> Outcome<PersonId> {
        let person = self.person.map(PersonId).or(doer.person).ok_or(Problem::NotFound)?;
        doer.require(POINTS_OWN, &actions::standing(doer, person, false)).map_err(|_| Problem::NotFound)?;
        Ok(person)
    }

    fn cursor(&self) -> Option<Cursor> {
        self.after.as_deref().and_then(Cursor::parse)
    }
}

/// Everything in a passbook.
pub struct Book {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) member: Option<Member>,
    pub(super) may_spend: bool,
    pub(super) pending: Vec<AwardRow>,
    pub(super) vintages: Vec<Vintage>,
    pub(super) pack: RulePack,
    pub(super) lines: Vec<Line>,
    pub(super) corrections: Vec<CorrectionRow>,
    pub(super) redemptions: Vec<Redemption>,
    pub(super) minutes: i64,
    pub(super) told: Vec<Expiry>,
    pub(super) appeals: Vec<Appeal>,
    pub(super) praise: Vec<Commendation>,
    history: Vec<RulePack>,
    /// Corrections against which an appeal is still possible, and until when.
    open_to_appeal: Vec<(Uuid, Moment)>,
}

impl Book {
    /// Opens the passbook of a person the caller may see.
    pub(super) async fn open(site: &Site, doer: &Doer, person: PersonId) -> Outcome<Self> {
        let read = site.app.db.read().await?;
        let name = store::name_of(&read, doer.community, person).await?.ok_or(Problem::NotFound)?;
        let member = store::member(&read, doer.community, person).await?;
        let (history, today) = (store::rule_history(&read, doer.community).await?, local_day(doer.at));
        let appeals = appeals::store::of_person(&read, person).await?;
        let carried = appeals::store::carried_out(&read, person).await?;
        let open_to_appeal = carried.iter().filter_map(|one| {
            let decided_at = one.decided_at?;
            let days = rulebook::in_force(&history, local_day(decided_at)).appeal_days;
            let until = appeals::actions::until(decided_at, days);
            let fresh = doer.at <= until && !appeals.iter().any(|appeal| appeal.correction_id == one.id);
            fresh.then_some((one.id, until))
        });
        Ok(Self {
            open_to_appeal: open_to_appeal.collect(),
            told: expiry::store::told(&read, person).await?,
            praise: commendations::store::of_person(&read, person).await?,
            appeals,
            person,
            name,
            may_spend: member.as_ref().is_some_and(|member| member.may_spend(doer.at)),
            member,
            pending: store::pending_of(&read, doer.community, person).await?,
            vintages: ledger::vintages(&read, person).await?,
            pack: rulebook::in_force(&history, today),
            history,
            lines: ledger::lines_of(&read, person, Ledger::Points, LINES_SHOWN).await?,
            corrections: store::corrections_of(&read, person).await?,
            redemptions: redemptions_of(&read, doer.community, person).await?,
            minutes: ledger::minutes_of(&read, doer.community, person).await?,
        })
    }

    /// Points that can be spent.
    pub(super) fn free(&self) -> i64 {
        self.vintages.iter().map(Vintage::free).sum()
    }

    /// Points held for open redemptions.
    pub(super) fn held(&self) -> i64 {
        self.vintages.iter().map(|vintage| vintage.reserved).sum()
    }

    /// Points waiting for the end of their notice.
    pub(super) fn waiting(&self) -> i64 {
        self.pending.iter().map(|award| award.points).sum()
    }

    /// Months that still hold something.
    pub(super) fn months(&self) -> Vec<&Vintage> {
        self.vintages.iter().filter(|vintage| vintage.posted > 0).collect()
    }

    /// The last day of a month's points, as the person was told, or as the rules say.
    pub(super) fn expires(&self, vintage: &Vintage) -> base::Day {
        let told = self.told.iter().find(|told| told.id == vintage.account).map(|told| told.last_day);
        told.unwrap_or_else(|| life::expires_on(&self.history, vintage.month))
    }

    /// What is still there of points whose end the person was told.
    pub(super) fn ending(&self) -> Vec<(&Expiry, i64)> {
        let left = |told: &Expiry| self.vintages.iter().find(|vintage| vintage.account == told.id).map(|v| v.posted);
        self.told.iter().map(|told| (told, left(told).unwrap_or(0))).filter(|(_, left)| *left > 0).collect()
    }

    /// Corrections against which the person may still appeal, and until when.
    pub(super) fn appealable(&self) -> Vec<(&CorrectionRow, Moment)> {
        let until = |id: Uuid| self.open_to_appeal.iter().find(|(open, _)| *open == id).map(|(_, until)| *until);
        self.corrections.iter().filter_map(|row| Some((row, until(row.id)?))).collect()
    }

    /// Praise may be proposed for those who keep points and have none under way.
    pub(super) fn may_be_praised(&self) -> bool {
        let member = self.member.as_ref().is_some_and(|member| member.takes_part() && member.keeps_points);
        member && !self.praise.iter().any(Commendation::may_decline)
    }

    /// Corrections that wait for a decision, on which the person may still speak.
    pub(super) fn proposed(&self) -> Vec<&CorrectionRow> {
        self.corrections.iter().filter(|correction| correction.state == "proposed").collect()
    }

    /// Things that wait at the counter.
    pub(super) fn to_fetch(&self) -> Vec<&Redemption> {
        self.redemptions.iter().filter(|redemption| redemption.waits()).collect()
    }

    /// They asked for hours and no points.
    pub(super) fn hours_only(&self) -> bool {
        self.member.as_ref().is_some_and(|member| !member.keeps_points)
    }

    /// They asked for their name in the public notice.
    pub(super) fn shows_name(&self) -> bool {
        self.member.as_ref().is_some_and(|member| member.shows_name)
    }

    /// What a line is, in words.
    pub(super) fn what(&self, shell: &Shell, line: &Line) -> String {
        match line.source_kind.as_str() {
            "award" => shell.t("points-line-award"),
            "redemption" => {
                let found = self.redemptions.iter().find(|redemption| redemption.id == line.source_id);
                let thing = found.map(|redemption| redemption.name(shell.locale()).0).unwrap_or_default();
                if thing.is_empty() {
                    shell.t("points-line-redemption-old")
                } else {
                    shell.tx("points-line-redemption", "thing", &thing)
                }
            }
            "correction" => {
                let found = self.corrections.iter().find(|correction| correction.id == line.source_id);
                let reason = found.map(|correction| correction.reason.as_str()).unwrap_or_default();
                shell.tx("points-line-correction", "reason", reason)
            }
            "commendation" => shell.t("points-line-praise"),
            "appeal" => shell.t("points-line-appeal"),
            "expiry" => shell.t("points-line-ended"),
            _ => shell.t("points-line-leave"),
        }
    }

    /// Points came in.
    #[expect(clippy::unused_self, reason = "templates call it on the book")]
    pub(super) fn adds(&self, line: &Line) -> bool {
        line.credit_kind == "resident"
    }
}

#[derive(Template)]
#[template(path = "points/passbook.html")]
struct PassbookPage {
    shell: Shell,
    book: Book,
    others: Vec<(Uuid, String)>,
}

/// The passbook, or what taking part means for those who do not.
pub async fn passbook(State(site): State<Site>, visit: Visit, Questioned(whom): Questioned<ForWhom>) -> Answer {
    let book = Book::open(&site, &visit.doer, whom.person(&visit.doer)?).await?;
    let others = relatives(&site, &visit.doer, book.person).await?;
    page(&PassbookPage { shell: site.shell(&visit, "points-title"), book, others })
}

/// The other people for whom the doer may look.
async fn relatives(site: &Site, doer: &Doer, shown: PersonId) -> Outcome<Vec<(Uuid, String)>> {
    let read = site.app.db.read().await?;
    let others: Vec<PersonId> =
        doer.person.iter().chain(&doer.records_of).copied().filter(|person| *person != shown).collect();
    let mut names = store::names_of(&read, doer.community, &others).await?;
    Ok(others.into_iter().filter_map(|person| Some((person.0, names.remove(&person)?))).collect())
}

#[derive(Template)]
#[template(path = "points/paper.html")]
pub(super) struct PrintPage {
    pub(super) shell: Shell,
    pub(super) book: Book,
}

/// The passbook for paper.
pub async fn print(State(site): State<Site>, visit: Visit, Questioned(whom): Questioned<ForWhom>) -> Answer {
    let book = Book::open(&site, &visit.doer, whom.person(&visit.doer)?).await?;
    page(&PrintPage { shell: site.shell(&visit, "points-title").back("/points"), book })
}

/// Opting in, or changing what one asked for.
#[derive(Deserialize)]
pub struct JoinForm {
    #[serde(default)]
    person: Option<Uuid>,
    #[serde(default)]
    keeps: String,
    #[serde(default)]
    shows_name: String,
}

impl JoinForm {
    pub(super) fn wish(&self, person: PersonId) -> Joining {
        Joining { person, keeps_points: self.keeps != "hours", shows_name: self.shows_name == "yes" }
    }
}

/// Opts in.
pub async fn join(State(site): State<Site>, visit: Visit, Posted(form): Posted<JoinForm>) -> Answer {
    let whom = ForWhom { person: form.person, after: None };
    let wish = form.wish(whom.person(&visit.doer)?);
    db::again(|| actions::join(&site.app, &visit.doer, &wish)).await?;
    Ok(goto(&site, &format!("/points?for={}", wish.person), "ok", "points-joined"))
}

/// Opting out.
#[derive(Deserialize)]
pub struct LeaveForm {
    #[serde(default)]
    person: Option<Uuid>,
}

/// Opts out.
pub async fn leave(State(site): State<Site>, visit: Visit, Posted(form): Posted<LeaveForm>) -> Answer {
    let person = ForWhom { person: form.person, after: None }.person(&visit.doer)?;
    db::again(|| actions::leave(&site.app, &visit.doer, person)).await?;
    Ok(goto(&site, &format!("/points?for={person}"), "ok", "points-left"))
}

#[derive(Template)]
#[template(path = "points/hours.html")]
struct HoursPage {
    shell: Shell,
    person: PersonId,
    minutes: i64,
    awards: Listing<AwardRow>,
    member: Option<Member>,
}

impl HoursPage {
    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn why(&self, award: &AwardRow) -> &'static str {
        NoAward::message(award.refused_why.as_deref().unwrap_or_default())
    }

    fn older(&self) -> Option<String> {
        self.awards.next.map(|cursor| format!("/hours?for={}&after={}", self.person, cursor.text()))
    }
}

/// Service, event by event.
pub async fn hours(State(site): State<Site>, visit: Visit, Questioned(whom): Questioned<ForWhom>) -> Answer {
    let (doer, person) = (&visit.doer, whom.person(&visit.doer)?);
    let read = site.app.db.read().await?;
    let member = store::member(&read, doer.community, person).await?;
    let awards = store::awards_of(&read, doer.community, person, whom.cursor()).await?;
    let minutes = ledger::minutes_of(&read, doer.community, person).await?;
    page(&HoursPage { shell: site.shell(&visit, "points-hours-title"), person, minutes, awards, member })
}

/// What the person says to a correction.
#[derive(Deserialize)]
pub struct ObjectionForm {
    #[serde(default)]
    objection: String,
}

/// Objects to a correction of one's own account.
pub async fn object(
    State(site): State<Site>,
    visit: Visit,
    Key(id): Key<Uuid>,
    Posted(form): Posted<ObjectionForm>,
) -> Answer {
    db::again(|| corrections::object(&site.app, &visit.doer, (id, &form.objection))).await?;
    Ok(goto(&site, "/points", "ok", "points-objected"))
}
