//! Named time zones: their offsets, past and future.
//!
//! The database is the one bundled with the program, never the system's, so that the same store gives the same answers
//! everywhere.

use std::fmt;
use std::sync::{Arc, LazyLock};

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::LocalDateTime;
use crate::time::civil;

/// The name of a time zone of the IANA database, such as `Europe/Kyiv`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Zone(pub Arc<str>);

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

impl Zone {
    /// The zone with this name, spelt as the database spells it; `None` where there is none.
    ///
    /// ```
    /// use annals::time::Zone;
    /// assert_eq!(Zone::new("europe/kyiv").unwrap().to_string(), "Europe/Kyiv");
    /// assert_eq!(Zone::new("Europe/Atlantis"), None);
    /// ```
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let zone = DATABASE.get(name).ok()?;
        zone.iana_name().map(|name| Self(name.into()))
    }

    /// The offset, in seconds east of UTC, of what the zone's clocks show at `local`. Where clocks were set back and
    /// showed it twice, the first; where they were set forward over it, the offset before.
    pub(crate) fn offset_at(&self, local: LocalDateTime) -> i32 {
        self.with(0, |zone| {
            zone.to_ambiguous_timestamp(jiff_date_time(local)).compatible().map(|time| zone.to_offset(time).seconds())
        })
    }

    /// Whether the zone's clocks can show `local` at this offset.
    pub(crate) fn has_offset(&self, local: LocalDateTime, offset_seconds: i32) -> bool {
        self.offset_at_instant(local.epoch_seconds() - i64::from(offset_seconds)) == offset_seconds
    }

    /// The offset, in seconds east of UTC, at a moment given in seconds since 1970-01-01T00:00Z.
    pub(crate) fn offset_at_instant(&self, epoch_seconds: i64) -> i32 {
        let Some(moment) = LocalDateTime::from_epoch_seconds(epoch_seconds, 0) else { return 0 };
        self.with(0, |zone| {
            jiff::tz::Offset::UTC.to_timestamp(jiff_date_time(moment)).map(|time| zone.to_offset(time).seconds())
        })
    }

    fn with(&self, otherwise: i32, offset: impl Fn(&TimeZone) -> Result<i32, jiff::Error>) -> i32 {
        DATABASE.get(&self.0).and_then(|zone| offset(&zone)).unwrap_or(otherwise)
    }
}

/// The calendar and the rules of far years repeat every 400 years, so those are looked up in a year the database knows.
fn jiff_date_time(local: LocalDateTime) -> jiff::civil::DateTime {
    let (year, month, day) = civil::civil_from_days(local.date.days);
    let near = match year {
        -9000..=9000 => year,
        _ if year > 0 => 8000 + year.rem_euclid(400),
        _ => -8000 + year.rem_euclid(400),
    };
    let small = |number: u8| i8::try_from(number).expect("parts of a date are below 60");
    jiff::civil::DateTime::constant(
        i16::try_from(near).expect("within ±9000"),
        small(month),
        small(day),
        small(local.time.hour()),
        small(local.time.minute()),
        small(local.time.second()),
        local.time.nanosecond().cast_signed(),
    )
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offset(zone: &str, local: &str) -> i32 {
        Zone::new(zone).expect("a zone").offset_at(local.parse().expect("a moment"))
    }

    #[test]
    fn offsets_follow_the_rules_of_their_day() {
        assert_eq!(offset("Europe/Stockholm", "1818-07-21T21:40:32.142"), 53 * 60 + 28);
        assert_eq!(offset("Europe/London", "2015-07-21T21:40:32"), 3600);
        assert_eq!(offset("Europe/Stockholm", "2017-10-29T02:30"), 7200);
        assert_eq!(offset("Europe/Stockholm", "2017-03-26T02:30"), 3600);
    }

    #[test]
    fn far_years_keep_the_last_rules() {
        assert_eq!(offset("Europe/Stockholm", "+999999999-07-01T12:00"), 7200);
        assert_eq!(offset("Pacific/Honolulu", "2400-01-01"), -36_000);
    }
}
