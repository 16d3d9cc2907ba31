//! Donations 捐赠: receipts for goods and money, numbered without a gap, and the public account 捐赠公示 of what came in, what
//! it was used for, and what is left.
//!
//! Who gave is kept only when they wish to be named; who received is kept nowhere here.

pub mod actions;
pub(super) mod pages;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;
