//! The national days off and the weekend days worked instead 调休, as the State Council published them.
//!
//! Only the days that differ from Monday to Friday are listed. Later years and local days are data rows, never code.

/// The last year whose national days are known here; a later year needs rows of its own.
pub const NATIONAL_DAYS_THROUGH: i32 = 2026;

/// Year, month, first and last day of a run, and whether it is worked.
type Run = (i32, u32, u32, u32, bool);

const OFF: bool = false;
const WORKED: bool = true;

pub(super) const NATIONAL: &[Run] = &[
    (2025, 1, 1, 1, OFF),
    (2025, 1, 28, 31, OFF),
    (2025, 2, 3, 4, OFF),
    (2025, 4, 4, 4, OFF),
    (2025, 5, 1, 2, OFF),
    (2025, 5, 5, 5, OFF),
    (2025, 6, 2, 2, OFF),
    (2025, 10, 1, 3, OFF),
    (2025, 10, 6, 8, OFF),
    (2025, 1, 26, 26, WORKED),
    (2025, 2, 8, 8, WORKED),
    (2025, 4, 27, 27, WORKED),
    (2025, 9, 28, 28, WORKED),
    (2025, 10, 11, 11, WORKED),
    (2026, 1, 1, 2, OFF),
    (2026, 2, 16, 20, OFF),
    (2026, 2, 23, 23, OFF),
    (2026, 4, 6, 6, OFF),
    (2026, 5, 1, 1, OFF),
    (2026, 5, 4, 5, OFF),
    (2026, 6, 19, 19, OFF),
    (2026, 9, 25, 25, OFF),
    (2026, 10, 1, 2, OFF),
    (2026, 10, 5, 7, OFF),
    (2026, 1, 4, 4, WORKED),
    (2026, 2, 14, 14, WORKED),
    (2026, 2, 28, 28, WORKED),
    (2026, 5, 9, 9, WORKED),
    (2026, 9, 20, 20, WORKED),
    (2026, 10, 10, 10, WORKED),
];
