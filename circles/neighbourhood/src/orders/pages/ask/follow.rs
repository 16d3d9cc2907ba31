//! Following without an account: the number and the six digits open one matter in this browser.

use crate::orders::actions;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use base::{OrderId, Outcome};
use serde::Deserialize;
use web::{Answer, Mend, Posted, Shell, Site, Visit};

#[derive(Default, Deserialize)]
pub(super) struct FollowForm {
    #[serde(default)]
    number: String,
    #[serde(default)]
    code: String,
}

#[derive(Template)]
#[template(path = "orders/ask/follow.html")]
struct FollowPage {
    shell: Shell,
    number: String,
    mend: Mend,
}

/// The form.
pub(super) async fn show(State(site): State<Site>, visit: Visit) -> Answer {
    let shell = site.shell(&visit, "orders-ask-follow-title").back("/");
    web::page(&FollowPage { shell, number: String::new(), mend: Mend::nothing() })
}

/// Opens the matter; a wrong pair keeps the number and asks for the code again.
pub(super) async fn open(State(site): State<Site>, visit: Visit, Posted(form): Posted<FollowForm>) -> Answer {
    match find(&site, &visit, &form).await {
        Ok(order) if actions::is_care(&site.app, &visit.doer, order).await? => {
            Ok(web::back_to(&format!("/cares/{order}")))
        }
        Ok(order) => Ok(web::back_to(&format!("/matters/{order}"))),
        Err(problem) => {
            let mend = Mend::of(problem)?;
            let shell = site.shell(&visit, "orders-ask-follow-title").back("/");
            let page = FollowPage { shell, number: form.number, mend };
            web::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn find(site: &Site, visit: &Visit, form: &FollowForm) -> Outcome<OrderId> {
    // People read digits with spaces between them.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (number, code) = (digits(&form.number), digits(&form.code));
    let address = visit.throttled_address(site);
    let order = actions::follow(&site.app, &visit.doer, &number, &code, address.as_deref()).await?;
    let opened = &visit.doer.opened;
    access::sessions::actions::open_order(&site.app, &visit.token, visit.session, opened, order).await?;
    Ok(order)
}
