//! Hostile forms and files over real connections: each gets an answer in words that says what to do, what may be kept is
//! kept exactly and shown as text, and after each the server goes on serving.

use super::crash::town::{Cast, found};
use super::http::{self, Reply};
use crate::config::Config;
use crate::open::{Sources, open};
use base::{Arg, Locale};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

/// A PNG of a hundred bytes that says it is 30,000 by 30,000 pixels.
const BOMB: &str = "89504e470d0a1a0a0000000d49484452000075300000753008060000006627f8ba0000001149444154789c63601805a360140c77000003e80001b3a6d3460000000049454e44ae426082";
/// An honest PNG of one pixel.
const PIXEL: &str = "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364f8cf500f00038601805a347d6b0000000049454e44ae426082";
/// Larger than any photo may be.
const ELEVEN_MB: usize = 11 * 1024 * 1024;
/// More than a page of ours ever says; what was sent is not sent back.
const PAGE_BYTES_MAX: usize = 200_000;

fn bytes(hex_digits: &str) -> Vec<u8> {
    hex::decode(hex_digits).expect("digits")
}

/// The program as it serves, with what a test may look into.
struct Served {
    app: Arc<App>,
    cast: Cast,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Served {
    async fn start(url: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let listen = SocketAddr::from(([127, 0, 0, 1], port));
        let data = folder.path().join("data");
        let config = Config { data, listen, database_url: url.to_owned(), ..Config::default() };
        let app = open(&config, Sources::of_machine()).await.expect("the program");
        db::migrate(&app.db).await.expect("the schema");
        let cast = found(&app).await;
        let serving = Arc::clone(&app);
        tokio::spawn(async move { crate::serve::serve(&config, serving).await.expect("it serves") });
        let served = Self { app, cast, port, _folder: folder };
        for _ in 0..500 {
            if http::exchange(port, &http::get("/healthz", "")).await.is_ok() {
                return served;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it does not serve");
    }

    async fn send(&self, what: &str, request: &[u8]) -> Reply {
        let reply = http::exchange(self.port, request).await;
        let reply = reply.unwrap_or_else(|error| panic!("{what}: no answer: {error}"));
        assert!(reply.status < 500, "{what}: {} {}", reply.status, reply.text);
        assert!(reply.text.len() < PAGE_BYTES_MAX, "{what}: {} bytes came back", reply.text.len());
        reply
    }

    /// Refused, in these words; and the next one is served.
    async fn refuses(&self, what: &str, request: &[u8], words: &str) -> Reply {
        let reply = self.send(what, request).await;
        assert!(matches!(reply.status, 401 | 404 | 413 | 422), "{what}: {} {}", reply.status, reply.text);
        assert!(reply.text.contains(words), "{what}: not \"{words}\" but {}", reply.text);
        assert_eq!(self.send("home", &http::get("/", "")).await.status, 200, "after {what}");
        reply
    }

    fn say(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        self.app.words.say(Locale::ZhCn, key, args)
    }

    /// A visitor with the form of asking in front of them: their secret, and what the form carries.
    async fn asking(&self) -> (String, Vec<(String, String)>) {
        let page = self.send("the form", &http::get(ASK, "")).await;
        (page.token.expect("a secret"), http::hidden(&page.text, ASK).expect("the form"))
    }
}

const ASK: &str = "/ask/living-carrying";

fn with(fields: &[(String, String)], more: &[(&str, &str)]) -> Vec<(String, String)> {
    let more = more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    fields.iter().cloned().chain(more).collect()
}

async fn on_both(test: impl AsyncFn(Served)) {
    test(Served::start("").await).await;
    if let Ok(server) = std::env::var(testkit::POSTGRES) {
        let name = testkit::new_name();
        let url = testkit::empty_postgres(&server, &name).await;
        test(Served::start(&url).await).await;
        testkit::drop_postgres(&server, &name).await;
    }
}

#[tokio::test]
async fn hostile_files_are_refused_in_words() {
    on_both(async |served| {
        let (token, fields) = served.asking().await;
        let typed = with(&fields, &[("body", "两袋米 <b>"), ("place", "none"), ("go", "contact")]);
        let jpeg =
            [&[0xFF, 0xD8, 0xFF, 0xE0, 0, 16][..], b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0", &[0xFF, 0xDA, 0, 8]].concat();
        let webp = [b"RIFF\x20\0\0\0WEBPVP8 ".as_slice(), &[0; 24]].concat();
        let mut large = jpeg.clone();
        large.resize(ELEVEN_MB, 0x41);
        let limit = |name, number: i64| [(name, Arg::Number(number))];
        let cases: [(&str, &[u8], String); 9] = [
            ("bomb.png", &bytes(BOMB), served.say("files-too-many-pixels", &limit("limit_mp", 40))),
            ("cut.jpg", &jpeg, served.say("files-broken", &[])),
            ("empty-inside.webp", &webp, served.say("files-broken", &[])),
            ("moving.gif", b"GIF89a\x01\0\x01\0", served.say("files-not-a-photo-gif", &[])),
            ("drawing.svg", b"<svg onload=\"alert(1)\"/>", served.say("files-not-a-photo-svg", &[])),
            ("page.jpg", b"<!doctype html><script>alert(1)</script>", served.say("files-not-a-photo", &[])),
            ("paper.pdf", b"%PDF-1.7", served.say("files-not-a-photo-pdf", &[])),
            ("../../x\u{202e}gpj.exe", b"MZ\x90\0", served.say("files-not-a-photo", &[])),
            ("large.jpg", &large, served.say("files-too-large", &limit("limit_mb", 10))),
        ];
        for (name, file, words) in cases {
            let reply =
                served.refuses(name, &http::upload(ASK, &token, &typed, &[("photo", name, file)]), &words).await;
            assert!(reply.text.contains("两袋米 &#60;b&#62;"), "{name}: what was typed is kept");
            assert!(!reply.text.contains("alert(1)"), "{name}");
        }
        // A department's door: whoever is not signed in is told so, however large what they bring.
        let request = http::upload("/supermarket/goods", "", &typed, &[("photo", "large.jpg", &large)]);
        served.refuses("a large file at a closed door", &request, &served.say("shell-sign-in-first", &[])).await;
        let photos: Vec<_> = (0..13).map(|_| ("photo", "a.png", bytes(PIXEL))).collect();
        let photos: Vec<_> = photos.iter().map(|(field, name, file)| (*field, *name, file.as_slice())).collect();
        let request = http::upload(ASK, &token, &typed, &photos);
        served.refuses("too many files", &request, &served.say("shell-form-too-large", &[])).await;
        // An honest photo under a wrong name, last: the same form still works.
        let sending = with(&fields, &[("body", "两袋米"), ("place", "none"), ("go", "send")]);
        let request = http::upload(ASK, &token, &sending, &[("photo", "a.jpg", &bytes(PIXEL))]);
        assert_eq!(served.send("an honest photo", &request).await.status, 303);
        let read = served.app.db.read().await.expect("a snapshot");
        assert_eq!(read.number("select count(*) from files", values![]).await.expect("a count"), 1);
    })
    .await;
}

#[tokio::test]
async fn endless_words_get_an_answer_and_are_not_sent_back() {
    on_both(async |served| {
        let (token, fields) = served.asking().await;
        let endless = "长".repeat(10 * 1024 * 1024 / 3);
        let long = "长".repeat(20_000);
        let words = served.say("shell-words-too-many", &[]);
        let form = with(&fields, &[("number", &endless), ("code", "1")]);
        served.refuses("follow", &http::post("/follow", &token, &form), &words).await;
        let form = with(&fields, &[("body", &endless), ("place", "none"), ("go", "send")]);
        served.refuses("ask", &http::upload(ASK, &token, &form, &[]), &words).await;
        let form = with(&fields, &[("body", &long), ("place", "none"), ("go", "send")]);
        let too_long = [("limit", Arg::Number(2_000)), ("actual", Arg::Number(20_000))];
        let reply = served.refuses("a long text", &http::upload(ASK, &token, &form, &[]), "").await;
        assert!(reply.text.contains(&served.say("text-too-long", &too_long)), "what is wrong is said");
        let many: Vec<(String, String)> = (0..400).map(|number| (format!("f{number}"), String::new())).collect();
        let request = http::upload(ASK, &token, &[fields.clone(), many].concat(), &[]);
        served.refuses("four hundred fields", &request, &words).await;
        let form = with(&fields, &[("login", &endless), ("password", &endless)]);
        served.refuses("sign in", &http::post("/sign-in", &token, &form), &words).await;
        // Nobody here may do this; an answer comes all the same.
        let page = served.send("the counter", &http::get("/counter", &served.cast.clerk)).await;
        let csrf = http::hidden(&page.text, "/settings/size").expect("a form on every page");
        let form = with(&csrf, &[("answer", &endless)]);
        let path = format!("/desk/orders/{}/accept", served.app.new_id());
        let nothing = served.say("shell-not-found", &[]);
        served.refuses("a clerk", &http::post(&path, &served.cast.clerk, &form), &nothing).await;
    })
    .await;
}

#[derive(FromQueryResult)]
struct Kept {
    body: String,
    called: Option<String>,
}

#[tokio::test]
async fn rare_signs_are_kept_exactly_and_shown_as_text() {
    on_both(async |served| {
        let (token, fields) = served.asking().await;
        let body = "𠮷𡃁𪚥 སམྦྷོ་ཊ་ =cmd|' /C calc'!A0 <script>alert(1)</script> \"&amp;' {{ 7*7 }} 👩‍👩‍👧";
        let called = "=1+1 𠮷 <img src=x onerror=alert(2)>";
        let hidden = "\u{202e}\u{0}\u{2066}\u{feff}";
        let typed = (format!("{hidden}{body}{hidden}"), format!("{called}{hidden}"));
        let form = with(&fields, &[("body", &typed.0), ("called", &typed.1), ("place", "none"), ("go", "send")]);
        let sent = served.send("ask", &http::upload(ASK, &token, &form, &[])).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let order = sent.location.rsplit('=').next().expect("an order").to_owned();
        let read = served.app.db.read().await.expect("a snapshot");
        let kept: Option<Kept> = read.one("select body, called from orders", values![]).await.expect("a row");
        let kept = kept.expect("an order");
        assert_eq!((kept.body.as_str(), kept.called.as_deref()), (body, Some(called)), "exactly, without what hides");
        drop(read);
        let pages = [
            (format!("/matters/{order}"), &token),
            (format!("/matters/{order}/copy"), &token),
            (format!("/desk/orders/{order}"), &served.cast.worker),
            ("/desk".to_owned(), &served.cast.worker),
            ("/desk/register".to_owned(), &served.cast.worker),
            ("/desk/register/print".to_owned(), &served.cast.worker),
        ];
        for (path, token) in pages {
            let page = served.send(&path, &http::get(&path, token)).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"), "{path}");
            if path.contains(&order) {
                assert!(page.text.contains("𠮷𡃁𪚥 སམྦྷོ་ཊ་") && page.text.contains("&#60;script&#62;"), "{path}");
                assert!(page.text.contains("{{ 7*7 }}"), "{path}");
            }
        }
        wrong_hidden_fields(&served, &order).await;
    })
    .await;
}

/// Ids, versions and numbers of every wrong kind, one at a time in an otherwise right form.
async fn wrong_hidden_fields(served: &Served, order: &str) {
    let path = format!("/desk/orders/{order}");
    let worker = &served.cast.worker;
    let page = served.send(&path, &http::get(&path, worker)).await;
    let action = format!("{path}/accept");
    let right = http::hidden(&page.text, &action).expect("the form");
    let odd = ["", "x", "-1", "1e9", "9223372036854775808", "\u{0}", "null", "0x1", "１", "𠮷", "' or 1=1 --"];
    for name in ["once", "version", "csrf", "back"] {
        for value in odd {
            let mut form = with(&right, &[("title", "搬米"), ("answer", "")]);
            form.retain(|(known, _)| known != name);
            form.push((name.to_owned(), value.to_owned()));
            let reply = served.send(&format!("{name}={value}"), &http::post(&action, worker, &form)).await;
            assert!(matches!(reply.status, 404 | 409 | 422), "{name}={value}: {}", reply.status);
        }
        let twice: Vec<_> = right.iter().chain(&right).cloned().collect();
        served.send(name, &http::post(&action, worker, &twice)).await;
    }
    let accepted = with(&right, &[("title", "搬米"), ("answer", "好")]);
    assert_eq!(served.send("accept", &http::post(&action, worker, &accepted)).await.status, 303);
}
