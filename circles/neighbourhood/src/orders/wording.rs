//! What a standard reply says about one matter: its places filled, in the language of who asked.

use super::people;
use super::powers::ORDERS_SEE;
use super::standing::{allow, plain};
use super::store::{self, Order};
use crate::categories::store as categories;
use crate::replies::rules::{Amiss, Fillings, filled};
use base::{CommunityId, Doer, Locale, Moment, OrderId, Outcome, Problem};
use db::{FromQueryResult, Query, Read, values};
use kernel::app::App;
use kernel::case::{ClockKind, Event, EventKind, clocks};
use kernel::i18n::LocalText;
use registry::calendar;
use web::CommunityCard;

/// A text ready to be read and changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// The text.
    pub text: String,
    /// The language it is in.
    pub language: Locale,
    /// The language of who asked.
    pub wanted: Locale,
}

/// The text for this matter: in the language of who asked, or in Chinese where it has no such words.
///
/// # Errors
/// `NotFound`, `NotAllowed`; field reply, when its places cannot be filled.
pub async fn worded(
    app: &App,
    doer: &Doer,
    order: OrderId,
    (text, hall): (&LocalText, &CommunityCard),
) -> Outcome<Worded> {
    let door = app.db.read().await?;
    let order = store::order(&door, doer.community, order).await?.ok_or(Problem::NotFound)?;
    allow(doer, ORDERS_SEE, &plain(doer, &order))?;
    let wanted = language(&door, &order).await?;
    let (words, language) = text.pick(wanted);
    let fillings = fillings(app, doer, (&door, &order), (language, hall)).await?;
    let amiss = |amiss: Amiss| Problem::Invalid(vec![base::FieldProblem { field: "reply", refusal: amiss.into() }]);
    Ok(Worded { text: filled(words, &fillings).map_err(amiss)?, language, wanted })
}

/// The language in which the asker wishes to be helped, else that in which they like to be spoken to.
async fn language(door: &impl Query, order: &Order) -> Outcome<Locale> {
    let wished = order.wish_language();
    let known = match order.asked_by {
        Some(person) if wished.is_none() => people::language(door, CommunityId(order.community), person.into()).await?,
        _ => None,
    };
    Ok(wished.or(known).unwrap_or(Locale::ZhCn))
}

async fn fillings(
    app: &App,
    doer: &Doer,
    (door, order): (&Read, &Order),
    (language, hall): (Locale, &CommunityCard),
) -> Outcome<Fillings> {
    let lang = app.words.lang(language, doer.at);
    let category = match order.category_id {
        Some(id) => categories::one(door, doer.community, id).await?,
        None => None,
    };
    let category = category.map(|category| lang.pick(&category.kind.name).0.to_owned());
    let due = due(door, order, doer.at).await?;
    Ok(Fillings {
        number: order.number.to_string(),
        category: category.unwrap_or_else(|| lang.t("orders-desk-no-category")),
        asked: lang.date(order.asked_at),
        due: due.map(|due| lang.date_time(due)).unwrap_or_default(),
        community: hall.name(language).to_owned(),
        phone: hall.phone.clone(),
        hours: hall.hours.clone(),
    })
}

#[derive(FromQueryResult)]
struct Due {
    due_at: Moment,
}

/// Until when it is to be solved: as promised, or as it would be if it were accepted now.
async fn due(door: &Read, order: &Order, now: Moment) -> Outcome<Option<Moment>> {
    let sql =
        "select due_at from order_clocks where order_id = $1 and kind = $2 order by round desc, turn desc limit 1";
    let promised: Option<Due> = door.one(sql, values![order.id, ClockKind::Resolve.name()]).await?;
    if let Some(promised) = promised {
        return Ok(Some(promised.due_at));
    }
    let calendar = calendar::of(door, CommunityId(order.community)).await?;
    let would =
        [Event { at: order.asked_at, kind: EventKind::Submitted }, Event { at: now, kind: EventKind::Accepted }];
    let would = clocks(&would, &order.policy()?, &calendar);
    Ok(would.iter().find(|clock| clock.kind == ClockKind::Resolve).map(|clock| clock.due_at))
}
