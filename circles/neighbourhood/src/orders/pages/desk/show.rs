//! One order with everything the office needs, and what can be done with it now.
//!
//! Messages to the resident and notes of the staff stand apart, so that nobody sends a note by mistake. The phone number
//! shows only on the answer to somebody who gave a reason.

use super::super::photos::{self, Waiting};
use super::act::{self, Refused, Work};
use super::aside;
use super::here::{self, Here};
use super::kin::{self, KinView};
use super::voice::{VoiceBox, voice_box};
use super::words::{self, Lamp};
use crate::orders::actions;
use crate::orders::powers::{ORDERS_ASK_FOR, ORDERS_CODE};
use crate::orders::views::{
    AnswerView, DeskBox, MessageKind, OfferTarget, PhotoView, StaffView, TimelineItem, UndoView,
};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{Arg, OrderId, Outcome};
use uuid::Uuid;
use web::{Answer, Key, Shell, Site, Visit};

struct Fact {
    label: String,
    text: String,
}

struct Step {
    when: String,
    words: String,
    text: Option<String>,
    last: bool,
}

struct Said {
    ours: bool,
    note: bool,
    body: String,
    small: String,
}

#[derive(Template)]
#[template(path = "orders/desk/show.html")]
pub(super) struct ShowPage {
    shell: Shell,
    id: String,
    version: i64,
    number: String,
    title: String,
    category: String,
    state: String,
    round: Option<String>,
    on_behalf: bool,
    supervised: bool,
    is_personal: bool,
    /// A wish for a woman or a man may be dropped, when the resident says so.
    may_ease: bool,
    lamps: Vec<Lamp>,
    body: String,
    facts: Vec<Fact>,
    answers: Vec<AnswerView>,
    photos: Vec<PhotoView>,
    timeline: Vec<Step>,
    talk: Vec<Said>,
    notes: Vec<Said>,
    has_phone: bool,
    phone: Option<String>,
    may_write: bool,
    may_note: bool,
    may_retitle: bool,
    may_code: bool,
    /// Photos that may be put in for the resident; none once it has ended.
    more_photos: Option<Waiting>,
    /// Its recording, if it was spoken.
    voice: Option<VoiceBox>,
    /// What belongs together with it.
    kin: Option<KinView>,
    work: Work,
    /// Colleagues who have it open too.
    here: Here,
    /// The step that may be taken back now.
    undo: Option<UndoView>,
}

impl ShowPage {
    /// What was typed in a text that was refused.
    fn typed_text(&self, act: &str) -> String {
        self.work.typed(act).text
    }

    /// What is wrong with the field of a form.
    fn wrong(&self, act: &str, field: &str) -> Option<String> {
        self.work.wrong_in(&self.shell, act, field)
    }
}

pub(crate) async fn show(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    web::page(&show_page(&site, &visit, id, (None, None, None)).await?)
}

/// The same page with what to mend in one of its forms.
pub(crate) async fn refused(site: &Site, visit: &Visit, id: OrderId, refused: Refused) -> Answer {
    let page = show_page(site, visit, id, (Some(refused), None, None)).await?;
    web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The same page with a standard reply in one of its forms.
pub(crate) async fn again(site: &Site, visit: &Visit, id: OrderId, typed: Refused) -> Answer {
    web::page(&show_page(site, visit, id, (Some(typed), None, None)).await?)
}

/// The same page with the number that was asked for.
pub(crate) async fn with_phone(site: &Site, visit: &Visit, id: OrderId, phone: String) -> Answer {
    web::page(&show_page(site, visit, id, (None, Some(phone), None)).await?)
}

/// The same page with the recording, opened under this look.
pub(crate) async fn with_voice(site: &Site, visit: &Visit, id: OrderId, look: Uuid) -> Answer {
    web::page(&show_page(site, visit, id, (None, None, Some(look))).await?)
}

async fn show_page(
    site: &Site,
    visit: &Visit,
    id: OrderId,
    (refused, phone, look): (Option<Refused>, Option<String>, Option<Uuid>),
) -> Outcome<ShowPage> {
    let view = actions::for_desk(&site.app, &visit.doer, id).await?;
    let shell = site.shell(visit, "orders-desk-nav-register").back("/desk");
    let titled = format!("{} {}", view.line.number, words::title(&shell, &view.line));
    let shell = shell.titled(titled);
    // Who came from a box of the morning screen goes back there.
    let back = refused.as_ref().and_then(|refused| DeskBox::from_name(&refused.form.back)).map_or("", DeskBox::name);
    let work = act::work(site, visit, (&shell, &view), back, refused).await?;
    let may_code = visit.doer.may(ORDERS_CODE);
    let may_retitle = visit.doer.may(crate::orders::powers::ORDERS_ACCEPT);
    let room = view.photos_left().filter(|_| visit.doer.may(ORDERS_ASK_FOR));
    let more_photos = match room {
        Some(room) => {
            let typed = work.typed("photos").once;
            Some(photos::waiting((site, visit, &shell), room, Some(&typed)).await?)
        }
        None => None,
    };
    let chosen = work.typed("merge").into;
    let kin = kin::view((site, visit, &shell), id, (&view.may, &chosen)).await?;
    let voice = voice_box((&shell, visit), (&view, &work), look);
    let here = here::here((site, visit, &shell), id, false).await?;
    let undo = here::undo_offer(site, visit, Some(id)).await?;
    Ok(ShowPage {
        voice,
        more_photos,
        kin: Some(kin).filter(KinView::any),
        undo,
        ..filled(shell, view, (work, here), (phone, may_code, may_retitle))
    })
}

pub(super) fn filled(
    shell: Shell,
    view: StaffView,
    (work, here): (Work, Here),
    (phone, may_code, may_retitle): (Option<String>, bool, bool),
) -> ShowPage {
    let line = &view.line;
    let talk = view.messages.iter().map(|message| Said {
        ours: message.kind == MessageKind::ToResident,
        note: message.kind == MessageKind::Note,
        body: message.body.clone(),
        small: [message.who.clone(), Some(shell.lang().when(message.at))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
    });
    let (notes, talk) = talk.partition(|said| said.note);
    ShowPage {
        id: line.id.to_string(),
        version: line.version,
        number: line.number.to_string(),
        title: words::title(&shell, line),
        category: words::category(&shell, line.category.as_ref()),
        state: words::state(&shell, line.state),
        round: (line.round > 1).then(|| shell.tn("orders-desk-round", "round", line.round)),
        on_behalf: line.on_behalf,
        supervised: line.supervised,
        is_personal: view.is_personal,
        may_ease: view.may_ease,
        lamps: view.clocks.iter().map(|clock| words::named_lamp(&shell, clock)).collect(),
        facts: facts(&shell, &view),
        timeline: timeline(&shell, &view.timeline),
        talk,
        notes,
        has_phone: view.has_phone,
        phone,
        may_write: view.may_write,
        may_note: view.may_note,
        may_retitle,
        may_code,
        more_photos: None,
        voice: None,
        kin: None,
        here,
        undo: None,
        body: view.body,
        answers: view.answers,
        photos: view.photos,
        work,
        shell,
    }
}

fn timeline(shell: &Shell, items: &[TimelineItem]) -> Vec<Step> {
    let last = items.len().saturating_sub(1);
    let step = |(at, item): (usize, &TimelineItem)| {
        let args: Vec<(&str, Arg)> = item.args.iter().map(|(name, arg)| (*name, arg.clone())).collect();
        Step {
            when: shell.lang().when(item.at),
            words: shell.say(item.words, &args),
            text: item.text.clone(),
            last: at == last,
        }
    };
    items.iter().enumerate().map(step).collect()
}

/// What is known, in the order in which it is asked for; what is not known is left out.
fn facts(shell: &Shell, view: &StaffView) -> Vec<Fact> {
    let by = [view.asker.clone(), view.called.clone()];
    let mut by: Vec<String> = by.into_iter().flatten().filter(|name| !name.is_empty()).collect();
    by.dedup();
    let names: Vec<String> = view.offers_open.iter().map(|offer| offer_words(shell, offer)).collect();
    let known = [
        ("orders-desk-where", words::place(shell, &view.place)),
        ("orders-desk-asker", if by.is_empty() { shell.t("orders-desk-asker-unknown") } else { by.join(" · ") }),
        ("orders-desk-asked-at", shell.lang().date_time(view.line.asked_at)),
        ("orders-desk-recorded-by", view.recorded_by.clone().unwrap_or_default()),
        ("orders-desk-in-charge", view.in_charge.clone().unwrap_or_default()),
        ("orders-desk-wishes-label", words::wishes_said(shell, &view.wishes)),
        ("orders-desk-without-label", view.without.clone().unwrap_or_default()),
        ("orders-desk-offered", names.join(" · ")),
        ("orders-desk-holder", holder_words(shell, view)),
        ("orders-pair-people", act::two_words(shell, view).unwrap_or_default()),
        ("orders-desk-transferred", aside::transferred(shell, view.transfer.as_ref())),
        ("orders-desk-look-again", view.look_again_at.map(|day| shell.lang().date(day)).unwrap_or_default()),
        ("orders-desk-asked", aside::asked(shell, &view.asked)),
        ("orders-desk-calls-label", if view.calls > 0 { view.calls.to_string() } else { String::new() }),
    ];
    let fact = |(key, text): (&str, String)| Fact { label: shell.t(key), text };
    known.into_iter().filter(|(_, text)| !text.is_empty()).map(fact).collect()
}

fn offer_words(shell: &Shell, offer: &OfferTarget) -> String {
    if offer.to_check { shell.tx("orders-desk-offer-check", "name", &offer.name) } else { offer.name.clone() }
}

fn holder_words(shell: &Shell, view: &StaffView) -> String {
    let Some(holder) = &view.holder else { return String::new() };
    let when = holder.visit_at.map(|at| shell.tx("orders-desk-comes-at", "when", shell.lang().when(at)));
    let team = holder.team.as_ref().map(|team| words::text(shell, team));
    [Some(holder.who()), team, when].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
