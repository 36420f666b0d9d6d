//! This, last, next: one of many, seen from where the text is.

use super::Meaning;
use super::distance::length_interval;
use crate::time::phrase::expression::{Amount, PartOfDay, Target, Unit, Which};
use crate::time::phrase::{Reference, Tense};
use crate::time::{Date, Edtf, Weekday};

/// `last Tuesday`, `this month`, `the previous year`
pub(super) fn shift(which: Which, target: Target, reference: &Reference) -> Option<Meaning> {
    let which =
        if matches!(target, Target::Unit(Unit::Day) | Target::PartOfDay(_)) { next_is_following(which) } else { which };
    let (base, steps) = base(which, reference);
    match target {
        Target::Unit(unit) => period(unit, base, steps),
        Target::Weekday(weekday) => weekday_from(weekday, base, which).map(Meaning::day),
        // "That night" of a year is any night.
        Target::PartOfDay(_) if which == Which::That && !reference.is_known_to(Unit::Day) => None,
        Target::PartOfDay(part) => day_part(part, base, steps),
        Target::Month(month) => nearest(which, base, |year| Meaning::month(year, month)),
        Target::Season(code) => nearest(which, base, |year| Meaning::part_of_year(year, code)),
    }
}

/// "The next day" is the day after the one spoken of, not tomorrow.
const fn next_is_following(which: Which) -> Which {
    match which {
        Which::Next => Which::Following,
        which => which,
    }
}

/// The day a shift starts from, and how many steps it goes.
///
/// A text that has come to long ago speaks of its own time: "the next month" of a war a century past.
fn base(which: Which, reference: &Reference) -> (Date, i64) {
    const LONG_AGO_YEARS: i64 = 5;
    let long_ago = !reference.in_passing && reference.date.year() - reference.day().year() > LONG_AGO_YEARS;
    let now = if long_ago { reference.day() } else { reference.date };
    match which {
        Which::This => (reference.date, 0),
        Which::Last => (now, -1),
        Which::Next => (now, 1),
        Which::That => (reference.day(), 0),
        Which::Previous => (reference.day(), -1),
        Which::Following => (reference.day(), 1),
    }
}

/// The unit of the calendar `steps` away from the one `base` lies in.
fn period(unit: Unit, base: Date, steps: i64) -> Option<Meaning> {
    let months = || base.first_of_month().plus_months(steps * unit.months()?);
    match unit {
        Unit::Night => day_part(PartOfDay::Night, base, steps),
        Unit::Day => base.plus_days(steps).map(Meaning::day),
        Unit::Weekend => Meaning::weekend(base.first_of_week().plus_days(steps * 7)?),
        Unit::Week | Unit::Fortnight => Meaning::week(base.first_of_week().plus_days(steps * 7)?),
        Unit::Month => months().and_then(|date| Meaning::month(date.year(), date.month())),
        Unit::Quarter => months().and_then(|date| Meaning::part_of_year(date.year(), 32 + date.quarter())),
        Unit::Year => Some(Meaning::year(base.year() + steps)),
        Unit::Decade => Meaning::decade(base.year().div_euclid(10) * 10 + steps * 10),
        Unit::Century => Meaning::century(base.year().div_euclid(100) * 100 + steps * 100),
        Unit::Second | Unit::Minute | Unit::Hour => Some(super::vague(super::Vague::Present)),
    }
}

/// "Last night" is the night that began yesterday; "this morning" is today's.
fn day_part(part: PartOfDay, base: Date, steps: i64) -> Option<Meaning> {
    base.plus_days(steps).map(|date| Meaning::day(date).at_part(part))
}

fn weekday_from(weekday: Weekday, base: Date, which: Which) -> Option<Date> {
    let ahead = i64::from(weekday.number()) - i64::from(base.weekday().number());
    base.plus_days(match which {
        Which::This => ahead,
        Which::That => -(-ahead).rem_euclid(7),
        Which::Next | Which::Following => (ahead - 1).rem_euclid(7) + 1,
        Which::Last | Which::Previous => (ahead - 7).rem_euclid(7) - 7,
    })
}

/// A weekday alone: the coming one in the future, else the latest.
pub(super) fn weekday_by_tense(weekday: Weekday, reference: &Reference) -> Option<Date> {
    let base = reference.date;
    let ahead = (i64::from(weekday.number()) - i64::from(base.weekday().number())).rem_euclid(7);
    let is_behind = reference.tense != Tense::Future && ahead != 0;
    base.plus_days(if is_behind { ahead - 7 } else { ahead })
}

/// `the weekend`: the coming one in the future, else the latest that has begun.
pub(super) fn weekend_by_tense(reference: &Reference) -> Option<Meaning> {
    let base = reference.date;
    let has_begun = base.weekday() >= Weekday::Saturday;
    let weeks = if has_begun || reference.tense == Tense::Future { 0 } else { -1 };
    Meaning::weekend(base.first_of_week().plus_days(weeks * 7)?)
}

/// A month or season of the year that lies on the right side of `base`, nearest to it.
fn nearest(which: Which, base: Date, in_year: impl Fn(i64) -> Option<Meaning>) -> Option<Meaning> {
    let mut candidates = (base.year() - 1..=base.year() + 1).filter_map(&in_year);
    let bounds = |meaning: &Meaning| meaning.days().unwrap_or((base, base));
    match which {
        Which::This | Which::That => in_year(base.year()),
        Which::Last | Which::Previous => candidates.filter(|meaning| bounds(meaning).1 < base).last(),
        Which::Next | Which::Following => candidates.find(|meaning| bounds(meaning).0 > base),
    }
}

/// `the past two weeks`: a length of time, and the days it covers.
pub(super) fn lately(which: Which, amount: Amount, unit: Unit, reference: &Reference) -> Meaning {
    let (base, steps) = base(which, reference);
    let covered = (steps != 0).then(|| length_interval(base, amount, unit, steps)).flatten();
    Meaning { edtf: covered.map(Edtf::of), ..Meaning::length(amount, unit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2025-05-28 is a Wednesday.
    #[test]
    fn weekdays_around_a_wednesday() {
        let base = Date::new(2025, 5, 28).expect("a date");
        for (which, weekday, expected) in [
            (Which::Last, Weekday::Tuesday, 27),
            (Which::Last, Weekday::Wednesday, 21),
            (Which::Last, Weekday::Thursday, 22),
            (Which::This, Weekday::Thursday, 29),
            (Which::This, Weekday::Monday, 26),
            (Which::That, Weekday::Wednesday, 28),
            (Which::That, Weekday::Thursday, 22),
            (Which::Next, Weekday::Thursday, 29),
            (Which::Next, Weekday::Friday, 30),
        ] {
            assert_eq!(weekday_from(weekday, base, which).map(Date::day), Some(expected), "{which:?} {weekday:?}");
        }
        let next = weekday_from(Weekday::Wednesday, base, Which::Next);
        assert_eq!(next, Date::new(2025, 6, 4));
    }
}
