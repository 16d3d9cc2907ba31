//! The job loop and the timetable of everything that runs by itself.

use base::Outcome;
use kernel::app::App;
use kernel::jobs::RunLoop;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The pause between two looks at the queue.
const PAUSE: Duration = Duration::from_secs(2);

/// Runs due jobs, schedule slots, and the loops beside them until told to stop; a fault is logged and the work goes on.
pub async fn work(app: Arc<App>, stop: watch::Receiver<bool>) {
    let mut beside = JoinSet::new();
    for run in app.part.loops.clone() {
        beside.spawn(again(Arc::clone(&app), run, stop.clone()));
    }
    jobs(app, stop).await;
    while beside.join_next().await.is_some() {}
}

async fn jobs(app: Arc<App>, mut stop: watch::Receiver<bool>) {
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

/// One loop beside the jobs; what is on its way out is still marked after the word to stop.
async fn again(app: Arc<App>, run: RunLoop, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(problem) = run(&app).await {
            tracing::error!(%problem, "a loop beside the jobs met a fault");
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.changed() => {}
        }
    }
}

/// One round of every loop beside the jobs.
///
/// # Errors
/// When what is due cannot be read.
pub async fn beside_once(app: &App) -> Outcome<()> {
    for run in &app.part.loops {
        run(app).await?;
    }
    Ok(())
}

/// One round: what is due now.
///
/// # Errors
/// When the queue cannot be read.
pub async fn once(app: &App) -> Outcome<usize> {
    let slots = kernel::jobs::run_slots(app).await?;
    Ok(slots + kernel::jobs::run_due(app).await?)
}
