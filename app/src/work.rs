//! The job loop and the timetable of everything that runs by itself.

use base::Outcome;
use kernel::app::App;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The pause between two looks at the queue.
const PAUSE: Duration = Duration::from_secs(2);

/// Runs due jobs and schedule slots until told to stop; a fault is logged and the loop goes on.
pub async fn work(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(problem) = once(&app).await {
            tracing::error!(%problem, "the job loop met a fault");
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.changed() => {}
        }
    }
}

/// One round: what is due now.
///
/// # Errors
/// When the queue cannot be read.
pub async fn once(app: &App) -> Outcome<usize> {
    let slots = kernel::jobs::run_slots(app).await?;
    Ok(slots + kernel::jobs::run_due(app).await?)
}
