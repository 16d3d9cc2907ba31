//! A mail server on loopback that speaks SMTP over TCP (RFC 5321, 4954), takes letters, and fails in the ways servers fail.

use base::Outcome;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Bytes of a letter that it takes.
const LETTER_BYTES_MAX: usize = 64 * 1024;

/// How the server behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It takes every letter.
    Takes,
    /// It takes letters only of who signs in with this name and password.
    AsksFor(String, String),
    /// It knows no such mailbox (550).
    KnowsNobody,
    /// It is busy (451), come again.
    IsBusy,
    /// The letter is too large (552).
    FindsItTooLarge,
    /// It takes the letter, and the line breaks before its answer.
    BreaksAfterTaking,
}

/// A letter as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Headers and body, as sent.
    pub data: String,
}

impl Received {
    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        let prefix = format!("{name}: ");
        head.lines().find_map(|line| line.strip_prefix(&prefix).map(|value| value.trim().to_owned()))
    }

    /// The text, decoded.
    #[must_use]
    pub fn text(&self) -> String {
        let body = self.data.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        match self.header("Content-Transfer-Encoding").as_deref() {
            Some("base64") => decoded(body),
            Some("quoted-printable") => unquoted(body),
            _ => body.to_owned(),
        }
    }
}

#[derive(Debug)]
struct State {
    manner: Manner,
    letters: Vec<Received>,
    talks: usize,
}

/// The server; it lives as long as the test's runtime.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl SmtpServer {
    /// Starts it on a free port.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(base::Problem::fault)?;
        let address = listener.local_addr().map_err(base::Problem::fault)?;
        let state = Arc::new(Mutex::new(State { manner: Manner::Takes, letters: Vec::new(), talks: 0 }));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                state.lock().expect("the server").talks += 1;
                tokio::spawn(async move {
                    // A client that goes away is the client's business.
                    let _ = talk(stream, state).await;
                });
            }
        });
        Ok(Self { address, state })
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address for `mail_server`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Changes how it behaves from now on.
    pub fn be(&self, manner: Manner) {
        self.state.lock().expect("the server").manner = manner;
    }

    /// What it has taken.
    #[must_use]
    pub fn letters(&self) -> Vec<Received> {
        self.state.lock().expect("the server").letters.clone()
    }

    /// How often somebody connected.
    #[must_use]
    pub fn talks(&self) -> usize {
        self.state.lock().expect("the server").talks
    }
}

/// One conversation.
async fn talk(stream: TcpStream, state: Arc<Mutex<State>>) -> std::io::Result<()> {
    let (from_client, mut to_client) = stream.into_split();
    let mut lines = BufReader::new(from_client);
    to_client.write_all(b"220 testkit ESMTP\r\n").await?;
    let (mut letter, mut known) = (Received { from: String::new(), to: Vec::new(), data: String::new() }, false);
    let mut line = String::new();
    loop {
        line.clear();
        if lines.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let manner = state.lock().expect("the server").manner.clone();
        let words = line.trim_end().to_owned();
        let verb = words.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => format!("250-testkit\r\n250-SIZE {LETTER_BYTES_MAX}\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN\r\n"),
            "HELO" | "NOOP" => "250 well\r\n".to_owned(),
            "RSET" => {
                (letter.to, letter.from) = (Vec::new(), String::new());
                "250 well\r\n".to_owned()
            }
            "AUTH" => {
                known = right(&words, &manner);
                if known { "235 welcome\r\n".to_owned() } else { "535 wrong name or password\r\n".to_owned() }
            }
            "MAIL" if matches!(manner, Manner::AsksFor(..)) && !known => "530 sign in first\r\n".to_owned(),
            "MAIL" => {
                letter.from = between(&words);
                "250 well\r\n".to_owned()
            }
            "RCPT" if manner == Manner::KnowsNobody => format!("550 {} is nobody here\r\n", between(&words)),
            "RCPT" if manner == Manner::IsBusy => "451 busy, come again\r\n".to_owned(),
            "RCPT" => {
                letter.to.push(between(&words));
                "250 well\r\n".to_owned()
            }
            "DATA" if letter.to.is_empty() => "503 to whom?\r\n".to_owned(),
            "DATA" => {
                to_client.write_all(b"354 go on, end with a dot\r\n").await?;
                letter.data = data(&mut lines).await?;
                if manner == Manner::FindsItTooLarge || letter.data.len() > LETTER_BYTES_MAX {
                    "552 too large\r\n".to_owned()
                } else {
                    state.lock().expect("the server").letters.push(letter.clone());
                    if manner == Manner::BreaksAfterTaking {
                        return Ok(());
                    }
                    letter.to.clear();
                    "250 taken\r\n".to_owned()
                }
            }
            "QUIT" => {
                to_client.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "500 what?\r\n".to_owned(),
        };
        to_client.write_all(answer.as_bytes()).await?;
    }
}

/// The lines of a letter until the lonely dot; a doubled dot at the start of a line was one (RFC 5321, 4.5.2).
async fn data(lines: &mut BufReader<tokio::net::tcp::OwnedReadHalf>) -> std::io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

fn between(words: &str) -> String {
    let inner = words.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}

/// `AUTH PLAIN` with name and password of this manner.
fn right(words: &str, manner: &Manner) -> bool {
    let Manner::AsksFor(name, password) = manner else { return true };
    let given = words.split(' ').nth(2).map(decoded).unwrap_or_default();
    words.to_ascii_uppercase().starts_with("AUTH PLAIN") && given == format!("\0{name}\0{password}")
}

fn decoded(text: &str) -> String {
    use base64::Engine;
    let letters: String = text.split_whitespace().collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(letters).unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn unquoted(text: &str) -> String {
    let joined = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), joined.bytes());
    while let Some(byte) = rest.next() {
        match byte {
            b'=' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                bytes.extend(hex::decode(digits).unwrap_or_default());
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
