//! Rows of orders; nothing of a rule.

use super::machine::State;
use super::rules::{DoneBy, Outcome as OutcomeCode, Part, WishHelper, named};
use super::steps::Aim;
use super::voice_rules::Spoken;
use base::{BodyId, CommunityId, Locale, Moment, OrderId, Outcome, PersonId, Problem};
use db::{AppendOnly, FromQueryResult, Kind, Query, Record, values};
use kernel::case::{ClockPolicy, Line, standing};
use uuid::Uuid;

/// Orders.
pub const ORDERS: Record = Record { table: "orders" };

/// Who cares about a public matter too.
pub const FOLLOWS: Record = Record { table: "order_follows" };

/// What happened.
pub const EVENTS: AppendOnly = AppendOnly {
    table: "order_events",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("order_id", Kind::Id),
        ("seq", Kind::Number),
        ("at", Kind::Time),
        ("action", Kind::Text),
        ("from_state", Kind::Text),
        ("to_state", Kind::Text),
        ("round", Kind::Number),
        ("by_account", Kind::Id),
        ("by_person", Kind::Id),
        ("on_behalf_of", Kind::Id),
        ("reason", Kind::Text),
        ("detail", Kind::Text),
    ],
};

/// What the line is called that takes a step back; no step of the table.
pub const UNDO: &str = "undo";

/// What was said.
pub const MESSAGES: AppendOnly = AppendOnly {
    table: "order_messages",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("order_id", Kind::Id),
        ("at", Kind::Time),
        ("kind", Kind::Text),
        ("body", Kind::Text),
        ("by_account", Kind::Id),
        ("by_person", Kind::Id),
    ],
};

/// The matter's grades.
pub const RATINGS: AppendOnly = AppendOnly {
    table: "order_ratings",
    columns: &[
        ("id", Kind::Id),
        ("community", Kind::Id),
        ("order_id", Kind::Id),
        ("round", Kind::Number),
        ("at", Kind::Time),
        ("grade", Kind::Number),
    ],
};

/// An order as stored.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Order {
    pub id: Uuid,
    pub community: Uuid,
    pub number: i64,
    pub state: String,
    pub round: i64,
    pub category_id: Option<Uuid>,
    pub policy: Option<String>,
    pub is_personal: bool,
    pub is_public: bool,
    pub done_by: String,
    pub skill: Option<String>,
    pub minutes: i64,
    pub difficulty_permille: i64,
    pub title: Option<String>,
    pub body: String,
    pub compound_id: Option<Uuid>,
    pub building_id: Option<Uuid>,
    pub grid_id: Option<Uuid>,
    pub stairway: Option<String>,
    pub door: Option<String>,
    pub spot: Option<String>,
    pub asked_by: Option<Uuid>,
    pub recorded_by: Option<Uuid>,
    pub called: Option<String>,
    pub phone_sealed: Option<Vec<u8>>,
    pub code_turn: i64,
    pub code_once: Option<Uuid>,
    pub wish_language: Option<String>,
    pub wish_part: Option<String>,
    pub wish_time: Option<String>,
    pub wish_other: Option<String>,
    pub wish_without: Option<Uuid>,
    pub wish_helper: Option<String>,
    pub asked_at: Moment,
    pub in_charge: Option<Uuid>,
    pub way_forward: Option<String>,
    pub nobody_took: bool,
    pub holder_person: Option<Uuid>,
    pub holder_body: Option<Uuid>,
    pub passed_to: Option<String>,
    pub reply_by: Option<Moment>,
    pub look_again_at: Option<Moment>,
    pub supervised: bool,
    pub visit_at: Option<Moment>,
    pub door_word: Option<i64>,
    pub outcome: Option<String>,
    pub outcome_text: Option<String>,
    pub done_at: Option<Moment>,
    pub done_by_account: Option<Uuid>,
    pub solved_at: Option<Moment>,
    pub calls: i64,
    pub call_again_at: Option<Moment>,
    pub closed_at: Option<Moment>,
    pub desk_box: Option<String>,
    pub clock_kind: Option<String>,
    pub amber_at: Option<Moment>,
    pub due_at: Option<Moment>,
    pub phone_index: Option<Vec<u8>>,
    pub public_title: Option<String>,
    pub merged_into: Option<Uuid>,
    pub leads: bool,
    pub split_from: Option<Uuid>,
    pub spoken: Option<String>,
    pub spoken_language: Option<String>,
    pub spoken_once: bool,
    pub two_people: bool,
    pub companion_person: Option<Uuid>,
    pub version: i64,
}

impl Order {
    pub fn key(&self) -> OrderId {
        OrderId(self.id)
    }

    pub fn state(&self) -> Outcome<State> {
        named(&self.state)
    }

    pub fn done_by(&self) -> Outcome<DoneBy> {
        named(&self.done_by)
    }

    pub fn policy(&self) -> Outcome<ClockPolicy> {
        match &self.policy {
            Some(text) => serde_json::from_str(text).map_err(Problem::fault),
            None => Ok(ClockPolicy::standard(kernel::case::Urgency::General)),
        }
    }

    /// The holder, while the order is in their hands.
    pub fn holder(&self) -> Option<PersonId> {
        let held = matches!(self.state.as_str(), "in_progress" | "return_requested");
        self.holder_person.filter(|_| held).map(PersonId)
    }

    /// Who holds it together with the holder.
    pub fn companion(&self) -> Option<PersonId> {
        self.companion_person.filter(|_| self.holder().is_some()).map(PersonId)
    }

    /// It is in the hands of this person, alone or with another.
    pub fn is_held_by(&self, person: Option<PersonId>) -> bool {
        person.is_some() && (self.holder() == person || self.companion() == person)
    }

    /// This person took it in this round, alone or with another; also after it is done.
    pub fn was_taken_by(&self, person: Option<PersonId>) -> bool {
        person.is_some_and(|person| [self.holder_person, self.companion_person].contains(&Some(person.0)))
    }

    /// The unit, department or team of the holder, or the department that has to reply, while the order is in its hands.
    pub fn holding_body(&self) -> Option<BodyId> {
        let held = matches!(self.state.as_str(), "in_progress" | "return_requested" | "transferred");
        self.holder_body.filter(|_| held).map(BodyId)
    }

    pub fn is_reachable(&self) -> bool {
        self.asked_by.is_some() || self.phone_sealed.is_some()
    }

    pub fn outcome(&self) -> Option<OutcomeCode> {
        self.outcome.as_deref().and_then(OutcomeCode::from_name)
    }

    pub fn wish_language(&self) -> Option<Locale> {
        self.wish_language.as_deref().and_then(Locale::from_tag)
    }

    pub fn wish_part(&self) -> Option<Part> {
        self.wish_part.as_deref().and_then(Part::from_name)
    }

    pub fn spoken(&self) -> Option<Spoken> {
        self.spoken.as_deref().and_then(Spoken::from_name)
    }

    pub fn wish_helper(&self) -> Option<WishHelper> {
        self.wish_helper.as_deref().and_then(WishHelper::from_name)
    }

    /// The version the reader saw is the one that is here.
    pub fn expect(&self, aim: Aim) -> Outcome<()> {
        if self.version == aim.version { Ok(()) } else { Err(Problem::Changed) }
    }

    /// The office's words, else the beginning of the asker's.
    pub fn shown_title(&self) -> String {
        const TITLE_CHARS: usize = 30;
        match &self.title {
            Some(title) => title.clone(),
            None => {
                let line = self.body.lines().next().unwrap_or_default();
                let cut: String = line.chars().take(TITLE_CHARS).collect();
                if cut.len() < line.len() { format!("{cut}…") } else { cut }
            }
        }
    }
}

/// An order of this community.
pub async fn order(door: &impl Query, community: CommunityId, id: OrderId) -> Outcome<Option<Order>> {
    door.one("select * from orders where id = $1 and community = $2", values![id.0, community.0]).await
}

/// The order of a number.
pub async fn by_number(door: &impl Query, community: CommunityId, number: i64) -> Outcome<Option<Order>> {
    door.one("select * from orders where number = $1 and community = $2", values![number, community.0]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct EventRow {
    pub id: Uuid,
    pub seq: i64,
    pub at: Moment,
    pub action: String,
    pub from_state: String,
    pub to_state: String,
    pub round: i64,
    pub by_account: Option<Uuid>,
    pub by_person: Option<Uuid>,
    pub on_behalf_of: Option<Uuid>,
    pub reason: Option<String>,
    pub detail: Option<String>,
}

impl EventRow {
    /// The time that the detail names, if it names one.
    pub fn when(&self) -> Option<Moment> {
        self.pieces().find_map(|piece| piece.parse().ok())
    }

    /// The team, unit or department that the detail names, if it names one.
    pub fn body(&self) -> Option<Uuid> {
        self.pieces().find_map(|piece| piece.parse().ok())
    }

    /// It takes a step back.
    pub fn is_undo(&self) -> bool {
        self.action == UNDO
    }

    /// What it does to the history.
    pub fn line(&self) -> Line {
        line(&self.action, self.id, self.detail.as_deref())
    }

    /// To whom it was handed that is no body here: what the detail says apart from a time.
    pub fn addressee(&self) -> Option<String> {
        let words: Vec<&str> = self.pieces().filter(|piece| piece.parse::<Moment>().is_err()).collect();
        Some(words.join(" ")).filter(|text| !text.is_empty() && self.body().is_none())
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        self.detail.as_deref().unwrap_or_default().split(' ')
    }
}

/// What a row of the events does to the history.
pub fn line(action: &str, id: Uuid, detail: Option<&str>) -> Line {
    if action != UNDO {
        return Line::Step(id);
    }
    Line::TakesBack(detail.and_then(|detail| detail.parse().ok()).unwrap_or_default())
}

/// What happened to an order and still holds, oldest first.
pub async fn events(door: &impl Query, id: OrderId) -> Outcome<Vec<EventRow>> {
    Ok(standing(whole_story(door, id).await?, EventRow::line))
}

/// What happened to an order, with the steps that were taken back and the lines that did so.
pub async fn whole_story(door: &impl Query, id: OrderId) -> Outcome<Vec<EventRow>> {
    let sql = "select id, seq, at, action, from_state, to_state, round, by_account, by_person, on_behalf_of, reason,
                 detail from order_events where order_id = $1 order by seq";
    door.all(sql, values![id.0]).await
}

#[derive(FromQueryResult)]
struct OfEvent {
    order_id: Uuid,
}

/// The order of an event id, when there is one.
pub async fn order_of_event(door: &impl Query, event: Uuid) -> Outcome<Option<OrderId>> {
    let found: Option<OfEvent> = door.one("select order_id from order_events where id = $1", values![event]).await?;
    Ok(found.map(|found| OrderId(found.order_id)))
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct DispatchRow {
    pub id: Uuid,
    pub purpose: String,
    pub person_id: Option<Uuid>,
    pub body_id: Option<Uuid>,
    pub state: String,
}

/// Who was asked about an order, in this round.
pub async fn dispatches(door: &impl Query, id: OrderId, round: i64) -> Outcome<Vec<DispatchRow>> {
    let sql = "select id, purpose, person_id, body_id, state from order_dispatches
               where order_id = $1 and round = $2 order by at, id";
    door.all(sql, values![id.0, round]).await
}

#[derive(FromQueryResult)]
struct Pass {
    person_id: Uuid,
}

/// People who are asked no more about this order; for asking, never for showing.
pub async fn passes(door: &impl Query, id: OrderId) -> Outcome<Vec<PersonId>> {
    let rows: Vec<Pass> = door.all("select person_id from order_passes where order_id = $1", values![id.0]).await?;
    Ok(rows.into_iter().map(|row| PersonId(row.person_id)).collect())
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct HelperRow {
    pub round: i64,
    pub person_id: Uuid,
    pub body_id: Option<Uuid>,
    pub minutes: i64,
    pub served_at: Moment,
    pub recorded_by: Option<Uuid>,
    pub confirmed_at: Option<Moment>,
    pub confirmed_by: Option<Uuid>,
    pub told_at: Option<Moment>,
}

/// Who helped, in every round.
pub async fn helpers(door: &impl Query, id: OrderId) -> Outcome<Vec<HelperRow>> {
    let sql = "select round, person_id, body_id, minutes, served_at, recorded_by, confirmed_at, confirmed_by, told_at
               from order_helpers where order_id = $1 order by round, person_id";
    door.all(sql, values![id.0]).await
}

/// Whether a message of this id is there: its form was sent before.
pub async fn has_message(door: &impl Query, id: Uuid) -> Outcome<bool> {
    Ok(door.number("select count(*) from order_messages where id = $1", values![id]).await? > 0)
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct AnswerRow {
    pub position: i64,
    pub question: String,
    pub answer: String,
}

/// The answers to the category's questions.
pub async fn answers(door: &impl Query, id: OrderId) -> Outcome<Vec<AnswerRow>> {
    let sql = "select position, question, answer from order_answers where order_id = $1 order by position";
    door.all(sql, values![id.0]).await
}
