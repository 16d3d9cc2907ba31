//! The community of this test: who works in it, whose points pay for what stands on the shelf. Made by the verbs.

use crate::setup::{NewCommunity, setup};
use access::accounts::actions::{NewAccount, make};
use base::{AccountId, BodyId, Doer, Locale, Origin, PersonId, Points, Role};
use kernel::app::App;
use neighbourhood::points::actions::{Joining, join};
use neighbourhood::points::corrections::{Proposal, decide, propose};
use neighbourhood::points::ledger::Ledger;
use neighbourhood::supermarket::actions as goods;
use neighbourhood::supermarket::rules::Source;
use registry::bodies::rules::MemberForm;
use registry::bodies::{self, BodyForm};
use registry::people::{NewPerson, register_in};
use uuid::Uuid;

/// Residents with points.
const RESIDENTS: usize = 3;
/// Helpers, all in one team.
const MEMBERS: usize = 4;
/// Points of each resident: nobody runs out.
const POINTS: i64 = 10_000;
/// Pieces of each thing.
const PIECES: i64 = 5_000;

/// Someone who is signed in.
pub(in crate::tests) struct Hand {
    pub(in crate::tests) token: String,
    pub(in crate::tests) person: PersonId,
}

/// Everyone and everything that the load needs to know.
pub(in crate::tests) struct Cast {
    pub(in crate::tests) worker: String,
    pub(in crate::tests) checker: String,
    pub(in crate::tests) clerk: String,
    pub(in crate::tests) leader: Hand,
    pub(in crate::tests) members: Vec<Hand>,
    pub(in crate::tests) residents: Vec<Hand>,
    pub(in crate::tests) team: BodyId,
    pub(in crate::tests) items: Vec<Uuid>,
}

pub(in crate::tests) async fn found(app: &App) -> Cast {
    let wish = NewCommunity { name: "雪松社区", code: "000100100001", phone: "", administrator: "admin" };
    let (community, _) = setup(app, &wish).await.expect("a community");
    let house = app.house_doer(community, Origin::CommandLine);
    let mut members = Vec::new();
    for number in 0..MEMBERS {
        members.push(somebody(app, &house, (&format!("member{number}"), &[Role::Member])).await);
    }
    let mut residents = Vec::new();
    for number in 0..RESIDENTS {
        residents.push(somebody(app, &house, (&format!("resident{number}"), &[Role::Resident])).await);
    }
    let leader = somebody(app, &house, ("leader", &[Role::TeamLeader])).await;
    let everyone: Vec<PersonId> = members.iter().chain([&leader]).map(|hand| hand.person).collect();
    let team = team(app, &house, &everyone).await;
    for person in residents.iter().map(|hand| hand.person).chain(everyone) {
        let wish = Joining { person, keeps_points: true, shows_name: false };
        join(app, &house, &wish).await.expect("they take part");
    }
    let cast = Cast {
        worker: staff(app, &house, ("worker", Role::Worker)).await,
        checker: staff(app, &house, ("checker", Role::Worker)).await,
        clerk: staff(app, &house, ("clerk", Role::Clerk)).await,
        leader,
        members,
        residents,
        team,
        items: shelf(app, &house).await,
    };
    give_points(app, &house, &cast.residents).await;
    cast
}

async fn somebody(app: &App, house: &Doer, (name, roles): (&str, &[Role])) -> Hand {
    let mut write = app.db.write(house, "people.enter", &[]).await.expect("a write");
    let new = NewPerson { name: name.to_owned(), language: Locale::ZhCn, ..NewPerson::default() };
    let person = register_in(app, &mut write, new).await.expect("a person");
    write.commit().await.expect("a commit");
    let account = account(app, house, (name, Some(person), roles)).await;
    Hand { token: sign_in(app, account).await, person }
}

async fn staff(app: &App, house: &Doer, (login, role): (&str, Role)) -> String {
    let account = account(app, house, (login, None, &[role])).await;
    sign_in(app, account).await
}

async fn account(app: &App, house: &Doer, (login, person, roles): (&str, Option<PersonId>, &[Role])) -> AccountId {
    let id = AccountId(app.new_id());
    let wish = NewAccount {
        id,
        login: Some(login.to_owned()),
        phone_index: None,
        display_name: login.to_owned(),
        person,
        password_hash: None,
        locale: Locale::ZhCn,
        roles: roles.to_vec(),
    };
    make(app, house, &wish).await.expect("an account");
    id
}

async fn sign_in(app: &App, account: AccountId) -> String {
    access::sessions::actions::begin_own(app, account, "test").await.expect("a session")
}

async fn team(app: &App, house: &Doer, people: &[PersonId]) -> BodyId {
    let (once, kind, name_zh) = (app.new_id().to_string(), "team".to_owned(), "党员先锋队".to_owned());
    let form = BodyForm { once, kind, name_zh, ..BodyForm::default() };
    let team = bodies::actions::enter(app, house, &form).await.expect("a team");
    for (person, version) in people.iter().zip(1..) {
        // The last one leads.
        let leads = (Some(person) == people.last()).then(|| "yes".to_owned());
        let form = MemberForm { version, person: person.to_string(), leads };
        bodies::actions::join(app, house, team, &form).await.expect("a member");
    }
    team
}

async fn shelf(app: &App, house: &Doer) -> Vec<Uuid> {
    let mut items = Vec::new();
    for (name, price) in [("洗衣液", 2), ("大米", 7)] {
        let wish = goods::Wish {
            id: app.new_id(),
            name_zh: name.to_owned(),
            name_bo: String::new(),
            name_en: String::new(),
            price: Points(price),
            origin: Source::Donated,
            donor: String::new(),
            best_before: None,
            shown: true,
        };
        goods::enter(app, house, (&wish, None)).await.expect("a thing");
        goods::deliver(app, house, (app.new_id(), wish.id, PIECES)).await.expect("a delivery");
        items.push(wish.id);
    }
    items
}

/// One proposes, another approves.
async fn give_points(app: &App, house: &Doer, residents: &[Hand]) {
    let hands = [app.new_id(), app.new_id()].map(|account| {
        let mut doer = house.clone();
        doer.account = Some(AccountId(account));
        doer
    });
    for resident in residents {
        let (id, reason) = (app.new_id(), "为演练而记".to_owned());
        let wish = Proposal { id, person: resident.person, ledger: Ledger::Points, amount: POINTS, reason };
        propose(app, &hands[0], &wish).await.expect("a proposal");
        decide(app, &hands[1], (id, 1, true)).await.expect("points");
    }
}
