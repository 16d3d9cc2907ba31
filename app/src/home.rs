//! The front door: residents find help here; staff and members go straight to their work.

use askama::Template;
use axum::extract::State;
use base::Role;
use kernel::app::Part;
use kernel::i18n::Source;
use web::{Answer, Circle, NavEntry, Need, Routes, Shell, Side, Site, Visit};

/// The pages that join all circles.
#[must_use]
pub fn circle() -> Circle {
    let routes = Routes::default().get("/", Need::Nothing, home).get("/me", Need::Nothing, me);
    let entry = |side, order, href, icon, label| NavEntry {
        side,
        order,
        section: None,
        href,
        icon,
        label,
        need: Need::Nothing,
    };
    let nav = vec![
        entry(Side::Resident, 0, "/", "home", "home-nav"),
        entry(Side::Resident, 90, "/me", "user", "home-me"),
        entry(Side::Member, 90, "/me", "user", "home-me"),
    ];
    let sources = vec![Source {
        name: "home",
        zh_cn: include_str!("../locales/zh-CN/home.ftl"),
        bo: include_str!("../locales/bo/home.ftl"),
        en: include_str!("../locales/en/home.ftl"),
    }];
    Circle { name: "home", routes, nav, part: Part { sources, ..Part::default() } }
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
}

async fn home(State(site): State<Site>, visit: Visit) -> Answer {
    let doer = &visit.doer;
    if [Role::Worker, Role::GridWorker, Role::Secretary].iter().any(|&role| doer.is(role)) {
        return Ok(web::back_to("/desk"));
    }
    if doer.is(Role::Clerk) {
        return Ok(web::back_to("/counter"));
    }
    if doer.is(Role::Administrator) {
        return Ok(web::back_to("/accounts"));
    }
    if [Role::Member, Role::TeamLeader, Role::Unit, Role::Department].iter().any(|&role| doer.is(role)) {
        return Ok(web::back_to("/take"));
    }
    web::page(&HomePage { shell: site.shell(&visit, "home-title") })
}

#[derive(Template)]
#[template(path = "me.html")]
struct MePage {
    shell: Shell,
    helps: bool,
}

async fn me(State(site): State<Site>, visit: Visit) -> Answer {
    let helps = visit.doer.is(Role::Member) || visit.doer.is(Role::TeamLeader);
    web::page(&MePage { shell: site.shell(&visit, "home-me"), helps })
}
