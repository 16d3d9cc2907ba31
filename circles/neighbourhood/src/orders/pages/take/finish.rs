//! The two ways an order leaves the hand: done, with each helper's own minutes; or back to the office, without a trace.

use super::super::super::actions::{self, Aim, Companion, Doing};
use super::super::super::rules::Outcome as Code;
use super::super::super::views::HeldView;
use super::words::outcome;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome, PersonId, Problem};
use kernel::case::Named;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Answer, Key, Mend, Posted, Shell, Site, Upload, Uploaded, Visit, goto, page, page_with};

/// People who came along, at most.
const COMPANIONS_MAX: usize = 20;
/// Rows for people who came along.
const COMPANIONS_SHOWN: usize = 3;

/// What the form of "done" says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct DoneForm {
    once: String,
    version: i64,
    outcome: String,
    text: String,
    minutes: String,
    with: Vec<String>,
    with_minutes: Vec<String>,
}

impl DoneForm {
    /// The usual time; the other one of two stands there already, with the same.
    fn begin(once: String, held: &HeldView, mates: &[(PersonId, String)]) -> Self {
        let minutes = held.minutes.to_string();
        let other = mates.first().filter(|_| held.with.is_some()).map(|(person, _)| person.to_string());
        Self {
            with_minutes: other.iter().map(|_| minutes.clone()).collect(),
            with: other.into_iter().collect(),
            once,
            minutes,
            ..Self::default()
        }
    }

    fn aim(&self, order: OrderId) -> Outcome<Aim> {
        Ok(Aim { order, version: self.version, once: self.holder()? })
    }

    /// Under which staged photos wait while the form is mended.
    fn holder(&self) -> Outcome<Uuid> {
        self.once.parse().map_err(|_| Problem::NotFound)
    }

    fn doing(&self, photos: Vec<Uuid>) -> Outcome<Doing> {
        let minutes = self.minutes.trim().parse();
        Ok(Doing {
            minutes: minutes.map_err(|_| Problem::field("minutes", "orders-take-done-minutes-wrong"))?,
            companions: self.companions().ok_or_else(|| Problem::field("companions", "orders-take-done-with-wrong"))?,
            outcome: Code::from_name(&self.outcome)
                .ok_or_else(|| Problem::field("outcome", "orders-take-done-outcome-missing"))?,
            text: self.text.clone(),
            photos,
        })
    }

    /// Who came along; none when a row is half filled or somebody stands there twice.
    fn companions(&self) -> Option<Vec<Companion>> {
        let mut found = BTreeMap::new();
        for (person, minutes) in self.rows().iter().filter(|row| !row.0.is_empty() || !row.1.is_empty()) {
            let person: PersonId = person.parse().ok()?;
            if found.insert(person, minutes.parse().ok()?).is_some() {
                return None;
            }
        }
        Some(found.into_iter().map(|(person, minutes)| Companion { person, minutes }).collect())
    }

    /// The rows as they stand in the form, at least a few.
    fn rows(&self) -> Vec<(String, String)> {
        let pad = |list: &[String], at: usize| list.get(at).map(|text| text.trim().to_owned()).unwrap_or_default();
        let count = self.with.len().clamp(COMPANIONS_SHOWN, COMPANIONS_MAX);
        (0..count).map(|at| (pad(&self.with, at), pad(&self.with_minutes, at))).collect()
    }
}

/// Somebody who may have come along.
struct Mate<'p> {
    id: String,
    name: &'p str,
    chosen: bool,
}

/// One row of the people who came along.
struct Along<'p> {
    people: Vec<Mate<'p>>,
    minutes: String,
}

#[derive(Template)]
#[template(path = "orders/take/done.html")]
pub(super) struct DonePage {
    pub(super) shell: Shell,
    pub(super) held: HeldView,
    pub(super) form: DoneForm,
    pub(super) mates: Vec<(PersonId, String)>,
    pub(super) photos: usize,
    pub(super) mend: Mend,
}

impl DonePage {
    async fn of(site: &Site, visit: &Visit, order: OrderId, sent: Option<DoneForm>) -> Outcome<Self> {
        let held = actions::for_holder(&site.app, &visit.doer, order).await?;
        let shell = site.shell(visit, "orders-take-done-title").back(format!("/take/{order}"));
        let mates = actions::teammates(&site.app, &visit.doer, order).await?;
        let form = sent.unwrap_or_else(|| DoneForm::begin(shell.once(), &held, &mates));
        let photos = if held.photos_welcome {
            actions::staged_photos(&site.app, &visit.doer, form.holder()?).await?.len()
        } else {
            0
        };
        Ok(Self { mates, shell, held, form, photos, mend: Mend::nothing() })
    }

    #[expect(clippy::unused_self, reason = "templates call it on the page")]
    fn outcomes(&self) -> Vec<(&'static str, &'static str)> {
        Code::ALL.iter().map(|code| (code.name(), outcome(*code))).collect()
    }

    /// The rows of people who came along: whom to choose from and who is chosen, and the minutes.
    fn companions(&self) -> Vec<Along<'_>> {
        let row = |(chosen, minutes): (String, String)| {
            let mates = self.mates.iter().map(|(person, name)| (person.to_string(), name.as_str()));
            let people = mates.map(|(id, name)| Mate { chosen: id == chosen, id, name }).collect();
            Along { people, minutes }
        };
        // Never more rows than there are people to choose from.
        self.form.rows().into_iter().take(self.mates.len().max(self.form.with.len())).map(row).collect()
    }
}

/// The form of "done".
pub(super) async fn form(State(site): State<Site>, visit: Visit, Key(order): Key<OrderId>) -> Answer {
    page(&DonePage::of(&site, &visit, order, None).await?)
}

/// Done.
pub(super) async fn done(
    State(site): State<Site>,
    visit: Visit,
    Key(order): Key<OrderId>,
    Uploaded { form, files }: Uploaded<DoneForm>,
) -> Answer {
    match finish(&site, &visit, order, (&form, files)).await {
        Ok(()) => Ok(goto(&site, "/take", "ok", "orders-take-done-thanks")),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let mut again = DonePage::of(&site, &visit, order, Some(form)).await?;
            again.mend = mend;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// Keeps new photos for this form, then says done with all that wait for it.
async fn finish(site: &Site, visit: &Visit, order: OrderId, (form, files): (&DoneForm, Vec<Upload>)) -> Outcome<()> {
    let (aim, holder) = (form.aim(order)?, form.holder()?);
    for file in files {
        let bytes = file.bytes;
        db::again(|| actions::stage_photo(&site.app, &visit.doer, holder, bytes.clone())).await?;
    }
    let staged = actions::staged_photos(&site.app, &visit.doer, holder).await?;
    let wish = form.doing(staged.into_iter().map(|photo| photo.id).collect())?;
    db::again(|| actions::done(&site.app, &visit.doer, aim, &wish)).await
}

/// What the form of giving back says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReturnForm {
    once: String,
    word: String,
    version: i64,
    text: String,
}

impl ReturnForm {
    fn id(text: &str) -> Outcome<Uuid> {
        text.parse().map_err(|_| Problem::NotFound)
    }
}

#[derive(Template)]
#[template(path = "orders/take/return.html")]
pub(super) struct ReturnPage {
    pub(super) shell: Shell,
    pub(super) held: HeldView,
    pub(super) form: ReturnForm,
    pub(super) mend: Mend,
}

impl ReturnPage {
    async fn of(site: &Site, visit: &Visit, order: OrderId, sent: Option<ReturnForm>) -> Outcome<Self> {
        let held = actions::for_holder(&site.app, &visit.doer, order).await?;
        let shell = site.shell(visit, "orders-take-return-title").back(format!("/take/{order}"));
        let fresh = || ReturnForm { once: shell.once(), word: shell.once(), ..ReturnForm::default() };
        let form = sent.unwrap_or_else(fresh);
        Ok(Self { shell, held, form, mend: Mend::nothing() })
    }

    /// What is wrong with the words: of a unit or department they are the reason, else a message.
    fn wrong(&self) -> String {
        self.mend.field(&self.shell, if self.held.for_body { "reason" } else { "text" })
    }
}

/// The form of giving back.
pub(super) async fn return_form(State(site): State<Site>, visit: Visit, Key(order): Key<OrderId>) -> Answer {
    page(&ReturnPage::of(&site, &visit, order, None).await?)
}

/// Gives it back: a volunteer at once, a unit or department by asking.
pub(super) async fn give_back(
    State(site): State<Site>,
    visit: Visit,
    Key(order): Key<OrderId>,
    Posted(form): Posted<ReturnForm>,
) -> Answer {
    let held = actions::for_holder(&site.app, &visit.doer, order).await?;
    let acted = if held.for_body {
        ask_back(&site, &visit, order, &form).await
    } else {
        hand_back(&site, &visit, order, &form).await
    };
    match acted {
        Ok((path, key)) => Ok(goto(&site, &path, "ok", key)),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let mut again = ReturnPage::of(&site, &visit, order, Some(form)).await?;
            again.mend = mend;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

async fn ask_back(site: &Site, visit: &Visit, order: OrderId, form: &ReturnForm) -> Outcome<(String, &'static str)> {
    let aim = Aim { order, version: form.version, once: ReturnForm::id(&form.once)? };
    db::again(|| actions::request_return(&site.app, &visit.doer, aim, &form.text)).await?;
    Ok((format!("/take/{order}"), "orders-take-return-asked"))
}

/// The word to the resident goes first, while the order is still held; its own id sends it once.
async fn hand_back(site: &Site, visit: &Visit, order: OrderId, form: &ReturnForm) -> Outcome<(String, &'static str)> {
    let (aim, word) =
        (Aim { order, version: form.version, once: ReturnForm::id(&form.once)? }, ReturnForm::id(&form.word)?);
    if !form.text.trim().is_empty() {
        db::again(|| actions::write_to_resident(&site.app, &visit.doer, order, word, &form.text)).await?;
    }
    db::again(|| actions::hand_back(&site.app, &visit.doer, aim)).await?;
    Ok(("/take".to_owned(), "orders-take-returned"))
}
