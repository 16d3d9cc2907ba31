//! What leaves the house: one-time codes and news, to phones, mailboxes and browsers. Never the content of a matter.
//!
//! The ways out are all optional: without a gateway codes go to the log, without a mail server there is no mail.
//! Here are the ways out and what circles say about their kinds of news; who gets which is the registry's business.

mod gateway;
mod mail;
pub mod push;

pub use gateway::{HttpGateway, LogSender};
pub use mail::{MailServer, clean_address, mask_address};

use futures::future::BoxFuture;
use std::sync::Arc;
use uuid::Uuid;

/// Why something did not leave. The words are for the administrator: no address, no number, no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// Another try may succeed.
    Later(String),
    /// Nobody answers there; nothing else will get through now either.
    NoAnswer(String),
    /// Another try may succeed, not before this many seconds.
    After(String, i64),
    /// Nobody is there any more and nobody will be: forget the way.
    Gone(String),
    /// No try will.
    Never(String),
}

/// A short text for a phone.
#[derive(Clone, Copy, Debug)]
pub struct PhoneMessage<'a> {
    /// The same for every try, so that the gateway can drop a second one.
    pub id: Uuid,
    /// Digits only.
    pub phone: &'a str,
    /// The text.
    pub text: &'a str,
}

/// Sends a short text to a phone.
pub trait Sender: Send + Sync {
    /// Sends it once; whoever calls tries again.
    fn send<'a>(&'a self, message: PhoneMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>>;
}

/// A letter for a mailbox.
#[derive(Clone, Copy, Debug)]
pub struct Letter<'a> {
    /// The same for every try: it becomes the Message-ID, by which mail servers and programs know a second copy.
    pub id: Uuid,
    /// When it was written.
    pub at: base::Moment,
    /// Whose mailbox.
    pub to: &'a str,
    /// One line.
    pub subject: &'a str,
    /// The text.
    pub text: &'a str,
}

/// Sends a letter to a mailbox.
pub trait Mailer: Send + Sync {
    /// Sends it once; whoever calls tries again.
    fn send<'a>(&'a self, letter: Letter<'a>) -> BoxFuture<'a, Result<(), Undelivered>>;
}

/// The ways out of the house.
#[derive(Clone)]
pub struct Post {
    /// To phones.
    pub phone: Arc<dyn Sender>,
    /// To mailboxes; none when no mail server is set.
    pub mail: Option<Arc<dyn Mailer>>,
    /// To browsers; [`push::NoPush`] when no push service is named.
    pub push: Arc<dyn push::Pusher>,
    /// The public address, for a link in letters; empty when it is not set.
    pub address: String,
}

/// What news are about, as people choose among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// One's own matter waits for oneself.
    Act,
    /// How one's own matter goes.
    Own,
    /// What one is asked to do for others.
    Help,
    /// What the office works on: words of residents, decisions that wait, what runs short of time.
    Office,
}

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Act, Self::Own, Self::Help, Self::Office];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Own => "own",
            Self::Help => "help",
            Self::Office => "office",
        }
    }
}

/// A kind of news, declared by the circle that tells it.
#[derive(Clone, Copy, Debug)]
pub struct NoticeKind {
    /// The name in the database.
    pub name: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// Message key; its arguments are `number`, and `until` for news that name a day.
    pub words: &'static str,
    /// Where to look: the page, to which the id of the subject is added.
    pub page: &'static str,
}
