//! Days: written out, named, or counted from today.

use pest::iterators::Pair;

use super::super::expression::{Calendar, Expression, PartOfDay, Repeated, YearOf};
use super::super::words;
use super::{Rule, clock, wrapped};

pub(super) fn iso_date(pair: Pair<'_, Rule>) -> Option<Expression> {
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

pub(super) fn slashed_date(pair: Pair<'_, Rule>) -> Option<Expression> {
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
pub(super) fn calendar(pair: Pair<'_, Rule>) -> Option<Calendar> {
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
pub(super) fn year(pair: Pair<'_, Rule>) -> Option<YearOf> {
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

pub(super) fn is_before_era(era: &str) -> bool {
    era.starts_with('B')
}

pub(super) fn relative_day(pair: Pair<'_, Rule>) -> Option<Expression> {
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

pub(super) fn holiday_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let holiday = words::holiday(parts.next()?.as_str());
    Some(Expression::Holiday { holiday, year: parts.next().map_or(Some(YearOf::Missing), year)? })
}

pub(super) fn weekday_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
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

pub(super) fn day_part_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut parts = pair.into_inner();
    let part = words::part_of_day(parts.next()?.as_str());
    let of = match parts.next() {
        Some(day) => Some(wrapped(day)?),
        None => None,
    };
    Some(Expression::PartOfDay { part, of })
}

pub(super) fn ordinal_day(pair: Pair<'_, Rule>) -> Option<Expression> {
    let day = words::ordinal(pair.into_inner().next()?.as_str())?;
    Some(Expression::DayOfMonth { day })
}
