//! Lengths of time, and distances from a date: "two weeks", "two weeks ago", "two weeks after May 24".

use pest::iterators::Pair;

use super::super::expression::{Amount, Direction, Expression, Repeated, Unit};
use super::super::words;
use super::{Rule, wrapped};

pub(super) fn length_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut length = None;
    let mut distance = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::length => length = Some(self::length(part)?),
            Rule::distance => distance = Some(self::distance(part)?),
            _ => {}
        }
    }
    let (amount, unit, is_rate) = length?;
    Some(match distance {
        Some((direction, from)) => Expression::Distance { amount, unit, direction, from },
        None if is_rate => Expression::Repeated(Repeated::Rate(unit)),
        None => Expression::Length { amount, unit },
    })
}

/// How many of what; and whether it is a rate (`once a week`).
fn length(pair: Pair<'_, Rule>) -> Option<(Amount, Unit, bool)> {
    let mut amount = Amount::Vague;
    let mut is_article = false;
    let mut is_rate = false;
    let mut unit = words::unit(pair.as_str());
    let mut is_qualified = false;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::amount => {
                is_article = part.clone().into_inner().any(|inner| inner.as_rule() == Rule::article);
                amount = self::amount(part)?;
            }
            Rule::once_per => is_rate = true,
            Rule::unit => unit = words::unit(part.as_str()),
            Rule::trading => is_qualified = true,
            Rule::bare_units => unit = words::unit(part.as_str()),
            _ => {}
        }
    }
    // "a second man", "three quarters of them": no times.
    let is_no_time = (is_article && unit == Unit::Second) || (unit == Unit::Quarter && !is_qualified && !is_rate);
    (!is_no_time).then_some((amount, unit, is_rate))
}

pub(super) fn amount(pair: Pair<'_, Rule>) -> Option<Amount> {
    let mut tenths = 0;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::number => tenths = words::number(part.as_str())?,
            Rule::half_more => tenths += 5,
            Rule::half_a => tenths = 5,
            Rule::couple => tenths = 20,
            Rule::article => tenths = 10,
            _ => return Some(Amount::Vague),
        }
    }
    Some(Amount::Tenths(tenths))
}

type Distance = (Direction, Option<Box<Expression>>);

fn distance(pair: Pair<'_, Rule>) -> Option<Distance> {
    let distance = pair.into_inner().next()?;
    Some(match distance.as_rule() {
        Rule::ago => (Direction::Ago, None),
        Rule::from_now => (Direction::FromNow, None),
        Rule::earlier => (Direction::Earlier, None),
        Rule::later => (Direction::Later, None),
        rule => {
            let direction = if rule == Rule::earlier_than { Direction::Earlier } else { Direction::Later };
            (direction, Some(wrapped(distance.into_inner().last()?)?))
        }
    })
}
