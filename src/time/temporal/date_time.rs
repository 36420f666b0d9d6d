//! A day and a time of day in a time zone.

use std::fmt;
use std::str::FromStr;

use super::date::bad;
use super::time::{scan_offset, write_offset};
use super::{LocalDateTime, Scanner, Zone};
use crate::diagnostic::{Diagnostic, Span};

/// A day and a time of day in a time zone.
///
/// ```
/// use annals::time::DateTime;
/// let moment: DateTime = "2015-07-21T21:40:32.142[Europe/London]".parse()?;
/// assert_eq!(moment.to_string(), "2015-07-21T21:40:32.142+01:00[Europe/London]");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// The day and time on the clock.
    pub local: LocalDateTime,
    /// Seconds east of UTC at that moment, within ±18 hours.
    pub offset_seconds: i32,
    /// The named zone the offset came from, where there was one.
    pub zone: Option<Zone>,
}

impl DateTime {
    /// The moment at which clocks at this offset show `local`.
    #[must_use]
    pub const fn at_offset(local: LocalDateTime, offset_seconds: i32) -> Self {
        Self { local, offset_seconds, zone: None }
    }

    /// The moment at which the clocks of `zone` show `local`. Where they were set back and showed it twice, the first;
    /// where they were set forward over it, as much later as they were set. `None` for a zone that does not exist.
    #[must_use]
    pub fn in_zone(local: LocalDateTime, zone: Zone) -> Option<Self> {
        let (local, offset_seconds) = zone.moment_at(local)?;
        Some(Self { local, offset_seconds, zone: Some(zone) })
    }

    /// Seconds since 1970-01-01T00:00Z.
    #[must_use]
    pub const fn epoch_seconds(&self) -> i64 {
        self.local.epoch_seconds() - self.offset_seconds as i64
    }

    /// Seconds and nanoseconds since 1970-01-01T00:00Z, which orders moments in different zones.
    #[must_use]
    pub const fn instant(&self) -> (i64, u32) {
        (self.epoch_seconds(), self.local.time.nanosecond())
    }
}

/// `2015-07-21T21:40:32.142+02:00[Europe/Stockholm]`
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.local.fmt(f)?;
        write_offset(f, self.offset_seconds)?;
        match &self.zone {
            Some(zone) => write!(f, "[{zone}]"),
            None => Ok(()),
        }
    }
}

/// Reads a date, a time of day, an offset and a zone in brackets; without offset and zone it is UTC.
impl FromStr for DateTime {
    type Err = Diagnostic;

    fn from_str(text: &str) -> Result<Self, Diagnostic> {
        let refuse = || bad(text, "a date and time in a zone", "2015-07-21T21:40:32+02:00[Europe/Stockholm]");
        let mut scanner = Scanner::new(text);
        let local = LocalDateTime::scan(&mut scanner).ok_or_else(refuse)?;
        let offset_seconds = match scanner.rest() {
            "" => Some(0),
            rest if rest.starts_with('[') => None,
            _ => Some(scan_offset(&mut scanner).ok_or_else(refuse)?),
        };
        match (offset_seconds, scan_zone(&mut scanner, text)?) {
            _ if !scanner.is_done() => Err(refuse()),
            (None, None) => Err(refuse()),
            (Some(offset), None) => Ok(Self::at_offset(local, offset)),
            (None, Some(zone)) => Self::in_zone(local, zone).ok_or_else(refuse),
            (Some(offset_seconds), Some(zone)) if zone.has_offset(local, offset_seconds) => {
                Ok(Self { local, offset_seconds, zone: Some(zone) })
            }
            (Some(_), Some(zone)) => Err(wrong_offset(text, &zone)),
        }
    }
}

/// Reads `[Europe/Kyiv]`, where it is there.
fn scan_zone(scanner: &mut Scanner<'_>, text: &str) -> Result<Option<Zone>, Diagnostic> {
    let Some(name) = scanner.rest().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return Ok(None);
    };
    *scanner = Scanner::new("");
    let unknown = || {
        let end = text.len() - 1;
        Diagnostic::new("bad_date", format!("no time zone is called '{name}'"))
            .at(Span::new(end - name.len(), end))
            .help("write a name of the IANA database, as in 'Europe/Kyiv'")
    };
    Zone::new(name).map(Some).ok_or_else(unknown)
}

fn wrong_offset(text: &str, zone: &Zone) -> Diagnostic {
    Diagnostic::new("bad_date", format!("clocks in {zone} never had this offset at this time"))
        .at(Span::new(0, text.len()))
        .help("leave the offset out; the zone gives it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_offsets_and_zones() {
        for (text, expected) in [
            ("2015-07-21T21:40:32.142+02:00[Europe/Stockholm]", "2015-07-21T21:40:32.142+02:00[Europe/Stockholm]"),
            ("2015-07-21T21:40:32.142+0845[Australia/Eucla]", "2015-07-21T21:40:32.142+08:45[Australia/Eucla]"),
            ("2015-07-21T21:40:32.142-04[America/New_York]", "2015-07-21T21:40:32.142-04:00[America/New_York]"),
            ("1818-07-21T21:40:32.142[Europe/Stockholm]", "1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]"),
            ("2015-W30T2140-00:00", "2015-07-20T21:40Z"),
            ("2015T214032-0100", "2015-01-01T21:40:32-01:00"),
            ("2015-07-21", "2015-07-21T00:00Z"),
        ] {
            let moment = text.parse::<DateTime>().expect(text);
            assert_eq!(moment.to_string(), expected);
            assert_eq!(expected.parse::<DateTime>(), Ok(moment));
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_zone() {
        let diagnostic = "2015-07-21T21:40[Europe/Atlantis]".parse::<DateTime>().expect_err("no such zone");
        assert_eq!(diagnostic.span.expect("a place").of("2015-07-21T21:40[Europe/Atlantis]"), "Europe/Atlantis");
        assert!("2015-07-21T21:40+05:00[Europe/London]".parse::<DateTime>().is_err());
        assert!("2015-07-21T21:40[]".parse::<DateTime>().is_err());
        assert!("2015-07-21T21:40[".parse::<DateTime>().is_err());
    }

    #[test]
    fn both_showings_of_an_hour_keep_their_offset() {
        for text in ["2017-10-29T02:30+02:00[Europe/Stockholm]", "2017-10-29T02:30+01:00[Europe/Stockholm]"] {
            assert_eq!(text.parse::<DateTime>().expect(text).to_string(), text);
        }
    }
}
