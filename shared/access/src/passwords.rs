//! Passwords: argon2id, checked off the async threads, one or two at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use base::{Chance, Outcome, Problem};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Argon2 needs 19 MB and a core for each check; more at once would only slow everyone.
static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));
/// Fewest characters of a password.
pub const PASSWORD_CHARS_MIN: usize = 8;
/// Most characters: longer ones only cost time.
pub const PASSWORD_CHARS_MAX: usize = 200;

/// Hashes a password with a fresh salt.
///
/// # Errors
/// A fault of the hasher.
pub async fn hash(chance: &dyn Chance, password: String) -> Outcome<String> {
    let mut salt = [0u8; 16];
    chance.fill(&mut salt);
    off_thread(move || {
        let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hashed.map(|hash| hash.to_string()).map_err(Problem::fault)
    })
    .await
}

/// Whether the password fits the hash; without a hash the same work is done and the answer is no.
///
/// # Errors
/// A fault when the stored hash cannot be read.
pub async fn fits(stored: Option<String>, password: String) -> Outcome<bool> {
    off_thread(move || match stored {
        None => {
            let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), b"nobody's account");
            Ok(false)
        }
        Some(stored) => {
            let parsed = PasswordHash::new(&stored).map_err(Problem::fault)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        }
    })
    .await
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> Outcome<T> + Send + 'static) -> Outcome<T> {
    let _turn = AT_ONCE.acquire().await.map_err(Problem::fault)?;
    tokio::task::spawn_blocking(work).await.map_err(Problem::fault)?
}

/// Refuses passwords that are too short, too long, or well known.
///
/// # Errors
/// [`Problem::Invalid`] at the field `password`.
pub fn check(password: &str) -> Outcome<()> {
    let length = password.chars().count();
    if length < PASSWORD_CHARS_MIN {
        return Err(Problem::field("password", "access-password-short"));
    }
    if length > PASSWORD_CHARS_MAX {
        return Err(Problem::field("password", "access-password-long"));
    }
    let first = password.chars().next();
    let known = ["12345678", "123456789", "password", "88888888", "wuquan-demo"];
    if password.chars().all(|letter| Some(letter) == first) || known.contains(&password) {
        return Err(Problem::field("password", "access-password-known"));
    }
    Ok(())
}
