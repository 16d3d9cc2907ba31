//! What belongs together with an order at the office: merging and taking out again, the title for neighbours, the parts
//! that were split off, and a neighbour's care noted at the counter. Nothing is decided here.

use super::super::ask::care::{Known, known};
use super::act::{StepForm, path};
use super::steps::{Form, aim, end};
use super::words;
use crate::orders::actions::{self, Caring};
use crate::orders::machine::Action;
use crate::orders::views::{CareReceipt, Kin, MessageKind, MessageView, OrderLine};
use askama::Template;
use base::{OrderId, Outcome, Problem};
use web::{Answer as Page, Shell, Site, Visit};

/// A line about another order.
pub(super) struct Other {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) small: String,
    pub(super) chosen: bool,
}

/// A merged order, with what its asker said.
pub(super) struct Merged {
    pub(super) other: Other,
    pub(super) said: Vec<Said>,
}

/// A message.
pub(super) struct Said {
    pub(super) ours: bool,
    pub(super) body: String,
    pub(super) time: String,
}

/// The section of an order's page.
pub(super) struct KinView {
    pub(super) into: Option<Other>,
    pub(super) merged: Vec<Merged>,
    pub(super) origin: Option<Other>,
    pub(super) parts: Vec<Other>,
    pub(super) near: Vec<Other>,
    pub(super) cares: Option<String>,
    pub(super) is_public_place: bool,
    pub(super) public_title: Option<String>,
    pub(super) may_merge: bool,
    pub(super) may_unmerge: bool,
    pub(super) may_split: bool,
}

impl KinView {
    /// There is something to show or to do.
    pub(super) const fn any(&self) -> bool {
        self.may_merge
            || self.may_unmerge
            || self.may_split
            || self.is_public_place
            || self.into.is_some()
            || self.origin.is_some()
            || !self.merged.is_empty()
            || !self.parts.is_empty()
    }
}

/// The section for this reader; `chosen` is what a refused form had chosen.
pub(super) async fn view(
    (site, visit, shell): (&Site, &Visit, &Shell),
    order: OrderId,
    (may, chosen): (&[Action], &str),
) -> Outcome<KinView> {
    let kin: Kin = actions::kin(&site.app, &visit.doer, order).await?;
    let other = |line: &OrderLine| other(shell, line, chosen);
    let can = |wanted: Action| kin.may_merge && may.contains(&wanted);
    let merged = kin.merged.iter().map(|merged| Merged {
        other: other(&merged.line),
        said: merged.said.iter().map(|message| said(shell, message)).collect(),
    });
    Ok(KinView {
        merged: merged.collect(),
        into: kin.into.as_ref().map(other),
        origin: kin.origin.as_ref().map(other),
        parts: kin.parts.iter().map(other).collect(),
        near: kin.near.iter().map(other).collect(),
        cares: (kin.cares > 0).then(|| shell.tn("orders-merge-cares", "count", kin.cares)),
        is_public_place: kin.is_public_place,
        public_title: kin.public_title.clone(),
        may_merge: can(Action::Merge),
        may_unmerge: kin.may_merge && may.iter().any(|action| crate::orders::merge_rules::is_way_back(*action)),
        may_split: can(Action::Split),
    })
}

fn other(shell: &Shell, line: &OrderLine, chosen: &str) -> Other {
    let small =
        [words::short_place(shell, &line.place), words::state(shell, line.state), shell.lang().date(line.asked_at)];
    let id = line.id.to_string();
    Other {
        chosen: id == chosen,
        id,
        number: line.number.to_string(),
        title: line.title.clone(),
        small: small.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
    }
}

fn said(shell: &Shell, message: &MessageView) -> Said {
    let time = shell.lang().when(message.at);
    Said { ours: message.kind == MessageKind::ToResident, body: message.body.clone(), time }
}

/// Merges into the chosen order, or into the one whose number was written.
pub(super) async fn merge(sent: Form) -> Page {
    let outcome = merge_into(&sent).await;
    end(sent, ("merge", "orders-merge-merged-done"), outcome).await
}

async fn merge_into(sent: &Form) -> Outcome<()> {
    let (aim, form): (_, &StepForm) = (aim(sent)?, &sent.form);
    let into = match (form.number.trim(), form.into.parse::<OrderId>()) {
        ("", Ok(into)) => into,
        ("", Err(_)) => return Err(Problem::refused("orders-merge-choose")),
        (number, _) => actions::order_of_number(sent.app(), sent.doer(), number).await?,
    };
    db::again(|| actions::merge(sent.app(), sent.doer(), aim, into, &form.text)).await
}

/// Takes it out again.
pub(super) async fn unmerge(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let outcome = db::again(|| actions::unmerge(sent.app(), sent.doer(), aim, &sent.form.reason)).await;
    end(sent, ("unmerge", "orders-merge-unmerged-done"), outcome).await
}

/// The title for neighbours.
pub(super) async fn entitle(sent: Form) -> Page {
    let aim = aim(&sent)?;
    let title = sent.form.public_title.clone().unwrap_or_default();
    let outcome = db::again(|| actions::entitle(sent.app(), sent.doer(), aim, &title)).await;
    end(sent, ("public-title", "orders-merge-public-title-saved"), outcome).await
}

/// What neighbours asked of this kind at this place, while somebody's request is recorded.
pub(super) async fn near(
    (site, visit, shell): (&Site, &Visit, &Shell),
    category: Option<uuid::Uuid>,
    place: &str,
) -> Outcome<Vec<Known>> {
    let Some(category) = category else { return Ok(Vec::new()) };
    let place = actions::Place::chosen(place);
    let found = actions::offered(&site.app, &visit.doer, category, &place).await?;
    Ok(found.iter().map(|view| known(shell, view)).collect())
}

#[derive(Template)]
#[template(path = "orders/desk/care.html")]
struct CareSlip {
    shell: Shell,
    number: Option<String>,
    code: Option<String>,
}

/// Notes at the counter that somebody cares too.
pub(super) async fn care(site: &Site, visit: &Visit, wish: Caring) -> Outcome<CareReceipt> {
    db::again(|| actions::care(&site.app, &visit.doer, wish)).await
}

/// The paper they take along.
pub(super) fn slip(site: &Site, visit: &Visit, (receipt, matter): (CareReceipt, OrderId)) -> Page {
    let shell = site.shell(visit, "orders-care-title").back(path(matter));
    let number = receipt.number.map(|number| number.to_string());
    web::page(&CareSlip { shell, number, code: receipt.code })
}
