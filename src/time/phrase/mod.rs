//! Time phrases of English: "last Tuesday", "May 2025", "two days later".
//!
//! 1. `parse` reads the words (`grammar/time.pest`) into an `expression`: what is written, nothing more.
//! 2. `resolve` asks which day that is, against a [`Reference`]: the calendar, the year that was left out, the
//!    direction of the tense.
//! 3. `find` does both wherever a phrase may begin in running text; [`read`] and [`read_prefix`] where one must.
//!
//! What no calendar has (`February 30`) is refused, never moved to a day it has.

mod cardinal;
mod expression;
mod find;
mod parse;
mod range;
mod resolve;
mod words;

use super::{Date, Edtf, Interval};
use crate::diagnostic::{Diagnostic, Span};

pub(crate) use cardinal::cardinal;
pub(crate) use find::Places;
pub use find::{Found, find, find_all};

/// A time phrase and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Its bytes, without the preposition before it.
    pub span: Span,
    /// What sort of time it is.
    pub kind: Kind,
    /// The value of TIMEX3 (ISO-TimeML): `2025-05-24`, `2024-Q3`, `P2W`, `XXXX-WXX-1`, `PAST_REF`; two dates joined by
    /// `/` for a range.
    pub value: String,
    /// The days it stands for, where it stands for any: a duration has none, nor has "recently".
    pub edtf: Option<Edtf>,
    /// The length of the unit it names.
    pub precision: Precision,
    /// What it says beside its value.
    pub modifier: Option<Modifier>,
    /// Whether the year was left out, and taken from the reference.
    pub year_missing: bool,
    /// The two dates of a range, each a phrase of its own; empty for everything else.
    pub parts: Vec<Phrase>,
}

/// The types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A day or more on the calendar.
    Date,
    /// A time of a day.
    Time,
    /// A length of time.
    Duration,
    /// Times that repeat.
    Set,
}

/// The unit a phrase is precise to, from the finest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Part of a day.
    Moment,
    /// A day.
    Day,
    /// A week or a weekend.
    Week,
    /// A month.
    Month,
    /// A season, a quarter or a half of a year.
    PartOfYear,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// What a phrase says beside its value: the `mod` of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modifier {
    /// `early`, `the beginning of`
    Start,
    /// `mid-`
    Middle,
    /// `late`, `the end of`
    End,
    /// `about`
    Approximate,
}

/// Where a text stands in time: what its "today", its "then" and its missing years mean.
///
/// ```
/// use annals::time::phrase::{self, Reference};
/// use annals::time::Date;
/// let reference = Reference::new(Date::new(2025, 5, 26).unwrap());
/// let phrase = phrase::read("last Tuesday", &reference)?;
/// assert_eq!(phrase.value, "2025-05-20");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The day the text was written, or the question asked.
    pub date: Date,
    /// The time the text has come to speak of: what "two days later" and "that year" start from.
    pub at: Option<Interval>,
    /// The direction in which a weekday or a date without a year lies.
    pub tense: Tense,
    /// The year of dates without one, where it is settled otherwise.
    pub year: Option<i64>,
    /// Whether `at` was only mentioned by a text that is elsewhere: "later" is counted from it, but a date without a year
    /// does not belong to it.
    pub in_passing: bool,
}

/// The direction of a sentence in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tense {
    /// What happened.
    Past,
    /// What will happen.
    Future,
    /// Either: the nearest.
    #[default]
    Unknown,
}

impl Reference {
    /// A text written on this day, of which nothing else is known.
    #[must_use]
    pub const fn new(date: Date) -> Self {
        Self { date, at: None, tense: Tense::Unknown, year: None, in_passing: false }
    }

    /// The same with this tense.
    #[must_use]
    pub const fn tense(self, tense: Tense) -> Self {
        Self { tense, ..self }
    }

    /// The same with this year for dates without one.
    #[must_use]
    pub const fn year(self, year: i64) -> Self {
        Self { year: Some(year), ..self }
    }

    /// The same after the text has come to speak of `phrase`. Only a date with both bounds, no longer than a year,
    /// moves a text.
    ///
    /// ```
    /// use annals::time::phrase::{self, Reference};
    /// use annals::time::Date;
    /// let reference = Reference::new(Date::new(2025, 5, 26).unwrap());
    /// let moved = reference.moved_to(&phrase::read("May 1, 2022", &reference)?);
    /// assert_eq!(phrase::read("two days later", &moved)?.value, "2022-05-03");
    /// # Ok::<(), annals::diagnostic::Diagnostic>(())
    /// ```
    #[must_use]
    pub fn moved_to(self, phrase: &Phrase) -> Self {
        if let Some(last) = phrase.parts.last() {
            return self.moved_to(last);
        }
        let is_place = matches!(phrase.kind, Kind::Date | Kind::Time) && phrase.precision <= Precision::Year;
        match phrase.edtf.map(Edtf::interval) {
            Some(interval)
                if is_place
                    && !self.is_passing(phrase, interval)
                    && interval.start.is_some()
                    && interval.end.is_some() =>
            {
                Self { at: Some(interval), in_passing: false, ..self }
            }
            _ => self,
        }
    }

    /// Whether a bare year is mentioned in passing: far from where a text of today is, or of today in a text that has come
    /// to long ago ("as historians wrote in 2004"). A text that tells a life goes on to any other year.
    fn is_passing(&self, phrase: &Phrase, interval: Interval) -> bool {
        const FAR_YEARS: i64 = 10;
        const LONG_AGO_YEARS: i64 = 40;
        let (Some(at), Some(year)) = (self.at.and_then(|at| at.start), interval.start) else { return false };
        let leap = (year.year() - at.year()).abs();
        let [at_age, year_age] = [at, year].map(|day| (day.year() - self.date.year()).abs());
        let is_far = at_age <= FAR_YEARS && leap > FAR_YEARS;
        let is_aside = at_age > LONG_AGO_YEARS && year_age <= at_age / 4;
        phrase.precision == Precision::Year && (is_far || is_aside)
    }
}

/// Reads a text that must be a time phrase as a whole: what a question says behind "after" or "in".
///
/// ```
/// use annals::time::phrase::{self, Reference};
/// use annals::time::Date;
/// let reference = Reference::new(Date::new(2025, 5, 26).unwrap());
/// let phrase = phrase::read("between May 2 and May 9", &reference)?;
/// assert_eq!(phrase.edtf.unwrap().to_string(), "2025-05-02/2025-05-09");
/// assert_eq!(phrase::read("February 30", &reference).unwrap_err().code, "bad_date");
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
///
/// # Errors
/// `bad_date` where it is no time phrase, or the calendar has no such day; `ambiguous_date` for `05/06/2025`;
/// `empty_range` where a range ends before it starts.
pub fn read(text: &str, reference: &Reference) -> Result<Phrase, Diagnostic> {
    let whole = Span::new(0, text.len());
    if let Some(parsed) = parse::whole(text) {
        return range::resolve(&parsed, reference, true);
    }
    match Edtf::parse(text.trim()) {
        Ok(edtf) => Ok(Phrase::of_edtf(edtf, whole)),
        Err(_) => Err(Diagnostic::new("bad_date", format!("'{text}' is not a date"))
            .at(whole)
            .help("write it as in 'May 24, 2025', 'May 2025', 'last week' or '2025-05-24'")),
    }
}

/// Reads the longest time phrase a text begins with, and the number of bytes it takes; what the calendar has not is
/// `None` too, and [`read`] of the same bytes says why.
///
/// ```
/// use annals::time::phrase::{self, Reference};
/// use annals::time::Date;
/// let reference = Reference::new(Date::new(2025, 5, 26).unwrap());
/// let (phrase, length) = phrase::read_prefix("May 23 by Russian forces", &reference).unwrap();
/// assert_eq!((phrase.value.as_str(), length), ("2025-05-23", 6));
/// ```
#[must_use]
pub fn read_prefix(text: &str, reference: &Reference) -> Option<(Phrase, usize)> {
    let parsed = parse::prefix(text)?;
    range::resolve(&parsed, reference, true).ok().map(|phrase| (phrase, parsed.end))
}

/// The number of bytes of the longest time phrase a text begins with, whether or not the calendar has it: where a
/// question's time ends, so that [`read`] can say what is wrong with it.
///
/// ```
/// use annals::time::phrase;
/// assert_eq!(phrase::prefix_length("February 30 in Kyiv"), Some(11));
/// assert_eq!(phrase::prefix_length("Kyiv"), None);
/// ```
#[must_use]
pub fn prefix_length(text: &str) -> Option<usize> {
    parse::prefix(text).map(|parsed| parsed.end)
}

impl Phrase {
    fn of_edtf(edtf: Edtf, span: Span) -> Self {
        Self {
            span,
            kind: Kind::Date,
            value: edtf.to_string(),
            edtf: Some(edtf),
            precision: Precision::Day,
            modifier: None,
            year_missing: false,
            parts: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
