//! Figures and the exported register through actions and pages, on both databases.

use super::actions;
use super::rules::Figure;
use super::store;
use crate::orders::actions::{self as orders, Asking, CallBack, Settling};
use crate::orders::machine::Action;
use crate::orders::rules::Outcome as Code;
use crate::orders::tests::Cast;
use base::{Locale, Role};
use chrono::Duration;
use db::{Query, Record, row, values};
use kernel::case::Named;
use testkit::Town;

fn circles() -> Vec<web::Circle> {
    vec![registry::circle(), crate::circle()]
}

/// Asked by this many people, each accepted, settled at once, called back and closed.
async fn closed(cast: &Cast<'_>, people: std::ops::Range<usize>) {
    let app = &cast.town.app;
    for number in people {
        let phone = Some(format!("000-0000-{:04}", 1000 + number));
        let asking = Asking { phone, ..cast.asking("repair-water").await };
        let order = orders::ask(app, &cast.town.visitor(), &asking).await.unwrap().order;
        let aim = cast.aim(order).await;
        let wish = orders::Acceptance::plain("马上派人", "厨房水龙头漏水");
        orders::accept(app, &cast.now(&cast.worker), aim, &wish).await.unwrap();
        let (aim, wish) = (cast.aim(order).await, Settling { outcome: Code::Solved, text: "电话里教会了".to_owned() });
        orders::settle(app, &cast.now(&cast.worker), aim, &wish).await.unwrap();
        let answer = orders::Answer { minutes_right: true, text: None };
        let aim = cast.aim(order).await;
        orders::call_back(app, &cast.now(&cast.worker), aim, &CallBack::Solved(answer)).await.unwrap();
        let aim = cast.aim(order).await;
        orders::close(app, &cast.now(&cast.worker), aim).await.unwrap();
    }
}

async fn number(town: &Town, sql: &str) -> i64 {
    town.app.db.read().await.unwrap().number(sql, values![]).await.unwrap()
}

const TOTAL: &str = "along = 'total' and months = 12";

#[tokio::test]
async fn figures_follow_what_happens_and_a_wrong_one_is_found_told_and_mended() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        closed(&cast, 0..9).await;
        town.later(Duration::minutes(11)).await;
        let received = format!("select amount from figures where {TOTAL} and figure = 'received'");
        assert_eq!(number(&town, &received).await, 9);
        assert_eq!(number(&town, "select count(*) from figures where shown = true").await, 0, "nine are shown nowhere");
        closed(&cast, 9..14).await;
        town.later(Duration::minutes(11)).await;
        assert_eq!(number(&town, &received).await, 14);
        for figure in [Figure::AcceptedInTime, Figure::Responded, Figure::DoneInTime, Figure::ClosedInTime, Figure::Solved] {
            let sql = format!("select amount * 100 + out_of from figures where {TOTAL} and figure = '{}'", figure.name());
            assert_eq!(number(&town, &sql).await, 1414, "{}", figure.name());
        }
        let check = actions::check(&town.app, &town.house()).await.unwrap();
        assert!(!check.is_wrong() && check.cases == 14 && check.figures > 20, "{check:?}");
        // Facts that are not read a second time any more.
        town.later(Duration::hours(2)).await;
        // One figure, one case and one that never was are wrong; all three are found and mended.
        town.tamper("update figures set amount = amount - 1 where along = 'total' and months = 3 and figure = 'solved'").await;
        let one = "select order_id from figure_cases order by order_id limit 1";
        town.tamper(&format!("update figure_cases set marks = '+--------' where order_id = ({one})")).await;
        town.tamper(&format!(
            "insert into figures (community, year, along, top_id, leaf_id, figure, month, months, amount, out_of, people, shown, at)
             select community, 2019, along, top_id, leaf_id, figure, month, months, amount, out_of, people, shown, at
             from figures where {TOTAL} and figure = 'received'"
        ))
        .await;
        let check = actions::check(&town.app, &town.house()).await.unwrap();
        assert_eq!((check.wrong_cases, check.wrong_figures), (1, 2), "{check:?}");
        let again = actions::check(&town.app, &town.house()).await.unwrap();
        assert!(!again.is_wrong(), "{again:?}");
        assert_eq!(number(&town, "select count(*) from figures where year = 2019").await, 0);
        let admin = town.staff("admin", &[Role::Administrator]).await;
        let page = admin.get("/figures/checks").await;
        assert!(page.status == 200 && page.says("改正 3 处"), "{}", page.text);
        let read = town.app.db.read().await.unwrap();
        assert!(store::checks(&read, town.community, 9).await.unwrap().len() >= 4);
        drop(read);
        cast.is_sound().await;
    })
    .await;
}

#[tokio::test]
async fn a_promise_that_runs_out_changes_figures_without_anything_happening() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        orders::ask(&town.app, &town.visitor(), &cast.asking("repair-water").await).await.unwrap();
        town.later(Duration::minutes(11)).await;
        let late = format!("select count(*) from figures where {TOTAL} and figure = 'accepted' and amount = 0");
        assert_eq!(number(&town, &late).await, 0);
        town.later(Duration::days(3)).await;
        assert_eq!(number(&town, &late).await, 1);
        assert_eq!(Action::Submit.name(), "submit");
    })
    .await;
}

#[tokio::test]
async fn the_pages_show_sums_to_the_office_and_those_above_and_to_nobody_else() {
    testkit::on_both(circles, async |town| {
        let cast = Cast::of(&town, 0).await;
        let worker = town.staff("desk", &[Role::Worker]).await;
        assert!(worker.get("/figures").await.says("这段时间没有点单"));
        closed(&cast, 0..12).await;
        town.later(Duration::minutes(11)).await;
        let now = town.app.now().format("%Y-%m").to_string();
        let page = worker.get(&format!("/figures?when={now}")).await;
        assert!(page.status == 200 && page.says("100%") && page.says("共 12 件") && page.says("最后一个月还没过完"));
        assert!(page.says("<svg") && page.says("<title id=\"trend-title\">") && page.says("不满 10"), "{}", page.text);
        let queries = page.text.split("href=\"/figures?").filter_map(|piece| piece.split('"').next());
        let group = queries.into_iter().find(|query| query.contains("top=")).unwrap().replace("&#38;", "&");
        let parts = worker.get(&format!("/figures?{group}")).await;
        assert!(parts.status == 200 && parts.says("回到全部"), "{}", parts.text);
        let nowhere = format!("/figures?when={now}&top={}", town.app.new_id());
        assert_eq!(worker.get(&nowhere).await.status, 404);
        for locale in Locale::ALL {
            worker.speak(locale.tag());
            for path in [
                "/figures",
                "/figures?along=place&when=2026-Q1",
                "/figures/print",
                "/figures?from=2026-01&until=2026-05",
            ] {
                assert_eq!(worker.get(path).await.status, 200, "{path} {}", locale.tag());
            }
        }
        worker.speak("zh-CN");
        let (status, xlsx) = worker.bytes(&format!("/figures/sheet?as=xlsx&when={now}")).await;
        assert!(status == 200 && xlsx.starts_with(b"PK"));
        assert_eq!(xlsx, worker.bytes(&format!("/figures/sheet?as=xlsx&when={now}")).await.1, "the same to the byte");
        let csv = worker.get(&format!("/figures/sheet?as=csv&when={now}")).await;
        assert!(csv.says("\"合计\",12,100,12") && csv.says("不满 10"), "{}", csv.text);
        // Those above see months that have ended, and nothing of this one.
        let overseer = town.staff("overseer", &[Role::Overseer]).await;
        let above = overseer.get(&format!("/figures?when={now}")).await;
        assert!(above.status == 200 && !above.says("共 12 件"), "{}", above.text);
        town.later(Duration::days(31)).await;
        let above = overseer.get(&format!("/figures?when={now}")).await;
        assert!(above.says("共 12 件") && !above.says("最后一个月还没过完"), "{}", above.text);
        let resident = town.staff("resident2", &[Role::Resident]).await;
        for path in ["/figures", "/figures/print", "/figures/sheet", "/figures/checks"] {
            assert_eq!(resident.get(path).await.status, 404, "{path}");
            assert_ne!(town.browser().get(path).await.status, 200, "{path}");
        }
        assert!(town.app.words.missing().is_empty(), "{:?}", town.app.words.missing());
    })
    .await;
}

/// Texts that a spreadsheet would take for a formula.
const HOSTILE: [&str; 8] = ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "＠x"];

async fn plant(town: &Town, rows: usize) {
    let columns = [
        "id",
        "community",
        "number",
        "state",
        "round",
        "is_personal",
        "is_public",
        "done_by",
        "minutes",
        "difficulty_permille",
        "title",
        "body",
        "called",
        "asked_by",
        "stairway",
        "door",
        "spot",
        "code_turn",
        "asked_at",
        "nobody_took",
        "calls",
        "version",
    ];
    let mut write = town.app.db.write(&town.house(), "orders.plant", &[]).await.unwrap();
    // Registered under a name that is not what they are called.
    let (person, name) = (town.app.new_id(), "植氏登记");
    let known = row! { id: person, community: town.community.0, name: name, name_key: name, language: "zh-CN" };
    write.create(&Record { table: "people" }, known).await.unwrap();
    let row = |number: usize| {
        let title =
            (number.is_multiple_of(2)).then(|| HOSTILE.get(number / 2 % 40).copied().unwrap_or("搬两袋米").to_owned());
        let who = format!("植氏{number:05}");
        // The office may have written into its title whom it heard, or a phone.
        let title = match number % 10 {
            1 => Some(format!("给{who}修水管")),
            3 => Some(format!("打 000-7111-{number:05} 问")),
            5 => Some(format!("给{name}修水管")),
            _ => title,
        };
        let asked_by = (number % 10 == 5).then_some(person);
        values![
            town.app.new_id(),
            town.community.0,
            i64::try_from(number + 5000).unwrap(),
            "closed",
            1i64,
            true,
            false,
            "anyone",
            30i64,
            1000i64,
            title,
            format!("我是{who}，电话 000-7111-{number:05}"),
            who,
            asked_by,
            "2",
            format!("9{number:05}门"),
            "植氏家旁",
            1i64,
            town.app.now(),
            false,
            0i64,
            1i64
        ]
    };
    write.insert_all("orders", &columns, (0..rows).map(row).collect()).await.unwrap();
    write.touch(&Record { table: "divisions" }, town.community.0).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_register_of_twenty_thousand_lines_becomes_a_harmless_file_without_a_person_in_it() {
    // A longer one for measuring: peak memory must stay where it is.
    let rows = std::env::var("WUQUAN_TEST_EXPORT_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(20_000);
    testkit::on_both(circles, async |town| {
        plant(&town, rows).await;
        let worker = town.staff("desk", &[Role::Worker]).await;
        for format in ["csv", "xlsx"] {
            let once = town.app.new_id().to_string();
            let form = [("once", once.as_str()), ("filters", ""), ("as", format)];
            let path = worker.post("/desk/register/exports", &form).await.location;
            assert_eq!(worker.post("/desk/register/exports", &form).await.location, path, "twice is one");
            assert!(worker.get(&path).await.says("<progress"), "a long register is a job");
            assert_eq!(worker.get(&format!("{path}/file")).await.status, 404);
            town.work().await;
            assert!(worker.get(&path).await.says(&format!("{path}/file")));
            let (status, bytes) = worker.bytes(&format!("{path}/file")).await;
            assert_eq!(status, 200);
            if format == "csv" {
                csv_is_harmless(&String::from_utf8(bytes).unwrap(), rows);
            } else {
                assert!(bytes.starts_with(b"PK") && bytes.len() > 100_000, "{}", bytes.len());
                xlsx_is_harmless(&bytes, rows);
            }
            let resident = town.staff(&format!("resident-{format}"), &[Role::Resident]).await;
            assert_eq!(resident.get(&format!("{path}/file")).await.status, 404);
        }
        let short = [("once", &*town.app.new_id().to_string()), ("filters", "q=5003"), ("as", "csv")];
        let path = worker.post("/desk/register/exports", &short).await.location;
        let (_, bytes) = worker.bytes(&format!("{path}/file")).await;
        assert_eq!(String::from_utf8(bytes).unwrap().lines().count(), 2, "a short one is there at once");
        town.later(Duration::hours(26)).await;
        assert!(worker.get(&path).await.says("文件已经删除"));
        assert_eq!(worker.get(&format!("{path}/file")).await.status, 404);
    })
    .await;
}

fn harmless(cell: &str) -> bool {
    !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

fn csv_is_harmless(text: &str, rows: usize) {
    assert!(!text.contains("植氏") && !text.contains("000-7111") && !text.contains('门'));
    let lines: Vec<&str> = text.split("\r\n").filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), rows + 1);
    assert!(text.contains("\"'=HYPERLINK(1)\""));
    for cell in lines.iter().flat_map(|line| line.split(',')) {
        assert!(harmless(cell.trim_matches('"')), "{cell}");
    }
}

/// Read by a reader that gives what stands in the cell: the reader of the house takes the guarding sign off again.
fn xlsx_is_harmless(bytes: &[u8], rows: usize) {
    use calamine::{Data, Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let name = book.sheet_names().first().cloned().unwrap();
    let range = book.worksheet_range(&name).unwrap();
    assert_eq!(range.rows().count(), rows + 1);
    let mut guarded = 0;
    for cell in range.rows().flatten() {
        let Data::String(text) = cell else { continue };
        assert!(
            harmless(text) && !text.contains("植氏") && !text.contains("000-7111") && !text.contains('门'),
            "{text}"
        );
        guarded += usize::from(text.starts_with('\''));
    }
    assert!(guarded > rows / 20, "{guarded} were made harmless");
}

/// One attempt to call back about every planted matter.
async fn call_all(town: &Town) {
    #[derive(db::FromQueryResult)]
    struct Row {
        id: uuid::Uuid,
    }
    let orders: Vec<Row> =
        town.app.db.read().await.unwrap().all("select id from orders order by number", values![]).await.unwrap();
    let mut write = town.app.db.write(&town.house(), "orders.call", &[]).await.unwrap();
    let columns = ["id", "community", "order_id", "round", "at", "result"];
    let row = |order: &Row| values![town.app.new_id(), town.community.0, order.id, 1i64, town.app.now(), "unanswered"];
    write.insert_all("order_calls", &columns, orders.iter().map(row).collect()).await.unwrap();
    write.touch(&Record { table: "divisions" }, town.community.0).await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test]
async fn the_log_of_call_backs_becomes_a_harmless_file_and_stands_on_paper() {
    let rows = 2_400;
    testkit::on_both(circles, async |town| {
        plant(&town, rows).await;
        call_all(&town).await;
        let worker = town.staff("desk", &[Role::Worker]).await;
        let clerk = town.staff("clerk", &[Role::Clerk]).await;
        for format in ["csv", "xlsx"] {
            let once = town.app.new_id().to_string();
            let form = [("once", once.as_str()), ("as", format)];
            let path = worker.post("/desk/calls/log/exports", &form).await.location;
            assert_eq!(worker.post("/desk/calls/log/exports", &form).await.location, path, "twice is one");
            assert!(worker.get(&path).await.says("<progress"), "a long one is a job");
            town.work().await;
            assert!(worker.get(&path).await.says("href=\"/desk/calls/log\""), "back to the log");
            let (status, bytes) = worker.bytes(&format!("{path}/file")).await;
            assert_eq!(status, 200);
            if format == "csv" {
                let text = String::from_utf8(bytes).unwrap();
                assert!(text.contains("没人接"), "{}", text.lines().nth(1).unwrap());
                csv_is_harmless(&text, rows);
            } else {
                xlsx_is_harmless(&bytes, rows);
            }
            assert!(clerk.get(&path).await.status != 200 && clerk.get(&format!("{path}/file")).await.status != 200);
        }
        assert_ne!(
            clerk.post("/desk/calls/log/exports", &[("once", &town.app.new_id().to_string())]).await.status,
            303
        );
        let print = worker.get("/desk/calls/log/print").await;
        assert!(print.status == 200 && print.says("只打印了最近 500 行") && print.text.matches("<tr>").count() == 501);
        assert!(!print.says("植氏") && !print.says("000-7111") && !print.says("门<"));
    })
    .await;
}

#[tokio::test]
async fn a_spoken_order_says_so_in_the_register_its_print_and_its_file() {
    testkit::on_both(circles, async |town| {
        plant(&town, 3).await;
        town.tamper("update orders set spoken = 'written' where number = 5001").await;
        let worker = town.staff("desk", &[Role::Worker]).await;
        for path in ["/desk/register", "/desk/register/print"] {
            assert_eq!(worker.get(path).await.text.matches("口述").count(), 1, "{path}");
        }
        let form = [("once", &*town.app.new_id().to_string()), ("filters", ""), ("as", "csv")];
        let path = worker.post("/desk/register/exports", &form).await.location;
        let (_, bytes) = worker.bytes(&format!("{path}/file")).await;
        let text = String::from_utf8(bytes).unwrap();
        let spoken: Vec<&str> = text.lines().filter(|line| line.contains("口述")).collect();
        assert!(matches!(spoken.as_slice(), [line] if line.contains("5001")), "{text}");
    })
    .await;
}
