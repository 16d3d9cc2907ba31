//! Who may do what with orders. Overseers and administrators hold nothing here: they see no single order.

use base::{Grant, Power, Relation, Role};

/// Ask for help, with or without an account.
pub const ORDERS_ASK: Power = Power("orders.ask");
/// Record and park a request for someone at the counter or on the phone 代办.
pub const ORDERS_ASK_FOR: Power = Power("orders.ask_for");
/// Follow one's own order, and everything that is the asker's to say: answer, withdraw, solved or not, rate.
pub const ORDERS_OWN: Power = Power("orders.own");
/// Look at an order in the office, the morning screen and the register.
pub const ORDERS_SEE: Power = Power("orders.see");
/// Accept, refuse, ask back, settle.
pub const ORDERS_ACCEPT: Power = Power("orders.accept");
/// Ask people, teams, units and departments; decide about returns.
pub const ORDERS_DISPATCH: Power = Power("orders.dispatch");
/// Take an order that was offered.
pub const ORDERS_TAKE: Power = Power("orders.take");
/// Do it: arrange, nobody home, hand back, done.
pub const ORDERS_DO: Power = Power("orders.do");
/// A unit's or department's request to give an order back.
pub const ORDERS_RETURN: Power = Power("orders.return");
/// Check what someone else did.
pub const ORDERS_VERIFY: Power = Power("orders.verify");
/// Call the resident back, and record the answer.
pub const ORDERS_CALL_BACK: Power = Power("orders.call_back");
/// Confirm a helper's minutes.
pub const ORDERS_MINUTES: Power = Power("orders.confirm_minutes");
/// Show the asker's phone number; each look is on record.
pub const ORDERS_PHONE: Power = Power("orders.phone");
/// Listen to a spoken order, each time on record, and write down what was said.
pub const ORDERS_LISTEN: Power = Power("orders.listen");
/// Write to the resident.
pub const ORDERS_WRITE: Power = Power("orders.write");
/// Write a note for the staff; it stands in the resident's copy too.
pub const ORDERS_NOTE: Power = Power("orders.note");
/// Find an order by the caller's phone and give a new follow code.
pub const ORDERS_CODE: Power = Power("orders.code");
/// Merge an order into another, take it out again, split it, and give it a title for everyone.
pub const ORDERS_MERGE: Power = Power("orders.merge");
/// Care about a public matter too 我也关心.
pub const ORDERS_CARE: Power = Power("orders.care");
/// Put off: ask that a matter rests until a day, take it up again, name one later date.
pub const ORDERS_DEFER: Power = Power("orders.defer");
/// Ask that a record made in error is void.
pub const ORDERS_VOID: Power = Power("orders.void");
/// Decide about what somebody else asked for: resting, voiding.
pub const ORDERS_APPROVE: Power = Power("orders.approve");
/// Reply to a transferred matter.
pub const ORDERS_REPLY: Power = Power("orders.reply");
/// Write down what a talk ruled.
pub const ORDERS_RULE: Power = Power("orders.rule");
/// Keep an eye on a matter 督办.
pub const ORDERS_SUPERVISE: Power = Power("orders.supervise");
/// Hand open matters over to a colleague 交接, one's own or those of somebody who is away.
pub const ORDERS_HAND_OVER: Power = Power("orders.hand_over");
/// Answer who is not content with how a matter was handled; the supervision committee only.
pub const ORDERS_APPEALS: Power = Power("orders.answer_appeals");
/// What the house does by itself when time has run out; nobody holds it.
pub const ORDERS_HOUSE: Power = Power("orders.house");
/// Change the categories.
pub const CATEGORIES_CHANGE: Power = Power("categories.change");

/// Write the standard replies that the office uses.
pub const REPLIES_CHANGE: Power = Power("replies.change");
/// Keep filters of the register for oneself.
pub const FILTERS_KEEP: Power = Power("filters.keep");
/// Let the whole office use a filter that one keeps.
pub const FILTERS_SHARE: Power = Power("filters.share");

/// The grants of orders and categories.
#[must_use]
pub fn grants() -> Vec<Grant> {
    use Relation::{Any, Body, Code, Community, Holder, Offered, Own};
    use Role::{Department, GridWorker, Member, Secretary, Supervisor, TeamLeader, Unit, Visitor, Worker};
    let office = [Worker, Secretary];
    let desk = [Worker, GridWorker, Secretary];
    let takers = [Member, TeamLeader, Unit, Department, GridWorker];
    let speakers = [Unit, Department];
    [
        Grant::each(&[Visitor], ORDERS_ASK, Any),
        Grant::each(&[Visitor], ORDERS_OWN, Own),
        Grant::each(&[Visitor], ORDERS_OWN, Code),
        Grant::each(&[Visitor], ORDERS_MINUTES, Own),
        Grant::each(&[Visitor], ORDERS_MINUTES, Code),
        Grant::each(&desk, ORDERS_ASK_FOR, Community),
        Grant::each(&desk, ORDERS_SEE, Community),
        Grant::each(&office, ORDERS_ACCEPT, Community),
        Grant::each(&office, ORDERS_DISPATCH, Community),
        Grant::each(&takers, ORDERS_TAKE, Offered),
        Grant::each(&takers, ORDERS_DO, Holder),
        Grant::each(&speakers, ORDERS_DO, Body),
        Grant::each(&speakers, ORDERS_RETURN, Body),
        Grant::each(&desk, ORDERS_VERIFY, Community),
        Grant::each(&takers, ORDERS_VERIFY, Offered),
        Grant::each(&desk, ORDERS_CALL_BACK, Community),
        Grant::each(&[TeamLeader, Unit, Department], ORDERS_MINUTES, Body),
        Grant::each(&[Secretary], ORDERS_MINUTES, Community),
        Grant::each(&desk, ORDERS_PHONE, Community),
        Grant::each(&takers, ORDERS_PHONE, Holder),
        Grant::each(&speakers, ORDERS_PHONE, Body),
        Grant::each(&desk, ORDERS_WRITE, Community),
        Grant::each(&takers, ORDERS_WRITE, Holder),
        Grant::each(&speakers, ORDERS_WRITE, Body),
        Grant::each(&office, ORDERS_LISTEN, Community),
        Grant::each(&desk, ORDERS_NOTE, Community),
        Grant::each(&office, ORDERS_CODE, Community),
        Grant::each(&office, ORDERS_MERGE, Community),
        Grant::each(&[Visitor], ORDERS_CARE, Any),
        Grant::each(&office, ORDERS_DEFER, Community),
        Grant::each(&office, ORDERS_VOID, Community),
        Grant::each(&office, ORDERS_HAND_OVER, Community),
        Grant::each(&[Secretary], ORDERS_APPROVE, Community),
        Grant::each(&[Department], ORDERS_REPLY, Body),
        Grant::each(&office, ORDERS_REPLY, Community),
        Grant::each(&[Secretary], ORDERS_RULE, Community),
        Grant::each(&[Secretary], ORDERS_SUPERVISE, Community),
        Grant::each(&[Supervisor], ORDERS_APPEALS, Community),
        Grant::each(&office, CATEGORIES_CHANGE, Community),
        Grant::each(&office, REPLIES_CHANGE, Community),
        Grant::each(&desk, FILTERS_KEEP, Own),
        Grant::each(&[Secretary], FILTERS_SHARE, Own),
    ]
    .concat()
}
