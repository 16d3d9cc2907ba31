//! A recording on its way into an order, for the resident's forms and the counter's: it waits a day under the form's hidden
//! id, so that a refused form keeps it; and the recording of an order, to those who may hear it.

use crate::orders::actions::{self, Recording};
use crate::orders::views::RecordingView;
use access::throttle;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use base::{OrderId, Outcome, Problem};
use kernel::files::{SOUND_MB_MAX, SOUND_S_MAX};
use serde::Deserialize;
use uuid::Uuid;
use web::{Answer, Key, Mend, Questioned, Shell, Site, Upload, Uploaded, Visit};

/// What the button of a staged recording says instead of a photo's id.
const TAKE_OUT: &str = "voice";

/// The part of a form in which one may speak instead of writing.
pub(crate) struct Speaking {
    /// The form's hidden id.
    pub(crate) once: String,
    /// How long the recording is that waits for this form, or is in its draft.
    pub(crate) kept: Option<String>,
    /// Where it can be heard.
    pub(crate) heard_at: String,
    /// It waits for this form, and may be taken out again.
    pub(crate) waits: bool,
    /// It goes as soon as it is written down.
    pub(crate) forget: bool,
    pub(crate) wrong: String,
    pub(crate) seconds_max: u64,
    pub(crate) mb_max: usize,
}

/// How the part stands: `draft` is the parked draft that the form continues.
pub(crate) async fn speaking(
    (site, visit, shell): (&Site, &Visit, &Shell),
    (once, draft): (Uuid, Option<RecordingView>),
    (forget, wrong): (bool, String),
) -> Outcome<Speaking> {
    let staged = actions::staged_voice(&site.app, &visit.doer, once).await?;
    let waits = staged.is_some();
    Ok(Speaking {
        kept: staged.or(draft).map(|recording| length(shell, recording)),
        heard_at: if waits { format!("/ask/voice/{once}") } else { format!("/orders/{once}/voice") },
        once: once.to_string(),
        waits,
        forget,
        wrong,
        seconds_max: SOUND_S_MAX,
        mb_max: SOUND_MB_MAX,
    })
}

/// How long a recording is, in words.
pub(crate) fn length(shell: &Shell, recording: RecordingView) -> String {
    let seconds = (recording.duration_ms + 999) / 1000;
    if seconds == 0 {
        return shell.t("orders-voice-length-unknown");
    }
    shell.tx("orders-voice-length", "time", format!("{}:{:02}", seconds / 60, seconds % 60))
}

/// Keeps the recording that came with a form, or takes out the one that waits.
pub(super) async fn stage(site: &Site, visit: &Visit, once: Uuid, (files, drop): (&[Upload], &str)) -> Outcome<()> {
    if let Some(file) = files.iter().rfind(|file| file.field == "voice") {
        // A form in which something else is typed is not lost for it.
        slowly(site, visit).await.map_err(|problem| match problem {
            Problem::TooMany { .. } => Problem::field("voice", "orders-voice-wait"),
            other => other,
        })?;
        actions::stage_voice(&site.app, &visit.doer, once, file.bytes.clone()).await?;
    } else if drop == TAKE_OUT {
        actions::drop_voice(&site.app, &visit.doer, once).await?;
    }
    Ok(())
}

/// Recordings are large, and anyone may send them.
async fn slowly(site: &Site, visit: &Visit) -> Outcome<()> {
    throttle::slow_down(&site.app, "voice", visit.throttled_address(site)).await
}

#[derive(Deserialize)]
pub(super) struct Alone {}

/// Keeps a recording that a script sent while the form is still being filled; sent again it takes its own place. The
/// answer is a sentence.
pub(super) async fn send(
    State(site): State<Site>,
    visit: Visit,
    Key(once): Key<Uuid>,
    Uploaded { form: Alone {}, files }: Uploaded<Alone>,
) -> Answer {
    let shell = site.shell(&visit, "orders-ask-title");
    slowly(&site, &visit).await?;
    let arrived = match files.into_iter().find(|file| file.field == "voice") {
        Some(file) => actions::stage_voice(&site.app, &visit.doer, once, file.bytes).await,
        None => Err(Problem::field("voice", "files-sound-broken")),
    };
    match arrived {
        Ok(recording) => Ok(length(&shell, recording).into_response()),
        Err(problem) => {
            let words = Mend::of(problem)?.field(&shell, "voice");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, words).into_response())
        }
    }
}

/// The recording that waits for its form to be sent; who does not know the form's id finds nothing.
pub(super) async fn staged(State(site): State<Site>, visit: Visit, Key(once): Key<Uuid>, asked: HeaderMap) -> Answer {
    played(actions::staged_sound(&site.app, &visit.doer, once).await?, &asked)
}

#[derive(Default, Deserialize)]
pub(super) struct Noted {
    #[serde(default)]
    look: Option<Uuid>,
}

/// The recording of an order. The action decides; the address alone opens nothing.
pub(super) async fn voice(
    State(site): State<Site>,
    visit: Visit,
    Key(order): Key<OrderId>,
    Questioned(noted): Questioned<Noted>,
    asked: HeaderMap,
) -> Answer {
    played(actions::voice(&site.app, &visit.doer, order, noted.look).await?, &asked)
}

fn played(recording: Recording, asked: &HeaderMap) -> Answer {
    let ending = match recording.media_type.as_str() {
        "audio/webm" => "webm",
        "audio/ogg" => "ogg",
        "audio/mp4" => "m4a",
        "audio/3gpp" => "3gp",
        "audio/wav" => "wav",
        "audio/mpeg" => "mp3",
        _ => "amr",
    };
    Ok(web::sound(&recording.media_type, &format!("voice.{ending}"), recording.bytes, asked))
}
