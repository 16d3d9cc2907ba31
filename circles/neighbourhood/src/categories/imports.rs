//! The tree of categories and their time limits from a spreadsheet. A group is found again by its name, a category by
//! its name within the group; what a file leaves empty stays as it is.

use super::actions::{Place, insert};
use super::rules::{Category, Kind, SKILLS, cleaned, faults};
use super::store::{self, CATEGORIES};
use crate::orders::powers::CATEGORIES_CHANGE;
use crate::orders::rules::DoneBy;
use base::{Doer, Minutes, Outcome, Problem, Refusal};
use db::{Query, Read, Write, values};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::case::{ClockKind, ClockPolicy, Span, Urgency};
use kernel::i18n::LocalText;
use kernel::imports::{Entered, ImportColumn, ImportKind, ImportRow, RowFault, faults_of};
use kernel::sheets::halfwidth;
use uuid::Uuid;

const LIMIT: &str = "categories-import-limit-hint";

const COLUMNS: [ImportColumn; 16] =
    [
        ImportColumn::new("group", "categories-import-group", "categories-import-group-hint", "家里维修")
            .also(&["大类", "一级分类", "事项大类", "分类", "group"])
            .needed(),
        ImportColumn::new("name", "categories-import-name", "categories-import-name-hint", "水管漏水").also(&[
            "小类",
            "二级分类",
            "事项",
            "事项名称",
            "名称",
            "category",
            "name",
        ]),
        ImportColumn::new("name_bo", "categories-import-name-bo", "categories-import-keep", "ཆུ་མདོང་འཛག་པ།").also(&[
            "藏文名称",
            "藏文名",
            "name in tibetan",
        ]),
        ImportColumn::new("name_en", "categories-import-name-en", "categories-import-keep", "Leaking pipe").also(&[
            "英文名称",
            "英文名",
            "name in english",
        ]),
        ImportColumn::new("urgency", "categories-import-urgency", "categories-import-urgency-hint", "水电气暖")
            .also(&["紧急程度", "时限类别", "办理类型", "urgency"]),
        ImportColumn::new("accept", "categories-import-accept", LIMIT, "1工作小时")
            .also(&["受理时限", "accept within"]),
        ImportColumn::new("dispatch", "categories-import-dispatch", LIMIT, "1工作小时")
            .also(&["派单时限", "dispatch within"]),
        ImportColumn::new("take", "categories-import-take", LIMIT, "2工作小时").also(&["接单时限", "take within"]),
        ImportColumn::new("resolve", "categories-import-resolve", LIMIT, "24小时").also(&[
            "办理时限",
            "办结时限",
            "处置时限",
            "resolve within",
        ]),
        ImportColumn::new("verify", "categories-import-verify", LIMIT, "1工作日").also(&["核查时限", "verify within"]),
        ImportColumn::new("call_back", "categories-import-call-back", LIMIT, "2工作日")
            .also(&["回访时限", "call back within"]),
        ImportColumn::new("minutes", "categories-import-minutes", "categories-import-minutes-hint", "40").also(&[
            "一般用时",
            "用时",
            "服务分钟",
            "minutes",
        ]),
        ImportColumn::new("done_by", "categories-import-done-by", "categories-import-done-by-hint", "谁都行").also(&[
            "谁来办",
            "办理主体",
            "done by",
        ]),
        ImportColumn::new("skill", "categories-import-skill", "categories-import-skill-hint", "plumbing").also(&[
            "需要技能",
            "技能",
            "skill",
        ]),
        ImportColumn::new("served", "categories-import-served", "categories-import-served-hint", "个人")
            .also(&["服务对象", "served"]),
        ImportColumn::new("public", "categories-import-public", "categories-import-public-hint", "否").also(&[
            "公开",
            "是否公开",
            "public",
        ]),
    ];

const URGENCIES: [(&str, &[&str]); 4] = [
    ("emergency", &["突发", "紧急", "应急", "གློ་བུར"]),
    ("utilities", &["水电气暖", "水电", "ཆུ་གློག་རླངས་དྲོད"]),
    ("general", &["一般", "普通", "སྤྱིར་བཏང"]),
    ("hard", &["疑难", "复杂", "དཀའ་ངལ་ཅན"]),
];
const HANDS: [(&str, &[&str]); 3] = [
    ("anyone", &["谁都行", "志愿者", "任何人", "སུ་ཡིན་ཡང་ཆོག"]),
    ("licensed", &["持证", "持证人员", "有证的人", "ལག་ཁྱེར་ཡོད་མཁན"]),
    ("department", &["部门", "职能部门", "部门或单位", "ལས་ཁུངས"]),
];
const SERVED: [(&str, &[&str]); 2] =
    [("person", &["个人", "居民", "人", "མི"]), ("place", &["公共地方", "公共", "地点", "公共设施", "ས་གནས"])];

pub(crate) const KIND: ImportKind = ImportKind {
    name: "categories",
    order: 100,
    title: "categories-import",
    advice: "categories-import-advice",
    icon: "list-details",
    power: CATEGORIES_CHANGE,
    columns: &COLUMNS,
    key,
    check,
    enter,
};

fn key(row: &ImportRow) -> Option<String> {
    Some(format!("{}\n{}", row.get("group"), row.get("name")))
}

/// "30分钟", "24小时", "7天" pass day and night; "4工作小时" and "2工作日" in working hours.
fn span(typed: &str) -> Option<Span> {
    let text = halfwidth(typed).replace(' ', "").to_lowercase();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let number: i64 = number.parse().ok().filter(|number| (1..=10_000).contains(number))?;
    Some(match unit {
        "分钟" | "分" | "minutes" | "minute" | "min" => Span::Continuous(Minutes(number)),
        "小时" | "hours" | "hour" | "h" => Span::Continuous(Minutes(number * 60)),
        "天" | "日" | "days" | "day" => Span::Continuous(Minutes(number * 24 * 60)),
        "工作小时" | "个工作小时" | "workinghours" | "workinghour" => Span::Working(Minutes(number * 60)),
        "工作日" | "个工作日" | "workingdays" | "workingday" => Span::WorkingDays(number),
        _ => return None,
    })
}

/// The promises of a row: what it names, over those that are known or usual.
fn policy(row: &ImportRow, urgency: Urgency, own: Option<ClockPolicy>) -> Outcome<Option<ClockPolicy>> {
    let before = own.unwrap_or(ClockPolicy::standard(urgency));
    let mut policy = before;
    for kind in ClockKind::PROMISED {
        if row.get(kind.name()).is_empty() {
            continue;
        }
        let column = COLUMNS.iter().find(|column| column.field == kind.name()).map_or("", |column| column.field);
        let span = span(row.get(kind.name())).ok_or(Problem::field(column, "categories-import-limit-wrong"))?;
        match kind {
            ClockKind::Accept => policy.accept = span,
            ClockKind::Dispatch => policy.dispatch = span,
            ClockKind::Take => policy.take = span,
            // Each transfer names its own date.
            ClockKind::Reply => {}
            ClockKind::Resolve => policy.resolve = span,
            ClockKind::Verify => policy.verify = span,
            ClockKind::CallBack => policy.call_back = span,
        }
    }
    if policy == before {
        return Ok(own);
    }
    policy.version = before.version.saturating_add(1);
    Ok(Some(policy))
}

/// A row as a category, over what is known of it.
fn kind_of(row: &ImportRow, known: Option<&Kind>) -> Outcome<Kind> {
    let amiss =
        |field: &'static str| move |refusal: Refusal| Problem::Invalid(vec![base::FieldProblem { field, refusal }]);
    let chosen = |field: &'static str, choices: &[(&'static str, &[&str])]| match row.get(field) {
        "" => Ok(None),
        _ => row.choice(field, choices).map(Some).ok_or(Problem::field(field, "categories-choose")),
    };
    let mut kind = known.cloned().unwrap_or(Kind {
        name: LocalText::default(),
        is_public: false,
        is_personal: true,
        urgency: Urgency::General,
        own_policy: None,
        skill: None,
        done_by: DoneBy::Anyone,
        minutes: 60,
        difficulty_permille: 1000,
        notice_key: None,
        notice: None,
        two_people: false,
        questions: Vec::new(),
    });
    let named = if row.get("name").is_empty() { row.get("group") } else { row.get("name") };
    named.clone_into(&mut kind.name.zh);
    let given = |field: &str| Some(row.get(field).to_owned()).filter(|text| !text.is_empty());
    kind.name.bo = given("name_bo").or(kind.name.bo);
    kind.name.en = given("name_en").or(kind.name.en);
    kind.urgency = chosen("urgency", &URGENCIES)?.and_then(Urgency::from_name).unwrap_or(kind.urgency);
    kind.done_by = chosen("done_by", &HANDS)?.and_then(DoneBy::from_name).unwrap_or(kind.done_by);
    kind.is_personal = chosen("served", &SERVED)?.map_or(kind.is_personal, |served| served == "person");
    kind.is_public = row.yes("public").map_err(amiss("public"))?.unwrap_or(kind.is_public);
    kind.minutes = row.number_in("minutes").map_err(amiss("minutes"))?.unwrap_or(kind.minutes);
    if let Some(skill) = given("skill") {
        let known = SKILLS.iter().find(|code| **code == skill).ok_or(Problem::field("skill", "categories-choose"))?;
        kind.skill = Some((*known).to_owned());
    }
    kind.own_policy = policy(row, kind.urgency, kind.own_policy)?;
    let wrong = faults(&kind);
    if wrong.is_empty() { Ok(cleaned(kind)) } else { Err(Problem::Invalid(wrong)) }
}

/// The group or the category of a row among all there are.
fn known<'c>(row: &ImportRow, all: &'c [Category]) -> (Option<&'c Category>, Option<&'c Category>) {
    let group = all.iter().find(|category| category.parent.is_none() && category.kind.name.zh == row.get("group"));
    if row.get("name").is_empty() {
        return (group, group);
    }
    let within = |category: &&Category| category.parent.is_some() && category.parent == group.map(|group| group.id);
    (group, all.iter().filter(within).find(|category| category.kind.name.zh == row.get("name")))
}

fn check<'a>(
    _: &'a App,
    doer: &'a Doer,
    (read, _): (&'a Read, &'a ImportKind),
    rows: &'a [ImportRow],
) -> BoxFuture<'a, Outcome<Vec<RowFault>>> {
    Box::pin(async move {
        let all = store::all(read, doer.community).await?;
        let mut found = Vec::new();
        for row in rows {
            let kind = kind_of(row, known(row, &all).1.map(|category| &category.kind));
            found.extend(faults_of(row, kind, &[])?.err().unwrap_or_default());
            let group = ImportRow { number: row.number, ..ImportRow::default() };
            let group = ImportRow { cells: [("group", row.get("group").to_owned())].into(), ..group };
            found.extend(faults_of(row, kind_of(&group, None), &[("name", "group")])?.err().unwrap_or_default());
        }
        Ok(found)
    })
}

fn enter<'a>(
    app: &'a App,
    write: &'a mut Write,
    _: &'a ImportKind,
    row: &'a ImportRow,
) -> BoxFuture<'a, Outcome<Entered>> {
    Box::pin(async move {
        let all = store::all(write, write.doer().community).await?;
        let (group, category) = known(row, &all);
        let kind = kind_of(row, category.map(|category| &category.kind))?;
        if let Some(category) = category {
            if store::columns(&kind)? == store::columns(&category.kind)? {
                return Ok(Entered::Same);
            }
            write.change(&CATEGORIES, category.id, category.version, store::columns(&kind)?).await?;
            return Ok(Entered::Changed);
        }
        let parent = match group {
            Some(group) => Some(group.id),
            None if row.get("name").is_empty() => None,
            None => {
                let cells = [("group", row.get("group").to_owned())].into();
                let group = kind_of(&ImportRow { number: row.number, cells }, None)?;
                Some(open(app, write, None, &group).await?)
            }
        };
        open(app, write, parent, &kind).await?;
        Ok(Entered::Created)
    })
}

async fn open(app: &App, write: &mut Write, parent: Option<Uuid>, kind: &Kind) -> Outcome<Uuid> {
    let id = app.new_id();
    let sql = "select max(position) from categories where community = $1";
    let position = write.number(sql, values![write.doer().community.0]).await? + 1;
    insert(write, &Place { id, parent, code: format!("own-{}", id.simple()), position }, kind).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_people_write_them() {
        assert_eq!(span("３０ 分钟"), Some(Span::Continuous(Minutes(30))));
        assert_eq!(span("24小时"), Some(Span::Continuous(Minutes(1440))));
        assert_eq!(span("7天"), Some(Span::Continuous(Minutes(7 * 1440))));
        assert_eq!(span("4工作小时"), Some(Span::Working(Minutes(240))));
        assert_eq!(span("2个工作日"), Some(Span::WorkingDays(2)));
        assert_eq!(span("2 working days"), Some(Span::WorkingDays(2)));
        for typed in ["", "快", "0天", "天", "-1天", "3周"] {
            assert_eq!(span(typed), None, "{typed}");
        }
    }

    #[tokio::test]
    async fn a_tree_with_its_limits_is_loaded_and_a_second_load_changes_nothing() {
        use registry::imports::whole;
        let circles = || vec![registry::circle(), crate::circle()];
        testkit::on_both(circles, async |town| {
            let house = town.house();
            let file = "大类,小类,紧急程度,办结时限,受理时限,一般用时\n家里维修,水管漏水,水电气暖,12小时,1工作小时,40\n\
                        家里维修,\"换\n灯泡\",一般,,,20\n环境卫生,,,,,\n";
            let first = whole(&town.app, &house, "categories", file.into()).await.unwrap();
            assert_eq!((first.import.state.as_str(), first.import.created_count), ("done", 3), "{:?}", first.amiss);
            let all = store::all(&town.app.db.read().await.unwrap(), town.community).await.unwrap();
            let water = all.iter().find(|category| category.kind.name.zh == "水管漏水").unwrap();
            assert_eq!(water.policy().resolve, Span::Continuous(Minutes(720)));
            assert_eq!(all.len(), 4);
            let second = whole(&town.app, &house, "categories", file.into()).await.unwrap().import;
            assert_eq!((second.created_count, second.changed_count, second.same_count), (0, 0, 3));
            let wrong = "大类,小类,办结时限\n家里维修,问民族,快点\n";
            let wrong = whole(&town.app, &house, "categories", wrong.into()).await.unwrap();
            assert_eq!((wrong.import.state.as_str(), wrong.amiss.len()), ("mending", 1));
        })
        .await;
    }
}
