//! Sign in, sign out, end a session, open an order in this browser.

use super::store::{self, Session};
use crate::accounts::store as accounts;
use crate::passwords;
use crate::throttle::{self, Guesser};
use base::{AccountId, Doer, OrderId, Outcome, Problem};
use kernel::app::App;
use kernel::vault::normalize_phone;
use uuid::Uuid;

/// A computer that others use too signs out after this long without use.
pub const IDLE_MINUTES_SHARED: i64 = 10;
/// Staff sign out after a working day's pause.
const IDLE_MINUTES_STAFF: i64 = 60 * 12;
/// One's own phone stays signed in for a season.
const IDLE_MINUTES_OWN: i64 = 60 * 24 * 90;
/// A visitor's opened orders are forgotten after a day.
const IDLE_MINUTES_VISITOR: i64 = 60 * 24;
/// Orders that one browser keeps open.
const OPENED_MAX: usize = 20;
/// Characters kept of a device's name.
const DEVICE_CHARS_MAX: usize = 60;

/// What the sign-in form says.
pub struct SignIn<'a> {
    /// Login name or phone.
    pub login: &'a str,
    /// Password.
    pub password: &'a str,
    /// This computer is shared.
    pub shared: bool,
    /// A word about the device.
    pub device: &'a str,
    /// The address; absent for the hall's own address, which is never locked out.
    pub address: Option<&'a str>,
}

/// Checks login and password and begins a session; answers the new browser secret.
///
/// # Errors
/// The same refusal for a wrong name and a wrong password; [`Problem::TooMany`] after many tries.
pub async fn sign_in(app: &App, wish: SignIn<'_>) -> Outcome<String> {
    let login = wish.login.trim().to_lowercase();
    if login.chars().count() > accounts::LOGIN_CHARS_MAX
        || wish.password.chars().count() > passwords::PASSWORD_CHARS_MAX
    {
        return Err(Problem::refused("access-sign-in-wrong"));
    }
    if let Some(address) = wish.address {
        throttle::charge(app, Guesser::Address(address)).await?;
    }
    throttle::charge(app, Guesser::Account(&login)).await?;
    let phone = normalize_phone(&login).map(|phone| app.vault.blind_index("account-phone", &phone));
    let account = accounts::by_login(&app.db.read().await?, &login, phone).await?;
    let stored = account.as_ref().and_then(|account| account.password_hash.clone());
    let right = passwords::fits(stored, wish.password.to_owned()).await?;
    let Some(account) = account.filter(|_| right) else { return Err(Problem::refused("access-sign-in-wrong")) };
    throttle::forgive(app, Guesser::Account(&login)).await?;
    if let Some(address) = wish.address {
        throttle::forgive(app, Guesser::Address(address)).await?;
    }
    let idle = match (wish.shared || account.shared_computer, account.is_staff) {
        (true, _) => IDLE_MINUTES_SHARED,
        (false, true) => IDLE_MINUTES_STAFF,
        (false, false) => IDLE_MINUTES_OWN,
    };
    let token = new_token(app);
    let device: String = wish.device.chars().filter(|letter| !letter.is_control()).take(DEVICE_CHARS_MAX).collect();
    store::begin(app, &token, Some(AccountId(account.id)), idle, &device).await?;
    Ok(token)
}

/// Begins a session for an account that has just proved its phone or set its password.
///
/// # Errors
/// A fault from the database.
pub async fn begin_own(app: &App, account: AccountId, device: &str) -> Outcome<String> {
    let token = new_token(app);
    let device: String = device.chars().filter(|letter| !letter.is_control()).take(DEVICE_CHARS_MAX).collect();
    store::begin(app, &token, Some(account), IDLE_MINUTES_OWN, &device).await?;
    Ok(token)
}

/// A new browser secret: 256 random bits in hex.
#[must_use]
pub fn new_token(app: &App) -> String {
    let mut bytes = [0u8; 32];
    app.chance.fill(&mut bytes);
    hex::encode(bytes)
}

/// The doer's living sessions.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn mine(app: &App, doer: &Doer) -> Outcome<Vec<Session>> {
    store::of_account(app, doer.account.ok_or(Problem::SignIn)?).await
}

/// Ends one of the doer's sessions; ending it twice is fine.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn end(app: &App, doer: &Doer, session: Uuid) -> Outcome<()> {
    store::end(app, doer.account.ok_or(Problem::SignIn)?, session).await.map(|_| ())
}

/// Ends all of the doer's sessions, this one too.
///
/// # Errors
/// [`Problem::SignIn`] for a visitor.
pub async fn end_all(app: &App, doer: &Doer) -> Outcome<()> {
    store::end_all(app, doer.account.ok_or(Problem::SignIn)?).await.map(|_| ())
}

/// Lets this browser see an order whose number and follow code were right.
///
/// # Errors
/// A fault from the database.
pub async fn open_order(
    app: &App,
    visit_token: &str,
    session: Option<Uuid>,
    opened: &[OrderId],
    order: OrderId,
) -> Outcome<()> {
    let session = match session {
        Some(session) => session,
        None => store::begin_visit(app, visit_token, IDLE_MINUTES_VISITOR).await?,
    };
    let mut list: Vec<OrderId> = opened.iter().copied().filter(|&known| known != order).collect();
    list.push(order);
    let skip = list.len().saturating_sub(OPENED_MAX);
    let text = list.iter().skip(skip).map(ToString::to_string).collect::<Vec<_>>().join(" ");
    store::set_opened(app, session, &text).await
}
