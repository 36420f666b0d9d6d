//! Periods longer than a day: seasons, quarters, decades, centuries, and portions of them.

use pest::iterators::Pair;

use super::super::expression::{Calendar, Expression, Portion, YearOf};
use super::super::words;
use super::date::{is_before_era, year};
use super::{Rule, wrapped};

pub(super) fn decade_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    with_portion(pair, |decade| {
        let year = words::decade(decade.as_str());
        Some(Expression::Decade { first_year: year, century_missing: year < 100 })
    })
}

pub(super) fn century_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let before_era = pair.clone().into_inner().any(|part| part.as_rule() == Rule::era && is_before_era(part.as_str()));
    with_portion(pair, |ordinal| {
        let number = i64::from(words::ordinal(ordinal.as_str())?);
        (number > 0).then_some(Expression::Century { number, before_era })
    })
}

/// What follows an optional portion: `early`, `mid-`.
fn with_portion(pair: Pair<'_, Rule>, rest: impl Fn(Pair<'_, Rule>) -> Option<Expression>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let first = parts.next()?;
    if first.as_rule() == Rule::portion {
        let portion = words::portion(first.as_str());
        return Some(Expression::Portion(portion, Box::new(rest(parts.next()?)?)));
    }
    rest(first)
}

pub(super) fn part_of_year_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut code = None;
    let mut number = 0;
    let mut of = (YearOf::Missing, None);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::quarter_code => code = Some(32 + part.as_str()[1..].parse::<u8>().ok()?),
            Rule::half_code => code = Some(39 + part.as_str()[1..].parse::<u8>().ok()?),
            Rule::part_ordinal | Rule::part_last => number = ordinal_of_part(part.as_str()),
            Rule::quarter_word => code = Some(32 + number.min(4)),
            Rule::half_word => code = Some(39 + number.min(2)),
            Rule::part_year => of = year_or_month(part)?,
            _ => {}
        }
    }
    let (year, month) = of;
    let half = code?;
    match month {
        // "the first half of May": a portion of a month, not of a year.
        Some(month) => {
            let calendar = Expression::Calendar(Calendar { year, month: Some(month), ..Calendar::default() });
            let portion = if half == 40 { Portion::FirstHalf } else { Portion::SecondHalf };
            (half >= 40).then(|| Expression::Portion(portion, Box::new(calendar)))
        }
        None => Some(Expression::PartOfYear { code: half, year }),
    }
}

/// `last`, `final` and `latter` are whichever comes last.
fn ordinal_of_part(word: &str) -> u8 {
    words::ordinal(word).unwrap_or(4)
}

fn year_or_month(pair: Pair<'_, Rule>) -> Option<(YearOf, Option<u8>)> {
    let mut month = None;
    let mut year_written = YearOf::Missing;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::month => month = Some(words::month(part.as_str())?),
            _ => year_written = year(part)?,
        }
    }
    Some((year_written, month))
}

pub(super) fn season_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let code = words::season(parts.next()?.as_str());
    Some(Expression::PartOfYear { code, year: parts.next().map_or(Some(YearOf::Missing), year)? })
}

pub(super) fn portion_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let portion = words::portion(parts.next()?.as_str());
    Some(Expression::Portion(portion, wrapped(parts.next()?)?))
}
