//! Standard replies through HTTP and their actions, on both databases.

use super::actions::{Narrowed, change, choices, chosen, list, open, plant_in, set_archived};
use super::rules::{IN_USE_MAX, Purpose, Wording};
use base::{Doer, Problem, Role};
use kernel::i18n::LocalText;
use testkit::{Town, on_both};

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

async fn worker(town: &Town) -> Doer {
    let account = town.account("worker", &[Role::Worker], None).await;
    town.doer(account, None, &[Role::Worker])
}

fn wording(name: &str, purpose: Purpose) -> Wording {
    Wording { purpose, name: LocalText::new(name), text: LocalText::new("收到，单号{单号}。") }
}

async fn planted(town: &Town) {
    let mut write = town.app.db.write(&town.house(), "town.found", &[]).await.unwrap();
    for _ in 0..2 {
        plant_in(&town.app, &mut write).await.unwrap();
    }
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_new_community_has_a_dozen_and_changes_them_without_losing_anyones_words() {
    on_both(circles, async |town| {
        planted(&town).await;
        let (app, doer) = (&town.app, worker(&town).await);
        assert_eq!(choices(app, &doer).await.unwrap().len(), 12);
        let once = app.new_id();
        for _ in 0..2 {
            assert_eq!(open(app, &doer, once, &wording("收到", Purpose::Reply)).await.unwrap(), once);
        }
        assert_eq!(choices(app, &doer).await.unwrap().len(), 13, "sent twice, written once");
        change(app, &doer, (once, 1), &wording("收到了", Purpose::Reply)).await.unwrap();
        let late = change(app, &doer, (once, 1), &wording("另一个", Purpose::Reply)).await;
        assert!(matches!(late, Err(Problem::Changed)));
        assert!(matches!(chosen(app, &doer, Some(once), Purpose::Way).await, Err(Problem::Invalid(_))));
        set_archived(app, &doer, (once, 2), true).await.unwrap();
        assert!(matches!(chosen(app, &doer, Some(once), Purpose::Reply).await, Err(Problem::Invalid(_))));
        let away = Narrowed { archived: true, words: String::new() };
        assert_eq!(list(app, &doer, &away, None).await.unwrap().0.len(), 1, "put away, not deleted");
        set_archived(app, &doer, (once, 3), false).await.unwrap();
        assert!(chosen(app, &doer, Some(once), Purpose::Reply).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn the_list_is_paged_searched_and_never_too_long_to_choose_from() {
    on_both(circles, async |town| {
        let (app, doer) = (&town.app, worker(&town).await);
        for purpose in [Purpose::Reply, Purpose::Way] {
            for number in 0..IN_USE_MAX {
                open(app, &doer, app.new_id(), &wording(&format!("第{number}条"), purpose)).await.unwrap();
            }
        }
        let more = open(app, &doer, app.new_id(), &wording("再一条", Purpose::Reply)).await;
        assert!(matches!(more, Err(Problem::Refused(refusal)) if refusal.key == "replies-refused-many"));
        let all = Narrowed::default();
        let (first, next) = list(app, &doer, &all, None).await.unwrap();
        let (second, end) = list(app, &doer, &all, next).await.unwrap();
        assert_eq!((first.len(), second.len(), end), (50, 30, None));
        assert!(first.iter().all(|reply| second.iter().all(|other| other.id != reply.id)));
        let words = Narrowed { archived: false, words: "第7条".to_owned() };
        assert_eq!(list(app, &doer, &words, None).await.unwrap().0.len(), 2);
        let percent = Narrowed { archived: false, words: "%".to_owned() };
        assert!(list(app, &doer, &percent, None).await.unwrap().0.is_empty(), "a sign is a sign");
        let account = town.account("grid", &[Role::GridWorker], None).await;
        let grid = town.doer(account, None, &[Role::GridWorker]);
        assert!(choices(app, &grid).await.is_ok(), "who works at the desk uses them");
        assert!(matches!(open(app, &grid, app.new_id(), &wording("写", Purpose::Way)).await, Err(Problem::NotAllowed)));
    })
    .await;
}

#[tokio::test]
async fn a_form_says_which_place_cannot_be_filled_and_shows_what_was_saved_meanwhile() {
    on_both(circles, async |town| {
        planted(&town).await;
        let staff = town.staff("staff", &[Role::Worker]).await;
        let blank = staff.get("/desk/replies/new").await;
        assert_eq!(blank.status, 200);
        assert!(blank.text.contains("{单号}"), "the places are named");
        let once = town.app.new_id().to_string();
        let typed = [("once", once.as_str()), ("purpose", "way"), ("name_zh", "去处"), ("text_zh", "请找{姓名}")];
        let refused = staff.post("/desk/replies", &typed).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains("“姓名”填不了") && refused.text.contains("请找{姓名}"), "{}", refused.text);
        let typed = [("once", once.as_str()), ("purpose", "way"), ("name_zh", "去处"), ("text_zh", "请打{电话}")];
        assert_eq!(staff.post("/desk/replies", &typed).await.status, 303);

        let path = format!("/desk/replies/{once}");
        let edit = |text: &'static str| [("version", "1"), ("purpose", "way"), ("name_zh", "去处"), ("text_zh", text)];
        assert_eq!(staff.post(&path, &edit("先存的")).await.status, 303);
        let late = staff.post(&path, &edit("后写的")).await;
        assert_eq!(late.status, 422);
        assert!(late.text.contains("先存的") && late.text.contains("后写的"));
        assert!(late.text.contains(r#"name="version" value="2""#), "the next save is about what it says now");
    })
    .await;
}
