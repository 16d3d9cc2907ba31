//! A row on its way into the database: column names with their values.

use sea_orm::Value;

/// Column names and values, in any order.
pub type Row = Vec<(&'static str, Value)>;

/// Writes a row: `row! { id: order.0, title: title.clone() }`.
#[macro_export]
macro_rules! row {
    ($($name:ident : $value:expr),* $(,)?) => {
        vec![$((stringify!($name), $crate::Value::from($value))),*]
    };
}

/// Lists the values of a statement: `values![id.0, now]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

/// `$1, $2, ...` for this many values.
pub(crate) fn placeholders(count: usize) -> String {
    (1..=count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}
