//! The frame of a page, as templates see it: words, title, menu, switches, message of the page before.

use crate::circle::Side;
use crate::site::Site;
use crate::visit::Visit;
use base::{Arg, Locale, Moment, Refusal, Role};
use kernel::i18n::Lang;

/// A menu entry, ready to be shown.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// A heading above it, when a section begins.
    pub section: Option<String>,
    /// Where it leads.
    pub href: String,
    /// An icon of the sprite.
    pub icon: String,
    /// Its label.
    pub label: String,
    /// It is the page being shown.
    pub current: bool,
}

/// A language of the switch.
#[derive(Clone, Debug)]
pub struct Language {
    /// Its tag.
    pub tag: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// It is the one being shown.
    pub current: bool,
}

/// A message of the page before.
#[derive(Clone, Debug)]
pub struct Flash {
    /// ok, warn or late.
    pub kind: String,
    /// The words.
    pub text: String,
}

/// The frame of a page.
#[derive(Clone)]
pub struct Shell {
    site: Site,
    locale: Locale,
    now: Moment,
    /// What the page is about.
    pub title: String,
    /// The community's name.
    pub community: String,
    /// Opening hours.
    pub hours: String,
    /// The telephone of the service hall.
    pub phone: String,
    /// Large print.
    pub large: bool,
    /// What forms carry.
    pub csrf: String,
    /// Path and query, for switches that come back.
    pub path: String,
    /// Where the arrow in the top bar leads.
    pub back: Option<String>,
    /// The desk layout.
    pub desk: bool,
    /// There is something for this reader to search.
    pub may_search: bool,
    /// The name of who is signed in.
    pub signed_in: Option<String>,
    /// There is an inbox, and this many news in it are not read; none for who is not signed in.
    pub unread: Option<i64>,
    /// The menu.
    pub nav: Vec<NavItem>,
    /// The message of the page before.
    pub flash: Option<Flash>,
    /// A draft kept on the phone that has now been sent.
    pub draft_sent: Option<String>,
}

/// Where the search box of the desk leads.
const SEARCH: &str = "/search";
/// Where the bell leads.
const INBOX: &str = "/inbox";
/// News counted on the bell; beyond it says "99+".
const UNREAD_SHOWN_MAX: i64 = 99;

impl Shell {
    pub(crate) fn new(site: &Site, visit: &Visit, title: &str) -> Self {
        let doer = &visit.doer;
        let mut shell = Self {
            site: site.clone(),
            locale: doer.locale,
            now: doer.at,
            title: String::new(),
            community: visit.community.name(doer.locale).to_owned(),
            hours: visit.community.hours.clone(),
            phone: visit.community.phone.clone(),
            large: visit.large,
            csrf: visit.csrf.clone(),
            path: visit.path.clone(),
            back: None,
            desk: doer.is_staff(),
            may_search: site.lines.iter().any(|line| line.path == SEARCH && line.need.is_met_by(doer)),
            signed_in: visit.name.clone(),
            unread: site
                .lines
                .iter()
                .any(|line| line.path == INBOX && line.need.is_met_by(doer))
                .then_some(visit.unread),
            nav: Vec::new(),
            flash: None,
            draft_sent: None,
        };
        shell.title = shell.t(title);
        shell.nav = shell.menu(visit);
        shell.flash = visit.flash.as_ref().map(|(kind, key)| Flash { kind: kind.clone(), text: shell.t(key) });
        shell
    }

    /// Sets a title that is not a message, for example an order's.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Sets where the arrow in the top bar leads.
    #[must_use]
    pub fn back(mut self, path: impl Into<String>) -> Self {
        self.back = Some(path.into());
        self
    }

    /// Words, dates and numbers in the reader's language.
    #[must_use]
    pub fn lang(&self) -> Lang<'_> {
        self.site.app.words.lang(self.locale, self.now)
    }

    /// The language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The language's tag.
    #[must_use]
    pub fn locale_tag(&self) -> &'static str {
        self.locale.tag()
    }

    /// A message.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.lang().t(key)
    }

    /// A message with one number.
    #[must_use]
    pub fn tn(&self, key: &str, name: &str, number: impl Into<i64>) -> String {
        self.lang().tn(key, name, number.into())
    }

    /// A message with one text.
    #[must_use]
    pub fn tx(&self, key: &str, name: &str, text: impl AsRef<str>) -> String {
        self.lang().say(key, &[(name, Arg::Text(text.as_ref().to_owned()))])
    }

    /// A message with arguments.
    #[must_use]
    pub fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.lang().say(key, args)
    }

    /// A rule's no, in words.
    #[must_use]
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let args: Vec<(&str, Arg)> = refusal.args.iter().map(|(name, arg)| (*name, arg.clone())).collect();
        self.lang().say(refusal.key, &args)
    }

    /// The public path of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> &str {
        self.site.assets.path(name)
    }

    /// A new id for a form, so that sending it twice does its work once.
    #[must_use]
    pub fn once(&self) -> String {
        self.site.app.new_id().to_string()
    }

    /// The number on the bell; nothing when there is nothing new.
    #[must_use]
    pub fn unread_sign(&self) -> Option<String> {
        let unread = self.unread.filter(|unread| *unread > 0)?;
        Some(if unread > UNREAD_SHOWN_MAX { format!("{UNREAD_SHOWN_MAX}+") } else { unread.to_string() })
    }

    /// The languages of the switch.
    #[must_use]
    pub fn languages(&self) -> Vec<Language> {
        Locale::ALL
            .into_iter()
            .map(|locale| Language { tag: locale.tag(), name: locale.own_name(), current: locale == self.locale })
            .collect()
    }

    fn menu(&self, visit: &Visit) -> Vec<NavItem> {
        let side = if visit.doer.is_staff() {
            Side::Desk
        } else if [Role::Member, Role::TeamLeader, Role::Unit, Role::Department].iter().any(|&role| visit.doer.is(role))
        {
            Side::Member
        } else {
            Side::Resident
        };
        let here = visit.path.split('?').next().unwrap_or("/");
        let mut last_section = None;
        let leads_here = |href: &str| here == href || (href != "/" && here.starts_with(&format!("{href}/")));
        // Of two entries that lead here, the longer one says where.
        let current =
            self.site.nav.iter().map(|entry| entry.href).filter(|href| leads_here(href)).max_by_key(|href| href.len());
        let entries = self.site.nav.iter().filter(|entry| entry.side == side && entry.need.is_met_by(&visit.doer));
        entries
            .map(|entry| {
                let begins = entry.section != last_section;
                last_section = entry.section;
                NavItem {
                    section: entry.section.filter(|_| begins).map(|key| self.t(key)),
                    href: entry.href.to_owned(),
                    icon: entry.icon.to_owned(),
                    label: self.t(entry.label),
                    current: current == Some(entry.href),
                }
            })
            .collect()
    }
}
