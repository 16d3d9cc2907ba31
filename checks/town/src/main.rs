//! A town for browser stories: the product on a fresh folder, with a clock that the story moves from outside.
//!
//! Prints `{"url": "...", "control": "..."}`; `POST <control>/advance?minutes=N` moves the clock and runs what is due,
//! `POST <control>/letter` answers the last letter that its mail server took, `POST <control>/rung` what its push service took, `POST <control>/stop` ends it. The product itself has no such door.

#![expect(clippy::print_stdout, reason = "the harness reads the address from the terminal")]

use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::post;
use base::{Outcome, Problem};
use chrono::Duration;
use clap::Parser;
use kernel::app::App;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use testkit::{HandClock, PushServer, Rung, SmtpServer};
use tokio::net::TcpListener;
use tokio::sync::watch;
use wuquan::config::Config;
use wuquan::machine::SystemChance;
use wuquan::open::{Sources, open, site};

/// Where the town's data go.
#[derive(Parser)]
struct Arguments {
    /// A fresh folder.
    #[arg(long)]
    data: PathBuf,
    /// Orders to begin with.
    #[arg(long, default_value_t = 0)]
    orders: usize,
}

#[derive(Clone)]
struct Control {
    app: Arc<App>,
    clock: Arc<HandClock>,
    mail: SmtpServer,
    push: PushServer,
    stop: Arc<watch::Sender<bool>>,
}

#[derive(Deserialize)]
struct Advance {
    minutes: i64,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let clock = Arc::new(HandClock::default());
    let mail = SmtpServer::start().await?;
    let push = PushServer::start().await?;
    let config = Config {
        data: arguments.data,
        mail_server: mail.url(),
        mail_from: "Town <town@example.org>".to_owned(),
        push_services: vec![push.origin().to_owned()],
        push_contact: "mailto:town@example.org".to_owned(),
        ..Config::default()
    };
    let sources = Sources { clock: Arc::clone(&clock) as Arc<dyn base::Clock>, chance: Arc::new(SystemChance) };
    let app = open(&config, sources).await?;
    db::migrate(&app.db).await?;
    wuquan::demo::load(&app, arguments.orders, || {}).await?;
    let (stop, mut stopped) = watch::channel(false);
    let control = Control { app: Arc::clone(&app), clock, mail, push, stop: Arc::new(stop) };
    let pages = listener().await?;
    let levers = listener().await?;
    let (url, lever) = (address(&pages)?, address(&levers)?);
    let (_, router) = site(&config, &app);
    let doors = Router::new()
        .route("/advance", post(advance))
        .route("/stop", post(stop_town))
        .route("/letter", post(letter))
        .route("/rung", post(rung))
        .with_state(control);
    tokio::spawn(async move { axum::serve(levers, doors).await });
    tokio::spawn(async move { axum::serve(pages, router.into_make_service_with_connect_info::<SocketAddr>()).await });
    println!("{{\"url\": \"{url}\", \"control\": \"{lever}\"}}");
    let _ = stopped.wait_for(|stop| *stop).await;
    app.db.close().await
}

async fn listener() -> Outcome<TcpListener> {
    TcpListener::bind(("127.0.0.1", 0)).await.map_err(Problem::fault)
}

fn address(listener: &TcpListener) -> Outcome<String> {
    Ok(format!("http://{}", listener.local_addr().map_err(Problem::fault)?))
}

async fn advance(State(control): State<Control>, Query(by): Query<Advance>) -> Result<String, (StatusCode, String)> {
    // Hour by hour, so that what runs by itself runs at its time.
    let mut left = by.minutes;
    while left > 0 {
        let step = left.min(60);
        control.clock.advance(Duration::minutes(step));
        left -= step;
        work(&control.app).await.map_err(|problem| (StatusCode::INTERNAL_SERVER_ERROR, problem.to_string()))?;
    }
    Ok("ok".to_owned())
}

/// What runs by itself.
async fn work(app: &App) -> Outcome<()> {
    wuquan::work::once(app).await?;
    wuquan::work::beside_once(app).await
}

/// The text of the last letter that the town's mail server took.
async fn letter(State(control): State<Control>) -> Result<String, StatusCode> {
    control.mail.letters().last().map(testkit::Received::text).ok_or(StatusCode::NOT_FOUND)
}

/// Where its push service takes messages, and what it took so far, as JSON.
async fn rung(State(control): State<Control>) -> String {
    let one = |rung: Rung| serde_json::json!({ "browser": rung.browser, "headers": rung.headers, "body": rung.body });
    let seen: Vec<_> = control.push.seen().into_iter().map(one).collect();
    serde_json::json!({ "origin": control.push.origin(), "seen": seen }).to_string()
}

async fn stop_town(State(control): State<Control>) -> &'static str {
    let _ = control.stop.send(true);
    "ok"
}
