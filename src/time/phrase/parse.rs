//! Text to [`Expression`]: pest reads `grammar/time.pest`, and each rule becomes what it says.
//!
//! A rule's pairs come in the order the grammar writes them; what the grammar guarantees is presumed, and what a number
//! may fail to be (a 40th month) is `None`, so that the phrase is refused as a whole.

use pest::Parser;
use pest::iterators::Pair;
use pest_derive::Parser;

use super::clock;
use super::expression::{
    Amount, Calendar, Direction, Expression, PartOfDay, Portion, Repeated, Target, Unit, Vague, Which, YearOf,
};
use super::words;

#[derive(Parser)]
#[grammar = "../grammar/time.pest"]
struct Grammar;

/// A phrase: one moment, or a range between two.
#[derive(Debug)]
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
#[derive(Debug)]
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
        Rule::iso_date => iso_date(pair),
        Rule::slashed_date => slashed_date(pair),
        Rule::clock_phrase => clock::clock_phrase(pair),
        Rule::decade_phrase => decade_phrase(pair),
        Rule::century_phrase => century_phrase(pair),
        Rule::part_of_year_phrase => part_of_year_phrase(pair),
        Rule::day_month | Rule::month_day => calendar(pair).map(Expression::Calendar),
        Rule::era_year | Rule::year_phrase => {
            Some(Expression::Calendar(Calendar { year: year(pair)?, ..Calendar::default() }))
        }
        Rule::relative_day => relative_day(pair),
        Rule::holiday_phrase => holiday_phrase(pair),
        Rule::weekday_phrase => weekday_phrase(pair),
        Rule::season_phrase => season_phrase(pair),
        Rule::portion_phrase => portion_phrase(pair),
        Rule::set_phrase => set_phrase(pair),
        Rule::day_part_phrase => day_part_phrase(pair),
        Rule::length_phrase => length_phrase(pair),
        Rule::shifted_phrase => shifted_phrase(pair),
        Rule::weekend => Some(Expression::Weekend),
        Rule::unit_itself => {
            Some(Expression::Shift { which: Which::That, target: Target::Unit(words::unit(pair.as_str())) })
        }
        Rule::ordinal_day => ordinal_day(pair),
        Rule::vague_phrase => vague_phrase(pair),
        _ => None,
    }
}

/// The expression inside a wrapping rule: `day_itself`, `portion_target`.
pub(super) fn wrapped(pair: Pair<'_, Rule>) -> Option<Box<Expression>> {
    core(pair.into_inner().next()?).map(Box::new)
}

fn iso_date(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let date = parts.next()?.as_str();
    let mut figures = date.split('-').map(str::parse::<i64>);
    let (year, month) = (figures.next()?.ok()?, u8::try_from(figures.next()?.ok()?).ok()?);
    let day = figures.next().and_then(Result::ok).and_then(|day| u8::try_from(day).ok());
    let calendar = Calendar { year: YearOf::Known(year), month: Some(month), day, ..Calendar::default() };
    let date = Expression::Calendar(calendar);
    match parts.next() {
        Some(time) => clock::on_day(time.as_str(), parts.next().map(|offset| offset.as_str()), date),
        None => Some(date),
    }
}

fn slashed_date(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut figures = pair.into_inner().map(|figure| figure.as_str());
    let (first, second) = (figures.next()?.parse().ok()?, figures.next()?.parse().ok()?);
    let year = match figures.next()? {
        short if short.len() == 2 => century_of_short_year(short.parse().ok()?),
        year => year.parse().ok()?,
    };
    Some(Expression::Slashed { first, second, year })
}

/// Two digits in a date of figures: up to 68 this century, as POSIX `strptime` has it.
fn century_of_short_year(short: i64) -> i64 {
    if short < 69 { 2000 + short } else { 1900 + short }
}

/// A date by its parts, in whatever order they are written.
fn calendar(pair: Pair<'_, Rule>) -> Option<Calendar> {
    let mut calendar = Calendar::default();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::weekday => calendar.weekday = words::weekday(part.as_str()),
            Rule::month => calendar.month = Some(words::month(part.as_str())?),
            Rule::year_of => calendar.year = year(part)?,
            Rule::day_span => {
                let mut days = part.into_inner();
                calendar.day = Some(words::ordinal(days.next()?.as_str())?);
                calendar.last_day = days.next().and_then(|day| words::ordinal(day.as_str()));
            }
            _ => {}
        }
    }
    Some(calendar)
}

/// A year as it is written, whatever rules are wrapped around it.
fn year(pair: Pair<'_, Rule>) -> Option<YearOf> {
    let text = pair.as_str();
    match pair.as_rule() {
        Rule::year => text.parse().ok().map(YearOf::Known),
        Rule::short_year => text.trim_start_matches(['\'', '’', '‘']).parse().ok().map(YearOf::Short),
        Rule::shifted_year => pair.into_inner().next().map(|shift| YearOf::Shifted(words::which(shift.as_str()))),
        Rule::era_year => {
            let before =
                pair.clone().into_inner().any(|part| part.as_rule() == Rule::era && is_before_era(part.as_str()));
            let number: i64 =
                pair.into_inner().find(|part| part.as_rule() == Rule::era_number)?.as_str().parse().ok()?;
            // There is no year 0: 1 BC is the year before AD 1.
            (number > 0).then_some(YearOf::Known(if before { 1 - number } else { number }))
        }
        _ => year(pair.into_inner().next()?),
    }
}

fn is_before_era(era: &str) -> bool {
    era.starts_with('B')
}

fn decade_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    with_portion(pair, |decade| {
        let year = words::decade(decade.as_str());
        Some(Expression::Decade { first_year: year, century_missing: year < 100 })
    })
}

fn century_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
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

fn part_of_year_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
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

fn relative_day(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut days = 0;
    let mut part_of_day = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::day_before | Rule::yesterday => days -= 1,
            Rule::day_after | Rule::tomorrow => days += 1,
            Rule::tonight => part_of_day = Some(PartOfDay::Night),
            Rule::day_part_name => part_of_day = Some(words::part_of_day(part.as_str())),
            _ => {}
        }
    }
    Some(Expression::Today { days, part: part_of_day })
}

fn holiday_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let holiday = words::holiday(parts.next()?.as_str());
    Some(Expression::Holiday { holiday, year: parts.next().map_or(Some(YearOf::Missing), year)? })
}

fn weekday_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let name = parts.next()?.as_str();
    let weekday = words::weekday(name)?;
    if name.len() > 4 && name.ends_with(['s', 'S']) {
        return Some(Expression::Repeated(Repeated::Weekday(weekday)));
    }
    let mut part_of_day = None;
    for part in parts {
        match part.as_rule() {
            Rule::day_part_name => part_of_day = Some(words::part_of_day(part.as_str())),
            Rule::month_day => {
                return calendar(part).map(|date| Expression::Calendar(Calendar { weekday: Some(weekday), ..date }));
            }
            _ => return slashed_date(part),
        }
    }
    Some(Expression::Weekday { weekday, part: part_of_day })
}

fn season_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let code = words::season(parts.next()?.as_str());
    Some(Expression::PartOfYear { code, year: parts.next().map_or(Some(YearOf::Missing), year)? })
}

fn portion_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let portion = words::portion(parts.next()?.as_str());
    Some(Expression::Portion(portion, wrapped(parts.next()?)?))
}

fn day_part_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let part = words::part_of_day(parts.next()?.as_str());
    let of = match parts.next() {
        Some(day) => Some(wrapped(day)?),
        None => None,
    };
    Some(Expression::PartOfDay { part, of })
}

fn length_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
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

fn shifted_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
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

fn ordinal_day(pair: Pair<'_, Rule>) -> Option<Expression> {
    let day = words::ordinal(pair.into_inner().next()?.as_str())?;
    Some(Expression::DayOfMonth { day })
}

fn set_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
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

fn vague_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    Some(Expression::Vague(match pair.into_inner().next()?.as_rule() {
        Rule::vague_past => Vague::Past,
        Rule::vague_future => Vague::Future,
        _ => Vague::Present,
    }))
}
