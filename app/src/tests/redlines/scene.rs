//! A small town with a compound, its categories and people in it, and the steps of an order as pages send them.

use base::{BuildingId, CompoundId, Locale, PersonId, Role};
use registry::helpers::HelperForm;
use registry::people::{NewPerson, register_in};
use registry::places::{BuildingForm, CompoundForm};
use testkit::{Browser, Seen, Town};

/// The place where everything happens.
#[derive(Clone, Copy)]
pub(super) struct Scene {
    pub(super) compound: CompoundId,
    pub(super) building: BuildingId,
}

/// Categories, a compound, a building.
pub(super) async fn scene(town: &Town) -> Scene {
    let house = town.house();
    let mut write = town.app.db.write(&house, "categories.plant", &[]).await.unwrap();
    neighbourhood::prepare_community(&town.app, &mut write).await.unwrap();
    write.commit().await.unwrap();
    let form = CompoundForm { once: once(town), name_zh: "清溪里".to_owned(), ..Default::default() };
    let compound = registry::places::actions::enter_compound(&town.app, &house, &form).await.unwrap();
    let (name, stairways) = ("3".to_owned(), "4".to_owned());
    let form = BuildingForm { once: once(town), name, stairways, ..Default::default() };
    let building = registry::places::actions::enter_building(&town.app, &house, compound, &form).await.unwrap();
    Scene { compound, building }
}

pub(super) fn once(town: &Town) -> String {
    town.app.new_id().to_string()
}

/// A person of the town.
pub(super) async fn person(town: &Town, name: &str, phone: Option<&str>) -> PersonId {
    let mut write = town.app.db.write(&town.house(), "people.enter", &[]).await.unwrap();
    let new = NewPerson {
        id: None,
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
        language: Locale::ZhCn,
        building: None,
        door: None,
    };
    let person = register_in(&town.app, &mut write, new).await.unwrap();
    write.commit().await.unwrap();
    person
}

/// Someone with an account; the login is also the name.
pub(super) async fn account<'t>(town: &'t Town, login: &str, role: Role) -> (PersonId, Browser<'t>) {
    let person = person(town, login, None).await;
    let account = town.account(login, &[role], Some(person)).await;
    (person, town.sign_in(account).await)
}

/// A member who ticked that they carry things.
pub(super) async fn helper<'t>(town: &'t Town, login: &str, role: Role) -> (PersonId, Browser<'t>) {
    let (person, browser) = account(town, login, role).await;
    let form = HelperForm {
        takes: "yes".to_owned(),
        skills: vec!["carrying".to_owned()],
        times: vec!["1-morning".to_owned()],
        ..Default::default()
    };
    registry::helpers::actions::tick(&town.app, &town.house(), person, &form).await.unwrap();
    (person, browser)
}

/// The value of a hidden input; empty without one.
pub(super) fn hidden(page: &str, name: &str) -> String {
    let start = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    start.split('"').next().unwrap_or_default().to_owned()
}

/// What stands in the element of this id.
pub(super) fn inside(page: &str, id: &str) -> String {
    let start = page.split(&format!("id=\"{id}\">")).nth(1).unwrap_or_default();
    start.split('<').next().unwrap_or_default().trim().to_owned()
}

/// Asks on the page of a kind; answers the order.
pub(super) async fn ask(browser: &Browser<'_>, kind: &str, more: &[(&str, &str)]) -> String {
    let path = format!("/ask/{kind}");
    let once = hidden(&browser.get(&path).await.text, "once");
    let mut fields = vec![("once", once.as_str()), ("go", "send")];
    for (name, value) in [("body", "帮忙搬两袋米"), ("place", "none")] {
        if !more.iter().any(|(known, _)| *known == name) {
            fields.push((name, value));
        }
    }
    fields.extend(more);
    let sent = browser.upload(&path, &fields, &[]).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    sent.location.rsplit('=').next().unwrap().to_owned()
}

/// A step of an order, as the form of `page` would send it.
async fn send(
    town: &Town,
    browser: &Browser<'_>,
    (page, path): (&str, &str),
    (fields, files): (&[(&str, &str)], bool),
) -> Seen {
    let shown = browser.get(page).await;
    let (version, once) = (hidden(&shown.text, "version"), once(town));
    let version = if version.is_empty() { "0".to_owned() } else { version };
    let form = [&[("once", once.as_str()), ("version", version.as_str())], fields].concat();
    if files { browser.upload(path, &form, &[]).await } else { browser.post(path, &form).await }
}

/// A step at the desk.
pub(super) async fn desk(town: &Town, worker: &Browser<'_>, order: &str, act: &str, fields: &[(&str, &str)]) {
    let page = format!("/desk/orders/{order}");
    let seen = send(town, worker, (&page, &format!("{page}/{act}")), (fields, false)).await;
    assert_eq!(seen.status, 303, "{act}: {}", seen.text);
}

/// A step in the hands of a helper.
pub(super) async fn hands(town: &Town, helper: &Browser<'_>, order: &str, act: &str, fields: &[(&str, &str)]) {
    let page = format!("/take/{order}");
    let shown = if ["done", "return"].contains(&act) { format!("{page}/{act}") } else { page.clone() };
    let seen = send(town, helper, (&shown, &format!("{page}/{act}")), (fields, act == "done")).await;
    assert_eq!(seen.status, 303, "{act}: {}", seen.text);
}

/// What the resident says on the page of their matter.
pub(super) async fn says(town: &Town, resident: &Browser<'_>, order: &str, act: &str, fields: &[(&str, &str)]) {
    let page = format!("/matters/{order}");
    let seen = send(town, resident, (&page, &format!("{page}/{act}")), (fields, false)).await;
    assert_eq!(seen.status, 303, "{act}: {}", seen.text);
}

/// The office says yes and asks a helper.
pub(super) async fn offered(town: &Town, worker: &Browser<'_>, order: &str, people: &[PersonId]) {
    desk(town, worker, order, "accept", &[("title", "搬两袋米"), ("answer", "收到，马上找人。")]).await;
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("people", id.as_str())).collect();
    desk(town, worker, order, "dispatch", &fields).await;
}

/// Taken and done.
pub(super) async fn done(town: &Town, helper: &Browser<'_>, order: &str) {
    hands(town, helper, order, "take", &[]).await;
    hands(town, helper, order, "done", &[("outcome", "solved"), ("text", "搬好了"), ("minutes", "40")]).await;
}
