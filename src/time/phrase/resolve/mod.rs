//! Which days an expression means, against a [`Reference`].
//!
//! - `meaning`: the result. - `calendar`: written dates, and the year they leave out. - `shift`: this, last, next.
//! - `distance`: so long before or after. - `portion`: early, mid, late.

mod calendar;
mod distance;
mod meaning;
mod portion;
mod shift;

use super::expression::{Amount, Expression, PartOfDay, Repeated, Unit, Vague};
use super::{Kind, Modifier, Precision, Reference};
use crate::diagnostic::Diagnostic;
use crate::time::edtf::{Part, Point};
use crate::time::temporal::LocalTime;
use crate::time::{Date, Edtf};

pub(super) use calendar::nearer_reading;
pub(super) use meaning::Meaning;

pub(super) type Resolved = Result<Meaning, Diagnostic>;

/// The table of every expression.
pub(super) fn resolve(expression: &Expression, reference: &Reference) -> Resolved {
    match expression {
        Expression::Calendar(date) => calendar::calendar(date, reference),
        Expression::Slashed { first, second, year } => calendar::slashed(*first, *second, *year),
        Expression::Decade { first_year, century_missing } => {
            in_range(calendar::decade(*first_year, *century_missing, reference))
        }
        Expression::Century { number, before_era: true } => in_range(Meaning::century_before_era(*number)),
        Expression::Century { number, .. } => in_range(Meaning::century((number - 1) * 100)),
        Expression::PartOfYear { code, year } => calendar::part_of_year(*code, *year, reference),
        Expression::Holiday { holiday, year } => calendar::holiday(*holiday, *year, reference),
        Expression::Shift { which, target } => in_range(shift::shift(*which, *target, reference)),
        Expression::Lately { which, amount, unit } => Ok(shift::lately(*which, *amount, *unit, reference)),
        Expression::Today { days, part } => in_range(reference.date.plus_days(*days)).map(|date| on_day(date, *part)),
        Expression::Weekday { weekday, part } => {
            in_range(shift::weekday_by_tense(*weekday, reference)).map(|date| on_day(date, *part))
        }
        Expression::Weekend => in_range(shift::weekend_by_tense(reference)),
        Expression::DayOfMonth { day } => calendar::day_of_month(*day, reference),
        Expression::PartOfDay { part, of } => part_of_day(*part, of.as_deref(), reference),
        Expression::Clock { time, with_seconds, zone, of } => {
            clock(*time, *with_seconds, *zone, of.as_deref(), reference)
        }
        Expression::Portion(portion, of) => resolve(of, reference).map(|whole| portion::portion(*portion, whole)),
        Expression::Length { amount, unit } => Ok(Meaning::length(*amount, *unit)),
        Expression::Distance { amount, unit, direction, from } => {
            distance::distance(*amount, *unit, *direction, from.as_deref(), reference)
        }
        Expression::Repeated(repeated) => Ok(repetition(*repeated)),
        Expression::Vague(vague) => Ok(self::vague(*vague)),
        Expression::About(inner) => resolve(inner, reference).map(about),
    }
}

/// Beyond the range of years is nothing.
fn in_range<T>(value: Option<T>) -> Result<T, Diagnostic> {
    value.ok_or_else(|| Diagnostic::new("bad_date", "the calendar has no such date"))
}

fn on_day(date: Date, part: Option<PartOfDay>) -> Meaning {
    let day = Meaning::day(date);
    part.map_or_else(|| day.clone(), |part| day.clone().at_part(part))
}

fn part_of_day(part: PartOfDay, of: Option<&Expression>, reference: &Reference) -> Resolved {
    match of {
        None => Ok(Meaning { kind: Kind::Time, ..Meaning::named(format!("XXXX-XX-XXT{}", part.designator())) }),
        Some(of) => {
            let day = resolve(of, reference)?;
            if day.precision != Precision::Day || day.edtf.is_none() {
                return Err(Diagnostic::new("bad_date", "only a day has a morning and a night"));
            }
            Ok(day.at_part(part))
        }
    }
}

fn clock(
    time: LocalTime,
    with_seconds: bool,
    zone: Option<&str>,
    of: Option<&Expression>,
    reference: &Reference,
) -> Resolved {
    let day = match of {
        Some(of) => resolve(of, reference)?,
        None => Meaning::day(reference.day()),
    };
    let seconds = if with_seconds { format!(":{:02}", time.second()) } else { String::new() };
    let value = format!("{}T{:02}:{:02}{seconds}{}", day.value, time.hour(), time.minute(), zone.unwrap_or_default());
    // The text's own clock is kept; a zone's abbreviation is not certain enough to be an offset.
    let edtf = match day.edtf {
        Some(Edtf::Point(point)) if matches!(point.part(), Part::Day(..)) => {
            Some(Edtf::Point(Point::moment(point.first(), time)))
        }
        other => other,
    };
    Ok(Meaning { kind: Kind::Time, value, edtf, precision: Precision::Moment, ..day })
}

fn repetition(repeated: Repeated) -> Meaning {
    Meaning::set(match repeated {
        Repeated::Every(1, Unit::Day) => "XXXX-XX-XX".into(),
        Repeated::Every(1, Unit::Week) => "XXXX-WXX".into(),
        Repeated::Every(1, Unit::Month) => "XXXX-XX".into(),
        Repeated::Every(1, Unit::Year) => "XXXX".into(),
        Repeated::Rate(unit) => meaning::length_value(Amount::ONE, unit),
        Repeated::Every(count, unit) => meaning::length_value(Amount::Tenths(count * 10), unit),
        Repeated::Weekday(weekday) => format!("XXXX-WXX-{}", weekday.number()),
        Repeated::Month(month) => format!("XXXX-{month:02}"),
        Repeated::Season(21) => "XXXX-SP".into(),
        Repeated::Season(22) => "XXXX-SU".into(),
        Repeated::Season(23) => "XXXX-FA".into(),
        Repeated::Season(_) => "XXXX-WI".into(),
        Repeated::PartOfDay(part) => format!("XXXX-XX-XXT{}", part.designator()),
    })
}

fn vague(vague: Vague) -> Meaning {
    Meaning::named(
        match vague {
            Vague::Past => "PAST_REF",
            Vague::Present => "PRESENT_REF",
            Vague::Future => "FUTURE_REF",
        }
        .into(),
    )
}

fn about(meaning: Meaning) -> Meaning {
    Meaning { edtf: meaning.edtf.map(Edtf::approximately), modifier: Some(Modifier::Approximate), ..meaning }
}

impl Reference {
    /// Whether the text tells of a time far from its own: then a date without a year belongs to that time.
    pub(in crate::time::phrase) fn is_narrative(&self) -> bool {
        const FAR_DAYS: i64 = 366;
        let story = self.at.filter(|_| !self.in_passing);
        story.and_then(|at| at.end).is_some_and(|end| self.date.days - end.days > FAR_DAYS)
    }

    /// The day the text speaks of: where "later" is counted from.
    fn day(&self) -> Date {
        self.at.and_then(|at| at.start).unwrap_or(self.date)
    }

    /// Whether the time the text speaks of is known to the unit, so that counting units from it invents nothing.
    fn is_known_to(&self, unit: Unit) -> bool {
        let Some((start, end)) = self.at.and_then(|at| at.start.zip(at.end)) else { return true };
        let days = end.days - start.days;
        match unit.months() {
            Some(months) => days <= months * 31 + 1,
            None => days <= unit.days().unwrap_or(1) * 2,
        }
    }
}
