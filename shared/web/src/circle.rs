//! What a circle gives the program: pages with the power each needs, menu entries, and its part of the ground.

use crate::gate;
use crate::site::Site;
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};
use base::{Doer, Power};
use kernel::app::Part;

/// What a route asks of the visitor before its handler runs; the action asks again with the record in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Open to everyone. The list of these only shrinks.
    Nothing,
    /// Any account.
    Account,
    /// A role that holds this power over some record.
    Power(Power),
}

impl Need {
    /// The doer could hold what is asked.
    #[must_use]
    pub fn is_met_by(self, doer: &Doer) -> bool {
        match self {
            Self::Nothing => true,
            Self::Account => doer.account.is_some(),
            Self::Power(power) => doer.may(power),
        }
    }
}

/// One route as the authorization test sees it.
#[derive(Clone, Debug)]
pub struct RouteLine {
    /// GET or POST.
    pub method: Method,
    /// The path with `{parameters}`.
    pub path: &'static str,
    /// What it asks of the visitor.
    pub need: Need,
}

/// Routes with their needs.
#[derive(Default)]
pub struct Routes {
    /// The axum routes.
    pub router: Router<Site>,
    /// The same, as a list.
    pub lines: Vec<RouteLine>,
}

impl Routes {
    /// Adds a page.
    #[must_use]
    pub fn get<H: Handler<T, Site>, T: 'static>(self, path: &'static str, need: Need, handler: H) -> Self {
        self.route(Method::GET, MethodFilter::GET, (path, need), handler)
    }

    /// Adds a form's target.
    #[must_use]
    pub fn post<H: Handler<T, Site>, T: 'static>(self, path: &'static str, need: Need, handler: H) -> Self {
        self.route(Method::POST, MethodFilter::POST, (path, need), handler)
    }

    /// Joins other routes.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.lines.extend(other.lines);
        self
    }

    fn route<H: Handler<T, Site>, T: 'static>(
        mut self,
        method: Method,
        filter: MethodFilter,
        (path, need): (&'static str, Need),
        handler: H,
    ) -> Self {
        let guarded = on(filter, handler).layer(axum::middleware::from_fn_with_state(need, gate::check));
        self.router = self.router.route(path, guarded);
        self.lines.push(RouteLine { method, path, need });
        self
    }
}

/// On which layout a menu entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The side bar of the desk.
    Desk,
    /// The tabs of a resident's phone.
    Resident,
    /// The tabs of a member's or volunteer's phone.
    Member,
}

/// A menu entry; shown to those who may open it.
#[derive(Clone, Copy, Debug)]
pub struct NavEntry {
    /// Where it stands.
    pub side: Side,
    /// Sorts entries.
    pub order: u32,
    /// Message key of the heading above it (desk), the same for all entries of a section.
    pub section: Option<&'static str>,
    /// Where it leads.
    pub href: &'static str,
    /// An icon of the sprite.
    pub icon: &'static str,
    /// Message key of its label.
    pub label: &'static str,
    /// What it asks of the visitor.
    pub need: Need,
}

/// A circle, or a part of the ground that has pages.
#[derive(Default)]
pub struct Circle {
    /// Its name.
    pub name: &'static str,
    /// Its pages.
    pub routes: Routes,
    /// Its menu entries.
    pub nav: Vec<NavEntry>,
    /// Grants, jobs, words, tables.
    pub part: Part,
}
