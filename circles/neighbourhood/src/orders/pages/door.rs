//! The slip for the door: who comes, the word, the amount that was agreed, and what helpers never ask for. It says what to do
//! when the word is wrong. No name of the resident, no door, nothing of the matter but its number and kind.

use crate::orders::actions::{self, MoneySide as Side};
use crate::orders::powers::{ORDERS_OWN, ORDERS_SEE};
use crate::orders::views::ComingView;
use crate::supermarket::donations::rules::yuan;
use askama::Template;
use axum::extract::State;
use base::{OrderId, Outcome};
use kernel::i18n::LocalText;
use web::{Answer, Key, Need, Routes, Shell, Site, Visit};

/// The pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/matters/{id}/door", Need::Power(ORDERS_OWN), own).get(
        "/desk/orders/{id}/door",
        Need::Power(ORDERS_SEE),
        desk,
    )
}

#[derive(Template)]
#[template(path = "orders/door.html")]
struct DoorPage {
    shell: Shell,
    number: String,
    category: String,
    who: Option<String>,
    when: Option<String>,
    word: Option<String>,
    ceiling: Option<String>,
}

/// What the slip is made of, from either view.
struct Known<'v> {
    number: i64,
    category: Option<&'v LocalText>,
    coming: Option<&'v ComingView>,
}

async fn own(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    let view = actions::for_resident(&site.app, &visit.doer, id).await?;
    let known = Known { number: view.number, category: view.category.as_ref(), coming: view.coming.as_ref() };
    web::page(&slip((&site, &visit), (id, Side::Resident), known, format!("/matters/{id}")).await?)
}

async fn desk(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    let view = actions::for_desk(&site.app, &visit.doer, id).await?;
    let line = &view.line;
    let known = Known { number: line.number, category: line.category.as_ref(), coming: view.holder.as_ref() };
    web::page(&slip((&site, &visit), (id, Side::Desk), known, format!("/desk/orders/{id}")).await?)
}

async fn slip(
    (site, visit): (&Site, &Visit),
    (order, side): (OrderId, Side),
    known: Known<'_>,
    back: String,
) -> Outcome<DoorPage> {
    let money = actions::money(&site.app, &visit.doer, order, side).await?;
    let shell = site.shell(visit, "door-title").back(back);
    let lang = shell.lang();
    let text = |text: &LocalText| lang.pick(text).0.to_owned();
    let who = known.coming.map(|coming| {
        let team = coming.team.as_ref().map(text);
        std::iter::once(coming.who()).chain(team).collect::<Vec<_>>().join(" · ")
    });
    let ceiling = money.purchase.map(|kept| shell.tx("money-yuan", "amount", yuan(kept.ceiling_fen)));
    Ok(DoorPage {
        number: known.number.to_string(),
        category: known.category.map(text).unwrap_or_default(),
        who,
        when: known.coming.and_then(|coming| coming.visit_at).map(|at| lang.when(at)),
        word: known.coming.and_then(|coming| coming.door_word).map(|key| shell.t(key)),
        ceiling,
        shell,
    })
}
