//! What is seen of the side ways of an order: what waits for a second person, where it was handed, what the supervision
//! committee is told.

use super::TimelineItem;
use crate::orders::approvals::Wish;
use crate::orders::machine::State;
use base::{Moment, OrderId};
use kernel::i18n::LocalText;
use uuid::Uuid;

/// Something that one asked for and another decides.
#[derive(Clone, Debug)]
pub struct AskedView {
    /// What for.
    pub wish: Wish,
    /// Who asked.
    pub who: Option<String>,
    /// Why.
    pub reason: String,
    /// Of a suspension: when it is looked at again.
    pub look_again_at: Option<Moment>,
}

/// A line of the list of the one who decides.
#[derive(Clone, Debug)]
pub struct ApprovalView {
    /// What is decided.
    pub id: Uuid,
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: i64,
    /// Its version.
    pub version: i64,
    /// Its title.
    pub title: String,
    /// The reader asked for it: somebody else decides.
    pub is_own: bool,
    /// When it was asked.
    pub at: Moment,
    /// What is asked.
    pub asked: AskedView,
}

/// To whom a matter was handed, and by when they reply.
#[derive(Clone, Debug)]
pub struct TransferView {
    /// The department.
    pub department: Option<LocalText>,
    /// A level above, by its name.
    pub above: Option<String>,
    /// By when.
    pub reply_by: Moment,
}

/// What somebody told the supervision committee about a matter.
#[derive(Clone, Debug)]
pub struct AppealView {
    /// Which.
    pub id: Uuid,
    /// When.
    pub at: Moment,
    /// In their words.
    pub body: String,
    /// An answer is promised by then.
    pub answer_by: Moment,
    /// The answer, and when it was given.
    pub answer: Option<(String, Moment)>,
}

/// A line of the committee's list.
#[derive(Clone, Debug)]
pub struct AppealLine {
    /// The order's number.
    pub number: i64,
    /// Its category.
    pub category: Option<LocalText>,
    /// What was said and answered.
    pub appeal: AppealView,
}

/// How a matter was handled, for the committee: no phone, no door.
#[derive(Clone, Debug)]
pub struct StoryView {
    /// Its number.
    pub number: i64,
    /// The office's words.
    pub title: Option<String>,
    /// Its category.
    pub category: Option<LocalText>,
    /// Where it stands.
    pub state: State,
    /// What happened.
    pub timeline: Vec<TimelineItem>,
    /// What was said and answered.
    pub appeal: AppealView,
    /// The reader may answer: nobody did yet, and they had no hand in the matter.
    pub may_answer: bool,
}
