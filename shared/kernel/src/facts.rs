//! Facts join the circles: what happened, said once, in the transaction in which it happened.
//!
//! A listener hears a fact before the commit and writes in the same transaction; whatever may follow later is a job.

use crate::app::App;
use base::{BodyId, CommunityId, Day, Minutes, OrderId, Outcome, PersonId, Points, Problem};
use db::{AppendOnly, Kind, Write, row};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The table of facts.
pub const FACTS: AppendOnly = AppendOnly {
    table: "facts",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("at", Kind::Time),
        ("kind", Kind::Text),
        ("subject", Kind::Id),
        ("body", Kind::Text),
        ("by_account", Kind::Id),
    ],
};

/// The confirmed minutes of one helper in one order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelperMinutes {
    /// Who helped.
    pub person: PersonId,
    /// The team through which they came, if any.
    pub team: Option<BodyId>,
    /// Minutes as confirmed, before rounding.
    pub minutes: Minutes,
    /// 1000 ordinary, 1200 heavy or at night, 1500 professional, 2000 emergency.
    pub difficulty_permille: i64,
    /// The account that recorded the work as done.
    pub recorded_by: Option<Uuid>,
    /// The account that confirmed the minutes; empty when the served person did so with a follow code.
    pub confirmed_by: Option<Uuid>,
    /// The service itself took place at this time.
    pub served_at: base::Moment,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// An order moved from one state to another.
    OrderMoved {
        /// The order.
        order: OrderId,
        /// The action's name in the transition table.
        action: String,
        /// The round it belongs to, from 1.
        round: i64,
    },
    /// An order was closed; the confirmed minutes become hours and points.
    OrderClosed {
        /// The order.
        order: OrderId,
        /// Its number.
        number: i64,
        /// The round that closed, from 1.
        round: i64,
        /// Each helper's own minutes; empty when nobody's minutes were confirmed.
        helpers: Vec<HelperMinutes>,
    },
    /// A resident's points became goods.
    PointsRedeemed {
        /// The redemption.
        redemption: Uuid,
        /// Whose points.
        person: PersonId,
        /// How many.
        points: Points,
    },
    /// Points of one month will end; the person is told in time.
    PointsEnding {
        /// The balance of that month.
        balance: Uuid,
        /// Whose points.
        person: PersonId,
        /// How many there are.
        points: Points,
        /// The last day on which they can be spent.
        last_day: Day,
    },
    /// An appeal against a correction was decided, in words that stand with it.
    AppealDecided {
        /// The appeal.
        appeal: Uuid,
        /// Who appealed.
        person: PersonId,
        /// The correction was taken back.
        upheld: bool,
    },
    /// Praise waits for the nominee's yes, or was decided.
    CommendationMoved {
        /// The commendation.
        commendation: Uuid,
        /// The nominee.
        person: PersonId,
        /// proposed, granted, refused.
        state: String,
    },
    /// The community's working days changed; every due date that is counted along them is counted again.
    CalendarChanged {
        /// The community.
        community: CommunityId,
        /// The days that are otherwise now.
        days: Vec<Day>,
    },
}

impl Fact {
    fn kind(&self) -> &'static str {
        match self {
            Self::OrderMoved { .. } => "order_moved",
            Self::OrderClosed { .. } => "order_closed",
            Self::PointsRedeemed { .. } => "points_redeemed",
            Self::PointsEnding { .. } => "points_ending",
            Self::AppealDecided { .. } => "appeal_decided",
            Self::CommendationMoved { .. } => "commendation_moved",
            Self::CalendarChanged { .. } => "calendar_changed",
        }
    }

    fn subject(&self) -> Uuid {
        match self {
            Self::OrderMoved { order, .. } | Self::OrderClosed { order, .. } => order.0,
            Self::PointsRedeemed { redemption, .. } => *redemption,
            Self::PointsEnding { balance, .. } => *balance,
            Self::AppealDecided { appeal, .. } => *appeal,
            Self::CommendationMoved { commendation, .. } => *commendation,
            Self::CalendarChanged { community, .. } => community.0,
        }
    }
}

/// Hears every fact inside the writing transaction and picks the ones it cares about.
pub type Hear = for<'a> fn(&'a App, &'a mut Write, &'a Fact) -> BoxFuture<'a, Outcome<()>>;

/// Records a fact and lets everyone who listens act on it, in the same transaction.
///
/// # Errors
/// What a listener answers; the whole write is undone then.
pub async fn record(app: &App, write: &mut Write, fact: &Fact) -> Outcome<()> {
    let body = serde_json::to_string(fact).map_err(Problem::fault)?;
    let doer = write.doer();
    let row = row! {
        id: app.new_id(), community: doer.community.0, at: doer.at, kind: fact.kind(), subject: fact.subject(),
        body: body, by_account: doer.account.map(Uuid::from),
    };
    write.append(&FACTS, row).await?;
    for hear in &app.part.hears {
        hear(app, write, fact).await?;
    }
    Ok(())
}
