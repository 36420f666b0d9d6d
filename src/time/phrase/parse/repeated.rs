//! Times that repeat, and words for no time in particular.

use pest::iterators::Pair;

use super::super::expression::{Expression, Repeated, Vague};
use super::super::words;
use super::Rule;
use super::length::amount;

pub(super) fn set_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut count = 1;
    let mut repeated = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::other => count = 2,
            Rule::amount => count = amount(part)?.whole()?,
            Rule::set_target => repeated = Some(set_target(part, count)?),
            Rule::adverb => repeated = Some(words::repeated_of_adverb(part.as_str())),
            _ => {}
        }
    }
    repeated.map(Expression::Repeated)
}

fn set_target(pair: Pair<'_, Rule>, count: i64) -> Option<Repeated> {
    let target = pair.into_inner().next()?;
    let text = target.as_str();
    Some(match target.as_rule() {
        Rule::day_part_name => Repeated::PartOfDay(words::part_of_day(text)),
        Rule::season => Repeated::Season(words::season(text)),
        Rule::weekday => Repeated::Weekday(words::weekday(text)?),
        Rule::month => Repeated::Month(words::month(text)?),
        _ => Repeated::Every(count, words::unit(text)),
    })
}

pub(super) fn vague_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    Some(Expression::Vague(match pair.into_inner().next()?.as_rule() {
        Rule::vague_past => Vague::Past,
        Rule::vague_future => Vague::Future,
        _ => Vague::Present,
    }))
}
