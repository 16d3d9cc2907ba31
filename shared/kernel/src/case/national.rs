//! The national days off and the weekend days worked instead 调休, as the State Council published them.
//!
//! Only the days that differ from Monday to Friday are listed. Later years and local days are data rows, never code.

use base::Day;
use chrono::Datelike;

/// A national holiday; the weekend days worked for it carry its name too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holiday {
    /// 元旦.
    NewYear,
    /// 春节.
    Spring,
    /// 清明节.
    Qingming,
    /// 劳动节.
    Labour,
    /// 端午节.
    DragonBoat,
    /// 中秋节.
    MidAutumn,
    /// 国庆节.
    National,
}

/// The last year whose national days are known here; a later year needs rows of its own.
pub const NATIONAL_DAYS_THROUGH: i32 = 2026;

/// The first year whose national days are known here.
pub const NATIONAL_DAYS_FROM: i32 = 2025;

/// Year, month, first and last day of a run, whether it is worked, and for which holiday.
type Run = (i32, u32, u32, u32, bool, Holiday);

use Holiday::{DragonBoat, Labour, MidAutumn, National, NewYear, Qingming, Spring};

const OFF: bool = false;
const WORKED: bool = true;

pub(super) const NATIONAL: &[Run] = &[
    (2025, 1, 1, 1, OFF, NewYear),
    (2025, 1, 28, 31, OFF, Spring),
    (2025, 2, 3, 4, OFF, Spring),
    (2025, 4, 4, 4, OFF, Qingming),
    (2025, 5, 1, 2, OFF, Labour),
    (2025, 5, 5, 5, OFF, Labour),
    (2025, 6, 2, 2, OFF, DragonBoat),
    (2025, 10, 1, 3, OFF, National),
    (2025, 10, 6, 6, OFF, MidAutumn),
    (2025, 10, 7, 8, OFF, National),
    (2025, 1, 26, 26, WORKED, Spring),
    (2025, 2, 8, 8, WORKED, Spring),
    (2025, 4, 27, 27, WORKED, Labour),
    (2025, 9, 28, 28, WORKED, National),
    (2025, 10, 11, 11, WORKED, National),
    (2026, 1, 1, 2, OFF, NewYear),
    (2026, 2, 16, 20, OFF, Spring),
    (2026, 2, 23, 23, OFF, Spring),
    (2026, 4, 6, 6, OFF, Qingming),
    (2026, 5, 1, 1, OFF, Labour),
    (2026, 5, 4, 5, OFF, Labour),
    (2026, 6, 19, 19, OFF, DragonBoat),
    (2026, 9, 25, 25, OFF, MidAutumn),
    (2026, 10, 1, 2, OFF, National),
    (2026, 10, 5, 7, OFF, National),
    (2026, 1, 4, 4, WORKED, NewYear),
    (2026, 2, 14, 14, WORKED, Spring),
    (2026, 2, 28, 28, WORKED, Spring),
    (2026, 5, 9, 9, WORKED, Labour),
    (2026, 9, 20, 20, WORKED, National),
    (2026, 10, 10, 10, WORKED, National),
];

/// What the national list says of a day: the holiday it belongs to, and whether it is worked. Ordinary days, and years
/// that are not known, are not in it.
#[must_use]
pub fn national_day(day: Day) -> Option<(Holiday, bool)> {
    let run = NATIONAL.iter().find(|&&(year, month, first, last, ..)| {
        (year, month) == (day.year(), day.month()) && (first..=last).contains(&day.day())
    });
    run.map(|&(_, _, _, _, works, holiday)| (holiday, works))
}
