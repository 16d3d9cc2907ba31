//! Many at one go: the same verb for up to fifty orders, each by itself, with its own answer: done, or why not.
//!
//! Nothing here decides about an order. Each row goes through the action of the single verb, in a transaction of its own,
//! with the version that the list showed, under an id made of the form's: sent twice, nothing happens twice, and what
//! stopped in the middle is gone on with.

use super::acceptance::{self, Acceptance};
use super::dispatch::{self, Dispatching, Target};
use super::goes::{self, Became, Pick};
use super::machine::{State, named};
use super::powers::{ORDERS_ACCEPT, ORDERS_CALL_BACK, ORDERS_DISPATCH};
use super::receipts::second;
use super::rules::{LINE_CHARS_MAX, TEXT_CHARS_MAX};
use super::steps::Aim;
use super::store;
use super::views::DeskBox;
use super::wording::worded;
use super::writing::needed;
use crate::categories::store as categories;
use crate::replies::rules::pieces;
use base::{Doer, FieldProblem, OrderId, Outcome, Power, Problem, Refusal, Relation};
use kernel::app::App;
use kernel::case::Named;
use kernel::i18n::LocalText;
use kernel::text::clean_line;
use uuid::Uuid;
use web::CommunityCard;

named! {
    /// What may be done to many.
    Verb {
        /// Accept, with one answer.
        Accept = "accept",
        /// Ask the same teams, units and departments.
        Dispatch = "dispatch",
        /// Close what is solved and had time to be rated.
        Close = "close",
    }
}

impl Verb {
    /// The verb of a box of the morning screen.
    #[must_use]
    pub const fn of(desk_box: DeskBox) -> Option<Self> {
        match desk_box {
            DeskBox::New => Some(Self::Accept),
            DeskBox::ToDispatch | DeskBox::NobodyTook => Some(Self::Dispatch),
            DeskBox::ToClose => Some(Self::Close),
            DeskBox::ToListen | DeskBox::DueToday | DeskBox::Overdue | DeskBox::ToVerify | DeskBox::ToCallBack => None,
        }
    }

    /// The state in which an order waits for it.
    #[must_use]
    pub const fn state(self) -> State {
        match self {
            Self::Accept => State::Submitted,
            Self::Dispatch => State::Accepted,
            Self::Close => State::Verified,
        }
    }

    /// What it takes.
    #[must_use]
    pub const fn power(self) -> Power {
        match self {
            Self::Accept => ORDERS_ACCEPT,
            Self::Dispatch => ORDERS_DISPATCH,
            Self::Close => ORDERS_CALL_BACK,
        }
    }
}

/// What to do with each.
#[derive(Clone, Debug)]
pub enum Wish {
    /// Accept: the answer, with places that are filled for each; a title for all, or each takes its category's name.
    Accept {
        /// The answer.
        text: LocalText,
        /// The title, or nothing.
        title: String,
    },
    /// Ask these.
    Dispatch(Vec<Target>),
    /// Close.
    Close,
}

impl Wish {
    const fn verb(&self) -> Verb {
        match self {
            Self::Accept { .. } => Verb::Accept,
            Self::Dispatch(_) => Verb::Dispatch,
            Self::Close => Verb::Close,
        }
    }
}

/// One go.
#[derive(Clone, Debug)]
pub struct Going {
    /// The form's hidden id.
    pub once: Uuid,
    /// What was ticked.
    pub picks: Vec<Pick>,
    /// What to do.
    pub wish: Wish,
}

/// Goes through what was ticked; a row that is refused stops no other.
///
/// # Errors
/// `NotAllowed`; `Changed` for the form of somebody else; fields answer, title, targets; refusals: nothing ticked, too many.
pub async fn go(app: &App, doer: &Doer, hall: &CommunityCard, going: &Going) -> Outcome<()> {
    let verb = going.wish.verb();
    doer.require(verb.power(), &[Relation::Community])?;
    check(going)?;
    for (position, pick) in goes::pending(app, doer, going.once, &going.picks).await? {
        let outcome = one(app, doer, (hall, going), pick).await;
        goes::keep(app, doer, (going.once, verb.name()), (position, pick.order), outcome).await?;
    }
    Ok(())
}

/// What became of a go; only whoever did it looks.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub async fn became(app: &App, doer: &Doer, once: Uuid) -> Outcome<(Verb, Vec<Became>)> {
    let (verb, rows) = goes::became(app, doer, once).await?;
    Ok((Verb::from_name(&verb).ok_or(Problem::NotFound)?, rows))
}

fn check(going: &Going) -> Outcome<()> {
    let wrong = |field, refusal: Refusal| Problem::Invalid(vec![FieldProblem { field, refusal }]);
    match &going.wish {
        Wish::Accept { text, title } => {
            needed("answer", &text.zh, TEXT_CHARS_MAX)?;
            pieces(&text.zh).map_err(|amiss| wrong("answer", amiss.into()))?;
            clean_line(title, LINE_CHARS_MAX).map_err(|fault| wrong("title", fault.into())).map(|_| ())
        }
        Wish::Dispatch(targets) if targets.is_empty() => Err(Problem::field("targets", "bulk-refused-nobody")),
        Wish::Dispatch(_) | Wish::Close => Ok(()),
    }
}

/// One row, as if its own form had been sent.
async fn one(app: &App, doer: &Doer, (hall, going): (&CommunityCard, &Going), pick: Pick) -> Outcome<()> {
    let step = format!("bulk/{}/{}", going.wish.verb().name(), pick.order);
    let aim = Aim { order: pick.order, version: pick.version, once: second(app, going.once, &step) };
    match &going.wish {
        Wish::Accept { text, title } => {
            let answer = worded(app, doer, pick.order, (text, hall)).await?.text;
            let title = if title.trim().is_empty() { usual_title(app, doer, pick.order).await? } else { title.clone() };
            let wish = Acceptance::plain(answer, title);
            db::again(|| acceptance::accept(app, doer, aim, &wish)).await
        }
        Wish::Dispatch(targets) => {
            let wish = Dispatching::to(targets.clone());
            db::again(|| dispatch::dispatch(app, doer, aim, &wish)).await
        }
        Wish::Close => db::again(|| super::closing::close_with_others(app, doer, aim)).await,
    }
}

/// The office's title, else what its category is called: never the asker's words.
async fn usual_title(app: &App, doer: &Doer, order: OrderId) -> Outcome<String> {
    let door = app.db.read().await?;
    let order = store::order(&door, doer.community, order).await?.ok_or(Problem::NotFound)?;
    if let Some(title) = order.title {
        return Ok(title);
    }
    let category = match order.category_id {
        Some(id) => categories::one(&door, doer.community, id).await?,
        None => None,
    };
    Ok(category.map(|category| category.kind.name.zh).unwrap_or_default())
}
