//! The texts that leave the house: a number, what happened, where to look. Made when they are sent, in the language of the
//! one who gets them, and kept nowhere.

use super::store::Notice;
use base::{Arg, CommunityId, Locale, Moment, Outcome, Problem};
use db::{FromQueryResult, Query, values};
use kernel::app::App;
use kernel::i18n::LocalText;
use kernel::notify::NoticeKind;

/// More of a name does not stand on a phone's screen.
const TITLE_CHARS_MAX: usize = 60;

/// Who writes: the community, and how to reach it without any of this.
#[derive(Clone, Debug, FromQueryResult)]
pub struct House {
    name_zh: String,
    name_bo: Option<String>,
    name_en: Option<String>,
    phone: String,
}

/// The community as it signs.
pub async fn house(door: &impl Query, community: CommunityId) -> Outcome<Option<House>> {
    door.one("select name_zh, name_bo, name_en, phone from divisions where id = $1", values![community.0]).await
}

/// The texts of one notice.
pub struct Texts<'a> {
    /// What makes words.
    pub app: &'a App,
    /// Who writes.
    pub house: &'a House,
    /// In which language.
    pub locale: Locale,
    /// When.
    pub at: Moment,
}

impl Texts<'_> {
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.app.words.lang(self.locale, self.at).say(key, args)
    }

    fn house_name(&self) -> String {
        let house = self.house;
        let name = LocalText { zh: house.name_zh.clone(), bo: house.name_bo.clone(), en: house.name_en.clone() };
        name.pick(self.locale).0.to_owned()
    }

    /// What happened, with the number.
    #[must_use]
    pub fn news(&self, kind: &NoticeKind, notice: &Notice) -> String {
        self.say(kind.words, &notice.args())
    }

    /// For a phone: one line.
    #[must_use]
    pub fn short(&self, kind: &NoticeKind, notice: &Notice) -> String {
        let args = [
            ("house", Arg::Text(self.house_name())),
            ("news", Arg::Text(self.news(kind, notice))),
            ("phone", Arg::Text(self.house.phone.clone())),
        ];
        self.say("notices-phone-text", &args)
    }

    /// For a browser: who writes, that there is something about this number, and which page to open.
    ///
    /// # Errors
    /// A fault that cannot happen: it is plain text.
    pub fn push(&self, kind: &NoticeKind, notice: &Notice) -> Outcome<Vec<u8>> {
        let said = serde_json::json!({
            "title": self.house_name().chars().take(TITLE_CHARS_MAX).collect::<String>(),
            "body": if notice.number > 0 { self.say("push-news", &notice.args()) } else { self.say("push-news-plain", &[]) },
            "page": format!("{}{}", kind.page, notice.subject),
            "lang": self.locale.tag(),
        });
        serde_json::to_vec(&said).map_err(Problem::fault)
    }

    /// For a mailbox: one line, and the letter.
    #[must_use]
    pub fn letter(&self, kind: &NoticeKind, notice: &Notice) -> (String, String) {
        let (house, news) = (self.house_name(), self.news(kind, notice));
        let subject =
            self.say("notices-mail-subject", &[("house", Arg::Text(house.clone())), ("news", news.as_str().into())]);
        let address = self.app.post.address.trim_end_matches('/');
        let (look, wishes) = if address.is_empty() {
            (self.say("notices-mail-look", &[]), self.say("notices-mail-wishes", &[]))
        } else {
            let at = |key, page: String| self.say(key, &[("address", Arg::Text(format!("{address}{page}")))]);
            (
                at("notices-mail-look-at", format!("{}{}", kind.page, notice.subject)),
                at("notices-mail-wishes-at", "/me/notices".to_owned()),
            )
        };
        let call = self.say("notices-mail-call", &[("phone", Arg::Text(self.house.phone.clone()))]);
        (subject, format!("{news}\n\n{look}\n{call}\n\n{house}\n--\n{wishes}\n"))
    }
}
