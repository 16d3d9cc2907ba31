//! Small wordings that several of these pages share.

use crate::orders::views::PlaceView;
use kernel::i18n::LocalText;
use web::Shell;

/// A text of the community with the language it is in.
#[derive(Clone, Debug)]
pub(in super::super) struct Named {
    /// The text.
    pub text: String,
    /// The tag of its language.
    pub tag: &'static str,
}

/// A text of the community for this reader.
pub(super) fn named(shell: &Shell, text: &LocalText) -> Named {
    let lang = shell.lang();
    let (text, tag) = lang.pick(text);
    Named { text: text.to_owned(), tag }
}

/// A place in words: compound, building, stairway, door, and where else.
pub(super) fn place(shell: &Shell, place: &PlaceView) -> String {
    let known = place.compound.clone().map(|compound| {
        let place = registry::places::Place {
            compound,
            building: place.building.clone(),
            stairway: place.stairway.clone(),
            door: place.door.clone(),
        };
        registry::places::label(&shell.lang(), &place)
    });
    known.into_iter().chain(place.spot.clone()).collect::<Vec<_>>().join(" · ")
}

/// The heading of a matter; what was spoken has none before it is written down.
pub(super) fn heading_of(shell: &Shell, title: Option<&str>, body: &str) -> String {
    let heading = heading(title, body);
    if heading.is_empty() { shell.t("orders-voice-untitled") } else { heading }
}

/// The first words of a text, for a heading.
pub(super) fn heading(title: Option<&str>, body: &str) -> String {
    const CHARS_MAX: usize = 40;
    if let Some(title) = title.filter(|title| !title.trim().is_empty()) {
        return title.to_owned();
    }
    let line = body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let short: String = line.chars().take(CHARS_MAX).collect();
    if short.len() < line.len() { format!("{short}…") } else { short }
}
