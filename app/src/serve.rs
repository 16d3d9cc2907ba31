//! Serving: listens, works, drains at SIGTERM, and exits cleanly.

use crate::config::Config;
use crate::open::site;
use crate::work::work;
use base::{Outcome, Problem};
use kernel::app::App;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long open requests may take to finish after SIGTERM.
const DRAIN: Duration = Duration::from_secs(20);
/// The password of all demo accounts.
pub const DEMO_PASSWORD: &str = "wuquan-demo";

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// When the address is taken, the schema is old, or demo passwords would be reachable from elsewhere.
pub async fn serve(config: &Config, app: Arc<App>) -> Outcome<()> {
    serve_after(config, app, std::future::ready(Ok(()))).await
}

/// Serves at once, and begins with jobs and timetable when `prepared` is.
///
/// # Errors
/// As [`serve`], and when `prepared` fails.
pub async fn serve_after(
    config: &Config,
    app: Arc<App>,
    prepared: impl Future<Output = Outcome<()>> + Send + 'static,
) -> Outcome<()> {
    if db::waiting_migrations(&app.db).await? > 0 {
        return Err(Problem::Fault("the database has an older schema: run `wuquan migrate` first".to_owned()));
    }
    refuse_demo_passwords(config, &app).await?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        Problem::Fault(format!("cannot listen on {}: {error}; choose another with --listen", config.listen))
    })?;
    let (stop, stopped) = watch::channel(false);
    let mut worker = tokio::spawn(prepare_and_work(Arc::clone(&app), stopped.clone(), prepared));
    let (_, router) = site(config, &app);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tracing::info!(address = %config.listen, "serving");
    let mut until = stopped.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = until.wait_for(|stop| *stop).await;
    });
    let server = tokio::spawn(server.into_future());
    // The worker ends by itself only if what it had to prepare failed.
    let early = tokio::select! {
        () = signalled() => None,
        ended = &mut worker => Some(ended),
    };
    tracing::info!("draining");
    let _ = stop.send(true);
    if tokio::time::timeout(DRAIN, server).await.is_err() {
        tracing::warn!("some requests were cut off after the drain time");
    }
    let worked = match early {
        Some(ended) => ended.map_err(|error| Problem::Fault(error.to_string()))?,
        None => tokio::time::timeout(DRAIN, worker).await.ok().and_then(Result::ok).unwrap_or(Ok(())),
    };
    app.db.close().await?;
    worked
}

async fn prepare_and_work(
    app: Arc<App>,
    stopped: watch::Receiver<bool>,
    prepared: impl Future<Output = Outcome<()>> + Send,
) -> Outcome<()> {
    let mut told = stopped.clone();
    tokio::select! {
        done = prepared => done?,
        _ = told.wait_for(|stop| *stop) => return Ok(()),
    }
    work(app, stopped).await;
    Ok(())
}

/// Demo passwords are known to everyone who reads the README.
async fn refuse_demo_passwords(config: &Config, app: &App) -> Outcome<()> {
    if config.listen.ip().is_loopback() {
        return Ok(());
    }
    for login in ["admin", "worker", "clerk", "secretary"] {
        if access::accounts::actions::has_password(app, login, DEMO_PASSWORD).await? {
            return Err(Problem::Fault(format!(
                "the account `{login}` has the demo password; set another (wuquan user link {login}) or listen on 127.0.0.1"
            )));
        }
    }
    Ok(())
}

async fn signalled() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut term) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupt => {}, _ = term.recv() => {} }
            return;
        }
    }
    let _ = interrupt.await;
}
