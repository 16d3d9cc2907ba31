//! The demo's own chance: one fixed seed, so that every installation shows the same town. Never used for secrets.

use base::{Chance, CommunityId, Moment, SeededChance};
use chrono::Duration;
use kernel::case::WorkingCalendar;
use uuid::Uuid;

/// The seed of the town.
const SEED: u64 = 0x5175_616E;

/// Chance, the community and the time from which the demo looks back.
pub(super) struct Dice {
    chance: SeededChance,
    calendar: WorkingCalendar,
    /// The community.
    pub(super) community: CommunityId,
    /// Today.
    pub(super) now: Moment,
}

impl Dice {
    /// Begins the sequence.
    pub(super) fn new(now: Moment) -> Self {
        let chance = SeededChance::new(SEED);
        let community = CommunityId(chance.id(now - Duration::days(super::DAYS)));
        Self { chance, calendar: WorkingCalendar::standard(), community, now }
    }

    /// A time this many days before today.
    pub(super) fn days_ago(&self, days: i64) -> Moment {
        self.now - Duration::days(days)
    }

    /// An id of this time.
    pub(super) fn id(&self, at: Moment) -> Uuid {
        self.chance.id(at)
    }

    /// A number below this one.
    pub(super) fn below(&self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(1);
        usize::try_from(self.chance.below(limit)).unwrap_or(0)
    }

    /// A number between these two, both included.
    pub(super) fn between(&self, least: i64, most: i64) -> i64 {
        let span = u64::try_from(most - least + 1).unwrap_or(1);
        least + i64::try_from(self.chance.below(span)).unwrap_or(0)
    }

    /// True this often in a hundred.
    pub(super) fn often(&self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these; the default when there are none.
    pub(super) fn pick<T: Copy + Default>(&self, of: &[T]) -> T {
        of.get(self.below(of.len())).copied().unwrap_or_default()
    }

    /// Some of these, each at most once, in their order.
    pub(super) fn some<T: Copy>(&self, of: &[T], count: usize) -> Vec<T> {
        let mut left = count.min(of.len());
        let mut chosen = Vec::with_capacity(left);
        for (place, one) in of.iter().enumerate() {
            if left > 0 && self.below(of.len() - place) < left {
                chosen.push(*one);
                left -= 1;
            }
        }
        chosen
    }

    /// The office's time after this many minutes of work from here.
    pub(super) fn work(&self, from: Moment, minutes: i64) -> Moment {
        let later = self.calendar.add_working(from, base::Minutes(minutes));
        // Nobody writes at the very minute of closing.
        self.calendar.next_working_moment(later) + Duration::seconds(self.between(5, 55))
    }
}

impl Dice {
    /// The office's time so many minutes of work before today.
    pub(super) fn work_ago(&self, minutes: i64) -> Moment {
        self.calendar.working_moment_before(self.now, base::Minutes(minutes.max(3)))
    }
}
