//! The calendar through HTTP on both databases, and its list as a pure reading.

use super::list;
use super::rules::day_of_text;
use crate::circle;
use base::{Day, Minutes, Role};
use db::Query;
use proptest::prelude::*;
use testkit::{Town, on_both};

const LIST: &str = "\u{feff}date,kind,name\r\n2027-01-01,off,元旦\r\n2027/2/6,off,\"春节\"\r\n2027-02-20,work,春节\r\n";

fn registers() -> Vec<web::Circle> {
    vec![circle()]
}

async fn count(town: &Town, sql: &str) -> i64 {
    town.app.db.read().await.unwrap().number(sql, vec![]).await.unwrap()
}

async fn works(town: &Town, day: &str) -> bool {
    let read = town.app.db.read().await.unwrap();
    super::of(&read, town.community).await.unwrap().is_working_day(day.parse().unwrap())
}

fn losar<'a>(day: &'a str, kind: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("day", day),
        ("kind", kind),
        ("name_zh", "藏历新年"),
        ("name_bo", "བོད་ཀྱི་ལོ་གསར།"),
        ("name_en", "Losar"),
        ("reason", "社区公告 1 号"),
    ]
}

#[tokio::test]
async fn a_day_is_added_changed_taken_out_and_comes_back() {
    on_both(registers, async |town| {
        let secretary = town.staff("secretary", &[Role::Secretary]).await;
        assert!(works(&town, "2026-07-08").await);
        let path = "/calendar/days/new";
        for _ in 0..2 {
            let seen = secretary.post(path, &losar("2026-07-08", "off")).await;
            assert_eq!((seen.status.as_u16(), seen.location.as_str()), (303, "/calendar?year=2026"), "{}", seen.text);
        }
        assert_eq!(count(&town, "select count(*) from calendar_days where version = 1").await, 1);
        assert_eq!(count(&town, "select count(*) from facts where kind = 'calendar_changed'").await, 1);
        assert!(!works(&town, "2026-07-08").await);
        let year = secretary.get("/calendar?year=2026").await;
        assert!(year.says("藏历新年") && year.says("社区公告 1 号") && year.says("国庆节"), "{}", year.text);
        let seen = secretary.post(path, &losar("2026-07-08", "work")).await;
        assert!(seen.status == 422 && seen.says("这一天已经添加过了") && seen.says("Losar"), "{}", seen.text);
        let read = town.app.db.read().await.unwrap();
        let day: Day = "2026-07-08".parse().unwrap();
        let id = super::store::between(&read, town.community, (day, day)).await.unwrap().remove(0).id;
        drop(read);
        let moved = [&losar("2026-07-09", "off")[..], &[("version", "1")]].concat();
        assert_eq!(secretary.post(&format!("/calendar/days/{id}"), &moved).await.status, 303);
        assert!(works(&town, "2026-07-08").await && !works(&town, "2026-07-09").await);
        assert_eq!(secretary.post(&format!("/calendar/days/{id}"), &moved).await.status, 404, "the row is out");
        assert_eq!(secretary.post(path, &losar("2026-07-08", "off")).await.status, 303);
        assert!(!works(&town, "2026-07-08").await);
        let remove = format!("/calendar/days/{id}/remove");
        assert_eq!(secretary.post(&remove, &[("version", "1")]).await.status, 409);
        assert_eq!(secretary.post(&remove, &[("version", "3")]).await.status, 303);
        assert!(works(&town, "2026-07-08").await);
        assert!(secretary.get("/calendar/print?year=2026").await.says("藏历新年"));
    })
    .await;
}

#[tokio::test]
async fn a_list_is_looked_at_kept_whole_or_not_at_all_and_twice_is_once() {
    on_both(registers, async |town| {
        let admin = town.staff("admin", &[Role::Administrator]).await;
        assert!(admin.get("/calendar?year=2027").await.says("还没有 2027 年的全国放假安排"));
        assert!(!works(&town, "2027-02-06").await && works(&town, "2027-01-01").await, "weekends only");
        let path = "/calendar/import";
        let look = admin.upload(path, &[("step", "look")], &[("file", "2027.csv", LIST.as_bytes())]).await;
        assert!(look.status == 200 && look.says("新增 3 天，改动 0 天，0 天不变"), "{}", look.text);
        assert_eq!(count(&town, "select count(*) from calendar_days").await, 0);
        let wrong = format!("{LIST}2027-13-01,off,x\n2027-03-01,maybe,x\n2027-01-01,off,y\n2027-03-02,off\n2027-03-03,off,信教登记日\n9999-01-01,off,x\n");
        let seen = admin.upload(path, &[("step", "keep"), ("text", &wrong)], &[]).await;
        assert_eq!(seen.status, 422);
        for words in ["第 5 行", "日期看不懂", "第二格要写", "和第 2 行是同一天", "要正好三格", "年份要在"] {
            assert!(seen.says(words), "{words}: {}", seen.text);
        }
        assert_eq!(count(&town, "select count(*) from calendar_days").await, 0, "nothing half loaded");
        for _ in 0..2 {
            assert_eq!(admin.upload(path, &[("step", "keep"), ("text", LIST)], &[]).await.status, 303);
        }
        assert_eq!(count(&town, "select count(*) from calendar_days where version = 1").await, 3);
        assert_eq!(count(&town, "select count(*) from facts where kind = 'calendar_changed'").await, 1);
        assert!(!works(&town, "2027-01-01").await && works(&town, "2027-02-20").await);
        assert!(!admin.get("/calendar?year=2027").await.says("还没有 2027 年"));
        let again = admin.upload(path, &[("step", "look"), ("text", LIST)], &[]).await;
        assert!(again.says("和现在的日历一样"), "{}", again.text);
        assert_eq!(admin.post("/calendar/days/new", &losar("2027-06-09", "off")).await.status, 303);
        let against = admin.upload(path, &[("step", "keep"), ("text", "2027-06-09,work,端午节")], &[]).await;
        assert!(against.status == 422 && against.says("藏历新年"), "{}", against.text);
        assert!(!works(&town, "2027-06-09").await);
    })
    .await;
}

#[tokio::test]
async fn a_hostile_list_is_refused_with_words() {
    on_both(registers, async |town| {
        let secretary = town.staff("secretary", &[Role::Secretary]).await;
        let long = "2027-01-01,off,元旦\n".repeat(9000);
        let bytes: [(&[u8], &str); 5] = [
            (&[0xb4, 0xba, 0xbd, 0xda], "要正好三格"),
            (&[0xff, 0xd8, 0xff, 0xe0, 0, 0x10], "不是文字"),
            (b"PK\x03\x04\0\0", "不是文字"),
            (long.as_bytes(), "太长"),
            (b" \n\r\n", "是空的"),
        ];
        for (bytes, words) in bytes {
            let seen = secretary.upload("/calendar/import", &[("step", "keep")], &[("file", "x.csv", bytes)]).await;
            assert!(seen.status == 422 && seen.says(words), "{words}: {} {}", seen.status, seen.text);
        }
        let odd = "2027-03-01,off,\"=cmd()\"\"<b>𠮷 བསྒྲུབས\"\n";
        let seen = secretary.upload("/calendar/import", &[("step", "keep"), ("text", odd)], &[]).await;
        assert_eq!(seen.status, 303, "{}", seen.text);
        let year = secretary.get("/calendar?year=2027").await;
        assert!(year.text.contains("𠮷 བསྒྲུབས") && !year.text.contains("<b>𠮷"), "kept as it is, never run");
        assert_eq!(count(&town, "select count(*) from calendar_days").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_worker_sees_the_calendar_and_only_the_office_changes_it() {
    on_both(registers, async |town| {
        let worker = town.staff("worker", &[Role::Worker]).await;
        let year = worker.get("/calendar").await;
        assert!(year.status == 200 && !year.says("添加一天"));
        for year in ["0", "-5", "99999", "x"] {
            assert_eq!(worker.get(&format!("/calendar?year={year}")).await.status, 200);
        }
        assert_eq!(worker.post("/calendar/days/new", &losar("2026-07-08", "off")).await.status, 404);
        assert_eq!(worker.get("/calendar/import").await.status, 404);
        assert_eq!(town.staff("resident", &[Role::Resident]).await.get("/calendar").await.status, 404);
    })
    .await;
}

#[test]
fn a_year_without_a_list_has_its_weekends() {
    let calendar = kernel::case::WorkingCalendar::standard();
    let friday = calendar.midnight("2031-03-07".parse().unwrap());
    let monday = calendar.midnight("2031-03-10".parse().unwrap());
    assert_eq!(calendar.working_minutes_between(friday, monday), calendar.full_day());
    assert_eq!(calendar.full_day(), Minutes(390));
}

#[test]
fn days_are_read_as_people_write_them() {
    let day = Some(Day::from_ymd_opt(2027, 2, 6).unwrap());
    for typed in ["2027-02-06", "2027/2/6", "2027.2.6", "20270206", " 2027年2月6日 "] {
        assert_eq!(day_of_text(typed), day, "{typed}");
    }
    for typed in
        ["", "2027", "27-02-06", "2027-02-30", "2027-2", "2027-02-06-1", "+2027-2-6", "２０２７-2-6", "2027--6"]
    {
        assert_eq!(day_of_text(typed), None, "{typed}");
    }
}

proptest! {
    #[test]
    fn no_list_makes_the_reader_fail(text in "(?s).{0,400}") {
        let _ = list::read(&text);
    }
}
