//! The neighbourhood circle 邻里圈: orders 点单, points 积分 and the points supermarket 积分兑换超市.

pub mod categories;
pub mod figures;
pub mod filters;
pub mod orders;
pub mod points;
pub mod replies;
pub mod supermarket;

use kernel::app::Part;
use kernel::i18n::Source;

/// The circle: pages, menu, grants, jobs, words and tables.
#[must_use]
pub fn circle() -> web::Circle {
    let nav =
        orders::pages::nav().into_iter().chain(points::nav()).chain(supermarket::nav()).chain(figures::nav()).collect();
    web::Circle {
        name: "neighbourhood",
        routes: orders::pages::routes(points::routes()).join(supermarket::routes()).join(figures::routes()),
        nav,
        part: orders::part()
            .join(orders::pages::part())
            .join(points::part())
            .join(supermarket::part())
            .join(figures::part())
            .join(replies::part())
            .join(filters::part())
            .join(imports()),
    }
}

/// What can be loaded from spreadsheets.
fn imports() -> Part {
    let words = Source {
        name: "neighbourhood/imports",
        zh_cn: include_str!("../locales/zh-CN/imports.ftl"),
        bo: include_str!("../locales/bo/imports.ftl"),
        en: include_str!("../locales/en/imports.ftl"),
    };
    let kinds = vec![categories::imports::KIND, supermarket::imports::KIND];
    Part { imports: kinds, sources: vec![words], ..Part::default() }
}

/// What a new community begins with: the tree of categories, and standard replies.
///
/// # Errors
/// A fault from the database.
pub async fn prepare_community(app: &kernel::app::App, write: &mut db::Write) -> base::Outcome<()> {
    categories::actions::plant_in(app, write).await?;
    replies::actions::plant_in(app, write).await
}
