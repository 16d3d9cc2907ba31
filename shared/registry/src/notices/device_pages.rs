//! Allowing this browser to ring, and the list of one's own browsers; part of the page on which one chooses.

use super::devices::{self, Device};
use axum::extract::State;
use base::Problem;
use kernel::notify::push::Subscription;
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Need, Posted, Routes, Shell, Site, Visit};

/// Where the list stands.
const HERE: &str = "/me/notices#browsers";

pub(crate) fn routes() -> Routes {
    Routes::default().post("/me/notices/push", Need::Account, allow).post(
        "/me/notices/push/{id}/forget",
        Need::Account,
        forget,
    )
}

/// One browser of the list.
pub(crate) struct Line {
    pub id: Uuid,
    pub device: String,
    pub since: String,
    pub this_one: bool,
}

/// The browsers of the page.
pub(crate) struct Browsers {
    pub lines: Vec<Line>,
    /// The key that this browser asks its push service with.
    pub key: String,
    /// This one rings.
    pub this_one: bool,
    /// This one does not, and may be asked to.
    pub may_allow: bool,
}

/// The reader's browsers; none while push is off.
pub(crate) async fn browsers(site: &Site, visit: &Visit, shell: &Shell) -> Result<Option<Browsers>, Problem> {
    let Some(key) = site.app.post.push.key() else { return Ok(None) };
    let line = |device: Device| Line {
        id: device.id,
        since: shell.lang().date_time(device.created_at),
        this_one: visit.session == Some(device.session_id),
        device: device.device,
    };
    let lines: Vec<Line> = devices::mine(&site.app, &visit.doer).await?.into_iter().map(line).collect();
    let this_one = lines.iter().any(|line| line.this_one);
    let own = devices::own_session(&site.app, &visit.doer, visit.session).await?.is_some();
    Ok(Some(Browsers { lines, key, this_one, may_allow: own && !this_one }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Form {
    endpoint: String,
    p256dh: String,
    auth: String,
}

async fn allow(State(site): State<Site>, visit: Visit, Posted(form): Posted<Form>) -> Answer {
    let given = Subscription { endpoint: form.endpoint, p256dh: form.p256dh, auth: form.auth };
    match devices::allow(&site.app, &visit.doer, visit.session, &given).await {
        Ok(()) => Ok(web::goto(&site, HERE, "ok", "push-allowed")),
        // What a browser gave cannot be mended by whoever holds it: the page says what else there is.
        Err(Problem::Refused(refusal)) => Ok(web::goto(&site, HERE, "late", refusal.key)),
        Err(problem) => Err(problem.into()),
    }
}

async fn forget(State(site): State<Site>, visit: Visit, Key(id): Key<Uuid>, Posted(_): Posted<Form>) -> Answer {
    devices::forget(&site.app, &visit.doer, id).await?;
    Ok(web::goto(&site, HERE, "ok", "push-forgotten"))
}
