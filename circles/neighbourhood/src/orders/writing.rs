//! Reading a request, and writing it down: what was typed becomes columns here, checked field by field.

use super::asking::{Asker, Asking, Place};
use super::machine::Action;
use super::people;
use super::powers::ORDERS_ASK_FOR;
use super::receipts::{draw_number, phone_index, phone_place, second};
use super::register;
use super::rules::{BODY_CHARS_MAX, LINE_CHARS_MAX, No, PHOTOS_MAX, TEXT_CHARS_MAX, WISH_CHARS_MAX};
use super::steps::{Step, carry_out};
use super::store::{self, ORDERS, Order};
use crate::categories::rules::Category;
use crate::categories::store as categories;
use base::{
    CommunityId, CompoundId, Doer, FieldProblem, Moment, OrderId, Outcome, PersonId, Problem, Refusal, Relation,
};
use db::{Query, Row, Write, row, values};
use kernel::app::App;
use kernel::case::Named;
use kernel::text::{TextFault, clean_line, clean_text, holds_card_secret};
use kernel::vault::normalize_phone;
use kernel::{files, search};
use uuid::Uuid;

/// Whether everything has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complete {
    /// It is handed in.
    Yes,
    /// It is parked.
    No,
}

/// A request that was read and is fit to be kept.
pub struct Written {
    category: Option<Category>,
    body: String,
    answers: Vec<(i64, String, String)>,
    asked_by: Option<PersonId>,
    recorded: bool,
    phone: Option<String>,
    columns: Row,
    holder: String,
    photos: Vec<Uuid>,
    late: Option<Late>,
}

/// What was written on paper before it was entered.
pub struct Late {
    /// The id of the event.
    pub once: Uuid,
    /// The number that its sheet had already.
    pub number: Option<i64>,
    /// When it was entered, and why on paper.
    pub detail: String,
}

impl Written {
    /// The same, entered late.
    #[must_use]
    pub fn late(self, late: Late) -> Self {
        Self { late: Some(late), ..self }
    }
}

#[derive(Default)]
struct Check(Vec<FieldProblem>);

impl Check {
    fn amiss(&mut self, field: &'static str, refusal: impl Into<Refusal>) {
        self.0.push(FieldProblem { field, refusal: refusal.into() });
    }

    fn take(&mut self, field: &'static str, text: Result<String, TextFault>) -> Option<String> {
        match text {
            Ok(text) if holds_card_secret(&text) => {
                self.amiss(field, No::CardNumber);
                None
            }
            Ok(text) => Some(text).filter(|text| !text.is_empty()),
            Err(fault) => {
                self.amiss(field, fault);
                None
            }
        }
    }

    fn line(&mut self, field: &'static str, text: Option<&String>, chars_max: usize) -> Option<String> {
        text.and_then(|text| self.take(field, clean_line(text, chars_max)))
    }
}

/// One required text of a form.
pub fn needed(field: &'static str, text: &str, chars_max: usize) -> Outcome<String> {
    let cleaned = clean_text(text, chars_max)
        .map_err(|fault| Problem::Invalid(vec![FieldProblem { field, refusal: fault.into() }]))?;
    if holds_card_secret(&cleaned) {
        return Err(Problem::Invalid(vec![FieldProblem { field, refusal: No::CardNumber.into() }]));
    }
    if cleaned.is_empty() { Err(Problem::field(field, "orders-refused-empty")) } else { Ok(cleaned) }
}

/// Reads a request.
pub async fn read(door: &impl Query, doer: &Doer, wish: &Asking, complete: Complete) -> Outcome<Written> {
    let mut check = Check::default();
    let staff = doer.require(ORDERS_ASK_FOR, &[Relation::Community]).is_ok();
    let asked_by = asker(door, doer, wish, staff).await?;
    let recorded = doer.account.is_some() && (asked_by.is_none() || asked_by != doer.person);
    let category = match wish.category {
        Some(id) => categories::one(door, doer.community, id).await?,
        None => None,
    };
    let category = category.filter(|category| category.parent.is_some() && !category.closed);
    if category.is_none() && (complete == Complete::Yes || wish.category.is_some()) {
        check.amiss("category", Refusal::new("orders-refused-category"));
    }
    let body = check.take("body", clean_text(&wish.body, BODY_CHARS_MAX)).unwrap_or_default();
    let spoken = body.is_empty() && super::voice::is_there(door, doer.community, wish.once).await?;
    if body.is_empty() && !spoken && complete == Complete::Yes && check.0.iter().all(|fault| fault.field != "body") {
        check.amiss("body", Refusal::new("orders-refused-empty"));
    }
    let answers = answers(&mut check, doer, category.as_ref(), wish, complete);
    let phone = match wish.phone.as_deref().map(str::trim).filter(|phone| !phone.is_empty()) {
        Some(typed) => {
            let phone = normalize_phone(typed);
            if phone.is_none() {
                check.amiss("phone", Refusal::new("orders-refused-phone"));
            }
            phone
        }
        None => None,
    };
    if wish.photos.len() > PHOTOS_MAX {
        return Err(super::photos::too_many());
    }
    let mut columns = wishes(door, doer, wish, &mut check).await?;
    columns.extend(row! { spoken_once: wish.forget_voice });
    columns.extend(place(door, (doer.community, doer.at), &wish.place, &mut check).await?.row);
    if !check.0.is_empty() {
        return Err(Problem::Invalid(check.0));
    }
    let (holder, photos) = (wish.once.to_string(), wish.photos.clone());
    Ok(Written { category, body, answers, asked_by, recorded, phone, columns, holder, photos, late: None })
}

async fn asker(door: &impl Query, doer: &Doer, wish: &Asking, staff: bool) -> Outcome<Option<PersonId>> {
    match wish.asker {
        Asker::Myself => Ok(doer.person),
        Asker::Unknown if staff => Ok(None),
        Asker::Person(person) if staff || doer.speaks_for(person) => {
            people::present(door, doer.community, person).await?.ok_or(Problem::NotFound)?;
            Ok(Some(person))
        }
        Asker::Unknown | Asker::Person(_) => Err(Problem::NotAllowed),
    }
}

fn answers(
    check: &mut Check,
    doer: &Doer,
    category: Option<&Category>,
    wish: &Asking,
    complete: Complete,
) -> Vec<(i64, String, String)> {
    let mut kept = Vec::new();
    for (position, question) in (1i64..).zip(category.map(|category| &category.kind.questions).into_iter().flatten()) {
        let given = wish.answers.iter().find(|(at, _)| *at == position).map(|(_, answer)| answer);
        let answer = given.and_then(|answer| check.take("answers", clean_text(answer, TEXT_CHARS_MAX)));
        match answer {
            Some(answer) => kept.push((position, question.text.pick(doer.locale).0.to_owned(), answer)),
            None if question.required && complete == Complete::Yes => {
                check.amiss("answers", Refusal::new("orders-refused-answer").with("number", position));
            }
            None => {}
        }
    }
    kept
}

async fn wishes(door: &impl Query, doer: &Doer, wish: &Asking, check: &mut Check) -> Outcome<Row> {
    let without = match wish.wishes.without {
        Some(person) => people::present(door, doer.community, person).await?.map(|_| person.0),
        None => None,
    };
    Ok(row! {
        called: check.line("called", wish.called.as_ref(), LINE_CHARS_MAX),
        wish_language: wish.wishes.language.map(|language| language.tag()),
        wish_part: wish.wishes.part.map(Named::name),
        wish_time: check.line("wish_time", wish.wishes.time.as_ref(), WISH_CHARS_MAX),
        wish_other: check.line("wish_other", wish.wishes.other.as_ref(), WISH_CHARS_MAX),
        wish_without: without,
        wish_helper: wish.wishes.helper.map(Named::name),
        two_people: wish.wishes.two,
    })
}

/// A place as columns.
pub struct Placed {
    /// The compound.
    pub compound: Option<Uuid>,
    /// The building.
    pub building: Option<Uuid>,
    /// All of it.
    pub row: Row,
}

/// A place that was asked on its own; the grid is that of the day.
pub async fn placed(door: &impl Query, community: CommunityId, wish: &Place, at: Moment) -> Outcome<Placed> {
    let mut check = Check::default();
    let found = place(door, (community, at), wish, &mut check).await?;
    if check.0.is_empty() { Ok(found) } else { Err(Problem::Invalid(check.0)) }
}

async fn place(
    door: &impl Query,
    (community, at): (CommunityId, Moment),
    place: &Place,
    check: &mut Check,
) -> Outcome<Placed> {
    let compound: Option<CompoundId> = match (place.building, place.compound) {
        (Some(building), _) => {
            let found = people::compound_of(door, community, building).await?;
            if found.is_none() {
                check.amiss("place", Refusal::new("orders-refused-place"));
            }
            found
        }
        (None, Some(compound)) => {
            let known = people::is_compound(door, community, compound).await?;
            if !known {
                check.amiss("place", Refusal::new("orders-refused-place"));
            }
            known.then_some(compound)
        }
        (None, None) => None,
    };
    let grid = match compound {
        Some(compound) => {
            let today = super::clocks::calendar(door, community).await?.day_of(at);
            people::grid_on(door, community, compound, today).await?
        }
        None => None,
    };
    let (compound, building) =
        (compound.map(Uuid::from), place.building.filter(|_| compound.is_some()).map(Uuid::from));
    let row = row! {
        compound_id: compound,
        building_id: building,
        grid_id: grid.map(Uuid::from),
        stairway: check.line("stairway", place.stairway.as_ref(), LINE_CHARS_MAX),
        door: check.line("door", place.door.as_ref(), LINE_CHARS_MAX),
        spot: check.line("spot", place.spot.as_ref(), WISH_CHARS_MAX),
    };
    Ok(Placed { compound, building, row })
}

/// Writes a new request down, as a draft.
pub async fn create(app: &App, write: &mut Write, doer: &Doer, id: OrderId, written: &Written) -> Outcome<Order> {
    let number = match written.late.as_ref().and_then(|late| late.number) {
        Some(number) => number,
        None => draw_number(write, id).await?,
    };
    let mut row = columns(app, id, written)?;
    row.extend(row! {
        id: id.0, community: doer.community.0, number: number, state: "draft", round: 1i64,
        recorded_by: doer.account.filter(|_| written.recorded).map(Uuid::from), code_turn: 1i64,
        asked_at: doer.at, nobody_took: false, calls: 0i64,
    });
    if !write.create_once(&ORDERS, row).await? {
        return Err(Problem::Changed);
    }
    belongings(write, id, written).await?;
    store::order(write, doer.community, id).await?.ok_or_else(|| Problem::fault("a new order is not there"))
}

/// Puts newer words into a draft.
pub async fn rewrite(app: &App, write: &mut Write, order: &mut Order, written: &Written) -> Outcome<()> {
    write.change(&ORDERS, order.id, order.version, columns(app, order.key(), written)?).await?;
    belongings(write, order.key(), written).await?;
    let community = write.doer().community;
    *order = store::order(write, community, order.key()).await?.ok_or(Problem::NotFound)?;
    Ok(())
}

/// Hands a draft in.
pub async fn submit(app: &App, write: &mut Write, order: &mut Order, written: &Written) -> Outcome<()> {
    let category = written.category.as_ref().ok_or_else(|| Problem::fault("a request without a kind"))?;
    // What was written on paper was asked when it was written, which its draft says already.
    let at = if written.late.is_some() { order.asked_at } else { write.doer().at };
    order.policy = Some(serde_json::to_string(&category.policy()).map_err(Problem::fault)?);
    order.asked_at = at;
    let late = written.late.as_ref();
    let once = late.map_or_else(|| second(app, order.id, "submit"), |late| late.once);
    let step = Step {
        on_behalf_of: written.asked_by.filter(|_| written.recorded),
        detail: late.map(|late| late.detail.clone()),
        written_at: late.map(|_| at),
        ..Step::new(Action::Submit, once)
    };
    order.two_people |= category.kind.two_people;
    let mut row = row! { policy: order.policy.clone(), asked_at: at, two_people: order.two_people };
    row.extend(super::voice::handed_in(write, order).await?);
    carry_out(app, write, order, step.with(row)).await?;
    index(write, order).await
}

/// Writes the words under which an order is found in the register: what it is about, never who asked.
pub async fn index(write: &mut Write, order: &Order) -> Outcome<()> {
    let community = write.doer().community;
    let places = [(order.compound_id, order.building_id)].into_iter();
    let place = people::Places::of(write, community, places).await?.near(order.compound_id, order.building_id);
    let category = match order.category_id {
        Some(id) => categories::one(write, community, id).await?.map(|category| category.kind.name.zh),
        None => None,
    };
    let compound = place.compound.map(|compound| compound.zh);
    let texts = [order.title.clone(), Some(order.body.clone()), compound, category, Some(order.number.to_string())];
    let text: Vec<String> = texts.into_iter().flatten().collect();
    search::put(write, register::scope(community), order.id, &text.join("\n")).await
}

/// The columns of what the kind says at this moment.
pub fn kind_columns(category: Option<&Category>) -> Row {
    let kind = category.map(|category| &category.kind);
    row! {
        category_id: category.map(|category| category.id),
        is_personal: kind.is_none_or(|kind| kind.is_personal),
        is_public: kind.is_some_and(|kind| kind.is_public),
        done_by: kind.map_or("anyone", |kind| kind.done_by.name()),
        skill: kind.and_then(|kind| kind.skill.clone()),
        minutes: kind.map_or(60, |kind| kind.minutes),
        difficulty_permille: kind.map_or(1000, |kind| kind.difficulty_permille),
    }
}

fn columns(app: &App, id: OrderId, written: &Written) -> Outcome<Row> {
    let sealed = match &written.phone {
        Some(phone) => Some(app.vault.seal(phone_place(id), phone.as_bytes(), app.chance.as_ref())?),
        None => None,
    };
    let index = written.phone.as_deref().map(|phone| phone_index(app, phone));
    let mut row = written.columns.clone();
    row.extend(kind_columns(written.category.as_ref()));
    row.extend(row! {
        body: written.body.clone(), asked_by: written.asked_by.map(Uuid::from), phone_sealed: sealed,
        phone_index: index,
    });
    Ok(row)
}

/// Answers and photos.
async fn belongings(write: &mut Write, id: OrderId, written: &Written) -> Outcome<()> {
    super::voice::attach(write, &written.holder, id).await?;
    write.run("delete from order_answers where order_id = $1", values![id.0]).await?;
    for (position, question, answer) in &written.answers {
        let row = row! {
            order_id: id.0, position: *position, question: question.clone(), answer: answer.clone(),
        };
        write.insert("order_answers", row).await?;
    }
    let kept = files::of(write, super::photos::OWNER, id.0).await?;
    let fresh = written.photos.iter().filter(|photo| kept.iter().all(|file| file.id != **photo)).count();
    if kept.len() + fresh > PHOTOS_MAX {
        return Err(super::photos::too_many());
    }
    files::attach(write, (&written.holder, &written.photos), (super::photos::OWNER, id.0)).await.map(|_| ())
}
