//! Lists to choose from that the resident's and the office's forms share.

use base::Outcome;
use registry::places::{Building, Compound, Place, label};
use web::{Shell, Site, Visit};

/// A value and its words, for radios and selects.
pub(crate) struct Choice {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

impl Choice {
    pub(crate) fn new(name: impl Into<String>, label: impl Into<String>, chosen: &str) -> Self {
        let name = name.into();
        Self { chosen: name == chosen, name, label: label.into() }
    }
}

/// Choices under a heading.
pub(super) struct Cluster {
    pub(super) label: String,
    pub(super) choices: Vec<Choice>,
}

/// The compounds with their buildings: a building is written `b:` and its id, a whole compound `c:` and its id.
pub(super) async fn places(site: &Site, visit: &Visit, shell: &Shell, chosen: &str) -> Outcome<Vec<Cluster>> {
    let read = site.app.db.read().await?;
    let buildings = registry::places::buildings(&read, visit.doer.community).await?;
    let compounds = registry::places::compounds(&read, visit.doer.community).await?;
    let cluster = |compound: &Compound| {
        let name = shell.lang().pick(&compound.name).0.to_owned();
        let whole = shell.tx("orders-place-whole", "compound", &name);
        let own = buildings.iter().filter(|building| building.compound == compound.id).map(|building: &Building| {
            let place = Place {
                compound: compound.name.clone(),
                building: Some(building.name.clone()),
                stairway: None,
                door: None,
            };
            Choice::new(format!("b:{}", building.id), label(&shell.lang(), &place), chosen)
        });
        let whole = Choice::new(format!("c:{}", compound.id), whole, chosen);
        Cluster { choices: std::iter::once(whole).chain(own).collect(), label: name }
    };
    Ok(compounds.iter().map(cluster).collect())
}
