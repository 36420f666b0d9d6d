//! Times as conditions on an event's outer bounds `[start, end]`; a null end is open.
//!
//! | word | listed | possibly |
//! |---|---|---|
//! | after R | `start > b` | `end > b` |
//! | before R | `end < a` | `start < a` |
//! | since R | `start >= a` | `end >= a` |
//! | until R | `end <= b` | `start <= b` |
//! | in, during R | a day in common | a day in common |
//! | on a day, between X and Y | `start >= a AND end <= b` | a day in common |

use super::Scene;
use super::build::{self, coalesce, compare, property};
use super::event_type::EventTypes;
use crate::diagnostic::Span;
use crate::query::ast::ComparisonOperator::{Greater, GreaterOrEqual, Less, LessOrEqual};
use crate::query::ast::Expression;
use crate::question::meaning::{Bound, Dimension, Filter, FilterKind, Length, Period, RelationWord, TimeFilter};
use crate::question::token::{Moment, TokenKind};
use crate::question::{Refusal, moment};
use crate::time::{Date, Interval, Relation};

/// Which events a time lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Those an answer lists.
    Listed,
    /// Those that certainly lie wholly inside: what sums are taken over.
    Inside,
    /// Those that may.
    Possible,
    /// Those that start inside: what groups by day, month or year are made of.
    ByStart,
}

impl Scene<'_> {
    /// The condition a time sets on an event.
    pub(super) fn time_condition(
        &mut self,
        event: &str,
        filter: &TimeFilter,
        tokens: (usize, usize),
        scope: Scope,
    ) -> Result<Expression, Refusal> {
        self.need_both_bounds(filter, tokens)?;
        let period = self.period(&filter.period, tokens)?;
        Ok(self.condition_in(event, filter, period, tokens, scope))
    }

    /// The conditions several times set; a year written behind one is the year of all: "in April or May 2024".
    pub(super) fn each_time(
        &mut self,
        event: &str,
        types: &EventTypes,
        filters: &[Filter],
        scope: Scope,
    ) -> Result<Vec<Expression>, Refusal> {
        let dated = filters.iter().filter_map(time_token).find(|token| !self.is_yearless(*token));
        let mut ways = Vec::new();
        for filter in filters {
            ways.push(match (&filter.kind, time_token(filter), dated) {
                (FilterKind::Time(time), Some(token), Some(dated)) => {
                    let period = self.in_year_of(token, self.interval(token)?, dated, self.interval(dated)?);
                    self.condition_in(event, time, period, filter.tokens, scope)
                }
                _ => self.condition(event, types, filter, scope)?,
            });
        }
        Ok(ways)
    }

    fn condition_in(
        &mut self,
        event: &str,
        filter: &TimeFilter,
        period: Interval,
        tokens: (usize, usize),
        scope: Scope,
    ) -> Expression {
        let relation = relation_of(filter.relation, period, self.is_range(&filter.period));
        self.say_time(filter, relation, period, tokens);
        let scope = if filter.possibly && scope == Scope::Listed { Scope::Possible } else { scope };
        condition(event, relation, period, scope)
    }

    /// "between May 2" lacks its other end, unless the one time is a range: "between May 2 and 9".
    fn need_both_bounds(&self, filter: &TimeFilter, (first, last): (usize, usize)) -> Result<(), Refusal> {
        let between = self.tokens[first].folded == "between" && filter.relation.is_some();
        let single = matches!(filter.period, Period::At(_) | Period::Event(_));
        if !between || !single || self.is_range(&filter.period) {
            return Ok(());
        }
        let span = self.span((first, last));
        let written = self.span((first + 1, last)).of(self.text).to_owned();
        Err(Refusal::new("incomplete", format!("'between' needs a second date after '{written}'"))
            .at(span)
            .help(self.rewritten(span, &format!("since {written}"))))
    }

    fn say_time(&mut self, filter: &TimeFilter, relation: Relation, period: Interval, tokens: (usize, usize)) {
        let written = self.written(tokens).to_owned();
        let possibly = if filter.possibly { "possibly " } else { "" };
        let word = match relation {
            Relation::After => "after",
            Relation::Before => "before",
            Relation::Since => "since",
            Relation::Until => "until",
            Relation::During => "in",
            Relation::Within => "on",
        };
        let days = match (relation, period.start, period.end) {
            (_, Some(start), Some(end)) if start == end => start.to_string(),
            (Relation::After | Relation::Until, _, Some(end)) => end.to_string(),
            (Relation::Before | Relation::Since, Some(start), _) => start.to_string(),
            (_, Some(start), Some(end)) => {
                let word = if relation == Relation::Within { "wholly within" } else { "in" };
                return self.say(format!("{written} = {possibly}{word} {start} to {end}"));
            }
            _ => period.to_string(),
        };
        self.say(format!("{written} = {possibly}{word} {days}"));
    }

    pub(super) fn period(&mut self, period: &Period, tokens: (usize, usize)) -> Result<Interval, Refusal> {
        match period {
            Period::At(token) => self.interval(*token),
            Period::Between(Bound::Time(first), Bound::Time(last)) => self.range(*first, *last),
            Period::Between(first, last) => {
                let (from, to) = (self.bound(first)?, self.bound(last)?);
                self.in_order(Interval::new(from.start, to.end), tokens)
            }
            Period::Event(selection) => self.anchor(selection, tokens),
            Period::Part { time, ordinal, unit } => self.part(*time, *ordinal, *unit),
            Period::Around { time, length, sides } => self.around(time, *length, *sides),
            Period::Beside { time, length, side } => self.beside(time, *length, *side),
        }
    }

    fn bound(&mut self, bound: &Bound) -> Result<Interval, Refusal> {
        match bound {
            Bound::Time(token) => self.interval(*token),
            Bound::Event(selection, tokens) => self.anchor(selection, *tokens),
        }
    }

    fn interval(&self, token: usize) -> Result<Interval, Refusal> {
        match &self.tokens[token].kind {
            TokenKind::Time(Moment::Known { interval, .. }) => Ok(*interval),
            TokenKind::Time(Moment::Wrong(refusal)) => Err(refusal.clone()),
            _ => Err(Refusal::new("bad_date", format!("'{}' is no date", self.written((token, token))))
                .at(self.tokens[token].span)
                .help("try: events in 2025")),
        }
    }

    fn is_range(&self, period: &Period) -> bool {
        let Period::At(token) = period else { return false };
        matches!(self.tokens[*token].kind, TokenKind::Time(Moment::Known { range: true, .. }))
    }

    fn range(&self, first: usize, last: usize) -> Result<Interval, Refusal> {
        let to = match self.tokens[last].kind {
            TokenKind::Number(day) => self.day_of_same_month(first, last, day)?,
            _ => self.interval(last)?,
        };
        let from = self.interval(first)?;
        let (from, to) = (self.in_year_of(first, from, last, to), self.in_year_of(last, to, first, from));
        self.in_order(Interval::new(from.start, to.end), (first, last))
    }

    fn in_order(&self, range: Interval, tokens: (usize, usize)) -> Result<Interval, Refusal> {
        match (range.start, range.end) {
            (Some(start), Some(end)) if start > end => Err(self.empty_range(tokens, start, end)),
            _ => Ok(range),
        }
    }

    /// A year written behind one of two dates is the year of both.
    fn in_year_of(&self, token: usize, interval: Interval, other: usize, known: Interval) -> Interval {
        if !self.is_yearless(token) || self.is_yearless(other) {
            return interval;
        }
        let year = known.start.or(known.end).map(Date::year);
        let moment = year.and_then(|year| moment::in_year(self.written((token, token)), self.today, year));
        match moment {
            Some(Moment::Known { interval, .. }) => interval,
            _ => interval,
        }
    }

    fn is_yearless(&self, token: usize) -> bool {
        matches!(self.tokens[token].kind, TokenKind::Time(Moment::Known { yearless: true, .. }))
    }

    /// The 9 of "between May 2 and 9".
    fn day_of_same_month(&self, first: usize, last: usize, day: u64) -> Result<Interval, Refusal> {
        let start = self.interval(first)?.start;
        let date = start.and_then(|start| Date::new(start.year(), start.month(), u8::try_from(day).ok()?));
        date.map(Interval::day).ok_or_else(|| {
            Refusal::new("bad_date", format!("'{}' is no day of that month", self.written((last, last))))
                .at(self.tokens[last].span)
                .help("try: events in 2025")
        })
    }

    fn empty_range(&self, tokens: (usize, usize), start: Date, end: Date) -> Refusal {
        let span = self.span(tokens);
        // Written out, because the year may stand behind only one of the two.
        let begins_with_between = ["between", "from"].contains(&self.tokens[tokens.0].folded.as_str());
        let swapped =
            if begins_with_between { format!("between {end} and {start}") } else { self.swapped(tokens, start, end) };
        Refusal::new("empty_range", format!("the range ends ({end}) before it starts ({start}); swap the dates?"))
            .at(span)
            .help(self.rewritten(span, &swapped))
    }

    fn swapped(&self, (first, last): (usize, usize), start: Date, end: Date) -> String {
        let (one, other) = (self.tokens[first].span, self.tokens[last].span);
        format!("{end}{}{start}", &self.text[one.end..other.start])
    }

    fn around(&mut self, time: &Bound, length: Length, (before, after): (bool, bool)) -> Result<Interval, Refusal> {
        let centre = self.bound(time)?;
        let start = if before { self.shifted(centre.start, length, -1)? } else { centre.start };
        let end = if after { self.shifted(centre.end, length, 1)? } else { centre.end };
        Ok(Interval::new(start, end))
    }

    /// "the week after the talks" is the seven days that follow; "two weeks after the talks" is one day.
    fn beside(&mut self, time: &Bound, length: Length, side: Option<Relation>) -> Result<Interval, Refusal> {
        let centre = self.bound(time)?;
        let one_day = Length { number: None, unit: Dimension::Day };
        let (edge, sign) = match side {
            Some(Relation::Before) => (centre.start, -1),
            Some(_) => (centre.end, 1),
            None => {
                let first = centre.start.map(|day| first_of(day, length.unit));
                return Ok(Interval::new(first, centre.end.map(|day| last_of(day, length.unit))));
            }
        };
        let far = self.shifted(edge, length, sign)?;
        let near = if length.number.is_some() { far } else { self.shifted(edge, one_day, sign)? };
        Ok(if sign < 0 { Interval::new(far, near) } else { Interval::new(near, far) })
    }

    /// "the second week of May" is its days 8 to 14, "the last week" its last seven.
    fn part(&self, time: usize, ordinal: Option<i64>, unit: Dimension) -> Result<Interval, Refusal> {
        let whole = self.interval(time)?;
        let days = match (ordinal, whole.start, whole.end) {
            (Some(ordinal), Some(start), _) => part_from(start, unit, ordinal),
            (None, _, Some(end)) => part_to(end, unit),
            _ => None,
        };
        days.filter(|part| part.intersects(whole)).ok_or_else(|| {
            Refusal::new("bad_date", format!("'{}' has no such part", self.written((time, time))))
                .at(self.tokens[time].span)
                .help("try: events in 2025")
        })
    }

    /// A day so many units earlier or later; an open end stays open.
    fn shifted(&self, date: Option<Date>, length: Length, sign: i64) -> Result<Option<Date>, Refusal> {
        let Some(date) = date else { return Ok(None) };
        let count = length.number.map_or(1, |number| i64::try_from(self.number(number)).unwrap_or(i64::MAX));
        let moved = sign.checked_mul(count).and_then(|count| shifted(date, length.unit, count));
        moved.map(Some).ok_or_else(|| {
            let span = length.number.map_or(Span::new(0, 0), |number| self.tokens[number].span);
            Refusal::new("bad_date", "so far from that day there is no calendar").at(span).help("try: events in 2025")
        })
    }
}

/// The time of a condition that names no more than one.
pub(super) fn time_token(filter: &Filter) -> Option<usize> {
    match &filter.kind {
        FilterKind::Time(TimeFilter { period: Period::At(token), .. }) => Some(*token),
        _ => None,
    }
}

fn relation_of(word: Option<RelationWord>, period: Interval, is_range: bool) -> Relation {
    let is_day = period.start.is_some() && period.start == period.end;
    match word {
        // "from May 2 to May 9" is read as "from" and one range.
        Some(RelationWord::Is(Relation::Since | Relation::During)) | None if is_range => Relation::Within,
        Some(RelationWord::Is(relation)) => relation,
        // "up to March" is a time by itself, open on one side.
        None if period.start.is_none() => Relation::Until,
        None if period.end.is_none() => Relation::Since,
        _ if is_day => Relation::Within,
        _ => Relation::During,
    }
}

/// The table above. A bound that is open sets no condition.
fn condition(event: &str, relation: Relation, period: Interval, scope: Scope) -> Expression {
    let start = || property(event, "start");
    let end = || property(event, "end");
    let open_end = || coalesce(property(event, "end"), build::call("date", vec![build::string("9999-12-31")]));
    let (a, b) = (period.start.map(build::date), period.end.map(build::date));
    let conditions = match (relation, scope) {
        (Relation::After, Scope::Possible) => vec![b.map(|b| compare(open_end(), Greater, b))],
        (Relation::After, _) => vec![b.map(|b| compare(start(), Greater, b))],
        (Relation::Before, Scope::Possible) => vec![a.map(|a| compare(start(), Less, a))],
        (Relation::Before, _) => vec![a.map(|a| compare(end(), Less, a))],
        (Relation::Since, Scope::Possible) => vec![a.map(|a| compare(open_end(), GreaterOrEqual, a))],
        (Relation::Since, _) => vec![a.map(|a| compare(start(), GreaterOrEqual, a))],
        (Relation::Until, Scope::Possible) => vec![b.map(|b| compare(start(), LessOrEqual, b))],
        (Relation::Until, _) => vec![b.map(|b| compare(end(), LessOrEqual, b))],
        (_, Scope::ByStart) => {
            vec![a.map(|a| compare(start(), GreaterOrEqual, a)), b.map(|b| compare(start(), LessOrEqual, b))]
        }
        (Relation::Within, Scope::Listed) | (_, Scope::Inside) => {
            vec![a.map(|a| compare(start(), GreaterOrEqual, a)), b.map(|b| compare(end(), LessOrEqual, b))]
        }
        (Relation::During | Relation::Within, _) => {
            vec![b.map(|b| compare(start(), LessOrEqual, b)), a.map(|a| compare(open_end(), GreaterOrEqual, a))]
        }
    };
    let conditions: Vec<Expression> = conditions.into_iter().flatten().collect();
    build::all_of(conditions).unwrap_or_else(|| build::is_not_null(start()))
}

fn part_from(start: Date, unit: Dimension, ordinal: i64) -> Option<Interval> {
    let first = shifted(start, unit, ordinal - 1)?;
    Some(Interval::new(Some(first), shifted(first, unit, 1)?.plus_days(-1)))
}

fn part_to(end: Date, unit: Dimension) -> Option<Interval> {
    let next = end.plus_days(1)?;
    Some(Interval::new(shifted(next, unit, -1), Some(end)))
}

/// The first day of the unit a day lies in.
fn first_of(date: Date, unit: Dimension) -> Date {
    let day = |month, day| Date::new(date.year(), month, day).unwrap_or(date);
    match unit {
        Dimension::Week => date.first_of_week(),
        Dimension::Month => day(date.month(), 1),
        Dimension::Year => day(1, 1),
        _ => date,
    }
}

/// The last day of the unit a day lies in.
fn last_of(date: Date, unit: Dimension) -> Date {
    let next = shifted(first_of(date, unit), unit, 1).and_then(|next| next.plus_days(-1));
    next.filter(|_| matches!(unit, Dimension::Week | Dimension::Month | Dimension::Year)).unwrap_or(date)
}

fn shifted(date: Date, unit: Dimension, count: i64) -> Option<Date> {
    match unit {
        Dimension::Week => date.plus_days(count.checked_mul(7)?),
        Dimension::Month => date.plus_months(count),
        Dimension::Quarter => date.plus_months(count.checked_mul(3)?),
        Dimension::Year => date.plus_months(count.checked_mul(12)?),
        _ => date.plus_days(count),
    }
}
