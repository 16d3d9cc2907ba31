//! The copy of everything that stands about a matter, notes of the staff included, for screen and paper (RL4, RL7).

use super::matter::{Appeal, Said, appeals};
use super::story::{self, Told};
use super::words::{self, Named};
use crate::orders::actions;
use crate::orders::rules::Part;
use crate::orders::views::{LookView, MessageKind, MessageView, ResidentView};
use askama::Template;
use axum::extract::State;
use base::OrderId;
use kernel::case::Named as _;
use web::{Answer, Key, Shell, Site, Visit};

#[derive(Template)]
#[template(path = "orders/ask/copy.html")]
struct CopyPage {
    shell: Shell,
    order: ResidentView,
    number: String,
    category: Option<Named>,
    place: String,
    state: String,
    outcome: Option<String>,
    asked: String,
    wishes: Vec<(String, String)>,
    grades: Vec<String>,
    looks: Vec<Said>,
    told: Vec<Told>,
    talk: Vec<Said>,
    notes: Vec<Said>,
    appeals: Vec<Appeal>,
    made: String,
}

/// Everything, for the asker.
pub(super) async fn copy(State(site): State<Site>, visit: Visit, Key(id): Key<OrderId>) -> Answer {
    let order = actions::for_resident(&site.app, &visit.doer, id).await?;
    paper(&site, &visit, order, format!("/matters/{id}"))
}

/// The paper itself, also for the counter to hand over.
pub(in super::super) fn paper(site: &Site, visit: &Visit, order: ResidentView, back: String) -> Answer {
    let shell = site.shell(visit, "orders-ask-copy-title").back(back);
    web::page(&CopyPage {
        number: order.number.to_string(),
        category: order.category.as_ref().map(|name| words::named(&shell, name)),
        place: words::place(&shell, &order.place),
        state: shell.t(&format!("orders-state-{}", order.state.name().replace('_', "-"))),
        outcome: order.outcome.map(|code| shell.t(&format!("orders-outcome-{}", code.name().replace('_', "-")))),
        asked: shell.lang().date_time(order.asked_at),
        wishes: wishes(&shell, &order),
        grades: grades(&shell, &order),
        looks: looks(&shell, &order),
        told: story::told(&shell, &order),
        talk: of(&shell, &order, false),
        notes: of(&shell, &order, true),
        appeals: appeals(&shell, &order),
        made: shell.lang().date_time(visit.doer.at),
        shell,
        order,
    })
}

fn of(shell: &Shell, order: &ResidentView, notes: bool) -> Vec<Said> {
    let wanted = |message: &&MessageView| (message.kind == MessageKind::Note) == notes;
    let line = |message: &MessageView| {
        let mine = message.kind == MessageKind::FromResident;
        let other = || message.who.clone().unwrap_or_else(|| shell.t("orders-ask-office"));
        Said {
            mine,
            who: match &message.who {
                Some(who) if mine => shell.tx("orders-behalf-by", "who", who),
                _ if mine => shell.t("orders-ask-you"),
                _ => other(),
            },
            body: message.body.clone(),
            time: shell.lang().date_time(message.at),
        }
    };
    order.messages.iter().filter(wanted).map(line).collect()
}

fn wishes(shell: &Shell, order: &ResidentView) -> Vec<(String, String)> {
    let wishes = &order.wishes;
    let part = wishes.part.map(|part| {
        shell.t(match part {
            Part::Morning => "orders-ask-part-morning",
            Part::Afternoon => "orders-ask-part-afternoon",
            Part::Evening => "orders-ask-part-evening",
        })
    });
    let lines = [
        ("orders-ask-language", wishes.language.map(|locale| locale.own_name().to_owned())),
        ("orders-ask-part", part),
        ("orders-ask-time", wishes.time.clone()),
        ("orders-ask-other", wishes.other.clone()),
        ("orders-wish-helper", wishes.helper.map(|helper| shell.t(helper.key()))),
        ("orders-pair-people", wishes.two.then(|| shell.t("orders-pair-wish"))),
        ("orders-ask-without", order.without.clone()),
    ];
    lines.into_iter().filter_map(|(key, value)| Some((shell.t(key), value?))).collect()
}

fn grades(shell: &Shell, order: &ResidentView) -> Vec<String> {
    let grade = |&(round, grade): &(i64, i64)| {
        let words = shell.t(match grade {
            5 => "orders-ask-grade-5",
            4 => "orders-ask-grade-4",
            3 => "orders-ask-grade-3",
            2 => "orders-ask-grade-2",
            _ => "orders-ask-grade-1",
        });
        format!("{} · {words}", shell.lang().tn("orders-ask-round", "round", round))
    };
    order.grades.iter().map(grade).collect()
}

/// Who looked at the number, when and why (RL5).
fn looks(shell: &Shell, order: &ResidentView) -> Vec<Said> {
    let line = |look: &LookView| Said {
        mine: false,
        who: look.who.clone().unwrap_or_else(|| shell.t("orders-ask-office")),
        body: look.reason.clone(),
        time: shell.lang().date_time(look.at),
    };
    order.looks.iter().map(line).collect()
}
