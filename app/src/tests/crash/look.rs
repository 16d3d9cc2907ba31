//! After a kill: what was acknowledged is there exactly once, what was refused left nothing, nothing is half done, the
//! ledgers add up to zero, and `verify` finds nothing. All of it counted here again, by other means than the program's.

use super::hands::{Answered, Load, Sent};
use super::story::Step;
use base::Outcome;
use db::{FromQueryResult, Query, Read, values};
use kernel::app::App;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Queries that must find nothing: what would be half done.
const NEVER: [(&str, &str); 14] = [
    (
        "an order without the event that made it",
        "select count(*) from orders o where (select count(*) from order_events e where e.order_id = o.id
           and e.action = 'submit') <> 1",
    ),
    (
        "an event without its order",
        "select count(*) from order_events e where not exists (select 1 from orders o where o.id = e.order_id)",
    ),
    (
        "events and facts differ",
        "select count(*) from orders o where (select count(*) from order_events e where e.order_id = o.id)
           <> (select count(*) from facts f where f.subject = o.id and f.kind = 'order_moved')",
    ),
    (
        "a dispatched order that nobody was asked about",
        "select count(*) from orders o where o.state = 'dispatched' and not exists (select 1 from order_dispatches d
           where d.order_id = o.id and d.round = o.round and d.state = 'offered')",
    ),
    (
        "an order in somebody's hands without the row of taking it",
        "select count(*) from orders o where o.state = 'in_progress' and (o.holder_person is null
           or (select count(*) from order_dispatches d where d.order_id = o.id and d.round = o.round and d.state = 'taken')
             <> case when o.companion_person is null then 1 else 2 end)",
    ),
    (
        "work done without minutes",
        "select count(*) from order_events e where e.action = 'done' and not exists (select 1 from order_helpers h
           where h.order_id = e.order_id and h.round = e.round)",
    ),
    (
        "a grade without its event",
        "select count(*) from order_ratings r where not exists (select 1 from order_events e
           where e.order_id = r.order_id and e.action = 'rate')",
    ),
    (
        "an order closed by a grade without the grade",
        "select count(*) from order_events e where e.action = 'rate' and (select count(*) from order_ratings r
           where r.order_id = e.order_id) <> 1",
    ),
    (
        "an order closed without its fact",
        "select count(*) from orders o where o.state = 'closed' and not exists (select 1 from facts f
           where f.subject = o.id and f.kind = 'order_closed')",
    ),
    (
        "confirmed minutes of a closed order without an award",
        "select count(*) from order_helpers h join orders o on o.id = h.order_id where o.state = 'closed'
           and h.confirmed_at is not null and (h.told_at is null or (select count(*) from points_awards a
             where a.order_id = h.order_id and a.person_id = h.person_id and a.round = h.round) <> 1)",
    ),
    (
        "an award without the hours, or a final one without the points",
        "select count(*) from points_awards a where a.state in ('pending', 'final') and (
           (select count(*) from postings p where p.source_id = a.id and p.ledger = 'hours') <> 1
           or (select count(*) from postings p where p.source_id = a.id and p.ledger = 'points')
             <> (case when a.state = 'final' and a.points > 0 then 1 else 0 end))",
    ),
    (
        "a redemption with half its postings",
        "select count(*) from redemptions r where
           (select count(*) from postings p where p.source_id = r.id and p.ledger = 'goods')
             <> (case when r.state = 'collected' then 1 else 0 end)
           or (select coalesce(sum(p.amount), 0) from postings p where p.source_id = r.id and p.ledger = 'points')
             <> (case when r.state = 'collected' then r.points else 0 end)",
    ),
    (
        "stock held for no redemption",
        "select count(*) from balances b where b.kind = 'stock' and b.reserved <> (select coalesce(sum(r.count), 0)
           from redemptions r where r.item_id = b.owner and r.state = 'reserved')",
    ),
    (
        "a redemption collected without its fact",
        "select count(*) from redemptions r where (select count(*) from facts f where f.subject = r.id
           and f.kind = 'points_redeemed') <> (case when r.state = 'collected' then 1 else 0 end)",
    ),
];

#[derive(FromQueryResult)]
struct Id {
    id: Uuid,
}

#[derive(FromQueryResult)]
struct Event {
    id: Uuid,
    order_id: Uuid,
    action: String,
}

#[derive(FromQueryResult)]
struct Redemption {
    id: Uuid,
    state: String,
}

#[derive(FromQueryResult)]
struct Posting {
    ledger: String,
    debit_kind: String,
    credit_kind: String,
    debit_account: Option<Uuid>,
    credit_account: Option<Uuid>,
    amount: i64,
}

#[derive(FromQueryResult)]
struct Balance {
    id: Uuid,
    posted: i64,
}

/// What the database holds, by the ids that the journal knows.
struct Held {
    orders: BTreeSet<Uuid>,
    events: BTreeMap<Uuid, (Uuid, String)>,
    redemptions: BTreeMap<Uuid, String>,
    confirmed: BTreeSet<Uuid>,
}

impl Held {
    async fn read(read: &Read) -> Outcome<Self> {
        let orders: Vec<Id> = read.all("select id from orders", values![]).await?;
        let events: Vec<Event> = read.all("select id, order_id, action from order_events", values![]).await?;
        let redemptions: Vec<Redemption> = read.all("select id, state from redemptions", values![]).await?;
        let sql = "select order_id as id from order_helpers where confirmed_at is not null";
        let confirmed: Vec<Id> = read.all(sql, values![]).await?;
        Ok(Self {
            orders: orders.into_iter().map(|row| row.id).collect(),
            events: events.into_iter().map(|row| (row.id, (row.order_id, row.action))).collect(),
            redemptions: redemptions.into_iter().map(|row| (row.id, row.state)).collect(),
            confirmed: confirmed.into_iter().map(|row| row.id).collect(),
        })
    }

    /// Whether what the form asked for happened.
    fn has(&self, sent: &Sent) -> bool {
        let subject = sent.subject.unwrap_or_default();
        let state = |id: &Uuid| self.redemptions.get(id).map(String::as_str);
        match sent.step {
            Step::Ask => self.orders.contains(&subject),
            Step::Minutes => self.confirmed.contains(&subject),
            Step::Redeem => state(&sent.once) == Some("collected"),
            Step::Reserve => state(&sent.once).is_some(),
            Step::Cancel => state(&subject) == Some("cancelled"),
            Step::Collect => state(&subject) == Some("collected"),
            step => self
                .events
                .get(&sent.once)
                .is_some_and(|(order, action)| *order == subject && actions_of(step).contains(&action.as_str())),
        }
    }
}

fn actions_of(step: Step) -> &'static [&'static str] {
    match step {
        Step::Accept => &["accept"],
        Step::Dispatch => &["dispatch"],
        Step::Take => &["take"],
        Step::Done => &["done"],
        Step::Verify => &["verify"],
        // Of a personal service the same form checks it, of a public place it answers.
        Step::Solved => &["confirm", "say_solved"],
        Step::Rate => &["rate"],
        Step::Close => &["close"],
        Step::Ask | Step::Minutes | Step::Redeem | Step::Reserve | Step::Cancel | Step::Collect => &[],
    }
}

/// Looks at everything; `settled` says that every form was answered by now.
pub(super) async fn look(app: &App, load: &Load, round: &str, settled: bool) {
    let read = app.db.read().await.expect("a snapshot");
    let held = Held::read(&read).await.expect("rows");
    let journal = load.journal.lock().expect("no panic").clone();
    for sent in &journal {
        match sent.answered {
            Answered::Done => assert!(held.has(sent), "{round}: acknowledged and lost: {:?} {}", sent.step, sent.once),
            Answered::Refused => {
                assert!(!held.has(sent), "{round}: refused and done: {:?} {}", sent.step, sent.once);
            }
            Answered::Not => assert!(!settled, "{round}: no answer to {:?} {}", sent.step, sent.once),
        }
    }
    let asked = count(&journal, &[Step::Ask], settled);
    assert!(asked.contains(&held.orders.len()), "{round}: {} orders, asked for {asked:?}", held.orders.len());
    let wished = count(&journal, &[Step::Redeem, Step::Reserve], settled);
    assert!(wished.contains(&held.redemptions.len()), "{round}: {} of {wished:?}", held.redemptions.len());
    for (what, sql) in NEVER {
        let found = read.number(sql, values![]).await.expect("a count");
        assert_eq!(found, 0, "{round}: {what}");
    }
    replay(&read, round).await.expect("the ledgers");
    drop(read);
    let report = kernel::audit::verify(app, None).await.expect("a report");
    assert!(report.is_clean(), "{round}: {report}");
}

/// From as many as were acknowledged to as many as may have been carried out.
fn count(journal: &[Sent], steps: &[Step], settled: bool) -> std::ops::RangeInclusive<usize> {
    let of = |answered: Answered| {
        journal.iter().filter(|sent| steps.contains(&sent.step) && sent.answered == answered).count()
    };
    let most = of(Answered::Done) + if settled { 0 } else { of(Answered::Not) };
    of(Answered::Done)..=most
}

/// Every ledger from its first posting: each balance is what its postings add up to, and all accounts together are zero.
async fn replay(read: &Read, round: &str) -> Outcome<()> {
    let sql = "select ledger, debit_kind, credit_kind, debit_account, credit_account, amount from postings";
    let postings: Vec<Posting> = read.all(sql, values![]).await?;
    let mut accounts: BTreeMap<(String, String, Option<Uuid>), i64> = BTreeMap::new();
    for posting in postings {
        let debit = (posting.ledger.clone(), posting.debit_kind, posting.debit_account);
        *accounts.entry(debit).or_default() -= posting.amount;
        *accounts.entry((posting.ledger, posting.credit_kind, posting.credit_account)).or_default() += posting.amount;
    }
    for ledger in ["points", "hours", "goods"] {
        let sum: i64 = accounts.iter().filter(|((name, ..), _)| name == ledger).map(|(_, amount)| amount).sum();
        assert_eq!(sum, 0, "{round}: the ledger of {ledger}");
    }
    let balances: Vec<Balance> = read.all("select id, posted from balances", values![]).await?;
    let kept: BTreeMap<Uuid, i64> = balances.iter().map(|row| (row.id, row.posted)).collect();
    let replayed: BTreeMap<Uuid, i64> =
        accounts.iter().filter_map(|((.., account), amount)| account.map(|account| (account, *amount))).collect();
    assert_eq!(kept, replayed, "{round}: balances and their postings");
    Ok(())
}
