//! The ways out of a town: kept in memory, unless a test puts a real server behind them.

use futures::future::BoxFuture;
use kernel::notify::push::{NoPush, PushMessage, Pusher};
use kernel::notify::{Letter, Mailer, PhoneMessage, Post, Sender, Undelivered};
use std::sync::{Arc, Mutex};

/// A letter that left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Whose mailbox.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// The ways out of a town.
#[derive(Default)]
pub struct Ways {
    texts: Mutex<Option<Arc<dyn Sender>>>,
    mail: Mutex<Option<Arc<dyn Mailer>>>,
    push: Mutex<Option<Arc<dyn Pusher>>>,
    /// Messages that left for phones: phone, text.
    pub(crate) sent: Arc<Mutex<Vec<(String, String)>>>,
    letters: Mutex<Vec<Left>>,
}

impl Ways {
    /// Sends texts this way from now on.
    pub fn texts_by(&self, sender: Arc<dyn Sender>) {
        *self.texts.lock().expect("the ways") = Some(sender);
    }

    /// Sends letters this way from now on.
    pub fn mail_by(&self, mailer: Arc<dyn Mailer>) {
        *self.mail.lock().expect("the ways") = Some(mailer);
    }

    /// Rings browsers this way from now on; push is off before.
    pub fn push_by(&self, pusher: Arc<dyn Pusher>) {
        *self.push.lock().expect("the ways") = Some(pusher);
    }

    /// Letters that left, as long as no server is behind them.
    #[must_use]
    pub fn letters(&self) -> Vec<Left> {
        self.letters.lock().expect("the ways").clone()
    }

    pub(crate) fn post(self: &Arc<Self>) -> Post {
        Post {
            phone: Arc::new(ToPhones(Arc::clone(self))),
            mail: Some(Arc::new(ToMailboxes(Arc::clone(self)))),
            push: Arc::new(ToBrowsers(Arc::clone(self))),
            address: "https://town.example.org".to_owned(),
        }
    }
}

struct ToPhones(Arc<Ways>);

impl Sender for ToPhones {
    fn send<'a>(&'a self, message: PhoneMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async move {
            let behind = self.0.texts.lock().expect("the ways").clone();
            match behind {
                Some(behind) => behind.send(message).await,
                None => {
                    let line = (message.phone.to_owned(), message.text.to_owned());
                    self.0.sent.lock().expect("the ways").push(line);
                    Ok(())
                }
            }
        })
    }
}

struct ToBrowsers(Arc<Ways>);

impl ToBrowsers {
    fn behind(&self) -> Arc<dyn Pusher> {
        self.0.push.lock().expect("the ways").clone().unwrap_or_else(|| Arc::new(NoPush))
    }
}

impl Pusher for ToBrowsers {
    fn key(&self) -> Option<String> {
        self.behind().key()
    }

    fn host(&self, endpoint: &str) -> Option<String> {
        self.behind().host(endpoint)
    }

    fn send<'a>(&'a self, message: PushMessage<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        let behind = self.behind();
        Box::pin(async move { behind.send(message).await })
    }
}

struct ToMailboxes(Arc<Ways>);

impl Mailer for ToMailboxes {
    fn send<'a>(&'a self, letter: Letter<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        Box::pin(async move {
            let behind = self.0.mail.lock().expect("the ways").clone();
            match behind {
                Some(behind) => behind.send(letter).await,
                None => {
                    let left = Left {
                        to: letter.to.to_owned(),
                        subject: letter.subject.to_owned(),
                        text: letter.text.to_owned(),
                    };
                    self.0.letters.lock().expect("the ways").push(left);
                    Ok(())
                }
            }
        })
    }
}
