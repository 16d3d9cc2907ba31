//! Where test databases live: a folder that goes away, or a PostgreSQL database cloned from a template.

use base::Outcome;
use db::sea_orm::{ConnectionTrait, Database as Connection, DatabaseConnection};
use db::{Database, Options, Seal};
use std::sync::Arc;

/// The environment variable that names a PostgreSQL server for tests.
pub const POSTGRES: &str = "WUQUAN_TEST_POSTGRES";
/// Connections of one test.
const CONNECTIONS: u32 = 24;
/// The number under which the template is made once.
const TEMPLATE_LOCK: i64 = 0x7775_7174;

/// Opens and migrates an embedded database in a folder.
pub async fn sqlite(folder: &std::path::Path, seal: Arc<dyn Seal>) -> Outcome<Database> {
    let url = format!("sqlite://{}", folder.join("wuquan.db").display());
    let database = Database::open(&Options { url, connections: 1 }, seal).await?;
    db::migrate(&database).await?;
    Ok(database)
}

/// Clones the migrated template into a database of its own; answers its address.
pub async fn postgres(server: &str, name: &str, seal: Arc<dyn Seal>) -> Database {
    let admin = connect(server).await;
    let template = template_name();
    admin.execute_unprepared(&format!("select pg_advisory_lock({TEMPLATE_LOCK})")).await.expect("the template lock");
    let exists = format!("select 1 from pg_database where datname = '{template}'");
    let statement = db::sea_orm::Statement::from_string(db::sea_orm::DbBackend::Postgres, exists);
    if admin.query_one_raw(statement).await.expect("the list of databases").is_none() {
        let making = format!("{template}_making");
        admin.execute_unprepared(&format!("drop database if exists {making}")).await.expect("room for a template");
        admin.execute_unprepared(&format!("create database {making}")).await.expect("a template");
        let fresh = open(server, &making, Arc::clone(&seal)).await;
        db::migrate(&fresh).await.expect("the history runs on PostgreSQL");
        fresh.close().await.expect("the template closes");
        admin.execute_unprepared(&format!("alter database {making} rename to {template}")).await.expect("the name");
    }
    admin.execute_unprepared(&format!("create database {name} template {template}")).await.expect("a clone");
    admin.execute_unprepared(&format!("select pg_advisory_unlock({TEMPLATE_LOCK})")).await.expect("the template lock");
    admin.close().await.expect("the server connection closes");
    open(server, name, seal).await
}

/// Makes an empty database; answers its address.
pub async fn empty_postgres(server: &str, name: &str) -> String {
    let admin = connect(server).await;
    admin.execute_unprepared(&format!("create database {name}")).await.expect("a database");
    admin.close().await.expect("the server connection closes");
    url_of(server, name)
}

/// A database name that two tests at the same time never share.
#[expect(clippy::disallowed_methods, reason = "tests in other processes draw from the same seed")]
pub fn new_name() -> String {
    format!("wuquan_test_{}", uuid::Uuid::new_v4().simple())
}

/// Removes a test's database.
pub async fn drop_postgres(server: &str, name: &str) {
    let admin = connect(server).await;
    let _ = admin.execute_unprepared(&format!("drop database if exists {name} with (force)")).await;
    let _ = admin.close().await;
}

async fn connect(server: &str) -> DatabaseConnection {
    let mut options = db::sea_orm::ConnectOptions::new(server.to_owned());
    options.max_connections(1).sqlx_logging(false);
    Connection::connect(options).await.expect("the PostgreSQL server for tests answers")
}

async fn open(server: &str, name: &str, seal: Arc<dyn Seal>) -> Database {
    let url = url_of(server, name);
    Database::open(&Options { url, connections: CONNECTIONS }, seal).await.expect("the test database opens")
}

/// The address of another database on the same server.
pub fn url_of(server: &str, name: &str) -> String {
    let (base, question) = server.split_once('?').map_or((server, None), |(base, question)| (base, Some(question)));
    let (host, _) =
        base.rsplit_once('/').filter(|(host, _)| host.contains("://") && !host.ends_with('/')).unwrap_or((base, ""));
    question.map_or_else(|| format!("{host}/{name}"), |question| format!("{host}/{name}?{question}"))
}

/// One template per state of the history.
fn template_name() -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    db::history().hash(&mut hasher);
    format!("wuquan_template_{:016x}", hasher.finish())
}
