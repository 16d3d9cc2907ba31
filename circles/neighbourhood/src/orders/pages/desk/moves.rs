//! What the office may put right while it accepts: the category, how urgent it is, the place. Nothing is decided here.

use super::super::choices::{Choice, Cluster, places};
use super::act::StepForm;
use super::words;
use crate::categories::actions as categories;
use crate::categories::rules::{Category, Group};
use crate::orders::actions::{Acceptance, Place};
use crate::orders::machine::Action;
use crate::orders::views::StaffView;
use base::Outcome;
use kernel::case::Urgency;
use uuid::Uuid;
use web::{Shell, Site, Visit};

/// The lists and texts of "something was chosen wrong", filled with what the order says now.
pub(crate) struct Moves {
    pub(crate) categories: Vec<Cluster>,
    pub(crate) urgencies: Vec<Choice>,
    pub(crate) places: Vec<Cluster>,
    pub(crate) stairway: String,
    pub(crate) door: String,
    pub(crate) spot: String,
}

/// For an order that may be accepted now; what was typed in a refused form stays.
pub(super) async fn moves(
    (site, visit): (&Site, &Visit),
    (shell, view): (&Shell, &StaffView),
    typed: Option<&StepForm>,
) -> Outcome<Option<Moves>> {
    if !view.may.contains(&Action::Accept) {
        return Ok(None);
    }
    let category = view.category_id.map(|id| id.to_string()).unwrap_or_default();
    let building = view.building.map(|id| format!("b:{id}"));
    let place = building.or(view.compound.map(|id| format!("c:{id}"))).unwrap_or_default();
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let known = StepForm {
        category,
        place: Some(place),
        stairway: said(&view.place.stairway),
        door: said(&view.place.door),
        spot: said(&view.place.spot),
        ..StepForm::default()
    };
    let form = typed.filter(|form| form.place.is_some()).unwrap_or(&known);
    let groups = categories::tree(&site.app, &visit.doer).await?;
    Ok(Some(Moves {
        categories: clusters(shell, &groups, &form.category),
        urgencies: words::urgencies(shell, &form.urgency),
        places: places(site, visit, shell, form.place.as_deref().unwrap_or_default()).await?,
        stairway: form.stairway.clone(),
        door: form.door.clone(),
        spot: form.spot.clone(),
    }))
}

/// The tree of categories as a list.
pub(super) fn clusters(shell: &Shell, groups: &[Group], chosen: &str) -> Vec<Cluster> {
    let cluster = |group: &Group| {
        let kinds = group.kinds.iter();
        let choice = |kind: &Category| Choice::new(kind.id.to_string(), words::text(shell, &kind.kind.name), chosen);
        Cluster { label: words::text(shell, &group.category.kind.name), choices: kinds.map(choice).collect() }
    };
    groups.iter().map(cluster).collect()
}

/// The acceptance as it was written.
pub(super) fn acceptance(form: &StepForm) -> Acceptance {
    Acceptance {
        category: form.category.parse::<Uuid>().ok(),
        urgency: Urgency::from_name(&form.urgency),
        public_title: form.public_title.clone(),
        two_people: !form.two.is_empty(),
        place: form.place.as_deref().map(|chosen| place(chosen, form)),
        ..Acceptance::plain(&form.answer, &form.title)
    }
}

fn place(chosen: &str, form: &StepForm) -> Place {
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (stairway, door, spot) = (said(&form.stairway), said(&form.door), said(&form.spot));
    Place { stairway, door, spot, ..Place::chosen(chosen) }
}
