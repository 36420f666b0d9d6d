//! What an expression comes to: days, and the TIMEX3 value that names them.

use crate::time::edtf::Point;
use crate::time::phrase::expression::{Amount, PartOfDay, Unit};
use crate::time::phrase::{Kind, Modifier, Precision};
use crate::time::{Date, Edtf, Interval};

/// The meaning of one moment.
#[derive(Clone, Debug)]
pub(in crate::time::phrase) struct Meaning {
    pub(in crate::time::phrase) kind: Kind,
    pub(in crate::time::phrase) value: String,
    pub(in crate::time::phrase) edtf: Option<Edtf>,
    pub(in crate::time::phrase) precision: Precision,
    pub(in crate::time::phrase) modifier: Option<Modifier>,
    pub(in crate::time::phrase) year_missing: bool,
}

impl Meaning {
    fn date(value: String, edtf: Edtf, precision: Precision) -> Self {
        Self { kind: Kind::Date, value, edtf: Some(edtf), precision, modifier: None, year_missing: false }
    }

    pub(super) fn day(date: Date) -> Self {
        Self::date(
            format!("{}-{:02}-{:02}", year_value(date.year()), date.month(), date.day()),
            Edtf::day(date),
            Precision::Day,
        )
    }

    pub(super) fn week(monday: Date) -> Option<Self> {
        let (year, week) = monday.iso_week();
        let edtf = Edtf::of(Interval::new(Some(monday), Some(monday.plus_days(6)?)));
        Some(Self::date(format!("{}-W{week:02}", year_value(year)), edtf, Precision::Week))
    }

    pub(super) fn weekend(monday: Date) -> Option<Self> {
        let (year, week) = monday.iso_week();
        let edtf = Edtf::of(Interval::new(Some(monday.plus_days(5)?), Some(monday.plus_days(6)?)));
        Some(Self::date(format!("{}-W{week:02}-WE", year_value(year)), edtf, Precision::Week))
    }

    pub(super) fn month(year: i64, month: u8) -> Option<Self> {
        Some(Self::date(format!("{}-{month:02}", year_value(year)), Edtf::month(year, month)?, Precision::Month))
    }

    /// A season, quarter or half by its code of ISO 8601-2.
    pub(super) fn part_of_year(year: i64, code: u8) -> Option<Self> {
        const CODES: [(u8, &str); 10] = [
            (21, "SP"),
            (22, "SU"),
            (23, "FA"),
            (24, "WI"),
            (33, "Q1"),
            (34, "Q2"),
            (35, "Q3"),
            (36, "Q4"),
            (40, "H1"),
            (41, "H2"),
        ];
        let (_, name) = CODES.iter().find(|(known, _)| *known == code)?;
        Some(Self::date(format!("{}-{name}", year_value(year)), Edtf::season(year, code)?, Precision::PartOfYear))
    }

    pub(super) fn year(year: i64) -> Self {
        Self::date(year_value(year), Edtf::year(year), Precision::Year)
    }

    pub(super) fn decade(first_year: i64) -> Option<Self> {
        let edtf = Edtf::Point(Point::decade(first_year)?);
        Some(Self::date(format!("{:03}", first_year / 10), edtf, Precision::Decade))
    }

    pub(super) fn century(first_year: i64) -> Option<Self> {
        let edtf = Edtf::Point(Point::century(first_year)?);
        Some(Self::date(format!("{:02}", first_year / 100), edtf, Precision::Century))
    }

    /// The ninth century BC is 900 to 801 BC.
    pub(super) fn century_before_era(number: i64) -> Option<Self> {
        let edtf = Edtf::range(Point::year(1 - number * 100), Point::year(-(number - 1) * 100))?;
        Some(Self::date(format!("BC{:02}", number - 1), edtf, Precision::Century))
    }

    /// The same day, at a part of it.
    pub(super) fn at_part(self, part: PartOfDay) -> Self {
        Self {
            kind: Kind::Time,
            value: format!("{}T{}", self.value, part.designator()),
            precision: Precision::Moment,
            ..self
        }
    }

    pub(super) fn length(amount: Amount, unit: Unit) -> Self {
        Self { kind: Kind::Duration, ..Self::named(length_value(amount, unit)) }
    }

    pub(super) fn set(value: String) -> Self {
        Self { kind: Kind::Set, ..Self::named(value) }
    }

    /// A value that stands for no days: `PAST_REF`.
    pub(super) fn named(value: String) -> Self {
        Self { kind: Kind::Date, value, edtf: None, precision: Precision::Day, modifier: None, year_missing: false }
    }

    /// The outer bounds, where it has both.
    pub(in crate::time::phrase) fn days(&self) -> Option<(Date, Date)> {
        let interval = self.edtf?.interval();
        interval.start.zip(interval.end)
    }
}

/// TIMEX3 writes years of four digits, and `BC0264` for those before AD 1, of which there is no 0.
fn year_value(year: i64) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// `P2W`, `PT48H`, `P2.5Y`, `PXD`
pub(super) fn length_value(amount: Amount, unit: Unit) -> String {
    let (letter, is_time) = unit.designator();
    let prefix = if is_time { "PT" } else { "P" };
    let factor = if unit == Unit::Fortnight { 2 } else { 1 };
    match amount {
        Amount::Vague => format!("{prefix}X{letter}"),
        Amount::Tenths(tenths) if (tenths * factor) % 10 == 0 => format!("{prefix}{}{letter}", tenths * factor / 10),
        Amount::Tenths(tenths) => format!("{prefix}{}.{}{letter}", tenths * factor / 10, tenths * factor % 10),
    }
}
