//! Text to [`Expression`]: pest reads `grammar/time.pest`, and each rule becomes what it says.
//!
//! - `date`, `period`, `clock`: what stands on the calendar and the clock. - `shift`, `length`: what is counted from
//!   elsewhere. - `repeated`: what stands nowhere.
//!
//! A rule's pairs come in the order the grammar writes them; what the grammar guarantees is presumed, and what a number
//! may fail to be (a 40th month) is `None`, so that the phrase is refused as a whole.

mod clock;
mod date;
mod length;
mod period;
mod repeated;
mod shift;

use pest::Parser;
use pest::iterators::Pair;
use pest_derive::Parser;

use super::expression::{Calendar, Expression, Target, Which, YearOf};
use super::words;

#[derive(Parser)]
#[grammar = "../grammar/time.pest"]
struct Grammar;

/// The grammar as it is written, for those who ask which words it knows.
pub(super) const GRAMMAR: &str = include_str!("../../../../grammar/time.pest");

/// A phrase: one moment, or a range between two.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parsed {
    pub(super) shape: Shape,
    pub(super) first: Moment,
    pub(super) second: Option<Moment>,
    /// `from 2022 onward`
    pub(super) onward: bool,
    /// One past the last byte.
    pub(super) end: usize,
}

/// An expression and the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    pub(super) start: usize,
    pub(super) end: usize,
    /// `None` where the words are those of a phrase and the numbers are not (`25:99`).
    pub(super) expression: Option<Expression>,
}

/// The word a phrase begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Plain,
    Between,
    From,
    Since,
    Until,
}

impl Parsed {
    /// Whether which day it is depends on the direction of the sentence.
    pub(super) fn needs_tense(&self) -> bool {
        let moments = std::iter::once(&self.first).chain(&self.second);
        moments.filter_map(|moment| moment.expression.as_ref()).any(Expression::needs_tense)
    }
}

/// The phrase the whole of `text` is.
pub(super) fn whole(text: &str) -> Option<Parsed> {
    let mut pairs = Grammar::parse(Rule::whole, text).ok()?.next()?.into_inner();
    pairs.find(|pair| pair.as_rule() == Rule::phrase).and_then(phrase)
}

/// The phrase `text` begins with.
pub(super) fn prefix(text: &str) -> Option<Parsed> {
    Grammar::parse(Rule::prefix, text).ok()?.next()?.into_inner().next().and_then(phrase)
}

fn phrase(pair: Pair<'_, Rule>) -> Option<Parsed> {
    let end = pair.as_span().end();
    let phrase = pair.into_inner().next()?;
    let shape = match phrase.as_rule() {
        Rule::between_phrase => Shape::Between,
        Rule::from_phrase => Shape::From,
        Rule::since_phrase => Shape::Since,
        Rule::until_phrase => Shape::Until,
        _ => Shape::Plain,
    };
    let onward = phrase.clone().into_inner().any(|part| part.as_rule() == Rule::onward);
    let mut moments = phrase.into_inner().filter(|part| part.as_rule() == Rule::moment).flat_map(moments);
    let first = moments.next()?;
    Some(Parsed { shape, first, second: moments.last(), onward, end })
}

/// One moment, or the two of `May 2–9`.
fn moments(pair: Pair<'_, Rule>) -> Vec<Moment> {
    let (start, end) = (start_of(&pair), pair.as_span().end());
    if let Some(years) = pair.clone().into_inner().find(|part| part.as_rule() == Rule::year_span) {
        return years_of_span(&years);
    }
    let days: Vec<(usize, usize)> = days_of_span(&pair);
    let expression = moment(pair);
    match (&expression, &days[..]) {
        (Some(Expression::Calendar(calendar)), [(_, first_end), (second_start, _)]) => {
            let day = |day| Some(Expression::Calendar(Calendar { day, last_day: None, ..*calendar }));
            vec![
                Moment { start, end: *first_end, expression: day(calendar.day) },
                Moment { start: *second_start, end, expression: day(calendar.last_day) },
            ]
        }
        _ => vec![Moment { start, end, expression }],
    }
}

/// Where a moment begins: behind "the" and "about" where they belong to the noun after it (`the 2003 invasion`).
fn start_of(moment: &Pair<'_, Rule>) -> usize {
    const WITHOUT_ARTICLE: [Rule; 6] =
        [Rule::year_phrase, Rule::era_year, Rule::month_day, Rule::iso_date, Rule::vague_phrase, Rule::set_phrase];
    let core = moment.clone().into_inner().last();
    let core = core.filter(|core| WITHOUT_ARTICLE.contains(&core.as_rule()) && !is_noun(core.as_str()));
    core.map_or(moment.as_span().start(), |core| core.as_span().start())
}

/// "The future", "the time being" and "the present day" are nouns with their article.
fn is_noun(vague: &str) -> bool {
    ["future", "past", "time being", "present day", "near term", "long term"]
        .iter()
        .any(|noun| noun.eq_ignore_ascii_case(vague))
}

/// The two years of `1939–45`.
fn years_of_span(pair: &Pair<'_, Rule>) -> Vec<Moment> {
    let (start, end) = (pair.as_span().start(), pair.as_span().end());
    let figures = |from: usize, to: usize| pair.as_str().get(from..to).and_then(|figures| figures.parse::<i64>().ok());
    let length = end - start;
    let first = figures(0, 4);
    let second = first.zip(figures(length - 2, length)).map(|(first, second)| first - first % 100 + second);
    let moment = |start, end, year: Option<i64>| {
        let calendar = |year| Expression::Calendar(Calendar { year: YearOf::Known(year), ..Calendar::default() });
        Moment { start, end, expression: year.map(calendar) }
    };
    vec![moment(start, start + 4, first), moment(end - 2, end, second)]
}

/// Where the days of a date such as `May 2–9` stand.
fn days_of_span(moment: &Pair<'_, Rule>) -> Vec<(usize, usize)> {
    let calendar = moment.clone().into_inner().last();
    let span = calendar.and_then(|pair| pair.into_inner().find(|part| part.as_rule() == Rule::day_span));
    let days = span.into_iter().flat_map(Pair::into_inner);
    days.map(|day| (day.as_span().start(), day.as_span().end())).collect()
}

fn moment(pair: Pair<'_, Rule>) -> Option<Expression> {
    let about = pair.clone().into_inner().any(|part| part.as_rule() == Rule::approximately);
    let expression = core(pair.into_inner().last()?)?;
    Some(if about { Expression::About(Box::new(expression)) } else { expression })
}

/// The table of everything a moment can be.
fn core(pair: Pair<'_, Rule>) -> Option<Expression> {
    match pair.as_rule() {
        Rule::iso_date => date::iso_date(pair),
        Rule::slashed_date => date::slashed_date(pair),
        Rule::clock_phrase => clock::clock_phrase(pair),
        Rule::decade_phrase => period::decade_phrase(pair),
        Rule::century_phrase => period::century_phrase(pair),
        Rule::part_of_year_phrase => period::part_of_year_phrase(pair),
        Rule::day_month | Rule::month_day => date::calendar(pair).map(Expression::Calendar),
        Rule::era_year | Rule::year_phrase => {
            Some(Expression::Calendar(Calendar { year: date::year(pair)?, ..Calendar::default() }))
        }
        Rule::relative_day => date::relative_day(pair),
        Rule::holiday_phrase => date::holiday_phrase(pair),
        Rule::weekday_phrase => date::weekday_phrase(pair),
        Rule::season_phrase => period::season_phrase(pair),
        Rule::portion_phrase => period::portion_phrase(pair),
        Rule::set_phrase => repeated::set_phrase(pair),
        Rule::day_part_phrase => date::day_part_phrase(pair),
        Rule::length_phrase => length::length_phrase(pair),
        Rule::shifted_phrase => shift::shifted_phrase(pair),
        Rule::weekend => Some(Expression::Weekend),
        Rule::unit_itself => {
            Some(Expression::Shift { which: Which::That, target: Target::Unit(words::unit(pair.as_str())) })
        }
        Rule::ordinal_day => date::ordinal_day(pair),
        Rule::vague_phrase => repeated::vague_phrase(pair),
        _ => None,
    }
}

/// The expression inside a wrapping rule: `day_itself`, `portion_target`.
pub(super) fn wrapped(pair: Pair<'_, Rule>) -> Option<Box<Expression>> {
    core(pair.into_inner().next()?).map(Box::new)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::phrase::tests::text_of_phrase_words;

    /// What a rule reads at the start of a text: the alternative taken, and how far it goes.
    fn read(rule: Rule, text: &str) -> Option<(Rule, usize)> {
        let pair = Grammar::parse(rule, text).ok()?.next()?;
        Some((pair.as_rule(), pair.as_span().end()))
    }

    #[test]
    fn trying_by_the_first_letter_finds_what_trying_everything_finds() {
        for line in include_str!("../phrases.txt").lines().filter(|line| !line.starts_with(['#', '@'])) {
            let text = line.split(" | ").next().unwrap_or_default();
            for (start, _) in text.char_indices() {
                assert_eq!(
                    read(Rule::core, &text[start..]),
                    read(Rule::core_any, &text[start..]),
                    "{}",
                    &text[start..]
                );
            }
        }
    }

    proptest! {
        #[test]
        fn trying_by_the_first_letter_is_trying_everything(text in text_of_phrase_words()) {
            prop_assert_eq!(read(Rule::core, &text), read(Rule::core_any, &text));
        }
    }
}
