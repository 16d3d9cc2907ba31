//! The recording of a spoken order: staged like a photo, heard by the office under a noted look, written down by a person.
//!
//! A voice tells more than words, so helpers get the written words only. It is never analysed, compared or recognised; it
//! leaves 30 days after the end like photos, or as soon as it is written down, if the asker wishes.

use super::machine::Action;
use super::messages::keep;
use super::notices;
use super::powers::{ORDERS_LISTEN, ORDERS_OWN};
use super::receipts::second;
use super::rules::{BODY_CHARS_MAX, TEXT_CHARS_MAX};
use super::standing::{allow, plain};
use super::steps::{Aim, Step, begin, carry_out, face};
use super::store::{self, ORDERS, Order};
use super::views::{RecordingView, SpokenView};
use super::voice_rules::{LISTEN_MINUTES, NoWords, Spoken};
use super::writing::{index, needed};
use base::{Arg, CommunityId, Doer, FieldProblem, FileId, Locale, OrderId, Outcome, Problem};
use bytes::Bytes;
use chrono::Duration;
use db::{Lock, Query, Row, Write, row, values};
use kernel::app::App;
use kernel::case::Named;
use kernel::files::{self, FileRow};
use registry::people::LOOKS;
use uuid::Uuid;

/// The owner of an order's recording.
pub(super) const OWNER: &str = "order_voice";
/// How a look at it stands in the list of looks.
pub(super) const LOOKED_AT: &str = "orders.spoken";

/// A recording with what it is.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The file.
    pub bytes: Bytes,
    /// As which it is played.
    pub media_type: String,
}

/// What was said, written down by who listened.
#[derive(Clone, Debug)]
pub struct WritingDown {
    /// The words.
    pub text: String,
    /// In which language it was spoken.
    pub language: Option<Locale>,
}

fn holder(once: impl std::fmt::Display) -> String {
    format!("{once}.voice")
}

/// Keeps a recording for a day for this form; it takes the place of an earlier one.
///
/// # Errors
/// `Invalid` (voice) in words.
pub async fn stage_voice(app: &App, doer: &Doer, once: Uuid, bytes: Bytes) -> Outcome<RecordingView> {
    let kept = files::stage_sound(app, doer, &holder(once), bytes).await.map_err(|problem| match problem {
        Problem::Refused(refusal) => Problem::Invalid(vec![FieldProblem { field: "voice", refusal }]),
        other => other,
    })?;
    // Only what came before: of two that arrive together the later stays, whichever is looked at first.
    let all = staged(app, doer, once).await?;
    let own = all.iter().position(|file| file.id == kept.id).unwrap_or(0);
    for earlier in all.iter().take(own) {
        take_out(app, doer, once, earlier).await?;
    }
    Ok(view(&kept))
}

/// What is staged for this form.
///
/// # Errors
/// A fault from the database.
pub async fn staged_voice(app: &App, doer: &Doer, once: Uuid) -> Outcome<Option<RecordingView>> {
    Ok(staged(app, doer, once).await?.last().map(view))
}

/// What is in the doer's own parked draft.
///
/// # Errors
/// A fault from the database.
pub async fn kept_voice(app: &App, doer: &Doer, draft: Uuid) -> Outcome<Option<RecordingView>> {
    let read = app.db.read().await?;
    let Some(order) = store::order(&read, doer.community, OrderId(draft)).await? else { return Ok(None) };
    if !is_own_draft(doer, &order) {
        return Ok(None);
    }
    Ok(newest(&read, draft).await?.as_ref().map(view))
}

fn is_own_draft(doer: &Doer, order: &Order) -> bool {
    order.state == "draft" && doer.account.is_some() && order.recorded_by == doer.account.map(Uuid::from)
}

/// Takes the staged recording out again.
///
/// # Errors
/// A fault from the database.
pub async fn drop_voice(app: &App, doer: &Doer, once: Uuid) -> Outcome<()> {
    for file in staged(app, doer, once).await? {
        take_out(app, doer, once, &file).await?;
    }
    Ok(())
}

/// Taken out twice is taken out once.
async fn take_out(app: &App, doer: &Doer, once: Uuid, file: &FileRow) -> Outcome<()> {
    match files::unstage(app, doer.community, &holder(once), FileId(file.id)).await {
        Err(Problem::NotFound) => Ok(()),
        other => other,
    }
}

/// The recording that this form has staged; the form's hidden id is known to its sender only.
///
/// # Errors
/// `NotFound`.
pub async fn staged_sound(app: &App, doer: &Doer, once: Uuid) -> Outcome<Recording> {
    let file = staged(app, doer, once).await?.pop().ok_or(Problem::NotFound)?;
    sound(app, file).await
}

async fn staged(app: &App, doer: &Doer, once: Uuid) -> Outcome<Vec<FileRow>> {
    files::staged(&app.db.read().await?, doer.community, &holder(once)).await
}

async fn sound(app: &App, file: FileRow) -> Outcome<Recording> {
    let bytes = app.files.get(file.photo_hash.parse()?).await?;
    Ok(Recording { bytes, media_type: file.media_type })
}

fn view(file: &FileRow) -> RecordingView {
    RecordingView { duration_ms: file.duration_ms }
}

/// Whether a request under this hidden id has a recording, waiting or in its parked draft.
pub(super) async fn is_there(door: &impl Query, community: CommunityId, once: Uuid) -> Outcome<bool> {
    let waits = !files::staged(door, community, &holder(once)).await?.is_empty();
    Ok(waits || newest(door, once).await?.is_some())
}

/// Hands the staged recording of a form to its order; a newer one takes the place of one in the draft.
pub(super) async fn attach(write: &mut Write, once: &str, order: OrderId) -> Outcome<()> {
    let (community, at) = (write.doer().community, write.doer().at);
    let Some(file) = files::staged(write, community, &holder(once)).await?.pop() else { return Ok(()) };
    files::delete_after(write, OWNER, order.0, Some(at)).await?;
    files::attach(write, (&holder(once), &[file.id]), (OWNER, order.0)).await.map(|_| ())
}

/// What an order is, spoken or not, as it is handed in.
pub(super) async fn handed_in(door: &impl Query, order: &mut Order) -> Outcome<Row> {
    let has_recording = newest(door, order.id).await?.is_some();
    order.spoken = Spoken::handed_in(has_recording, !order.body.is_empty()).map(|spoken| spoken.name().to_owned());
    Ok(row! { spoken: order.spoken.clone() })
}

/// The recording of an order; of several the newest.
async fn newest(door: &impl Query, order: Uuid) -> Outcome<Option<FileRow>> {
    Ok(files::of(door, OWNER, order).await?.pop())
}

/// How a spoken order stands, for its readers.
pub(super) async fn spoken(door: &impl Query, order: &Order) -> Outcome<Option<SpokenView>> {
    let Some(spoken) = order.spoken() else { return Ok(None) };
    let recording = newest(door, order.id).await?.as_ref().map(view);
    let language = order.spoken_language.as_deref().and_then(Locale::from_tag);
    Ok(Some(SpokenView { spoken, language, recording, goes_after: order.spoken_once }))
}

/// Notes that the doer listens, once for each time it is opened; `once` opens the recording for an hour.
///
/// # Errors
/// `NotFound` unless of the office, or when there is no recording.
pub async fn listen(app: &App, doer: &Doer, order: OrderId, once: Uuid) -> Outcome<()> {
    let mut write = app.db.write(doer, "orders.listen", &[]).await?;
    let order = store::order(&write, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_LISTEN, &plain(doer, &order)).map_err(|_| Problem::NotFound)?;
    newest(&write, order.id).await?.ok_or(Problem::NotFound)?;
    let look = row! {
        id: once, community: doer.community.0, at: doer.at, by_account: doer.account.map(Uuid::from),
        person_id: order.asked_by.unwrap_or(order.id), field: LOOKED_AT, reason: order.number.to_string(),
    };
    if write.append_once(&LOOKS, look).await? { write.commit().await } else { Ok(()) }
}

/// The recording: for the asker, for who parked the draft, and for the office under a look that was noted.
///
/// # Errors
/// `NotFound`.
pub async fn voice(app: &App, doer: &Doer, order: OrderId, look: Option<Uuid>) -> Outcome<Recording> {
    let read = app.db.read().await?;
    let order = store::order(&read, doer.community, order).await?.ok_or(Problem::NotFound)?;
    let standing = plain(doer, &order);
    let own = doer.require(ORDERS_OWN, &standing).is_ok() || is_own_draft(doer, &order);
    if !own {
        doer.require(ORDERS_LISTEN, &standing).map_err(|_| Problem::NotFound)?;
        is_noted(&read, doer, &order, look.ok_or(Problem::NotFound)?).await?;
    }
    let file = newest(&read, order.id).await?.ok_or(Problem::NotFound)?;
    sound(app, file).await
}

async fn is_noted(door: &impl Query, doer: &Doer, order: &Order, look: Uuid) -> Outcome<()> {
    let sql = "select count(*) from looks where id = $1 and by_account = $2 and person_id = $3 and field = $4
               and reason = $5 and at > $6";
    let (whose, since) = (order.asked_by.unwrap_or(order.id), doer.at - Duration::minutes(LISTEN_MINUTES));
    let by = doer.account.map(Uuid::from);
    let noted = door.number(sql, values![look, by, whose, LOOKED_AT, order.number.to_string(), since]).await?;
    if noted == 1 { Ok(()) } else { Err(Problem::NotFound) }
}

/// Writes down what was said; from now on these are the order's words. The recording stays beside them until its end, or
/// goes at once when the asker wished so.
///
/// # Errors
/// `NotFound`, `Changed`; `Invalid` (text, language); refusals: nothing spoken, the table.
pub async fn write_down(app: &App, doer: &Doer, aim: Aim, wish: &WritingDown) -> Outcome<()> {
    let text = needed("text", &wish.text, BODY_CHARS_MAX)?;
    let language = wish.language.ok_or_else(|| Problem::field("language", "orders-voice-language-missing"))?.tag();
    let Some((mut write, mut order)) = begin(app, doer, "orders.write_down", aim).await? else { return Ok(()) };
    allow(doer, ORDERS_LISTEN, &plain(doer, &order))?;
    order.expect(aim)?;
    order.spoken().ok_or(NoWords::NotSpoken)?;
    // What was typed beside the recording, or written down before, stays in the matter's papers.
    let before = order.body.trim();
    if !before.is_empty() && before != text.trim() {
        let words = app.words.say(doer.locale, "orders-voice-words-before", &[("text", Arg::Text(before.to_owned()))]);
        keep(&mut write, (order.id, second(app, aim.once, "words before")), "note", &words).await?;
    }
    let written = Spoken::Written.name();
    (order.body, order.spoken) = (text.clone(), Some(written.to_owned()));
    let row = row! { body: text, spoken: written, spoken_language: language };
    let step = Step::new(Action::WriteDown, aim.once).with(row).told(Some(language.to_owned()));
    carry_out(app, &mut write, &mut order, step).await?;
    index(&mut write, &order).await?;
    if order.spoken_once {
        files::delete_after(&mut write, OWNER, order.id, Some(doer.at)).await?;
        files::release(&mut write, OWNER, order.id).await?;
    }
    write.commit().await?;
    if order.spoken_once {
        files::sweep_now(app, doer).await;
    }
    Ok(())
}

/// The asker says that this is not what was meant: a message, of which the person in charge is told, and the office listens
/// again, whoever has the matter now.
///
/// # Errors
/// `NotFound` unless theirs, `Changed`; field text; refusals: not written down, said to be done, elsewhere, ended.
pub async fn not_what_i_meant(app: &App, doer: &Doer, aim: Aim, text: &str) -> Outcome<()> {
    let text = needed("text", text, TEXT_CHARS_MAX)?;
    let mut write = app.db.write(doer, "orders.not_what_i_meant", &[Lock::new("orders", aim.order)]).await?;
    let mut order = store::order(&write, doer.community, aim.order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_OWN, &plain(doer, &order))?;
    let words = app.words.say(doer.locale, "orders-voice-message-not-meant", &[("text", Arg::Text(text))]);
    if !keep(&mut write, (order.id, aim.once), "from_resident", &words).await? {
        return Ok(());
    }
    let disputed = order.spoken().ok_or(NoWords::NotSpoken)?.disputed(order.state()?)?.name();
    order.spoken = Some(disputed.to_owned());
    let mut row = face(&mut write, &order).await?;
    row.extend(row! { spoken: disputed });
    write.change(&ORDERS, order.id, aim.version, row).await?;
    notices::after_not_meant(app, &mut write, aim.once).await?;
    write.commit().await
}

#[cfg(test)]
mod tests;
