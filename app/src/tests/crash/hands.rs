//! The load: several people at once, each with real pages and real forms over real connections. What was sent is noted
//! before it leaves, and what was answered after it came; a form without an answer is sent again, the same bytes.

use super::super::http::{self, Reply};
use super::story::{Step, Story};
use super::town::Cast;
use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::io::Error;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use uuid::Uuid;

/// Stories under way at the same time; a new one begins when there are fewer.
const UNDER_WAY: usize = 12;

/// What is known of a form that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// Nothing came back, or "busy".
    Not,
    /// It is done: there must be a trace of it, once.
    Done,
    /// It is not done: there must be no trace of it.
    Refused,
}

/// A form that was sent.
#[derive(Clone)]
pub(super) struct Sent {
    pub(super) step: Step,
    /// The form's hidden id; of a form without one, its subject.
    pub(super) once: Uuid,
    /// The order or redemption that it is about; of a request, once it was answered.
    pub(super) subject: Option<Uuid>,
    pub(super) answered: Answered,
    request: Vec<u8>,
}

/// What all hands share.
pub(super) struct Load {
    pub(super) cast: Cast,
    pub(super) journal: Mutex<Vec<Sent>>,
    stories: Mutex<VecDeque<Story>>,
    begun: AtomicUsize,
    port: u16,
    /// The server is about to be killed: from now on connections may break.
    pub(super) killing: AtomicBool,
    /// No new forms: only what was not answered is sent again.
    pub(super) only_again: AtomicBool,
    pub(super) done: AtomicUsize,
    pub(super) again: AtomicUsize,
    pub(super) busy: AtomicUsize,
    pub(super) followed: AtomicUsize,
    pub(super) strayed: Mutex<Vec<String>>,
}

/// What came of a step.
enum Went {
    On,
    /// Busy, or an answer to something else: once more later.
    Later,
    Astray(String),
}

impl Load {
    pub(super) fn new(cast: Cast, port: u16) -> Self {
        Self {
            cast,
            journal: Mutex::default(),
            stories: Mutex::default(),
            begun: AtomicUsize::new(0),
            port,
            killing: AtomicBool::new(false),
            only_again: AtomicBool::new(false),
            done: AtomicUsize::new(0),
            again: AtomicUsize::new(0),
            busy: AtomicUsize::new(0),
            followed: AtomicUsize::new(0),
            strayed: Mutex::default(),
        }
    }

    /// Works until the server is gone, or until nothing is left to be sent again.
    pub(super) async fn work(&self) {
        while let Some(mut story) = self.pick() {
            let step = story.step();
            match self.walk(&mut story).await {
                Ok(Went::On) => story.goes_on(),
                Ok(Went::Later) => tokio::time::sleep(Duration::from_millis(20)).await,
                Ok(Went::Astray(why)) => {
                    self.strayed.lock().expect("no panic").push(format!("{step:?}: {why}"));
                    story.strays();
                }
                Err(error) => {
                    self.stories.lock().expect("no panic").push_front(story);
                    assert!(self.killing.load(Ordering::SeqCst), "{step:?}: a living server broke off: {error}");
                    return;
                }
            }
            if story.step().is_some() {
                self.stories.lock().expect("no panic").push_back(story);
            }
        }
    }

    fn pick(&self) -> Option<Story> {
        let mut stories = self.stories.lock().expect("no panic");
        // As after a lost connection: what was sent before comes first.
        if let Some(at) = stories.iter().position(|story| story.unanswered.is_some()) {
            return stories.remove(at);
        }
        if self.only_again.load(Ordering::SeqCst) {
            return None;
        }
        let full = stories.len() >= UNDER_WAY;
        let story = if full { stories.pop_front() } else { None };
        Some(story.unwrap_or_else(|| Story::new(self.begun.fetch_add(1, Ordering::SeqCst))))
    }

    async fn walk(&self, story: &mut Story) -> Result<Went, Error> {
        if !self.let_in(story).await? {
            return Ok(Went::Later);
        }
        let place = match story.unanswered {
            Some(place) => {
                self.again.fetch_add(1, Ordering::SeqCst);
                place
            }
            None => match self.fill(story).await? {
                Ok(sent) => {
                    let mut journal = self.journal.lock().expect("no panic");
                    journal.push(sent);
                    journal.len() - 1
                }
                Err(why) => return Ok(Went::Astray(why)),
            },
        };
        story.unanswered = Some(place);
        let sent = self.journal.lock().expect("no panic")[place].clone();
        let reply = self.send(&sent).await?;
        Ok(self.note(story, (place, &sent), &reply))
    }

    /// Opens the page and fills its form.
    async fn fill(&self, story: &mut Story) -> Result<Result<Sent, String>, Error> {
        let form = story.form(&self.cast).expect("a step");
        self.keep_receipt(story).await?;
        let page = self.open(&form.page, &form.token).await?;
        let token = page.token.unwrap_or(form.token);
        let Some(mut fields) = http::hidden(&page.text, &form.action).filter(|_| page.status == 200) else {
            return Ok(Err(format!("no {} on {}: {}", form.action, form.page, page.status)));
        };
        let step = story.step().expect("a step");
        let once = fields.iter().find(|(name, _)| name == "once").and_then(|(_, once)| once.parse().ok());
        if step == Step::Ask {
            story.visitor.clone_from(&token);
        }
        fields.extend(form.fields.into_iter().map(|(name, value)| (name.to_owned(), value)));
        let request = if form.with_files {
            http::upload(&form.action, &token, &fields, &[])
        } else {
            http::post(&form.action, &token, &fields)
        };
        let once: Uuid = once.or(story.subject).expect("a form has an id");
        Ok(Ok(Sent { step, once, subject: story.subject, answered: Answered::Not, request }))
    }

    async fn open(&self, path: &str, token: &str) -> Result<Reply, Error> {
        let page = http::exchange(self.port, &http::get(path, token)).await?;
        assert!(page.status < 500, "{path}: {} {}", page.status, page.text);
        Ok(page)
    }

    /// The visitor notes number and code.
    async fn keep_receipt(&self, story: &mut Story) -> Result<(), Error> {
        let asked = story.subject.filter(|_| story.receipt.is_none() && !story.visitor.is_empty());
        let Some(order) = asked else { return Ok(()) };
        let page = self.open(&format!("/ask/done?order={order}"), &story.visitor).await?;
        let inside = |id: &str| {
            let text = page.text.split(&format!("id=\"{id}\">")).nth(1)?.split('<').next()?;
            Some(text.replace(' ', ""))
        };
        story.receipt = inside("number").zip(inside("follow-code")).map(|(number, code)| [number, code]);
        Ok(())
    }

    /// What a visitor opened is forgotten after a day; number and code open it again. False when they have to wait.
    async fn let_in(&self, story: &Story) -> Result<bool, Error> {
        let theirs = matches!(story.step(), Some(Step::Solved | Step::Rate | Step::Close));
        let (Some([number, code]), Some(order)) = (story.receipt.clone().filter(|_| theirs), story.subject) else {
            return Ok(true);
        };
        if self.open(&format!("/matters/{order}"), &story.visitor).await?.status != 404 {
            return Ok(true);
        }
        let page = self.open("/follow", &story.visitor).await?;
        let mut fields = http::hidden(&page.text, "/follow").expect("the form");
        fields.extend([("number".to_owned(), number), ("code".to_owned(), code)]);
        let reply = http::exchange(self.port, &http::post("/follow", &story.visitor, &fields)).await?;
        self.followed.fetch_add(1, Ordering::SeqCst);
        assert!(matches!(reply.status, 303 | 429 | 503), "number and code: {} {}", reply.status, reply.text);
        Ok(reply.status == 303)
    }

    /// Sends it; now and then twice at the same time, as a double click does.
    async fn send(&self, sent: &Sent) -> Result<Reply, Error> {
        if !RandomState::new().hash_one(sent.once).is_multiple_of(5) {
            return http::exchange(self.port, &sent.request).await;
        }
        let (one, two) =
            tokio::join!(http::exchange(self.port, &sent.request), http::exchange(self.port, &sent.request));
        if let (Ok(one), Ok(two)) = (&one, &two) {
            let agree = one.status == two.status || one.status == 503 || two.status == 503;
            assert!(agree, "{:?} sent twice: {} {}\n{}\n{}", sent.step, one.status, two.status, one.text, two.text);
        }
        match one {
            Ok(one) if one.status != 503 => Ok(one),
            _ => two,
        }
    }

    fn note(&self, story: &mut Story, (place, sent): (usize, &Sent), reply: &Reply) -> Went {
        assert!(reply.status < 500 || reply.status == 503, "{:?}: {} {}", sent.step, reply.status, reply.text);
        if reply.status == 503 {
            self.busy.fetch_add(1, Ordering::SeqCst);
            return Went::Later;
        }
        // Somebody else was faster: a kind word, and nothing done.
        let faster = sent.step == Step::Take && reply.location == "/take";
        let done = (200..400).contains(&reply.status) && !faster;
        let subject = match sent.step {
            Step::Ask => reply.location.rsplit_once("order=").and_then(|(_, id)| id.parse().ok()),
            Step::Redeem | Step::Reserve => Some(sent.once),
            _ => sent.subject,
        };
        let mut journal = self.journal.lock().expect("no panic");
        journal[place].answered = if done { Answered::Done } else { Answered::Refused };
        journal[place].subject = subject;
        drop(journal);
        (story.unanswered, story.subject) = (None, subject);
        if !done {
            return Went::Astray(format!("{} {} {}", reply.status, reply.location, said(&reply.text)));
        }
        assert!(subject.is_some(), "{:?} led to {}", sent.step, reply.location);
        self.done.fetch_add(1, Ordering::SeqCst);
        Went::On
    }
}

/// The sentence of a refusal.
fn said(page: &str) -> String {
    let words = page.split("class=\"notice").nth(1).or_else(|| page.split("<h1>").nth(1)).unwrap_or_default();
    words.chars().take(200).collect()
}
