//! What the cards and pages of those who take orders say, put together from the views. No database, no reader's rights.

use super::super::super::rules::{Outcome as Code, Part};
use super::super::super::views::{AnswerView, HeldView, MinutesView, OfferView, PlaceView, WishesView};
use base::{Arg, Doer, Locale, Moment, Role};
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeZone, Utc};
use kernel::i18n::{DEFAULT_OFFSET_MINUTES, Lang, LocalText};
use registry::places::{Place, label};
use web::Shell;

/// Between the parts of one line.
const DOT: &str = " · ";
/// Names in a line before it says "and more".
const NAMED_MAX: usize = 3;
/// Hours before somebody is wanted, in which the card says so in colour.
const SOON_HOURS: i64 = 24;

/// A text and the language it is in.
pub(super) struct Said {
    pub(super) text: String,
    pub(super) tag: &'static str,
}

impl Said {
    pub(super) fn of(lang: &Lang<'_>, text: &LocalText) -> Self {
        let (text, tag) = lang.pick(text);
        Self { text: text.to_owned(), tag }
    }
}

/// An offer as a card.
pub(super) struct Card {
    pub(super) id: String,
    pub(super) category: Said,
    pub(super) title: String,
    pub(super) until: Option<String>,
    pub(super) soon: bool,
    pub(super) place: String,
    pub(super) effort: String,
    pub(super) team: Option<String>,
    pub(super) may_hand: bool,
    pub(super) waits: bool,
    pub(super) one_found: bool,
}

impl Card {
    pub(super) fn of(shell: &Shell, offer: &OfferView) -> Self {
        let lang = shell.lang();
        let mut place = near(shell, offer);
        place.extend(wishes(shell, &offer.wishes));
        let mut effort = vec![lang.tx("orders-take-about", "span", lang.minutes(offer.minutes))];
        effort.extend(skill(shell, offer).map(|skill| lang.tx("orders-take-needs", "skill", skill)));
        effort.extend(weight(offer).map(|key| shell.t(key)));
        Self {
            id: offer.id.to_string(),
            category: Said::of(&lang, &offer.category),
            title: titled(&lang, offer),
            until: offer.due_at.map(|due| lang.tx("orders-take-until", "time", lang.when(due))),
            soon: offer.due_at.is_some_and(|due| due <= lang.now() + chrono::Duration::hours(SOON_HOURS)),
            place: place.join(DOT),
            effort: effort.join(DOT),
            team: offer.team.as_ref().map(|team| lang.tx("orders-take-asked-team", "team", lang.pick(team).0)),
            may_hand: offer.may_hand,
            waits: offer.waits,
            one_found: offer.one_found,
        }
    }
}

/// The office's words, else the name of the category; never the resident's words.
pub(super) fn titled(lang: &Lang<'_>, offer: &OfferView) -> String {
    if offer.title.is_empty() { lang.pick(&offer.category).0.to_owned() } else { offer.title.clone() }
}

/// Something in hand as a line.
pub(super) struct Held {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) line: String,
    pub(super) state: &'static str,
    pub(super) light: &'static str,
}

impl Held {
    pub(super) fn of(shell: &Shell, held: &HeldView) -> Self {
        use super::super::super::machine::State;
        let lang = shell.lang();
        let visit = held
            .visit_at
            .map_or_else(|| lang.t("orders-take-no-time"), |at| lang.tx("orders-take-come-at", "time", lang.when(at)));
        let by = held.clock.map(|clock| lang.tx("orders-take-do-by", "time", lang.when(clock.due_at)));
        let with = held.with.as_ref().map(|name| lang.tx("orders-pair-with-line", "name", name));
        let reply = held.reply_by.map(|day| lang.tx("orders-take-reply-by", "time", lang.when(day)));
        let worked = || std::iter::once(visit).chain(by).chain(with).collect::<Vec<_>>().join(DOT);
        Self {
            id: held.id.to_string(),
            title: held.title.clone(),
            line: reply.unwrap_or_else(worked),
            state: match held.state {
                State::ReturnRequested => "orders-take-returning",
                State::Transferred => "orders-take-to-reply",
                _ => "orders-take-doing",
            },
            light: held.clock.map_or("", |clock| light(clock.light)),
        }
    }
}

/// Minutes that wait for the word of a leader or the secretary.
pub(crate) struct Minutes {
    pub(crate) view: MinutesView,
    pub(crate) line: String,
    pub(crate) order: String,
}

impl Minutes {
    pub(crate) fn of(shell: &Shell, view: MinutesView) -> Self {
        let lang = shell.lang();
        let line = [("name", Arg::Text(view.name.clone())), ("span", Arg::Text(lang.minutes(view.minutes)))];
        let order = [("number", Arg::Text(view.number.to_string())), ("day", Arg::Text(lang.date(view.served_at)))];
        Self {
            line: lang.say("orders-take-minutes-line", &line),
            order: lang.say("orders-take-minutes-order", &order),
            view,
        }
    }
}

/// The compound, as a helper may know it before taking.
pub(super) fn near(shell: &Shell, offer: &OfferView) -> Vec<String> {
    let lang = shell.lang();
    offer.compound.iter().map(|name| lang.tx("orders-take-around", "name", lang.pick(name).0)).collect()
}

/// The whole place in words.
pub(super) fn place(shell: &Shell, place: &PlaceView) -> String {
    let lang = shell.lang();
    let known = place.compound.as_ref().map(|compound| Place {
        compound: compound.clone(),
        building: place.building.clone(),
        stairway: place.stairway.clone(),
        door: place.door.clone(),
    });
    let parts = known.map(|place| label(&lang, &place)).into_iter().chain(place.spot.clone());
    parts.collect::<Vec<_>>().join(DOT)
}

/// Wishes about language and helper, and the time.
pub(super) fn wishes(shell: &Shell, wishes: &WishesView) -> Vec<String> {
    wish(shell, wishes).into_iter().chain(time(shell, wishes)).collect()
}

/// Wishes about language and helper.
pub(super) fn wish(shell: &Shell, wishes: &WishesView) -> Vec<String> {
    let language = wishes.language.map(|language| match language {
        Locale::ZhCn => "orders-take-wish-zh",
        Locale::Bo => "orders-take-wish-bo",
        Locale::En => "orders-take-wish-en",
    });
    let two = wishes.two.then(|| shell.t("orders-pair-go"));
    let helper = wishes.helper.map(|helper| shell.t(helper.key()));
    two.into_iter().chain(helper).chain(language.map(|key| shell.t(key))).chain(wishes.other.clone()).collect()
}

/// The wished time.
pub(super) fn time(shell: &Shell, wishes: &WishesView) -> Vec<String> {
    let part = wishes.part.map(|part| match part {
        Part::Morning => "orders-take-part-morning",
        Part::Afternoon => "orders-take-part-afternoon",
        Part::Evening => "orders-take-part-evening",
    });
    wishes.time.clone().into_iter().chain(part.map(|key| shell.t(key))).collect()
}

/// The skill it needs, in words.
pub(super) fn skill(shell: &Shell, offer: &OfferView) -> Option<String> {
    offer.skill.as_deref().and_then(registry::helpers::skill_key).map(|key| shell.t(key))
}

/// What makes it more than ordinary; only who comes in the evening reads about the night.
pub(super) fn weight(offer: &OfferView) -> Option<&'static str> {
    match offer.difficulty_permille {
        1200 if offer.wishes.part == Some(Part::Evening) => Some("orders-take-heavy-or-night"),
        1200 => Some("orders-take-heavy"),
        1500 => Some("orders-take-professional"),
        2000 => Some("orders-take-emergency"),
        _ => None,
    }
}

/// Several names as one, with "and more" behind the first few.
pub(super) fn listed(shell: &Shell, names: &[String]) -> Option<String> {
    let comma = shell.t("orders-take-comma");
    let some = names.iter().take(NAMED_MAX).cloned().collect::<Vec<_>>().join(&comma);
    if names.len() <= NAMED_MAX {
        return (!names.is_empty()).then_some(some);
    }
    let args = [("some", Arg::Text(some)), ("count", Arg::from(names.len()))];
    Some(shell.say("orders-take-and-more", &args))
}

/// Questions with their answers, where there is an answer.
pub(super) fn answered(answers: &[AnswerView]) -> Vec<&AnswerView> {
    answers.iter().filter(|answer| !answer.answer.is_empty()).collect()
}

/// The class of a light.
pub(super) const fn light(light: kernel::case::Light) -> &'static str {
    match light {
        kernel::case::Light::Green => "ok",
        kernel::case::Light::Amber => "warn",
        kernel::case::Light::Red => "late",
    }
}

/// The label of an outcome.
pub(super) const fn outcome(code: Code) -> &'static str {
    match code {
        Code::Solved => "orders-outcome-solved",
        Code::Partly => "orders-outcome-partly",
        Code::Explained => "orders-outcome-explained",
        Code::HandedOver => "orders-outcome-handed-over",
        Code::Cannot => "orders-outcome-cannot",
    }
}

/// The doer speaks for a unit or department, and takes nothing for themselves.
pub(super) fn speaks(doer: &Doer) -> bool {
    let helps = [Role::Member, Role::TeamLeader, Role::GridWorker].iter().any(|&role| doer.is(role));
    !helps && (doer.is(Role::Unit) || doer.is(Role::Department))
}

/// A time as a date-and-time field sends it, on the community's clocks; none when it is no time.
pub(crate) fn moment_of(typed: &str) -> Option<Moment> {
    let local = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed.trim(), form).ok())?;
    let moment = offset()?.from_local_datetime(&local).single()?;
    Some(moment.with_timezone(&Utc))
}

/// A time as a date-and-time field shows it.
pub(super) fn typed(moment: Moment) -> String {
    let local: Option<DateTime<FixedOffset>> = offset().map(|offset| moment.with_timezone(&offset));
    local.map(|time| time.format("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
}

fn offset() -> Option<FixedOffset> {
    FixedOffset::east_opt(DEFAULT_OFFSET_MINUTES * 60)
}

#[cfg(test)]
mod tests {

    use super::*;

    #[test]
    fn a_typed_time_comes_back_as_it_was_typed() {
        let moment = moment_of("2026-03-02T17:00").unwrap();
        assert_eq!(moment.to_rfc3339(), "2026-03-02T09:00:00+00:00");
        assert_eq!(typed(moment), "2026-03-02T17:00");
        assert_eq!(moment_of("tomorrow"), None);
        assert_eq!(moment_of("+262143-12-31T23:59"), None);
    }
}
