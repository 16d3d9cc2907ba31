//! The neighbourhood circle 邻里圈: points 积分 and the points supermarket 积分兑换超市.

pub mod points;
pub mod supermarket;

/// The circle: pages, menu, grants, jobs, words and tables.
#[must_use]
pub fn circle() -> web::Circle {
    let nav = points::nav().into_iter().chain(supermarket::nav()).collect();
    web::Circle {
        name: "neighbourhood",
        routes: points::routes().join(supermarket::routes()),
        nav,
        part: points::part().join(supermarket::part()),
    }
}
