//! This, last, next: "last Tuesday", "the past two weeks", "the day before".

use pest::iterators::Pair;

use super::super::expression::{Amount, Expression, PartOfDay, Target, Unit, Vague, Which};
use super::super::words;
use super::Rule;
use super::length::amount;

pub(super) fn shifted_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let first = parts.next()?;
    if first.as_rule() == Rule::amount {
        let which = words::which(parts.next()?.as_str());
        let unit = words::unit(parts.next()?.as_str());
        return Some(Expression::Lately { which, amount: amount(first)?, unit });
    }
    if first.as_rule() == Rule::unit_itself {
        let which = if is_backward(parts.next()?.as_str()) { Which::Previous } else { Which::Following };
        return Some(Expression::Shift { which, target: Target::Unit(words::unit(first.as_str())) });
    }
    let (which, is_stretch) = (words::which(first.as_str()), is_stretch(first.as_str()));
    let mut counted = None;
    let mut target = None;
    for part in parts {
        match part.as_rule() {
            Rule::amount => counted = Some(amount(part)?),
            Rule::shift_target => target = Some(shift_target(part)?),
            Rule::day_part_name => target = Some(with_part_of_day(target?, words::part_of_day(part.as_str()))),
            _ => {}
        }
    }
    Some(match (counted, target?) {
        (Some(amount), (Target::Unit(unit), _)) => Expression::Lately { which, amount, unit },
        (Some(_), _) => return None,
        (None, (Target::Unit(unit), true)) => plural_units(which, unit, first.as_str()),
        (None, (Target::Unit(unit), false)) if is_stretch => Expression::Lately { which, amount: Amount::ONE, unit },
        (None, (target, _)) => Expression::Shift { which, target },
    })
}

/// `the past year` is the year up to now; `last year` is the calendar's.
fn is_stretch(shift: &str) -> bool {
    matches!(&*shift.to_ascii_lowercase(), "past" | "this past" | "coming" | "this coming")
}

fn is_backward(word: &str) -> bool {
    matches!(&*word.to_ascii_lowercase(), "before" | "previous" | "earlier")
}

/// `these days` is now, `those years` were then, `the following months` are some months.
fn plural_units(which: Which, unit: Unit, shift: &str) -> Expression {
    match &*shift.to_ascii_lowercase() {
        "these" => Expression::Vague(Vague::Present),
        "those" => Expression::Vague(Vague::Past),
        _ => Expression::Lately { which, amount: Amount::Vague, unit },
    }
}

/// What a shift counts off, and whether it is in the plural.
fn shift_target(pair: Pair<'_, Rule>) -> Option<(Target, bool)> {
    let target = pair.into_inner().next()?;
    let text = target.as_str();
    let is_plural = text.ends_with(['s', 'S']);
    Some((
        match target.as_rule() {
            Rule::day_part_name => Target::PartOfDay(words::part_of_day(text)),
            Rule::season => Target::Season(words::season(text)),
            Rule::weekday => Target::Weekday(words::weekday(text)?),
            Rule::month => Target::Month(words::month(text)?),
            _ => Target::Unit(words::unit(text)),
        },
        is_plural,
    ))
}

/// `next Friday morning`: the part is dropped for anything but a day.
fn with_part_of_day((target, is_plural): (Target, bool), part: PartOfDay) -> (Target, bool) {
    match target {
        Target::Unit(Unit::Day) => (Target::PartOfDay(part), false),
        target => (target, is_plural),
    }
}
