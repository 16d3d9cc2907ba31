//! Putting a standard reply into a box: the form comes back with the text in it, in the language of who asked, and with
//! everything that was typed. Nothing is sent and nothing is kept.

use super::super::choices::Choice;
use super::act::{Refused, StepForm};
use super::show;
use super::steps::Form;
use super::words::language_name;
use crate::orders::actions;
use crate::orders::machine::Action;
use crate::orders::views::StaffView;
use crate::replies::actions as replies;
use crate::replies::rules::{Purpose, Reply, joined};
use base::{Locale, Outcome, Problem};
use kernel::case::Named;
use uuid::Uuid;
use web::{Answer as Page, Mend, Sent, Shell, Site, Visit};

/// The boxes that take a reply: the form, the field, and what a reply must be for.
const BOXES: [(&str, &str, Purpose); 6] = [
    ("accept", "answer", Purpose::Reply),
    ("messages", "text", Purpose::Reply),
    ("ask-back", "reason", Purpose::Missing),
    ("reject", "reason", Purpose::Refusal),
    ("reject", "way", Purpose::Way),
    ("settle", "reason", Purpose::Closing),
];

/// A reply that was put into a box of a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Put {
    field: &'static str,
    language: Locale,
    wanted: Locale,
}

/// A list of replies to choose from, for one box.
pub(crate) struct Picker {
    act: &'static str,
    /// The id of the list on the page.
    pub(crate) id: String,
    /// The name of the list in the form.
    pub(crate) name: String,
    /// Which box of which form.
    pub(crate) into: String,
    pub(crate) label: String,
    pub(crate) choices: Vec<Choice>,
    /// What was put in, in words.
    pub(crate) said: Option<String>,
    /// What is wrong with what was chosen, in words.
    pub(crate) wrong: Option<String>,
    /// The language of what was put in.
    language: Option<Locale>,
    field: &'static str,
}

impl Picker {
    pub(crate) fn is_of(&self, act: &str) -> bool {
        self.act == act
    }

    /// The language of what was just put into a field.
    pub(crate) fn put_into(&self, act: &str, field: &str) -> Option<&'static str> {
        self.language.filter(|_| self.act == act && self.field == field).map(Locale::tag)
    }
}

/// The words over a list of replies.
pub(super) fn label(shell: &Shell, purpose: Purpose) -> String {
    shell.t(match purpose {
        Purpose::Reply => "replies-pick-reply",
        Purpose::Refusal => "replies-pick-refusal",
        Purpose::Missing => "replies-pick-missing",
        Purpose::Way => "replies-pick-way",
        Purpose::Closing => "replies-pick-closing",
    })
}

/// Replies of one purpose as choices.
pub(super) fn choices(shell: &Shell, all: &[Reply], purpose: Purpose, chosen: &str) -> Vec<Choice> {
    let fits = all.iter().filter(|reply| reply.wording.purpose == purpose);
    let choice =
        |reply: &Reply| Choice::new(reply.id.to_string(), super::words::text(shell, &reply.wording.name), chosen);
    fits.map(choice).collect()
}

/// The lists for the forms that this order has now.
pub(super) async fn pickers(
    (site, visit): (&Site, &Visit),
    (shell, view): (&Shell, &StaffView),
    typed: Option<&Refused>,
) -> Outcome<Vec<Picker>> {
    let has = |act: &str| match act {
        "accept" => view.may.contains(&Action::Accept),
        "ask-back" => view.may.contains(&Action::AskBack),
        "reject" => view.may.contains(&Action::Reject),
        "settle" => view.may.contains(&Action::Settle),
        _ => view.may_write,
    };
    if !BOXES.iter().any(|(act, ..)| has(act)) {
        return Ok(Vec::new());
    }
    let all = replies::choices(&site.app, &visit.doer).await?;
    let picker = |&(act, field, purpose): &(&'static str, &'static str, Purpose)| {
        let typed = typed.filter(|typed| typed.act == act);
        let form = typed.map(|typed| &typed.form);
        let into = format!("{act}.{field}");
        let wrong = typed.filter(|typed| typed.form.fill == into).map(|typed| typed.mend.field(shell, "reply"));
        let put = form.and_then(|form| form.put).filter(|put| put.field == field);
        Picker {
            act,
            id: format!("{act}-pick-{field}"),
            name: format!("pick_{field}"),
            into,
            wrong: wrong.filter(|words| !words.is_empty()),
            label: label(shell, purpose),
            choices: choices(shell, &all, purpose, form.map_or("", |form| pick_of(form, field))),
            said: put.map(|put| said(shell, put)),
            language: put.map(|put| put.language),
            field,
        }
    };
    let lists = BOXES.iter().filter(|(act, ..)| has(act)).map(picker);
    Ok(lists.filter(|picker| !picker.choices.is_empty()).collect())
}

/// In which language it stands there now.
fn said(shell: &Shell, put: Put) -> String {
    let wanted = language_name(shell, put.wanted);
    if put.language == put.wanted {
        shell.tx("replies-put", "language", wanted)
    } else {
        shell.tx("replies-put-zh", "language", wanted)
    }
}

fn pick_of<'f>(form: &'f StepForm, field: &str) -> &'f str {
    match field {
        "answer" => &form.pick_answer,
        "reason" => &form.pick_reason,
        "way" => &form.pick_way,
        _ => &form.pick_text,
    }
}

fn text_of<'f>(form: &'f mut StepForm, field: &str) -> &'f mut String {
    match field {
        "answer" => &mut form.answer,
        "reason" => &mut form.reason,
        "way" => &mut form.way,
        _ => &mut form.text,
    }
}

/// Shows the form again with the reply that was chosen.
pub(super) async fn put_in(sent: Form) -> Page {
    let (act, field) = sent.form.fill.split_once('.').unwrap_or_default();
    let known = BOXES.iter().find(|(one, other, _)| *one == act && *other == field).copied();
    let (act, field, purpose) = known.ok_or(Problem::refused("shell-form-broken"))?;
    let found = worded(&sent, field, purpose).await;
    let Sent { site, visit, key: order, mut form } = sent;
    let mend = match found {
        Ok(worded) => {
            let box_text = text_of(&mut form, field);
            *box_text = joined(box_text, &worded.text);
            form.put = Some(Put { field, language: worded.language, wanted: worded.wanted });
            Mend::nothing()
        }
        Err(problem) => Mend::of(problem)?,
    };
    show::again(&site, &visit, order, Refused { act, form, mend }).await
}

async fn worded(sent: &Form, field: &str, purpose: Purpose) -> Outcome<actions::Worded> {
    let chosen: Option<Uuid> = pick_of(&sent.form, field).parse().ok();
    let reply = replies::chosen(sent.app(), sent.doer(), chosen, purpose).await?;
    let said = (&reply.wording.text, sent.visit.community.as_ref());
    actions::worded(sent.app(), sent.doer(), sent.key, said).await
}

/// What a purpose is called.
pub(crate) fn purpose_words(shell: &Shell, purpose: Purpose) -> String {
    shell.t(&format!("replies-purpose-{}", purpose.name()))
}
