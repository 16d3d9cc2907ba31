//! Decisions about news: who gets what where unless they chose otherwise, when it is quiet, and when another try is made.

use base::Moment;
use chrono::Duration;
use kernel::notify::Topic;

/// Minutes of a day.
pub const DAY: i64 = 24 * 60;
/// Quiet from, unless chosen otherwise: nine in the evening.
pub const QUIET_FROM: i64 = 21 * 60;
/// Quiet to: eight in the morning.
pub const QUIET_TO: i64 = 8 * 60;
/// Tries before something is dead and an administrator sees it.
pub const TRIES_MAX: i64 = 8;
/// News that could not leave for this long are news no more.
pub const STALE_HOURS: i64 = 48;
/// A browser that nothing has reached for this long is forgotten.
pub const UNREACHED_DAYS: i64 = 30;
/// Clocks of the community are this far ahead of UTC.
const OFFSET: i64 = 8 * 60;

/// A way out of the house; the inbox needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// A short text.
    Phone,
    /// A letter.
    Mail,
    /// A line on the screen of a phone or computer whose owner allowed it there.
    Push,
}

impl Channel {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Phone, Self::Mail, Self::Push];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Push => "push",
        }
    }

    /// The way of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }
}

/// What somebody gets who chose nothing: a short text only when their own matter waits for them; letters about everything,
/// because whoever entered and confirmed an address wants letters, and whoever allowed a phone to ring wants it to.
#[must_use]
pub const fn by_default(topic: Topic, channel: Channel) -> bool {
    match channel {
        Channel::Phone => matches!(topic, Topic::Act),
        Channel::Mail | Channel::Push => true,
    }
}

/// Hours in which nothing rings, in minutes after midnight; equal means never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// The first quiet minute.
    pub from: i64,
    /// The first minute that is not quiet any more.
    pub to: i64,
}

impl Default for Quiet {
    fn default() -> Self {
        Self { from: QUIET_FROM, to: QUIET_TO }
    }
}

impl Quiet {
    /// Whether nothing should ring now.
    #[must_use]
    pub fn is_quiet(self, at: Moment) -> bool {
        let minute = minute_of_day(at);
        if self.from <= self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        }
    }

    /// When something may leave: at once, or when it is quiet no more.
    #[must_use]
    pub fn leaves_at(self, at: Moment, urgent: bool) -> Moment {
        if urgent || !self.is_quiet(at) {
            return at;
        }
        let wait = (self.to - minute_of_day(at)).rem_euclid(DAY);
        let into_minute = at.timestamp_micros().rem_euclid(60_000_000);
        at + Duration::minutes(wait) - Duration::microseconds(into_minute)
    }
}

fn minute_of_day(at: Moment) -> i64 {
    (at.timestamp().div_euclid(60) + OFFSET).rem_euclid(DAY)
}

/// The pause after this many failed tries: half a minute, then twice as long each time; an hour in all.
#[must_use]
pub fn pause(tries: i64) -> Duration {
    Duration::seconds(15i64 << tries.clamp(1, 10))
}

/// `21:30` as minutes after midnight.
#[must_use]
pub fn minutes_of(text: &str) -> Option<i64> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
}

/// Minutes after midnight as `21:30`.
#[must_use]
pub fn clock_of(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    fn at(text: &str) -> Moment {
        format!("{text}+08:00").parse::<DateTime<chrono::FixedOffset>>().unwrap().to_utc()
    }

    #[test]
    fn the_night_is_quiet_and_ends_at_eight() {
        let quiet = Quiet::default();
        for (now, then) in [
            ("2026-03-02T20:59:59", "2026-03-02T20:59:59"),
            ("2026-03-02T21:00:00", "2026-03-03T08:00:00"),
            ("2026-03-02T23:59:59", "2026-03-03T08:00:00"),
            ("2026-03-03T00:00:00", "2026-03-03T08:00:00"),
            ("2026-03-03T07:59:59", "2026-03-03T08:00:00"),
            ("2026-03-03T08:00:00", "2026-03-03T08:00:00"),
        ] {
            assert_eq!(quiet.leaves_at(at(now), false), at(then), "{now}");
            assert_eq!(quiet.leaves_at(at(now), true), at(now), "an emergency at {now}");
        }
        let noon = Quiet { from: 12 * 60, to: 14 * 60 };
        assert_eq!(noon.leaves_at(at("2026-03-02T13:10:20"), false), at("2026-03-02T14:00:00"));
        assert_eq!(Quiet { from: 0, to: 0 }.leaves_at(at("2026-03-02T03:00:00"), false), at("2026-03-02T03:00:00"));
    }

    #[test]
    fn only_what_one_must_act_on_rings_by_default() {
        let rings: Vec<Topic> = Topic::ALL.into_iter().filter(|topic| by_default(*topic, Channel::Phone)).collect();
        assert_eq!(rings, [Topic::Act]);
    }

    #[test]
    fn all_tries_together_take_an_hour() {
        let all: Duration = (1..TRIES_MAX).map(pause).fold(Duration::zero(), |sum, pause| sum + pause);
        assert!(all > Duration::minutes(60) && all < Duration::hours(3), "{all}");
    }

    #[test]
    fn clocks_are_read_and_written() {
        for (text, minutes) in
            [("21:00", Some(1260)), (" 08:05", Some(485)), ("24:00", None), ("8", None), ("-1:10", None)]
        {
            assert_eq!(minutes_of(text), minutes, "{text}");
        }
    }

    proptest! {
        /// Whatever is chosen: nothing leaves before its time, in quiet hours, or more than a day late; what is written is read.
        #[test]
        fn it_waits_until_it_is_quiet_no_more(from in 0i64..DAY, to in 0i64..DAY, us in 0i64..4_000_000_000_000_000, tries in 0i64..100) {
            let (quiet, now) = (Quiet { from, to }, DateTime::from_timestamp_micros(us).unwrap());
            let then = quiet.leaves_at(now, false);
            prop_assert!(then >= now && then < now + Duration::days(1));
            prop_assert!(!quiet.is_quiet(then), "{quiet:?} {now} {then}");
            prop_assert_eq!(quiet.leaves_at(then, false), then);
            prop_assert_eq!(quiet.leaves_at(now, true), now);
            prop_assert_eq!(minutes_of(&clock_of(from)), Some(from));
            prop_assert!(pause(tries) <= pause(tries + 1) && pause(tries) > Duration::zero());
        }
    }
}
