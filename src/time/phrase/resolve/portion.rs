//! Early, mid and late: a third of a period, more or less.

use super::Meaning;
use crate::time::edtf::Point;
use crate::time::phrase::expression::Portion;
use crate::time::phrase::{Modifier, Precision};
use crate::time::{Date, Edtf, Interval};

/// The value stays that of the whole, as TIMEX3 has it; the days narrow to the third that is meant, marked approximate,
/// because nobody says where "early" ends.
pub(super) fn portion(portion: Portion, whole: Meaning) -> Meaning {
    let edtf = narrowed(portion, &whole).or(whole.edtf);
    Meaning { edtf, modifier: modifier(portion), ..whole }
}

const fn modifier(portion: Portion) -> Option<Modifier> {
    match portion {
        Portion::Early | Portion::FirstHalf => Some(Modifier::Start),
        Portion::Middle => Some(Modifier::Middle),
        Portion::Late | Portion::SecondHalf => Some(Modifier::End),
        Portion::Somewhere => None,
    }
}

fn narrowed(portion: Portion, whole: &Meaning) -> Option<Edtf> {
    let (start, end) = whole.days()?;
    match whole.precision {
        Precision::Month => days_of_month(portion, start, end),
        Precision::PartOfYear | Precision::Year => months(portion, start, end),
        Precision::Decade | Precision::Century => years(portion, start, end),
        Precision::Moment | Precision::Day | Precision::Week => None,
    }
}

/// Days 1–10, 11–20 and the rest.
fn days_of_month(portion: Portion, start: Date, end: Date) -> Option<Edtf> {
    let (first, last) = match portion {
        Portion::Early => (0, 9),
        Portion::Middle => (10, 19),
        Portion::Late => (20, 30),
        Portion::FirstHalf => (0, 14),
        Portion::SecondHalf => (15, 30),
        Portion::Somewhere => return None,
    };
    let days = Interval::new(start.plus_days(first), Some(start.plus_days(last)?.min(end)));
    Some(Edtf::of(days).approximately())
}

/// Whole months: a third of a year is four, of a season or quarter one.
fn months(portion: Portion, start: Date, end: Date) -> Option<Edtf> {
    let count = (end.year() - start.year()) * 12 + i64::from(end.month()) - i64::from(start.month()) + 1;
    let (first, last) = slice(portion, count)?;
    let month = |index| start.plus_months(index).and_then(|date| Point::month(date.year(), date.month()));
    range_or_point(month(first)?, month(last)?).map(Edtf::approximately)
}

/// Whole years: the 1990s are early to 1993, late from 1997.
fn years(portion: Portion, start: Date, end: Date) -> Option<Edtf> {
    let (first, last) = slice(portion, end.year() - start.year() + 1)?;
    range_or_point(Point::year(start.year() + first), Point::year(start.year() + last)).map(Edtf::approximately)
}

fn range_or_point(start: Point, end: Point) -> Option<Edtf> {
    if start == end { Some(Edtf::Point(start)) } else { Edtf::range(start, end) }
}

/// The first and last of `count` steps that a portion covers; what three does not divide goes to both ends.
const fn slice(portion: Portion, count: i64) -> Option<(i64, i64)> {
    let third = count / 3;
    let early = third + if count % 3 == 0 { 0 } else { 1 };
    match portion {
        Portion::Early => Some((0, early - 1)),
        Portion::Middle => Some((early, count - third - 1)),
        Portion::Late => Some((count - third, count - 1)),
        Portion::FirstHalf => Some((0, count / 2 - 1)),
        Portion::SecondHalf => Some((count / 2, count - 1)),
        Portion::Somewhere => None,
    }
}
