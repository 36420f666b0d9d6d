//! So long before or after: "two days later", "three weeks ago", "a month before May 24".

use super::{Meaning, Resolved, in_range, resolve};
use crate::diagnostic::Diagnostic;
use crate::time::phrase::expression::{Amount, Direction, Expression, Unit};
use crate::time::phrase::{Precision, Reference};
use crate::time::{Date, Edtf, Interval};

pub(super) fn distance(
    amount: Amount,
    unit: Unit,
    direction: Direction,
    from: Option<&Expression>,
    reference: &Reference,
) -> Resolved {
    let sign = if matches!(direction, Direction::Ago | Direction::Earlier) { -1 } else { 1 };
    let Amount::Tenths(tenths) = amount else { return Ok(somewhere(sign)) };
    let base = match (from, direction) {
        (Some(from), _) => end_of(&resolve(from, reference)?, sign)?,
        (None, Direction::Ago | Direction::FromNow) => reference.date,
        (None, _) if !reference.is_known_to(unit) => return Ok(roughly(sign, sign * tenths, unit, reference)),
        (None, _) => reference.day(),
    };
    in_range(moved(base, sign * tenths, unit).and_then(|date| to_precision(date, unit)))
}

/// Nobody says how far.
fn somewhere(sign: i64) -> Meaning {
    Meaning::named(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }.into())
}

/// Weeks from a month: the day is anybody's guess, the month is not.
fn roughly(sign: i64, tenths: i64, unit: Unit, reference: &Reference) -> Meaning {
    let bounds = reference.at.and_then(|at| at.start.zip(at.end)).filter(|_| unit == Unit::Week);
    let month = bounds.filter(|(start, end)| end.days - start.days <= 31).and_then(|(start, end)| {
        let day = moved(start.plus_days((end.days - start.days) / 2)?, tenths, unit)?;
        Meaning::month(day.year(), day.month())
    });
    let known = month.map(|month| (month.edtf.map(Edtf::approximately), month.precision));
    known.map_or_else(|| somewhere(sign), |(edtf, precision)| Meaning { edtf, precision, ..somewhere(sign) })
}

/// The end of a date that a distance is counted from.
fn end_of(from: &Meaning, sign: i64) -> Result<Date, Diagnostic> {
    let (start, end) = in_range(from.days())?;
    Ok(if sign < 0 { start } else { end })
}

/// `date` moved by tenths of a unit.
fn moved(date: Date, tenths: i64, unit: Unit) -> Option<Date> {
    match (unit.months(), unit.days()) {
        (Some(months), _) => date.plus_months((tenths.checked_mul(months)?) / 10),
        (None, Some(days)) => date.plus_days(tenths.checked_mul(days)? / 10),
        (None, None) => date.plus_days(tenths / 10 / units_per_day(unit)),
    }
}

const fn units_per_day(unit: Unit) -> i64 {
    match unit {
        Unit::Hour => 24,
        Unit::Minute => 24 * 60,
        _ => 24 * 60 * 60,
    }
}

/// "Two years ago" is a year, "two months ago" a month, "two weeks ago" a day, all of them roughly.
fn to_precision(date: Date, unit: Unit) -> Option<Meaning> {
    let meaning = match unit {
        Unit::Month | Unit::Quarter => Meaning::month(date.year(), date.month())?,
        Unit::Year => Meaning::year(date.year()),
        Unit::Decade => {
            Meaning { edtf: Some(Edtf::year(date.year())), ..Meaning::decade(date.year().div_euclid(10) * 10)? }
        }
        Unit::Century => {
            Meaning { edtf: Some(Edtf::year(date.year())), ..Meaning::century(date.year().div_euclid(100) * 100)? }
        }
        _ => Meaning::day(date),
    };
    let is_exact = matches!(unit, Unit::Day | Unit::Night) || meaning.precision == Precision::Moment;
    Some(if is_exact { meaning } else { Meaning { edtf: meaning.edtf.map(Edtf::approximately), ..meaning } })
}

/// The days of a length of time that ends (`steps` negative) or begins at `base`.
pub(super) fn length_interval(base: Date, amount: Amount, unit: Unit, steps: i64) -> Option<Interval> {
    let Amount::Tenths(tenths) = amount else { return None };
    let other = moved(base, steps * tenths, unit)?;
    Some(Interval::new(Some(base.min(other)), Some(base.max(other))))
}
