//! A year at a glance: months of weeks, and the days that are not what their weekday says, with their names.

use super::rules::AddedDay;
use base::Day;
use chrono::{Datelike, Days, Months};
use kernel::case::{Holiday, NATIONAL_DAYS_FROM, NATIONAL_DAYS_THROUGH, WorkSpan, WorkingCalendar, national_day};

/// Days of a week.
const WEEK: u32 = 7;

/// One day in a month's table.
pub(super) struct Cell {
    /// The day of the month.
    pub(super) number: u32,
    /// Whether anybody works.
    pub(super) works: bool,
    /// It is not what its weekday says: off in the week, or worked at the weekend.
    pub(super) odd: bool,
    /// The community added it.
    pub(super) local: bool,
}

/// One month.
pub(super) struct Month {
    /// From 1.
    pub(super) number: i64,
    /// Its weeks, Monday first; days of other months are empty.
    pub(super) weeks: Vec<Vec<Option<Cell>>>,
}

/// A day of the national list.
pub(super) struct NationalDay {
    pub(super) day: Day,
    pub(super) works: bool,
    pub(super) name: &'static str,
}

/// A year.
pub(super) struct Year {
    pub(super) number: i32,
    pub(super) months: Vec<Month>,
    /// What the community added.
    pub(super) added: Vec<AddedDay>,
    pub(super) national: Vec<NationalDay>,
    /// There is a list of national days: with the program, or kept from a file.
    pub(super) list_known: bool,
    /// Working hours of a day.
    pub(super) hours: Vec<WorkSpan>,
}

impl Year {
    /// The year of a community.
    pub(super) fn of(number: i32, calendar: &WorkingCalendar, added: Vec<AddedDay>) -> Self {
        use super::rules::Origin;
        let built_in = (NATIONAL_DAYS_FROM..=NATIONAL_DAYS_THROUGH).contains(&number);
        let list_known = built_in || added.iter().any(|day| day.origin == Origin::List);
        let replaced = |day: Day| added.iter().any(|added| added.day == day);
        let national = days_of(number)
            .filter(|day| !replaced(*day))
            .filter_map(|day| national_day(day).map(|(holiday, works)| NationalDay { day, works, name: name(holiday) }))
            .collect();
        let months = (1..=12).map(|month| Month::of((number, month), calendar, &added)).collect();
        Self { number, months, national, list_known, hours: calendar.hours().to_vec(), added }
    }

    /// Working days of the year.
    pub(super) fn working_days(&self) -> usize {
        self.months.iter().flat_map(|month| month.weeks.iter().flatten().flatten()).filter(|cell| cell.works).count()
    }

    /// The hours as they stand on the door.
    pub(super) fn hours_text(&self) -> String {
        let clock = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
        let spans: Vec<_> =
            self.hours.iter().map(|span| format!("{}–{}", clock(span.opens), clock(span.closes))).collect();
        spans.join(" · ")
    }
}

impl Month {
    fn of((year, month): (i32, u32), calendar: &WorkingCalendar, added: &[AddedDay]) -> Self {
        let number = i64::from(month);
        let Some(first) = Day::from_ymd_opt(year, month, 1) else { return Self { number, weeks: Vec::new() } };
        let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first);
        let mut cells: Vec<Option<Cell>> = (0..first.weekday().num_days_from_monday()).map(|_| None).collect();
        cells.extend(first.iter_days().take_while(|day| *day <= last).map(|day| Some(cell(day, calendar, added))));
        let mut weeks = Vec::new();
        let mut cells = cells.into_iter().peekable();
        while cells.peek().is_some() {
            let mut week: Vec<Option<Cell>> = cells.by_ref().take(WEEK as usize).collect();
            week.resize_with(WEEK as usize, || None);
            weeks.push(week);
        }
        Self { number, weeks }
    }
}

fn cell(day: Day, calendar: &WorkingCalendar, added: &[AddedDay]) -> Cell {
    let works = calendar.is_working_day(day);
    let weekday = day.weekday().number_from_monday() <= 5;
    let local = added.iter().any(|added| added.day == day);
    Cell { number: day.day(), works, odd: works != weekday, local }
}

fn days_of(year: i32) -> impl Iterator<Item = Day> {
    let first = Day::from_ymd_opt(year, 1, 1);
    let last = first
        .and_then(|first| first.checked_add_months(Months::new(12)))
        .and_then(|next| next.checked_sub_days(Days::new(1)));
    first.into_iter().flat_map(|first| first.iter_days()).take_while(move |day| Some(*day) <= last)
}

/// The words for a holiday.
const fn name(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "calendar-holiday-new-year",
        Holiday::Spring => "calendar-holiday-spring",
        Holiday::Qingming => "calendar-holiday-qingming",
        Holiday::Labour => "calendar-holiday-labour",
        Holiday::DragonBoat => "calendar-holiday-dragon-boat",
        Holiday::MidAutumn => "calendar-holiday-mid-autumn",
        Holiday::National => "calendar-holiday-national",
    }
}

/// What the weeks are headed with; the same words as everywhere.
pub(super) const WEEKDAYS: [i64; 7] = [1, 2, 3, 4, 5, 6, 7];
