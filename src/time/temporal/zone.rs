//! Named time zones: their offsets, past and future.
//!
//! The database is the one bundled with the program, never the system's, so that the same store gives the same answers
//! everywhere.

use std::fmt;
use std::sync::{Arc, LazyLock};

use jiff::tz::{AmbiguousOffset, Offset, TimeZoneDatabase};

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

    /// The moment the zone's clocks show `local`, and their offset then, in seconds east of UTC. Where clocks were set
    /// back and showed it twice, the first; where they were set forward over it, as much later as they were set.
    pub(crate) fn moment_at(&self, local: LocalDateTime) -> Option<(LocalDateTime, i32)> {
        let before =
            DATABASE.get(&self.0).map(|zone| match zone.to_ambiguous_timestamp(jiff_date_time(local)).offset() {
                AmbiguousOffset::Unambiguous { offset } => offset,
                AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before,
            });
        let epoch_seconds = local.epoch_seconds() - i64::from(before.ok()?.seconds());
        let offset_seconds = self.offset_at_instant(epoch_seconds);
        let shown =
            LocalDateTime::from_epoch_seconds(epoch_seconds + i64::from(offset_seconds), local.time.nanosecond())?;
        Some((shown, offset_seconds))
    }

    /// Whether the zone's clocks can show `local` at this offset.
    pub(crate) fn has_offset(&self, local: LocalDateTime, offset_seconds: i32) -> bool {
        self.offset_at_instant(local.epoch_seconds() - i64::from(offset_seconds)) == offset_seconds
    }

    /// The offset, in seconds east of UTC, at a moment given in seconds since 1970-01-01T00:00Z.
    pub(crate) fn offset_at_instant(&self, epoch_seconds: i64) -> i32 {
        let offset = || {
            let moment = LocalDateTime::from_epoch_seconds(epoch_seconds, 0)?;
            let zone = DATABASE.get(&self.0).ok()?;
            let time = Offset::UTC.to_timestamp(jiff_date_time(moment)).ok()?;
            Some(zone.to_offset(time).seconds())
        };
        offset().unwrap_or_default()
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

    fn shown(zone: &str, local: &str) -> String {
        let zone = Zone::new(zone).expect("a zone");
        let (local, offset_seconds) = zone.moment_at(local.parse().expect("a moment")).expect("in range");
        crate::time::DateTime::at_offset(local, offset_seconds).to_string()
    }

    #[test]
    fn offsets_follow_the_rules_of_their_day() {
        assert_eq!(shown("Europe/Stockholm", "1818-07-21T21:40:32.142"), "1818-07-21T21:40:32.142+00:53:28");
        assert_eq!(shown("Europe/London", "2015-07-21T21:40:32"), "2015-07-21T21:40:32+01:00");
    }

    #[test]
    fn clocks_set_back_show_the_first_and_set_forward_the_later() {
        assert_eq!(shown("Europe/Stockholm", "2017-10-29T02:30"), "2017-10-29T02:30+02:00");
        assert_eq!(shown("Europe/Stockholm", "2017-03-26T02:30"), "2017-03-26T03:30+02:00");
    }

    #[test]
    fn far_years_keep_the_last_rules() {
        assert_eq!(shown("Europe/Stockholm", "+999999999-07-01T12:00"), "+999999999-07-01T12:00+02:00");
        assert_eq!(shown("Pacific/Honolulu", "2400-01-01"), "2400-01-01T00:00-10:00");
    }
}
