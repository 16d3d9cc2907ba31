//! Every verb of an order, and every question about orders; pages, jobs and the command line call these.
//!
//! A verb takes `&App`, `&Doer` and its wish. `aim.once` is the form's hidden id: the same id does it once, however often
//! it is sent. `aim.version` is the version the reader saw; another one answers `Problem::Changed` (take and decline
//! look at the state instead, so that a race ends in "taken"). Callers wrap verbs in `db::again(|| ..)`.

pub use super::acceptance::{Acceptance, Refusing, Settling, accept, ask_back, reject, retitle, settle};
pub use super::appeals::{answer_appeal, appeal, appeal_story, appeals};
pub use super::approvals::{Wish, approvals, approve, ask_suspension, ask_void, refuse};
pub use super::asking::{
    Asked, Asker, Asking, Place, Wishes, ask, discard_draft, drafts, park, resume_draft, submit_draft,
};
pub use super::behalf::{Act, acts_for_me};
pub use super::bulk::{Going, Verb as BulkVerb, Wish as BulkWish, became, go};
pub use super::calls::{CallLine, Calls, ToCall, call_log, calls_to_make};
pub use super::caring::{Caring, care, care_view, cares, is_care, offered, uncare};
pub use super::checking::{Answer, CallBack, call_back, fail_check, not_solved, solved, verify};
pub use super::closing::{close, confirm_minutes, rate};
pub use super::deferring::{extend, resume, supervise};
pub use super::dispatch::{
    Dispatching, Target, approve_return, ask_to_check, dispatch, hand_to, recall, refuse_return,
};
pub use super::doing::{Companion, Doing, arrange, done, nobody_home, request_return};
pub use super::easing::any_helper;
pub use super::extras::{known_helpers, teammates};
pub use super::following::{Found, find_by_phone, follow, receipt_of, replace_follow_code};
pub use super::goes::{Became, Pick, lines_of, picked};
pub use super::handover::actions::{
    Given, Handing, Handover, Matter, Matters, became as handed, colleagues, hand_over, hand_over_all, leave, matters,
    take_back, waiting,
};
pub use super::handover::rules::Whose;
pub use super::kin::{kin, own_kin};
pub use super::lists::{checks_for, desk, desk_counts, held_by, mine, mine_of, minutes_to_confirm, offers_for};
pub use super::merging::{entitle, merge, order_of_number, unmerge};
pub use super::messages::{
    RevealedPhone, add_note, answer_question, call_me, reveal_phone, write_to_office, write_to_resident,
};
pub use super::paper::{Batch, OnPaper, Sheet, ask_from_paper, batch, batches, print_sheets};
pub use super::photos::{Size, add_photos, drop_photo, photo, stage_photo, staged_photo, staged_photos};
pub use super::presence::look;
pub use super::purchase::{
    Agreeing as MoneyAgreeing, Bought as MoneyBought, Money, Side as MoneySide, agree as agree_money,
    bought as spend_money, given as give_money, money, question as question_money, receipt, settled as settle_money,
};
pub use super::register::{Filter, RegisterPage, Sort, register};
pub use super::reminders::{reminders, see_reminder};
pub use super::showing::{copy_at_counter, for_check, for_desk, for_holder, for_offer, for_resident};
pub use super::splitting::{Splitting, split};
pub use super::steps::Aim;
pub use super::suggest::{bodies_to_ask, members_who_could, suggestions};
pub use super::taking::{decline, hand_back, take, withdraw};
pub use super::transfers::{Addressee, Ruling, Transferring, reply, rule, talks, transfer};
pub use super::undoing::{undo, undo_offer};
pub use super::voice::{
    Recording, WritingDown, drop_voice, kept_voice, listen, not_what_i_meant, stage_voice, staged_sound, staged_voice,
    voice, write_down,
};
pub use super::wording::{Worded, worded};
