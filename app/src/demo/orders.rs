//! Plans the orders of the demo town, and plays each step through the verb that a page would call.

use super::Town;
use super::matters::{Asker, Ending, Matter, hands, mix};
use super::script::{Move, at_the_office, script, since};
use super::texts::{ANSWERS, ASKED, FOR_DEPARTMENTS, Hands, NOT_SOLVED, NOTES, QUESTIONS, REFUSED, Text};
use super::timeline::{Deed, Planned};
use base::{Doer, Moment, Outcome, PersonId, Problem, Role};
use chrono::Duration;
use db::{FromQueryResult, Query, values};
use neighbourhood::orders::actions::{
    self, Acceptance, Aim, Answer, Asking, CallBack, Companion, Dispatching, Doing, Refusing, Settling, Wishes,
};
use neighbourhood::orders::rules::Outcome as Ended;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use uuid::Uuid;

/// Texts that are not solved at first, by their places in the list.
const REOPENED: [usize; 4] = [0, 1, 19, 7];

/// The order that a matched unit is asked to do.
const TO_THE_UNIT: Ending = Ending::UnderWay(10);

#[derive(FromQueryResult)]
struct Kind {
    id: Uuid,
    code: String,
    is_personal: bool,
    two_people: bool,
}

/// Every step of every order with its time.
///
/// # Errors
/// A fault when a kind of request is not in the community's tree.
pub(super) async fn plan(town: &Town<'_>, count: usize) -> Outcome<Vec<Planned>> {
    let sql = "select id, code, is_personal, two_people from categories where community = $1 and parent_id is not null";
    let kinds: Vec<Kind> = town.app.db.read().await?.all(sql, values![town.dice.community.0]).await?;
    let kinds: BTreeMap<&str, &Kind> = kinds.iter().map(|kind| (kind.code.as_str(), kind)).collect();
    let mut planned = Vec::new();
    for (number, ending) in mix(count).into_iter().enumerate() {
        let (text, body, code) = choose(number, ending);
        let kind = kinds.get(code).ok_or_else(|| Problem::Fault(format!("no kind {code} in the tree")))?;
        let mut matter = matter(town, (number, ending), (text, body), kind);
        let mut steps = script(&town.dice, &matter, ending);
        if let (Ending::Refused, Some(last)) = (ending, steps.last_mut()) {
            last.1 = Move::Reject(refusal(number));
        }
        let total: i64 = steps.iter().map(|(minutes, _)| minutes).sum();
        let ago = total + since(&town.dice, (&matter, ending), &steps);
        matter.asked_at = match steps.as_slice() {
            // What nobody has answered yet came in today, at whatever hour.
            [(_, Move::Ask)] => town.dice.now - Duration::minutes(town.dice.between(10, 400)),
            _ => town.dice.work_ago(ago + i64::try_from(steps.len()).unwrap_or(0)),
        };
        let matter = Arc::new(matter);
        let mut at = matter.asked_at;
        for (minutes, step) in steps {
            at = match step {
                Move::Ask => at,
                _ if at_the_office(&matter, step) => town.dice.work(at, minutes),
                _ => at + Duration::minutes(minutes),
            };
            planned.push((at, Deed::Order(Arc::clone(&matter), step)));
        }
    }
    Ok(planned)
}

/// Which refusal an order gets.
fn refusal(number: usize) -> usize {
    number % REFUSED.len()
}

/// What is asked, in whose words, and of which kind it is.
fn choose(number: usize, ending: Ending) -> (&'static Text, &'static str, &'static str) {
    let asked = |place: usize| ASKED.get(place % ASKED.len()).unwrap_or(&ASKED[0]);
    match ending {
        Ending::Refused => {
            let (kind, body, ..) = REFUSED.get(refusal(number)).copied().unwrap_or_default();
            (&ASKED[0], body, kind)
        }
        Ending::WithDepartment => {
            let text = FOR_DEPARTMENTS.get(number % FOR_DEPARTMENTS.len()).unwrap_or(&FOR_DEPARTMENTS[0]);
            (text, text.body, text.kind)
        }
        Ending::Reopened(place) => {
            let text = asked(REOPENED.get(place).copied().unwrap_or(0));
            (text, text.body, text.kind)
        }
        Ending::Done | Ending::ToDispatch | Ending::UnderWay(_) => {
            let text = asked(number);
            (text, text.body, text.kind)
        }
    }
}

fn matter(
    town: &Town<'_>,
    (number, ending): (usize, Ending),
    (text, body): (&'static Text, &'static str),
    kind: &Kind,
) -> Matter {
    let dice = &town.dice;
    let (mut taker, mut body_of_taker, mut along) = hands(town, text);
    if text.hands == Hands::One {
        // Those who sign in here see something in their hands.
        let known = ["member", "member2", "leader"];
        if matches!(ending, Ending::UnderWay(_)) || number.is_multiple_of(12) {
            taker = town.login(known.get(number % known.len()).copied().unwrap_or("member"));
        }
    }
    if ending == TO_THE_UNIT {
        (taker, body_of_taker, along) = (town.login("unit"), town.bodies.units.first().copied(), Vec::new());
    }
    let mut others = town.bodies.takers.iter().copied().filter(|other| *other != taker);
    let second = others.next().filter(|_| kind.two_people);
    let asker = asker(town, number);
    let lives = |place: usize| town.people.get(place).and_then(|one| one.home);
    let home = match asker {
        Asker::Account(place) | Asker::Recorded(place) => lives(place),
        Asker::Visitor => None,
    };
    let phone = match asker {
        Asker::Visitor => Some(format!("000-0000-{:04}", 2000 + number)),
        Asker::Account(_) | Asker::Recorded(_) => None,
    };
    Matter {
        once: dice.id(dice.now),
        order: OnceLock::new(),
        category: kind.id,
        is_personal: kind.is_personal,
        text,
        body,
        asker,
        worker: town.login(if number.is_multiple_of(2) { "worker" } else { "worker2" }),
        other: town.login(if number.is_multiple_of(2) { "worker2" } else { "worker" }),
        taker,
        body_of_taker,
        second,
        along,
        home: home.unwrap_or_else(|| dice.below(town.places.homes.len())),
        phone,
        asked_at: dice.now,
    }
}

/// Half have an account, a third is recorded on the phone, the rest follows with a code.
fn asker(town: &Town<'_>, number: usize) -> Asker {
    let dice = &town.dice;
    let residents = town.people.iter().enumerate().filter(|(_, one)| one.roles == [Role::Resident]);
    let residents: Vec<usize> = residents.map(|(place, _)| place).collect();
    match number % 6 {
        3 if number % 12 == 3 => Asker::Recorded(town.login("elder")),
        4 if number % 12 == 4 => Asker::Account(town.login("resident")),
        0 | 3 => Asker::Recorded(dice.pick(&residents)),
        5 => Asker::Visitor,
        _ => Asker::Account(dice.pick(&residents)),
    }
}

/// Plays one step.
///
/// # Errors
/// What the verb refuses.
pub(super) async fn play(town: &Town<'_>, (at, matter): (Moment, &Matter), step: Move) -> Outcome<()> {
    let app = town.app;
    if step == Move::Ask {
        return ask(town, at, matter).await;
    }
    let aim = aim(town, at, matter).await?;
    let (desk, taker) = (town.doer(matter.worker, at), town.doer(matter.taker, at));
    match step {
        Move::Ask => Ok(()),
        Move::Accept => {
            let answer = town.dice.pick(&ANSWERS).to_owned();
            let wish = Acceptance::plain(answer, matter.text.title);
            actions::accept(app, &desk, aim, &wish).await
        }
        Move::Reject(place) => {
            let (_, _, reason, forward) = REFUSED.get(place).copied().unwrap_or_default();
            let wish = Refusing { reason: reason.to_owned(), way_forward: forward.to_owned() };
            actions::reject(app, &desk, aim, &wish).await
        }
        Move::AskBack => actions::ask_back(app, &desk, aim, town.dice.pick(&QUESTIONS)).await,
        Move::Note => actions::add_note(app, &desk, aim.order, aim.once, town.dice.pick(&NOTES)).await,
        Move::Dispatch => {
            let wish = Dispatching::to(matter.targets(town));
            actions::dispatch(app, &desk, aim, &wish).await
        }
        Move::Take => {
            if let Some(second) = matter.second {
                let own = Aim { once: town.dice.id(at), ..aim };
                actions::take(app, &town.doer(second, at), own, None).await?;
            }
            actions::take(app, &taker, aim, matter.body_of_taker).await
        }
        Move::Arrange => actions::arrange(app, &taker, aim, town.dice.work(at, 40)).await,
        Move::Phone => actions::reveal_phone(app, &taker, aim.order, "").await.map(|_| ()),
        Move::NobodyHome => actions::nobody_home(app, &taker, aim, Some(town.dice.work(at, 60))).await,
        Move::Done => actions::done(app, &taker, aim, &doing(town, matter)).await,
        Move::Settle => {
            let wish = Settling { outcome: Ended::Explained, text: matter.text.done.to_owned() };
            actions::settle(app, &desk, aim, &wish).await
        }
        Move::Verify => actions::verify(app, &town.doer(matter.other, at), aim, "到现场看过，已经办好。").await,
        Move::Confirm => confirm(town, at, matter).await,
        Move::Solved | Move::NotSolved(_) | Move::Rate(_) | Move::Close => say(town, (at, matter), aim, step).await,
    }
}

async fn ask(town: &Town<'_>, at: Moment, matter: &Matter) -> Outcome<()> {
    let (doer, asker) = match matter.asker {
        Asker::Recorded(place) => {
            let person = town.person(place).ok_or(Problem::NotFound)?;
            (town.doer(matter.worker, at), actions::Asker::Person(person))
        }
        _ => (asking(town, at, matter), actions::Asker::Myself),
    };
    let wish = Asking {
        once: matter.once,
        asker,
        called: None,
        phone: matter.phone.clone(),
        category: Some(matter.category),
        body: matter.body.to_owned(),
        answers: Vec::new(),
        place: matter.place(town),
        wishes: Wishes::default(),
        photos: Vec::new(),
        forget_voice: false,
    };
    let receipt = actions::ask(town.app, &doer, &wish).await?;
    matter.order.get_or_init(|| receipt.order);
    Ok(())
}

/// The asker, signed in or with number and code.
fn asking(town: &Town<'_>, at: Moment, matter: &Matter) -> Doer {
    match matter.asker {
        Asker::Account(place) => town.doer(place, at),
        Asker::Visitor | Asker::Recorded(_) => {
            let mut doer = town.visitor(at);
            doer.opened = vec![matter.order()];
            doer
        }
    }
}

/// What the resident says at the end; for those without a screen, the desk calls back and records it.
async fn say(town: &Town<'_>, (at, matter): (Moment, &Matter), aim: Aim, step: Move) -> Outcome<()> {
    let (app, own) = (town.app, asking(town, at, matter));
    let answer = Answer { minutes_right: true, text: None };
    let called = matches!(matter.asker, Asker::Recorded(_));
    let desk = town.doer(matter.worker, at);
    let missing = |place: usize| NOT_SOLVED.get(place).copied().unwrap_or_default();
    match (step, called) {
        (Move::Solved, false) => actions::solved(app, &own, aim, &answer).await,
        (Move::Solved, true) => actions::call_back(app, &desk, aim, &CallBack::Solved(answer)).await,
        (Move::NotSolved(place), false) => actions::not_solved(app, &own, aim, missing(place)).await,
        (Move::NotSolved(place), true) => {
            actions::call_back(app, &desk, aim, &CallBack::NotSolved(missing(place).to_owned())).await
        }
        (Move::Rate(grade), _) => actions::rate(app, &own, aim, grade).await,
        (_, false) => actions::close(app, &own, aim).await,
        (_, true) => actions::close(app, &desk, aim).await,
    }
}

fn doing(town: &Town<'_>, matter: &Matter) -> Doing {
    let dice = &town.dice;
    let minutes = || matter.text.minutes + 5 * dice.between(-2, 4);
    Doing {
        minutes: minutes(),
        companions: matter.along.iter().map(|person| Companion { person: *person, minutes: minutes() }).collect(),
        outcome: Ended::Solved,
        text: matter.text.done.to_owned(),
        photos: Vec::new(),
    }
}

#[derive(FromQueryResult)]
struct Version {
    version: i64,
    round: i64,
}

async fn version(town: &Town<'_>, matter: &Matter) -> Outcome<Version> {
    let sql = "select version, round from orders where id = $1";
    town.app.db.read().await?.one(sql, values![matter.order().0]).await?.ok_or(Problem::NotFound)
}

async fn aim(town: &Town<'_>, at: Moment, matter: &Matter) -> Outcome<Aim> {
    Ok(Aim { order: matter.order(), version: version(town, matter).await?.version, once: town.dice.id(at) })
}

#[derive(FromQueryResult)]
struct Helper {
    person_id: Uuid,
}

/// The team's leader confirms the minutes of a public matter; the leader's own, and those of single helpers, the secretary.
async fn confirm(town: &Town<'_>, at: Moment, matter: &Matter) -> Outcome<()> {
    let round = version(town, matter).await?.round;
    let sql = "select person_id from order_helpers where order_id = $1 and round = $2 and confirmed_at is null order by person_id";
    let helpers: Vec<Helper> = town.app.db.read().await?.all(sql, values![matter.order().0, round]).await?;
    let team = town.bodies.teams.iter().find(|team| Some(team.id) == matter.body_of_taker);
    let leader = team.and_then(|team| team.members.first()).copied();
    for helper in helpers {
        let person = PersonId(helper.person_id);
        let place =
            leader.filter(|place| town.person(*place) != Some(person)).unwrap_or_else(|| town.login("secretary"));
        let aim = aim(town, at, matter).await?;
        actions::confirm_minutes(town.app, &town.doer(place, at), aim, round, person).await?;
    }
    Ok(())
}
