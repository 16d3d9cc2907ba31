//! Goods of the points supermarket from a spreadsheet. A thing is found again by its name; what is on its shelf is
//! counted in only when it is new, as one delivery.

use super::actions::{Wish, fields};
use super::powers::GOODS_CHANGE;
use super::rules::{DELIVERY_MAX, Source};
use super::store::{self, GOODS, Item};
use crate::points::ledger::{self, Account, Ledger, Transfer};
use base::{Doer, Outcome, Points, Problem, Refusal};
use db::{Read, Write, row};
use futures::future::BoxFuture;
use kernel::app::App;
use kernel::imports::{Entered, ImportColumn, ImportKind, ImportRow, RowFault, faults_of};
use uuid::Uuid;

const COLUMNS: [ImportColumn; 9] = [
    ImportColumn::new("name_zh", "goods-import-name", "goods-import-name-hint", "洗衣液 1 升")
        .also(&["名称", "物品", "物品名称", "商品", "商品名称", "品名", "name", "item"])
        .needed(),
    ImportColumn::new("price", "goods-import-price", "goods-import-price-hint", "120")
        .also(&["积分", "所需积分", "兑换积分", "积分价", "points", "price"])
        .needed(),
    ImportColumn::new("origin", "goods-import-origin", "goods-import-origin-hint", "捐赠").also(&[
        "来源",
        "物品来源",
        "origin",
        "source",
    ]),
    ImportColumn::new("donor", "goods-import-donor", "goods-import-donor-hint", "示例县供销社").also(&[
        "捐赠者",
        "捐赠单位",
        "捐赠方",
        "donor",
    ]),
    ImportColumn::new("best_before", "goods-import-best-before", "goods-import-best-before-hint", "2027-06-30")
        .also(&["保质期", "保质期至", "有效期", "到期日期", "best before", "expiry"]),
    ImportColumn::new("count", "goods-import-count", "goods-import-count-hint", "40").also(&[
        "数量",
        "库存",
        "库存数量",
        "现有数量",
        "count",
        "stock",
        "quantity",
    ]),
    ImportColumn::new("shown", "goods-import-shown", "goods-import-shown-hint", "是").also(&[
        "上架",
        "是否上架",
        "shown",
        "offered",
    ]),
    ImportColumn::new("name_bo", "goods-import-name-bo", "goods-import-keep", "གོས་འཁྲུད་རྫས།").also(&[
        "藏文名称",
        "藏文名",
        "name in tibetan",
    ]),
    ImportColumn::new("name_en", "goods-import-name-en", "goods-import-keep", "Washing liquid, 1 litre").also(&[
        "英文名称",
        "英文名",
        "name in english",
    ]),
];

const ORIGINS: [(&str, &[&str]); 2] = [
    ("donated", &["捐赠", "捐", "受赠", "爱心捐赠", "donated", "ཞལ་འདེབས"]),
    ("bought", &["采购", "购买", "自购", "bought", "ཉོས་པ"]),
];

pub(crate) const KIND: ImportKind = ImportKind {
    name: "goods",
    order: 110,
    title: "goods-import",
    advice: "goods-import-advice",
    icon: "shopping-bag",
    power: GOODS_CHANGE,
    columns: &COLUMNS,
    key,
    check,
    enter,
};

fn key(row: &ImportRow) -> Option<String> {
    Some(row.get("name_zh").to_owned())
}

/// A row as a wish; what it leaves empty stays as it is known.
fn wish(row: &ImportRow, known: Option<&Item>, id: Uuid) -> Outcome<(Wish, Option<i64>)> {
    let amiss =
        |field: &'static str| move |refusal: Refusal| Problem::Invalid(vec![base::FieldProblem { field, refusal }]);
    let text = |field: &str, before: fn(&Item) -> &str| match row.get(field) {
        "" => known.map(before).unwrap_or_default().to_owned(),
        typed => typed.to_owned(),
    };
    let before = || known.and_then(|item| Source::from_name(&item.origin)).unwrap_or(Source::Donated);
    let origin = match row.get("origin") {
        "" => before(),
        _ => row
            .choice("origin", &ORIGINS)
            .and_then(Source::from_name)
            .ok_or(Problem::field("origin", "goods-import-origin-wrong"))?,
    };
    let price = row.number_in("price").map_err(amiss("price"))?.unwrap_or(0);
    let count = row.number_in("count").map_err(amiss("count"))?;
    if count.is_some_and(|count| !(0..=DELIVERY_MAX).contains(&count)) {
        return Err(amiss("count")(Refusal::new("supermarket-count-wrong").with("most", DELIVERY_MAX)));
    }
    let shown = row.yes("shown").map_err(amiss("shown"))?;
    let best_before = row.day("best_before").map_err(amiss("best_before"))?;
    let wish = Wish {
        id,
        name_zh: text("name_zh", |item| &item.name_zh),
        name_bo: text("name_bo", |item| &item.name_bo),
        name_en: text("name_en", |item| &item.name_en),
        price: Points(price),
        origin,
        donor: text("donor", |item| &item.donor),
        best_before: best_before.or(known.and_then(|item| item.best_before)),
        shown: shown.or(known.map(|item| item.shown)).unwrap_or(true),
    };
    Ok((wish, count))
}

fn check<'a>(
    _: &'a App,
    _: &'a Doer,
    _: (&'a Read, &'a ImportKind),
    rows: &'a [ImportRow],
) -> BoxFuture<'a, Outcome<Vec<RowFault>>> {
    Box::pin(async move {
        let mut faults = Vec::new();
        for row in rows {
            let read = wish(row, None, Uuid::nil()).and_then(|(wish, _)| fields(&wish));
            faults.extend(faults_of(row, read, &[])?.err().unwrap_or_default());
        }
        Ok(faults)
    })
}

fn enter<'a>(
    app: &'a App,
    write: &'a mut Write,
    _: &'a ImportKind,
    row: &'a ImportRow,
) -> BoxFuture<'a, Outcome<Entered>> {
    Box::pin(async move {
        let (community, at) = (write.doer().community, write.doer().at);
        let name = kernel::text::clean_line(row.get("name_zh"), super::rules::NAME_CHARS_MAX).unwrap_or_default();
        let known = store::named(write, community, &name).await?;
        let id = known.as_ref().map_or_else(|| app.new_id(), |item| item.id);
        let (wish, count) = wish(row, known.as_ref(), id)?;
        let mut line = fields(&wish)?;
        let Some(known) = known else {
            line.extend(row! { id: id, community: community.0, created_at: at });
            write.create(&GOODS, line).await?;
            stock(app, write, (&wish, count.unwrap_or(0))).await?;
            return Ok(Entered::Created);
        };
        if line == columns_of(&known) {
            return Ok(Entered::Same);
        }
        write.change(&GOODS, known.id, known.version, line).await?;
        Ok(Entered::Changed)
    })
}

/// What is known, in the columns of a wish.
fn columns_of(item: &Item) -> db::Row {
    row! {
        name_zh: item.name_zh.clone(), name_bo: item.name_bo.clone(), name_en: item.name_en.clone(),
        price_points: item.price_points, origin: item.origin.clone(), donor: item.donor.clone(),
        best_before: item.best_before, shown: item.shown,
    }
}

async fn stock(app: &App, write: &mut Write, (wish, count): (&Wish, i64)) -> Outcome<()> {
    if count == 0 {
        return Ok(());
    }
    let from = if wish.origin == Source::Donated { Account::Donated } else { Account::Bought };
    let transfer = Transfer {
        id: app.new_id(),
        ledger: Ledger::Goods,
        from,
        to: Account::Stock(wish.id),
        amount: count,
        source_kind: "delivery",
        source: wish.id,
        reserved: false,
    };
    ledger::post(write, &transfer).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use db::Query;
    use registry::imports::whole;
    use testkit::on_both;

    #[tokio::test]
    async fn goods_are_counted_in_once_and_a_second_load_changes_nothing() {
        let circles = || vec![registry::circle(), crate::circle()];
        on_both(circles, async |town| {
            let house = town.house();
            let file = "物品名称,所需积分,来源,数量,保质期\n洗衣液,１２０,捐赠,40,2027年6月30日\n茶砖,80,采购,12,\n";
            let first = whole(&town.app, &house, "goods", file.into()).await.unwrap();
            assert_eq!((first.import.state.as_str(), first.import.created_count), ("done", 2), "{:?}", first.amiss);
            let second = whole(&town.app, &house, "goods", file.into()).await.unwrap().import;
            assert_eq!((second.created_count, second.changed_count, second.same_count), (0, 0, 2));
            let read = town.app.db.read().await.unwrap();
            let stock = "select cast(sum(posted) as bigint) from balances where kind = 'stock'";
            assert_eq!(read.number(stock, vec![]).await.unwrap(), 52);
            let dearer = whole(&town.app, &house, "goods", "名称,积分\n茶砖,90\n".into()).await.unwrap().import;
            assert_eq!(dearer.changed_count, 1);
            let wrong = "名称,积分,来源\n茶砖,贵,偷的\n民族服饰,-1,\n宗教书,10,\n";
            let wrong = whole(&town.app, &house, "goods", wrong.into()).await.unwrap();
            let rows: Vec<u32> = wrong.amiss.iter().map(|(row, _)| *row).collect();
            assert_eq!((wrong.import.state.as_str(), rows), ("mending", vec![2, 3, 4]));
        })
        .await;
    }
}
