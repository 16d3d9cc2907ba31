//! RL11: every matter shows the way up, in every state; nothing counts going there.

use super::scene::{ask, scene};
use super::schema::{columns, sizes, tables};
use super::sources::statements;
use crate::tests::own_circles;
use kernel::case::Named;
use neighbourhood::orders::machine::State;
use testkit::on_both;
use web::Need;

/// The department, the line and the court, as a resident's page says them in three languages.
const LAW: [(&str, &str); 3] = [("zh-CN", "法律途径"), ("bo", "ཁྲིམས་ལམ།"), ("en", "Legal ways")];
const DEPARTMENT: [(&str, &str); 3] = [("zh-CN", "找主管部门"), ("bo", "གཙོ་གཉེར་ལས་ཁུངས།"), ("en", "The department")];

#[tokio::test]
async fn rl11_every_matter_in_every_state_shows_the_way_up() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let asker = town.browser();
        let order = ask(&asker, "living-carrying", &[]).await;
        let page = format!("/matters/{order}");
        let states = State::ALL.iter().filter(|state| **state != State::Draft);
        for state in states.chain([&State::Closed]) {
            for round in [1, 2] {
                town.tamper(&format!("update orders set state = '{}', round = {round}", state.name())).await;
                for ((tag, law), (_, department)) in LAW.iter().zip(DEPARTMENT) {
                    asker.speak(tag);
                    for path in [page.clone(), format!("{page}/copy"), format!("/ask/slip?order={order}")] {
                        let seen = asker.get(&path).await;
                        assert_eq!(seen.status, 200, "{path} {}: {}", state.name(), seen.text);
                        for words in ["12345", law, department] {
                            assert!(seen.says(words), "{path} in {tag}, {}: no {words}", state.name());
                        }
                    }
                    let seen = asker.get(&page).await;
                    assert!(seen.says("tel:12345") && seen.says("/way-up#law") && seen.says("/way-up#department"));
                }
            }
        }
        asker.speak("zh-CN");
        let up = asker.get("/way-up").await;
        assert!(up.status == 200 && up.says("12345") && up.says("人民法院") && up.says("主管部门"), "{}", up.text);
    })
    .await;
}

#[tokio::test]
async fn rl11_nothing_counts_going_up() {
    on_both(own_circles, async |town| {
        scene(&town).await;
        let asker = town.browser();
        let order = ask(&asker, "living-carrying", &[]).await;
        asker.get(&format!("/matters/{order}")).await;
        town.work().await;
        let before = sizes(&town).await;
        for browser in [&asker, &town.browser()] {
            for _ in 0..3 {
                assert_eq!(browser.get("/way-up").await.status, 200);
            }
        }
        town.work().await;
        let changed: Vec<_> = sizes(&town).await.into_iter().filter(|now| !before.contains(now)).collect();
        let kept: Vec<_> =
            changed.iter().filter(|(table, _)| table.starts_with("order") || table == "aggregates").collect();
        assert!(kept.is_empty(), "looking at the way up leaves something: {kept:?}");
        let door = town.app.db.read().await.unwrap();
        for table in tables(&town, &door).await {
            for column in columns(&town, &door, &table).await {
                assert!(!names_going_up(&column) && !names_going_up(&table), "{table}.{column}");
            }
        }
        let up = town.site.lines.iter().filter(|line| names_going_up(line.path));
        for line in up {
            assert!(
                line.method == axum::http::Method::GET && line.need == Need::Nothing,
                "{} {}",
                line.method,
                line.path
            );
        }
    })
    .await;
    for sql in statements() {
        assert!(!names_going_up(&sql.text), "{}: {}", sql.file, sql.text);
    }
}

/// Words with which going up would be counted.
fn names_going_up(text: &str) -> bool {
    [
        "way_up",
        "way-up",
        "12345",
        "hotline",
        "court",
        "escalat",
        "complain",
        "petition",
        "letters_and_visits",
        "xinfang",
        "pass_up",
        "passed_up",
    ]
    .iter()
    .any(|word| text.contains(word))
}
