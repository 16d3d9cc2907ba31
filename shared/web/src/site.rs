//! The state of the web shell, shared by every request.

use crate::assets::Assets;
use crate::circle::{Circle, NavEntry, RouteLine};
use crate::shell::Shell;
use crate::visit::{Doorkeeper, Visit};
use kernel::app::App;
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

/// How the site is reached.
#[derive(Clone, Debug, Default)]
pub struct SiteOptions {
    /// Cookies travel only over HTTPS.
    pub secure_cookies: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Shared addresses of the service hall, which are never locked out.
    pub hall_addresses: Vec<IpAddr>,
}

/// What every handler reaches.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

/// The fields behind [`Site`].
pub struct Inner {
    /// What actions reach.
    pub app: Arc<App>,
    /// Who visits.
    pub doorkeeper: Arc<dyn Doorkeeper>,
    /// How the site is reached.
    pub options: SiteOptions,
    /// Stylesheet, script, icons, font.
    pub assets: Assets,
    /// The menu.
    pub nav: Vec<NavEntry>,
    /// Every route, for the authorization test and `doctor`.
    pub lines: Vec<RouteLine>,
}

impl Site {
    /// Joins the app with the pages' needs; the routes themselves go to [`crate::router`].
    #[must_use]
    pub fn new(app: Arc<App>, doorkeeper: Arc<dyn Doorkeeper>, options: SiteOptions, circles: &[Circle]) -> Self {
        let mut nav: Vec<NavEntry> = circles.iter().flat_map(|circle| circle.nav.iter().copied()).collect();
        nav.sort_by_key(|entry| entry.order);
        let lines = circles.iter().flat_map(|circle| circle.routes.lines.iter().cloned()).collect();
        Self(Arc::new(Inner { app, doorkeeper, options, assets: Assets::load(), nav, lines }))
    }

    /// The frame of a page; `title` is a message key.
    #[must_use]
    pub fn shell(&self, visit: &Visit, title: &str) -> Shell {
        Shell::new(self, visit, title)
    }
}

impl Deref for Site {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
