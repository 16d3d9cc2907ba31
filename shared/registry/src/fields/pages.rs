//! The catalogue as a page.

use askama::Template;
use axum::extract::State;
use kernel::app::PersonalField;
use std::collections::BTreeMap;
use web::{Answer, Need, Routes, Shell, Site, Visit, page};

pub(crate) fn routes() -> Routes {
    Routes::default().get("/fields", Need::Nothing, catalogue)
}

#[derive(Template)]
#[template(path = "fields/list.html")]
struct CataloguePage {
    shell: Shell,
    /// What is kept and for what, with the columns that hold it.
    lines: Vec<(PersonalField, Vec<&'static str>)>,
}

async fn catalogue(State(site): State<Site>, visit: Visit) -> Answer {
    let mut lines: Vec<(PersonalField, Vec<&'static str>)> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for field in &site.app.part.personal_fields {
        let at = *places.entry((field.purpose, field.retention)).or_insert(lines.len());
        match lines.get_mut(at) {
            Some((_, columns)) => columns.push(field.column),
            None => lines.push((*field, vec![field.column])),
        }
    }
    page(&CataloguePage { shell: site.shell(&visit, "fields-title").back("/"), lines })
}
