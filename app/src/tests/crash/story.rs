//! What people do, form by form: which page they open, which of its forms they send, what they fill in.

use super::town::Cast;
use uuid::Uuid;

/// One form that is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Ask,
    Accept,
    Dispatch,
    Take,
    Done,
    Verify,
    Minutes,
    Solved,
    Rate,
    Close,
    Redeem,
    Reserve,
    Cancel,
    Collect,
}

use Step::{Accept, Ask, Cancel, Close, Collect, Dispatch, Done, Minutes, Rate, Redeem, Reserve, Solved, Take, Verify};

/// Stories as they happen; orders far more often than goods, as many helpers as clerks' customers.
const STORIES: [&[Step]; 10] = [
    &[Ask, Accept, Dispatch, Take, Done, Solved, Rate],
    &[Redeem],
    &[Ask, Accept, Dispatch, Take, Done, Verify, Minutes, Solved, Close],
    &[Redeem],
    &[Ask, Accept, Dispatch, Take, Done, Solved, Close],
    &[Reserve, Collect],
    &[Ask, Accept, Dispatch, Take, Done, Verify, Solved, Rate, Minutes],
    &[Reserve, Cancel],
    &[Redeem],
    // Left at the counter until its time is over.
    &[Reserve],
];

/// A story with where it has come to.
pub(super) struct Story {
    number: usize,
    at: usize,
    /// The browser of a visitor, once they have one.
    pub(super) visitor: String,
    /// Number and follow code of their order, once they have seen them.
    pub(super) receipt: Option<[String; 2]>,
    /// The order or the redemption, once there is one.
    pub(super) subject: Option<Uuid>,
    /// A form that was sent and not answered: its place in the journal.
    pub(super) unanswered: Option<usize>,
}

/// A form ready to be found on its page.
pub(super) struct Form {
    pub(super) token: String,
    pub(super) page: String,
    pub(super) action: String,
    pub(super) fields: Vec<(&'static str, String)>,
    pub(super) with_files: bool,
}

impl Story {
    pub(super) fn new(number: usize) -> Self {
        Self { number, at: 0, visitor: String::new(), receipt: None, subject: None, unanswered: None }
    }

    /// The next step; none when the story is over.
    pub(super) fn step(&self) -> Option<Step> {
        STORIES[self.number % STORIES.len()].get(self.at).copied()
    }

    pub(super) fn goes_on(&mut self) {
        self.at += 1;
    }

    /// What was refused now: an offer that lapsed goes back to the office, all else is over.
    pub(super) fn strays(&mut self) {
        let steps = STORIES[self.number % STORIES.len()];
        let back = steps.iter().position(|step| *step == Dispatch);
        let lapsed = self.step() == Some(Take);
        self.at = back.filter(|_| lapsed).unwrap_or(steps.len());
    }

    fn is_public(&self) -> bool {
        STORIES[self.number % STORIES.len()].contains(&Verify)
    }

    /// The form of the next step.
    pub(super) fn form(&self, cast: &Cast) -> Option<Form> {
        let step = self.step()?;
        let member = &cast.members[self.number / STORIES.len() % cast.members.len()];
        let other = &cast.members[(self.number / STORIES.len() + 1) % cast.members.len()];
        let resident = &cast.residents[self.number % cast.residents.len()];
        let item = cast.items[self.number % cast.items.len()];
        let subject = self.subject.unwrap_or_default();
        let text = |text: &str| text.to_owned();
        let (token, page, verb, fields) = match step {
            Ask => {
                let kind = if self.is_public() { "environment-rubbish" } else { "living-carrying" };
                let place = if self.is_public() { ("spot", "河边步道") } else { ("place", "none") };
                let fields = vec![("body", text("帮忙搬两袋米")), (place.0, text(place.1)), ("go", text("send"))];
                (&self.visitor, format!("/ask/{kind}"), String::new(), fields)
            }
            Accept => {
                let fields = vec![("title", text("搬米")), ("answer", text("收到，马上找人。"))];
                (&cast.worker, format!("/desk/orders/{subject}"), text("/accept"), fields)
            }
            Dispatch if self.is_public() => {
                let fields = vec![("bodies", cast.team.to_string())];
                (&cast.worker, format!("/desk/orders/{subject}"), text("/dispatch"), fields)
            }
            Dispatch => {
                let fields = vec![("people", member.person.to_string()), ("people", other.person.to_string())];
                (&cast.worker, format!("/desk/orders/{subject}"), text("/dispatch"), fields)
            }
            Take => (&member.token, format!("/take/{subject}"), text("/take"), vec![]),
            Done => {
                let fields = vec![("outcome", text("solved")), ("text", text("搬到家了")), ("minutes", text("15"))];
                (&member.token, format!("/take/{subject}/done"), String::new(), fields)
            }
            Verify => (&cast.checker, format!("/desk/orders/{subject}"), text("/verify"), vec![]),
            Minutes => (&cast.leader.token, text("/take"), format!("/minutes/{subject}"), vec![]),
            Solved => {
                (&self.visitor, format!("/matters/{subject}"), text("/solved"), vec![("minutes_right", text("yes"))])
            }
            Rate => (&self.visitor, format!("/matters/{subject}"), text("/rate"), vec![("grade", text("5"))]),
            Close => (&self.visitor, format!("/matters/{subject}"), text("/close"), vec![]),
            Redeem => {
                let fields = vec![("item", item.to_string()), ("count", text("1")), ("known_by", text("eye"))];
                (&cast.clerk, format!("/counter/people/{}", resident.person), text("/redemptions"), fields)
            }
            Reserve => {
                let fields = vec![("count", text("2"))];
                (&resident.token, format!("/supermarket/items/{item}"), text("/reservation"), fields)
            }
            Cancel => (&resident.token, format!("/supermarket/redemptions/{subject}"), text("/cancellation"), vec![]),
            Collect => {
                let fields = vec![("known_by", text("code"))];
                (&cast.clerk, format!("/counter/redemptions/{subject}"), text("/collection"), fields)
            }
        };
        let action = format!("{page}{verb}");
        let with_files = matches!(step, Ask | Done);
        Some(Form { token: token.clone(), page, action, fields, with_files })
    }
}
