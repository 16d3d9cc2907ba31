//! The inbox: what is new on top, one press leads to the matter.

use super::inbox;
use super::store::Notice;
use askama::Template;
use axum::extract::State;
use kernel::app::App;
use kernel::notify::Topic;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Cursor, Key, Need, Posted, Questioned, Routes, Shell, Site, Visit};

pub(crate) fn routes() -> Routes {
    Routes::default().get("/inbox", Need::Account, show).post("/inbox/{id}/open", Need::Account, open).post(
        "/inbox/read-all",
        Need::Account,
        read_all,
    )
}

#[derive(Default, Deserialize)]
struct Asked {
    #[serde(default)]
    after: String,
}

/// One line of the inbox.
struct Line {
    id: Uuid,
    words: String,
    at: String,
    icon: &'static str,
    is_new: bool,
    is_over: bool,
}

impl Line {
    /// The line in the reader's words; none for a kind that the program does not know any more.
    fn of(app: &App, shell: &Shell, notice: &Notice) -> Option<Self> {
        let kind = notice.kind(app)?;
        let icon = match kind.topic {
            Topic::Act => "hand-stop",
            Topic::Own => "list-check",
            Topic::Help => "heart-handshake",
            Topic::Office => "hourglass",
        };
        Some(Self {
            id: notice.id,
            words: shell.say(kind.words, &notice.args()),
            at: shell.lang().date_time(notice.at),
            icon,
            is_new: !notice.is_read,
            is_over: notice.is_over,
        })
    }
}

#[derive(Template)]
#[template(path = "notices/inbox.html")]
struct InboxPage {
    shell: Shell,
    lines: Vec<Line>,
    older: Option<String>,
    first_page: bool,
}

async fn show(State(site): State<Site>, visit: Visit, Questioned(asked): Questioned<Asked>) -> Answer {
    let after = Cursor::parse(&asked.after);
    let listing = inbox::mine(&site.app, &visit.doer, after).await?;
    let shell = site.shell(&visit, "notices-title");
    let lines = listing.rows.iter().filter_map(|notice| Line::of(&site.app, &shell, notice)).collect();
    let older = listing.next.map(|cursor| format!("/inbox?after={}", cursor.text()));
    web::page(&InboxPage { shell, lines, older, first_page: after.is_none() })
}

async fn open(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(_): Posted<Asked>) -> Answer {
    Ok(web::back_to(&inbox::open(&site.app, &visit.doer, id).await?))
}

async fn read_all(State(site): State<Site>, visit: Visit, Posted(_): Posted<Asked>) -> Answer {
    inbox::read_all(&site.app, &visit.doer).await?;
    Ok(web::goto(&site, "/inbox", "ok", "notices-all-read"))
}
