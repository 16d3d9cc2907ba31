//! What the pages of the office say in the same way everywhere: lights, places, categories, lines of a list.

pub(super) use super::super::choices::Choice;
use crate::orders::machine::State;
use crate::orders::rules::{Fit, Part};
use crate::orders::views::{ClockView, OrderLine, PlaceView, WishesView};
use base::{Arg, Locale};
use kernel::case::{Light, Named, Urgency};
use kernel::i18n::LocalText;
use web::Shell;

/// A light: its sign and colour, and the word beside it.
pub(crate) struct Lamp {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// A small label.
pub(crate) struct Chip {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

/// The tool for an order, beside it.
pub(crate) struct Tool {
    pub(crate) href: String,
    pub(crate) label: String,
}

/// A line of a list, in words.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) small: String,
    pub(crate) state: String,
    pub(crate) asked: String,
    pub(crate) chips: Vec<Chip>,
    pub(crate) place: String,
    pub(crate) lamp: Option<Lamp>,
    pub(crate) tool: Tool,
    pub(crate) chosen: bool,
    /// What stands in the form when it is ticked; empty where there is nothing to tick.
    pub(crate) tick: String,
    pub(crate) ticked: bool,
}

/// The class of a light.
pub(crate) const fn lamp_kind(light: Light) -> &'static str {
    match light {
        Light::Green => "ok",
        Light::Amber => "warn",
        Light::Red => "late",
    }
}

/// What remains of a promise.
pub(crate) fn lamp(shell: &Shell, clock: &ClockView) -> Lamp {
    Lamp { kind: lamp_kind(clock.light), text: shell.lang().left(clock.due_at) }
}

/// What remains of a promise, with the promise.
pub(crate) fn named_lamp(shell: &Shell, clock: &ClockView) -> Lamp {
    let what = shell.t(&format!("orders-desk-clock-{}", clock.kind.name().replace('_', "-")));
    let args = [
        ("what", Arg::Text(what)),
        ("left", Arg::Text(shell.lang().left(clock.due_at))),
        ("when", Arg::Text(shell.lang().when(clock.due_at))),
    ];
    Lamp { kind: lamp_kind(clock.light), text: shell.say("orders-desk-clock-line", &args) }
}

/// A text of the community in the reader's language.
pub(crate) fn text(shell: &Shell, text: &LocalText) -> String {
    shell.lang().pick(text).0.to_owned()
}

/// The category's name; a draft may have none yet.
pub(crate) fn category(shell: &Shell, category: Option<&LocalText>) -> String {
    category.map_or_else(|| shell.t("orders-desk-no-category"), |name| text(shell, name))
}

/// The place in words, as far as the view tells it.
pub(crate) fn place(shell: &Shell, place: &PlaceView) -> String {
    let known = place.compound.clone().map(|compound| registry::places::Place {
        compound,
        building: place.building.clone(),
        stairway: place.stairway.clone(),
        door: place.door.clone(),
    });
    let known = known.map(|known| registry::places::label(&shell.lang(), &known));
    [known, place.spot.clone()].into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Compound and building only: for lists and prints that others may see.
pub(crate) fn short_place(shell: &Shell, place_view: &PlaceView) -> String {
    place(shell, &PlaceView { stairway: None, door: None, spot: None, ..place_view.clone() })
}

/// How urgent a matter is, in words.
pub(crate) fn urgency(shell: &Shell, urgency: Urgency) -> String {
    shell.t(match urgency {
        Urgency::Emergency => "orders-desk-urgency-emergency",
        Urgency::Utilities => "orders-desk-urgency-utilities",
        Urgency::General => "orders-desk-urgency-general",
        Urgency::Hard => "orders-desk-urgency-hard",
    })
}

/// Every urgency, to choose from.
pub(super) fn urgencies(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let choice = |one: Urgency| Choice::new(one.name(), urgency(shell, one), chosen);
    Urgency::ALL.into_iter().map(choice).collect()
}

/// The state in words.
pub(crate) fn state(shell: &Shell, state: State) -> String {
    shell.t(&format!("orders-state-{}", state.name().replace('_', "-")))
}

/// The wishes in one sentence; empty when there are none.
pub(crate) fn wishes(shell: &Shell, wishes: &WishesView) -> String {
    let said = wishes_said(shell, wishes);
    if said.is_empty() { said } else { shell.tx("orders-desk-wishes", "wishes", &said) }
}

/// The wishes one after the other; empty when there are none.
pub(crate) fn wishes_said(shell: &Shell, wishes: &WishesView) -> String {
    let speaks = |language| shell.tx("orders-desk-wish-language", "name", language_name(shell, language));
    let part = wishes.part.map(|part| part_of_day(shell, part));
    let helper = wishes.helper.map(|helper| shell.t(helper.key()));
    let two = wishes.two.then(|| shell.t("orders-pair-wish"));
    let said = [two, helper, wishes.language.map(speaks), part, wishes.time.clone(), wishes.other.clone()];
    said.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The name of a language in the reader's words, which need no letters of another script.
pub(crate) fn language_name(shell: &Shell, language: Locale) -> String {
    shell.t(match language {
        Locale::ZhCn => "orders-desk-language-zh",
        Locale::Bo => "orders-desk-language-bo",
        Locale::En => "orders-desk-language-en",
    })
}

/// A part of the day in words.
pub(crate) fn part_of_day(shell: &Shell, part: Part) -> String {
    shell.t(&format!("orders-desk-part-{}", part.name()))
}

/// Why somebody suits, and what they have in hand.
pub(crate) fn why(shell: &Shell, fits: &[Fit], in_hand: i64) -> String {
    let mut reasons: Vec<String> = fits.iter().map(|fit| shell.t(fit.key())).collect();
    reasons.push(shell.tn("orders-desk-in-hand", "count", in_hand));
    reasons.join(" · ")
}

/// The title; what was spoken has none before it is written down.
pub(crate) fn title(shell: &Shell, line: &OrderLine) -> String {
    if line.title.is_empty() { shell.t("orders-voice-untitled") } else { line.title.clone() }
}

/// A line of a list, with the tool that its state asks for.
pub(crate) fn row(shell: &Shell, line: &OrderLine, tool: Tool) -> Row {
    let mut small = vec![category(shell, line.category.as_ref())];
    if line.on_behalf {
        small.push(shell.t("orders-desk-on-behalf"));
    }
    if line.spoken {
        small.push(shell.t("orders-desk-spoken"));
    }
    let mut chips = Vec::new();
    if line.round > 1 {
        chips.push(Chip { kind: "warn", text: shell.tn("orders-desk-round", "round", line.round) });
    }
    if line.supervised {
        chips.push(Chip { kind: "", text: shell.t("orders-desk-supervised") });
    }
    Row {
        id: line.id.to_string(),
        number: line.number.to_string(),
        title: title(shell, line),
        small: small.join(" · "),
        state: state(shell, line.state),
        asked: shell.lang().date(line.asked_at),
        chips,
        place: short_place(shell, &line.place),
        lamp: line.clock.as_ref().map(|clock| lamp(shell, clock)),
        tool,
        chosen: false,
        tick: String::new(),
        ticked: false,
    }
}

/// A line of a list on paper, which is left lying about: until the office gave the matter a title, its kind stands
/// there instead of the resident's words.
pub(crate) fn on_paper(shell: &Shell, line: &OrderLine, row: Row) -> Row {
    if line.is_titled { row } else { Row { title: category(shell, line.category.as_ref()), ..row } }
}

/// A length as a number for words.
pub(crate) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
