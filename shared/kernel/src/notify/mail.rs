//! Letters over SMTP, to the community's own mail server.
//!
//! Plain text, one recipient, no picture, nothing that tells whether it was opened. What the server answers may repeat
//! the address, so only its code goes to the log.

use super::{Letter, Mailer, Undelivered};
use base::{Outcome, Problem};
use futures::future::BoxFuture;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::{Address, Message, SmtpTransport, Transport};
use std::error::Error;
use std::time::Duration;

/// How long the server may take for one step of the conversation.
const WAIT: Duration = Duration::from_secs(10);
/// The server wants another name or password: that is ours to mend, and the letter can leave then.
const SIGN_IN: [&str; 4] = ["530", "534", "535", "538"];
/// Longer addresses do not exist.
const ADDRESS_CHARS_MAX: usize = 254;

/// A mail server.
pub struct MailServer {
    transport: SmtpTransport,
    from: Mailbox,
}

impl MailServer {
    /// A server by its address, `smtps://USER:PASSWORD@HOST:465` or `smtp://USER:PASSWORD@HOST:587?tls=required`, and the
    /// sender, `Cedar Community <notice@example.org>`.
    ///
    /// # Errors
    /// A fault that names the setting, never its value.
    pub fn new(url: &str, from: &str) -> Outcome<Self> {
        let wrong = |setting: &str, wants: &str| Problem::Fault(format!("{setting}: use {wants}"));
        let shape = "smtps://USER:PASSWORD@HOST:465 or smtp://USER:PASSWORD@HOST:587?tls=required";
        let rest = url.strip_prefix("smtp://").map(|rest| (rest, rest.contains("tls=required")));
        if let Some((rest, false)) = rest {
            let host = rest.rsplit('@').next().unwrap_or_default();
            if !["127.0.0.1", "localhost"].contains(&host.split([':', '/', '?']).next().unwrap_or_default()) {
                return Err(wrong("mail_server", "?tls=required, or smtps://: letters travel only encrypted"));
            }
        }
        let builder = SmtpTransport::from_url(url).map_err(|_| wrong("mail_server", shape))?;
        let from = from.parse().map_err(|_| wrong("mail_from", "NAME <ADDRESS>, for example `notice@example.org`"))?;
        Ok(Self { transport: builder.timeout(Some(WAIT)).build(), from })
    }

    fn written(&self, letter: Letter<'_>) -> Result<Message, Undelivered> {
        let broken = |_| Undelivered::Never("mail: no letter can be written".to_owned());
        let to: Address = letter.to.parse().map_err(broken)?;
        let id = format!("<{}@{}>", letter.id.simple(), self.from.email.domain());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .date(letter.at.into())
            .message_id(Some(id))
            .subject(letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .header(MadeByItself)
            .body(letter.text.to_owned())
            .map_err(|_| Undelivered::Never("mail: no letter can be written".to_owned()))
    }
}

impl Mailer for MailServer {
    fn send<'a>(&'a self, letter: Letter<'a>) -> BoxFuture<'a, Result<(), Undelivered>> {
        let written = self.written(letter);
        let transport = self.transport.clone();
        Box::pin(async move {
            let written = written?;
            let sent = tokio::task::spawn_blocking(move || transport.send(&written)).await;
            match sent.map_err(|_| Undelivered::Later("mail: interrupted".to_owned()))? {
                Ok(_) => Ok(()),
                Err(error) => Err(match error.status().map(|code| code.to_string()) {
                    Some(code) if error.is_permanent() && !SIGN_IN.contains(&code.as_str()) => {
                        Undelivered::Never(format!("mail: {code}"))
                    }
                    Some(code) => Undelivered::Later(format!("mail: {code}")),
                    None => Undelivered::NoAnswer("mail: no answer".to_owned()),
                }),
            }
        })
    }
}

/// `Auto-Submitted: auto-generated`: absence notes of others are not sent back to us (RFC 3834).
#[derive(Clone)]
struct MadeByItself;

impl Header for MadeByItself {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// An address as it is kept: without blanks around it, the part after the `@` in small letters. `None` for what is none.
#[must_use]
pub fn clean_address(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > ADDRESS_CHARS_MAX || !text.is_ascii() {
        return None;
    }
    let address: Address = text.parse().ok()?;
    let domain = address.domain().to_ascii_lowercase();
    domain.contains('.').then(|| format!("{}@{domain}", address.user()))
}

/// The address with its middle hidden: `z****@example.org`. The stars do not tell how many letters they hide.
#[must_use]
pub fn mask_address(address: &str) -> String {
    match address.split_once('@') {
        Some((user, domain)) => format!("{}****@{domain}", user.chars().take(1).collect::<String>()),
        None => "****".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_kept_in_one_form() {
        for (typed, kept) in [
            (" lib@Example.ORG ", Some("lib@example.org")),
            ("Lib.2+town@mail.example.org", Some("Lib.2+town@mail.example.org")),
            ("lib", None),
            ("lib@", None),
            ("lib@localhost", None),
            ("a@b.example\r\nBcc: other@example.org", None),
            ("a b@example.org", None),
            ("李@example.org", None),
        ] {
            assert_eq!(clean_address(typed).as_deref(), kept, "{typed}");
        }
        assert_eq!(mask_address("lib@example.org"), "l****@example.org");
    }

    #[test]
    fn a_server_elsewhere_is_spoken_to_encrypted_only() {
        let from = "Cedar <notice@example.org>";
        for good in [
            "smtps://a:b@mail.example.org:465",
            "smtp://a:b@mail.example.org:587?tls=required",
            "smtp://127.0.0.1:2525",
        ] {
            assert!(MailServer::new(good, from).is_ok(), "{good}");
        }
        for bad in ["smtp://mail.example.org", "smtp://a:b@mail.example.org?tls=opportunistic", "http://x.example", ""]
        {
            let told = MailServer::new(bad, from).err().unwrap().to_string();
            assert!(told.contains("mail_server") && !told.contains("a:b"), "{bad}: {told}");
        }
        assert!(MailServer::new("smtp://127.0.0.1:25", "nobody").err().unwrap().to_string().contains("mail_from"));
    }

    proptest! {
        #[test]
        fn no_text_becomes_an_address_with_a_line_break(text in any::<String>()) {
            if let Some(address) = clean_address(&text) {
                prop_assert!(address.chars().all(|letter| !letter.is_control() && letter.is_ascii()));
                prop_assert!(mask_address(&address).contains("****@"));
            }
        }
    }
}
