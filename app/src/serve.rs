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
    if db::waiting_migrations(&app.db).await? > 0 {
        return Err(Problem::Fault("the database has an older schema: run `wuquan migrate` first".to_owned()));
    }
    refuse_demo_passwords(config, &app).await?;
    let listener = TcpListener::bind(config.listen).await.map_err(|error| {
        Problem::Fault(format!("cannot listen on {}: {error}; choose another with --listen", config.listen))
    })?;
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(work(Arc::clone(&app), stopped.clone()));
    let (_, router) = site(config, &app);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tracing::info!(address = %config.listen, "serving");
    let mut until = stopped.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = until.wait_for(|stop| *stop).await;
    });
    let server = tokio::spawn(server.into_future());
    signalled().await;
    tracing::info!("draining");
    let _ = stop.send(true);
    if tokio::time::timeout(DRAIN, server).await.is_err() {
        tracing::warn!("some requests were cut off after the drain time");
    }
    let _ = tokio::time::timeout(DRAIN, worker).await;
    app.db.close().await
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
