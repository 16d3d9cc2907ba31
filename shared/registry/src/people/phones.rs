//! Phones: sealed in their row, found again by a blind index, masked, and every look at one written down.

use base::{Outcome, PersonId, Problem};
use db::{AppendOnly, FromQueryResult, Kind, Query, Row, Write, row, values};
use kernel::app::App;
use kernel::vault::{Place, mask_phone};

/// The purpose that keeps this blind index apart from others.
const INDEX: &str = "people.phone";

/// Every look at a phone.
pub const LOOKS: AppendOnly = AppendOnly {
    table: "looks",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("at", Kind::Time),
        ("by_account", Kind::Id),
        ("person_id", Kind::Id),
        ("field", Kind::Text),
        ("reason", Kind::Text),
    ],
};

fn place(person: PersonId) -> Place<'static> {
    Place { table: "people", column: "phone_sealed", row: person.0 }
}

/// The columns of a phone in normal form, or of none, for whoever enters many people at once.
///
/// # Errors
/// A fault of the vault.
pub fn columns(app: &App, person: PersonId, phone: Option<&str>) -> Outcome<Row> {
    let sealed = phone.map(|phone| app.vault.seal(place(person), phone.as_bytes(), app.chance.as_ref())).transpose()?;
    let index = phone.map(|phone| index(app, phone));
    Ok(row! { phone_sealed: sealed, phone_index: index })
}

/// The bytes under which a phone in normal form is found.
pub(super) fn index(app: &App, phone: &str) -> Vec<u8> {
    app.vault.blind_index(INDEX, phone)
}

/// The phone in the clear; the caller writes the look, or masks it at once.
pub(super) fn open(app: &App, person: PersonId, sealed: &[u8]) -> Outcome<String> {
    let plain = app.vault.open(place(person), sealed)?;
    String::from_utf8(plain.to_vec()).map_err(|_| Problem::fault("a sealed phone is no text"))
}

/// The phone with its middle hidden.
pub(super) fn masked(app: &App, person: PersonId, sealed: &[u8]) -> Outcome<String> {
    open(app, person, sealed).map(|phone| mask_phone(&phone))
}

/// Writes down that someone looks.
pub(super) async fn look(app: &App, write: &mut Write, person: PersonId, reason: &str) -> Outcome<()> {
    let doer = write.doer();
    let line = row! {
        id: app.new_id(), community: doer.community.0, at: doer.at, by_account: doer.account.map(|id| id.0),
        person_id: person.0, field: "people.phone_sealed", reason: reason,
    };
    write.append(&LOOKS, line).await
}

/// The phone in the clear, for a message that its owner wants; nobody looks at it.
pub(crate) async fn phone_of(app: &App, door: &impl Query, person: PersonId) -> Outcome<Option<String>> {
    let sealed: Option<Sealed> = door.one("select phone_sealed from people where id = $1", values![person.0]).await?;
    let sealed = sealed.and_then(|row| row.phone_sealed);
    sealed.map(|sealed| open(app, person, &sealed)).transpose()
}

#[derive(FromQueryResult)]
struct Sealed {
    phone_sealed: Option<Vec<u8>>,
}
