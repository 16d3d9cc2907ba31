//! The promises of this module: complete in three languages, exact, and never a panic whatever comes in.

use super::*;
use base::{Arg, Locale, Minutes, Moment, Points, Problem, Refusal};
use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&[SOURCE]).unwrap());

/// Sunday 22 November 2026, 19:42 in China.
fn now() -> Moment {
    Utc.with_ymd_and_hms(2026, 11, 22, 11, 42, 0).unwrap()
}

fn lang(locale: Locale) -> Lang<'static> {
    WORDS.lang(locale, now())
}

fn each(say: impl Fn(&Lang<'_>) -> String) -> [String; 3] {
    Locale::ALL.map(|locale| say(&lang(locale)))
}

fn source(name: &'static str, zh_cn: &'static str, bo: &'static str, en: &'static str) -> Source {
    Source { name, zh_cn, bo, en }
}

fn fault(sources: &[Source]) -> String {
    match Words::new(sources) {
        Err(Problem::Fault(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn our_own_sentences_are_complete() {
    assert_eq!(check_sources(&[SOURCE]), Vec::<String>::new());
}

#[test]
fn every_key_of_ours_is_used_and_known() {
    let code = code_files(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/i18n"))).unwrap();
    assert_eq!(check_use(&code, WORDS.keys()), Vec::<String>::new());
}

#[test]
fn dates_and_times() {
    let time = now();
    assert_eq!(each(|l| l.date_time(time)), ["11 月 22 日 19:42", "ཟླ་11ཚེས་22 19:42", "22 Nov, 19:42"]);
    assert_eq!(each(|l| l.weekday_date(time)), ["11 月 22 日，星期日", "ཟླ་11ཚེས་22, གཟའ་ཉི་མ་", "Sunday 22 Nov"]);
    let earlier = Utc.with_ymd_and_hms(2025, 1, 2, 16, 5, 0).unwrap();
    assert_eq!(each(|l| l.date_time(earlier)), ["2025 年 1 月 3 日 0:05", "སྤྱི་ལོ་2025 ཟླ་1ཚེས་3 0:05", "3 Jan 2025, 0:05"]);
    assert_eq!(lang(Locale::ZhCn).iso(time), "2026-11-22T19:42+08:00");
    assert_eq!(WORDS.lang(Locale::En, time).at_offset(-90).iso(time), "2026-11-22T10:12-01:30");
}

#[test]
fn the_year_turns_where_the_community_is() {
    let new_year = Utc.with_ymd_and_hms(2026, 12, 31, 16, 30, 0).unwrap();
    assert_eq!(lang(Locale::En).date(new_year), "1 Jan 2027");
    assert_eq!(lang(Locale::En).at_offset(0).date(new_year), "31 Dec");
}

#[test]
fn today_and_the_days_beside_it() {
    let day = TimeDelta::days(1);
    assert_eq!(each(|l| l.when(now())), ["今天 19:42", "དེ་རིང་ 19:42", "today 19:42"]);
    assert_eq!(lang(Locale::ZhCn).when(now() + day), "明天 19:42");
    assert_eq!(lang(Locale::ZhCn).when(now() - day), "昨天 19:42");
    assert_eq!(lang(Locale::ZhCn).when(now() + day + day), "11 月 24 日 19:42");
    // Five hours later is tomorrow already.
    assert_eq!(lang(Locale::ZhCn).when(now() + TimeDelta::hours(5)), "明天 0:42");
}

#[test]
fn what_is_left() {
    let left = |minutes| each(|l| l.left(now() + TimeDelta::minutes(minutes)));
    assert_eq!(left(190), ["3 小时 10 分", "ཆུ་ཚོད་3 དང་སྐར་མ་10", "3 h 10 min"]);
    assert_eq!(left(60), ["1 小时", "ཆུ་ཚོད་1", "1 hour"]);
    assert_eq!(left(0), ["不到 1 分钟", "སྐར་མ་1 མ་ལོངས་པ།", "under a minute"]);
    assert_eq!(left(-20), ["已超 20 分钟", "དུས་བཀག་ལས་སྐར་མ་20 བརྒལ།", "20 minutes over"]);
    assert_eq!(left(24 * 60), ["1 天", "ཉིན་1", "1 day"]);
    assert_eq!(left(27 * 60), ["1 天 3 小时", "ཉིན་1 དང་ཆུ་ཚོད་3", "1 day 3 h"]);
    assert_eq!(left(2 * 24 * 60 + 200), ["2 天", "ཉིན་2", "2 days"]);
    assert_eq!(lang(Locale::ZhCn).left(now() - TimeDelta::seconds(1)), "已超 1 分钟");
    assert_eq!(each(|l| l.ago(now() - TimeDelta::minutes(1)))[2], "1 minute ago");
}

#[test]
fn amounts() {
    assert_eq!(each(|l| l.minutes(Minutes(90))), ["1 小时 30 分", "ཆུ་ཚོད་1 དང་སྐར་མ་30", "1 h 30 min"]);
    assert_eq!(each(|l| l.minutes(40)), ["40 分钟", "སྐར་མ་40", "40 minutes"]);
    assert_eq!(lang(Locale::En).minutes(26 * 60), "26 hours");
    assert_eq!(lang(Locale::En).minutes(0), "0 minutes");
    assert_eq!(lang(Locale::En).minutes(-15), "-15 minutes");
    assert_eq!(each(|l| l.points(Points(1350))), ["1,350 分", "སྐར་གྲངས་1,350", "1,350 points"]);
    assert_eq!(lang(Locale::En).points(1_i64), "1 point");
    assert_eq!(grouped(i64::MIN), "-9,223,372,036,854,775,808");
    assert_eq!(grouped(-100), "-100");
}

#[test]
fn arguments_of_every_kind() {
    let words = Words::new(&[
        source(
            "shop",
            "shop-open = 开门\nshop-says = { $what }：{ $n } 件，{ $who }，{ $at }",
            "shop-open = སྒོ་འབྱེད།\nshop-says = { $what } { $n } { $who } { $at }",
            "shop-open = open\nshop-says = { $what }: { $n -> \n [0] none \n [one] one \n *[other] { $n } \n}, { $who }, { $at }",
        ),
        SOURCE,
    ]);
    let words = words.unwrap();
    let refusal = |n: i64| {
        Refusal::new("shop-says")
            .with("n", n)
            .with("who", "<b>འཚམས་འདྲི།\u{202e}𠮷")
            .with("at", now())
            .with("what", Arg::Key("shop-open"))
    };
    let say = |locale, n| words.lang(locale, now()).refusal(&refusal(n));
    // Texts come through as they are: the page escapes them.
    assert_eq!(say(Locale::ZhCn, 1350), "开门：1,350 件，<b>འཚམས་འདྲི།\u{202e}𠮷，11 月 22 日 19:42");
    assert_eq!(say(Locale::En, 0), "open: none, <b>འཚམས་འདྲི།\u{202e}𠮷, 22 Nov, 19:42");
    assert!(say(Locale::En, 1).starts_with("open: one,"));
    assert!(say(Locale::En, i64::MAX).contains("9,223,372,036,854,775,807"));
    assert!(words.say(Locale::ZhCn, "shop-open", &[]) == "开门");
    assert!(words.missing().is_empty());
    assert!(words.used().contains("shop-says"));
}

#[test]
fn what_is_missing_is_marked_and_remembered() {
    let words = Words::new(&[SOURCE]).unwrap();
    let lang = words.lang(Locale::Bo, now());
    assert_eq!(lang.t("no-such-key"), "⟦no-such-key⟧");
    assert!(!lang.t("time-over").is_empty());
    let missing = words.missing();
    assert!(missing.contains("no-such-key"));
    assert!(missing.iter().any(|what| what.starts_with("time-over: ") && what.contains("$span")), "{missing:?}");
}

#[test]
fn incomplete_sources_are_refused() {
    let lacking = fault(&[source(
        "shop",
        "shop-open = 开\nshop-shut = 关",
        "shop-open = སྒོ།",
        "shop-open = open\nshop-gone = gone",
    )]);
    assert!(lacking.contains("shop (bo): shop-shut: missing"), "{lacking}");
    assert!(lacking.contains("shop (en): shop-gone: not in zh-CN"), "{lacking}");
    let variables = fault(&[source("shop", "shop-n = { $n } 件", "shop-n = ཅ་ལག", "shop-n = { $n } of { $m }")]);
    assert!(variables.contains("shop (bo): shop-n: lacks $n"), "{variables}");
    assert!(variables.contains("shop (en): shop-n: $m is not in zh-CN"), "{variables}");
    let one = source("one", "shop-open = 开", "shop-open = སྒོ།", "shop-open = open");
    let twice = fault(&[one, source("two", one.zh_cn, one.bo, one.en)]);
    assert!(twice.contains("two: shop-open: also in one"), "{twice}");
    let same = fault(&[source("shop", "shop-open = 开\nshop-open = 开", one.bo, one.en)]);
    assert!(same.contains("shop (zh-CN): shop-open: written twice"), "{same}");
    let broken = fault(&[source("shop", "shop-open = 开\nshop open = {", one.bo, one.en)]);
    assert!(broken.contains("shop (zh-CN): line 2"), "{broken}");
    let strange = fault(&[source("shop", "shop-open = { NUMBER($n) }{ time-date }", "shop-open = སྒོ།", "Shop = x")]);
    assert!(strange.contains("NUMBER() is not used here") && strange.contains("refers to time-date"), "{strange}");
    assert!(strange.contains("Shop: a key is"), "{strange}");
}

#[test]
fn texts_in_the_wrong_script_are_found() {
    let faults = check_sources(&[source(
        "shop",
        "shop-a = Please come in now\nshop-b = 导出 PDF\nshop-c = 好\nshop-d = { $n }\nshop-e = { \"\" }",
        "shop-a = སྒོ།\nshop-b = 导出\nshop-c = fine\nshop-d = { $n }%\nshop-e = སྒོ།",
        "shop-a = come in\nshop-b = Export 导出\nshop-c = སྒོ།\nshop-d = { $n -> \n [one] 一 \n *[other] all\n }\nshop-e = x",
    )]);
    for expected in [
        "shop (zh-CN): shop-a: a Latin sentence",
        "shop (zh-CN): shop-e: is empty",
        "shop (bo): shop-b: Han",
        "shop (bo): shop-c: no Tibetan",
        "shop (en): shop-b: Han",
        "shop (en): shop-c: Tibetan",
        "shop (en): shop-d: Han",
    ] {
        assert!(faults.iter().any(|fault| fault.starts_with(expected)), "{expected} in {faults:#?}");
    }
    assert_eq!(faults.len(), 7, "{faults:#?}");
}

#[test]
fn keys_are_found_in_code_and_templates() {
    let found = scan(
        concat!(
            "// lang.t(\"in-comment\")\n",
            "let a = lang.t(\"order-new\"); words.say(Locale::Bo, \"order-bo\", &[(\"n-n\", Arg::Number(1))]);\n",
            "Err(base::Problem::refused(\"order taken\"))?; Problem::field(\"phone\", \"phone-wrong\");\n",
            "Row { words: \"row-words\" }; lang.t(&format!(\"state-{name}\")); const K: &str = \"const-key\";\n",
            "<a class=\"card-title\" title=\"{{ lang.tn(\"order-n\", \"n\", 3) }}\">\n",
            "shirt(\"not-asked\"); span.field(\"a\", \"b\");\n",
            "#[cfg(test)]\n#[expect(clippy::unwrap_used, reason = \"tests\")]\nmod tests { x.t(\"in-tests\") }\n",
        )
        .replace("mod tests { x", "mod tests {\n x")
        .as_str(),
    );
    let asked: Vec<&str> = found.asked.iter().map(String::as_str).collect();
    assert_eq!(asked, ["order taken", "order-bo", "order-n", "order-new", "phone-wrong", "row-words"]);
    assert!(["const-key", "card-title", "not-asked", "order-n"].iter().all(|key| found.literals.contains(*key)));
    assert!(!found.literals.contains("in-comment") && !found.literals.contains("in-tests"));
    assert!(found.prefixes.contains("state-"));
    let keys = ["order-new", "state-done", "order-old"].map(str::to_owned).into();
    let faults = check_use(&[("a.rs".into(), "x.t(\"order-new\").t(\"order-nwe\"); \"state-{}\"".into())], &keys);
    assert_eq!(faults, ["a.rs: unknown key order-nwe", "nothing uses the key order-old"]);
}

#[test]
fn a_language_is_chosen() {
    for (header, locale) in [
        ("", Locale::ZhCn),
        ("*", Locale::ZhCn),
        ("fr, de;q=0.9", Locale::ZhCn),
        ("bo-CN,bo;q=0.9,zh-CN;q=0.8", Locale::Bo),
        ("fr;q=1, en-GB;q=0.8, bo;q=0.9", Locale::Bo),
        ("zh-Hant-TW", Locale::ZhCn),
        ("EN_us", Locale::En),
        ("en;q=0, zh;q=0.1", Locale::ZhCn),
        ("en;q=NaN, bo;q=1e9, en;q=2, bo;q=-1, zh;q=0.001", Locale::ZhCn),
        ("en;q=0.5,bo;q=0.5", Locale::En),
        (";;;,,,;q=1,\0,en ; q=1", Locale::En),
    ] {
        assert_eq!(from_accept_language(header), locale, "{header:?}");
    }
    assert_eq!(from_accept_language(&format!("{}en", "fr,".repeat(1_000_000))), Locale::ZhCn);
}

#[test]
fn texts_of_the_community_say_their_language() {
    let mut text = LocalText::new("家里维修");
    assert_eq!(text.pick(Locale::Bo), ("家里维修", Locale::ZhCn));
    text.bo = Some(" ".into());
    assert_eq!(lang(Locale::Bo).pick(&text), ("家里维修", "zh-CN"));
    text.bo = Some("ཁང་པ་ཉམས་གསོ།".into());
    assert_eq!(lang(Locale::Bo).pick(&text), ("ཁང་པ་ཉམས་གསོ།", "bo"));
    assert_eq!(text.pick(Locale::En).1, Locale::ZhCn);
}

fn moments() -> impl Strategy<Value = Moment> {
    let ends = prop_oneof![Just(DateTime::<Utc>::MIN_UTC), Just(DateTime::<Utc>::MAX_UTC), Just(DateTime::UNIX_EPOCH)];
    let any = any::<i64>().prop_map(|s| DateTime::from_timestamp(s, 0).unwrap_or(DateTime::<Utc>::MAX_UTC));
    let sane = (0_i64..4_000_000_000).prop_map(|s| DateTime::from_timestamp(s, 0).unwrap());
    prop_oneof![ends, any, sane]
}

proptest! {
    #[test]
    fn no_time_and_no_number_panics(
        time in moments(), now in moments(), offset in any::<i32>(), number in any::<i64>(), locale in prop::sample::select(Locale::ALL.to_vec()),
    ) {
        let lang = WORDS.lang(locale, now).at_offset(offset);
        for text in [
            lang.date(time), lang.date_time(time), lang.weekday_date(time), lang.when(time), lang.left(time),
            lang.ago(time), lang.iso(time), lang.minutes(number), lang.points(number), lang.number(number),
            lang.td("time-over", "span", time), lang.tn("time-hours", "hours", number),
        ] {
            prop_assert!(!text.is_empty() && !text.contains('⟦') && !text.contains("{$"), "{}", text);
        }
        let digits: String = lang.number(number).chars().filter(|c| *c != ',').collect();
        prop_assert_eq!(digits, number.to_string());
        prop_assert_eq!(&lang.tn("time-days", "days", number).chars().filter(char::is_ascii_digit).collect::<String>(),
            &number.unsigned_abs().to_string());
    }

    #[test]
    fn no_header_panics(header in "\\PC*", tags in "([a-z*]{0,3}[-;=q,. 0-9]{0,4}){0,40}") {
        prop_assert!(Locale::ALL.contains(&from_accept_language(&header)));
        prop_assert!(Locale::ALL.contains(&from_accept_language(&tags)));
    }

    #[test]
    fn no_text_breaks_a_message(text in any::<String>()) {
        prop_assert_eq!(lang(Locale::En).tx("time-ago", "span", &text), format!("{text} ago"));
    }

    #[test]
    fn no_code_breaks_the_scan(text in "[a-z\"({,.: \n-]{0,200}|\\PC*") {
        prop_assert!(scan(&text).literals.iter().all(|key| text.contains(key.as_str())));
    }
}
