//! One matter as its asker sees it: people and steps, what to say next, and the way up.

use super::super::photos::{self, Waiting};
use super::super::voice::length;
use super::care::{self, Known};
use super::story::{self, Now, Told};
use super::words::{self, Named};
use crate::orders::actions;
use crate::orders::views::{AppealView, MessageKind, MessageView, OrderLine, ResidentView};
use askama::Template;
use axum::extract::State;
use base::{OrderId, Outcome};
use kernel::case::Named as _;
use serde::Deserialize;
use web::{Answer, Key, Mend, Shell, Site, Visit};

/// Any form of the matter's page.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct MatterForm {
    /// The form's hidden id.
    #[serde(default)]
    pub once: String,
    /// The version the reader saw.
    #[serde(default)]
    pub version: i64,
    /// What is said.
    #[serde(default)]
    pub text: String,
    /// A number to call.
    #[serde(default)]
    pub phone: String,
    /// The grade of the matter.
    #[serde(default)]
    pub grade: String,
    /// The minutes are right.
    #[serde(default)]
    pub minutes_right: String,
    /// The round of the minutes.
    #[serde(default)]
    pub round: i64,
    /// Whose minutes.
    #[serde(default)]
    pub person: String,
}

/// A message in the talk.
pub(super) struct Said {
    pub mine: bool,
    pub who: String,
    pub body: String,
    pub time: String,
}

/// Another matter of the same asker that belongs to it.
struct Part {
    id: String,
    number: String,
    title: String,
    state: String,
}

/// What was said to the committee, and its answer.
pub(super) struct Appeal {
    pub body: String,
    pub time: String,
    pub answer: Option<String>,
    pub answered: String,
}

/// What stands between the asker and the committee about this matter.
pub(super) fn appeals(shell: &Shell, order: &ResidentView) -> Vec<Appeal> {
    let line = |appeal: &AppealView| {
        let lang = shell.lang();
        let answered = match &appeal.answer {
            Some((_, at)) => lang.tx("orders-ask-appeal-answered", "time", lang.date_time(*at)),
            None => lang.tx("orders-ask-appeal-by", "time", lang.when(appeal.answer_by)),
        };
        let answer = appeal.answer.as_ref().map(|(text, _)| text.clone());
        Appeal { body: appeal.body.clone(), time: lang.date_time(appeal.at), answer, answered }
    };
    order.appeals.iter().map(line).collect()
}

/// Minutes to confirm.
struct MinutesLine {
    person: String,
    round: i64,
    words: String,
}

#[derive(Template)]
#[template(path = "orders/ask/matter.html")]
pub(super) struct MatterPage {
    shell: Shell,
    order: ResidentView,
    category: Option<Named>,
    heading: String,
    place: String,
    /// How long the recording is, while it is here.
    voice: Option<String>,
    now: Now,
    told: Vec<Told>,
    to_come: Vec<String>,
    talk: Vec<Said>,
    minutes: Vec<MinutesLine>,
    door_word: Option<String>,
    comes: Option<String>,
    team: Option<Named>,
    more_photos: Waiting,
    /// How far the money of a purchase is.
    money_now: String,
    /// Where it goes on under another number.
    goes_on: Option<Known>,
    /// What was split off it, or what it was split off.
    own_parts: Vec<Part>,
    is_part: bool,
    appeals: Vec<Appeal>,
    /// The form that was refused, by its name, and what was typed into it.
    at: &'static str,
    form: MatterForm,
    mend: Mend,
}

impl MatterPage {
    /// Something said to the committee has no answer yet.
    fn appeal_waits(&self) -> bool {
        self.appeals.iter().any(|appeal| appeal.answer.is_none())
    }
}

/// The page.
pub(super) async fn matter(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    let page = page_of(&site, &visit, id, ("", MatterForm::default(), Mend::nothing())).await?;
    web::page(&page)
}

/// The page, also after one of its forms was refused.
pub(super) async fn page_of(
    site: &Site,
    visit: &Visit,
    id: OrderId,
    (at, form, mend): (&'static str, MatterForm, Mend),
) -> Outcome<MatterPage> {
    let order = actions::for_resident(&site.app, &visit.doer, id).await?;
    let shell = site.shell(visit, "orders-ask-nav-matters").back("/matters");
    let title = shell.tx("orders-ask-number", "number", order.number.to_string());
    let shell = shell.titled(title);
    let coming = order.coming.as_ref();
    let refused = Some(form.once.as_str()).filter(|_| at == "photos");
    let kin = actions::own_kin(&site.app, &visit.doer, id).await?;
    let money = actions::money(&site.app, &visit.doer, id, actions::MoneySide::Resident).await?;
    Ok(MatterPage {
        goes_on: kin.goes_on.as_ref().map(|other| care::known(&shell, other)),
        own_parts: kin.parts.iter().map(|line| part(&shell, line)).collect(),
        is_part: kin.is_part,
        money_now: super::super::money::now(&shell, &money),
        more_photos: photos::waiting((site, visit, &shell), order.photos_left(), refused).await?,
        appeals: appeals(&shell, &order),
        category: order.category.as_ref().map(|name| words::named(&shell, name)),
        heading: words::heading_of(&shell, order.title.as_deref(), &order.body),
        place: words::place(&shell, &order.place),
        voice: order.spoken.and_then(|spoken| spoken.recording).map(|recording| length(&shell, recording)),
        now: story::now(&shell, &order),
        told: story::told(&shell, &order),
        to_come: story::to_come(&shell, &order),
        talk: order.messages.iter().filter_map(|message| said(&shell, message)).collect(),
        minutes: minutes(&shell, &order),
        door_word: coming.and_then(|coming| coming.door_word).map(|key| shell.t(key)),
        comes: coming.and_then(|coming| coming.visit_at).map(|time| shell.lang().when(time)),
        team: coming.and_then(|coming| coming.team.as_ref()).map(|team| words::named(&shell, team)),
        shell,
        order,
        at,
        form,
        mend,
    })
}

fn part(shell: &Shell, line: &OrderLine) -> Part {
    Part {
        id: line.id.to_string(),
        number: shell.tx("orders-ask-number", "number", line.number.to_string()),
        title: words::heading_of(shell, None, &line.title),
        state: shell.t(&format!("orders-state-{}", line.state.name().replace('_', "-"))),
    }
}

/// A message, unless it is a note of the staff, which stands in the copy.
fn said(shell: &Shell, message: &MessageView) -> Option<Said> {
    let mine = match message.kind {
        MessageKind::FromResident => true,
        MessageKind::ToResident => false,
        MessageKind::Note => return None,
    };
    let who = if let Some(who) = message.who.as_ref().filter(|_| mine) {
        shell.tx("orders-behalf-by", "who", who)
    } else if mine {
        shell.t("orders-ask-you")
    } else {
        message.who.clone().unwrap_or_else(|| shell.t("orders-ask-office"))
    };
    Some(Said { mine, who, body: message.body.clone(), time: shell.lang().date_time(message.at) })
}

fn minutes(shell: &Shell, order: &ResidentView) -> Vec<MinutesLine> {
    let line = |minutes: &crate::orders::views::MinutesView| MinutesLine {
        person: minutes.person.to_string(),
        round: minutes.round,
        words: shell.say(
            "orders-ask-minutes-line",
            &[("who", minutes.name.as_str().into()), ("span", shell.lang().minutes(minutes.minutes).into())],
        ),
    };
    order.minutes.iter().map(line).collect()
}

#[derive(Template)]
#[template(path = "orders/ask/way_up.html")]
struct WayUpPage {
    shell: Shell,
}

/// The ways up, open to everyone and never counted.
pub(super) async fn way_up(State(site): State<Site>, visit: Visit) -> Answer {
    web::page(&WayUpPage { shell: site.shell(&visit, "orders-ask-up-title").back("/matters") })
}
