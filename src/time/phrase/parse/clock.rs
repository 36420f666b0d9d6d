//! Times of the clock.

use pest::iterators::Pair;

use super::super::expression::{Expression, PartOfDay};

use super::super::words;
use super::{Rule, wrapped};
use crate::time::temporal::LocalTime;

/// `14:30 UTC on Tuesday`, `2 p.m.`, `3:15 in the afternoon`
pub(super) fn clock_phrase(pair: Pair<'_, Rule>) -> Option<Expression> {
    let mut reading = None;
    let mut zone = None;
    let mut of = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::clock => reading = Some(clock(part)?),
            Rule::day_part_of => reading = reading.map(|reading: Reading| reading.in_part(&part)),
            Rule::clock_zone => zone = zone_offset(part.as_str()).or(zone),
            Rule::day_itself => of = Some(wrapped(part)?),
            _ => {}
        }
    }
    let Reading { time, with_seconds } = reading?;
    Some(Expression::Clock { time, with_seconds, zone, of })
}

/// The time of an ISO date: `2025-05-24T14:30Z`.
pub(super) fn on_day(time: &str, offset: Option<&str>, day: Expression) -> Option<Expression> {
    let Reading { time, with_seconds } = figures(time)?;
    Some(Expression::Clock { time, with_seconds, zone: offset.and_then(zone_offset), of: Some(Box::new(day)) })
}

struct Reading {
    time: LocalTime,
    with_seconds: bool,
}

impl Reading {
    /// `3:15 in the afternoon` is 15:15.
    fn in_part(self, part: &Pair<'_, Rule>) -> Self {
        let name = words::part_of_day(part.as_str());
        let is_later =
            matches!(name, PartOfDay::Afternoon | PartOfDay::Evening | PartOfDay::Night) && self.time.hour() < 12;
        if is_later { self.half_day_later() } else { self }
    }

    fn half_day_later(self) -> Self {
        let hour = (self.time.hour() + 12) % 24;
        let time = LocalTime::new(hour, self.time.minute(), self.time.second(), 0).unwrap_or(self.time);
        Self { time, ..self }
    }
}

fn clock(pair: Pair<'_, Rule>) -> Option<Reading> {
    let clock = pair.into_inner().next()?;
    match clock.as_rule() {
        Rule::clock_12 => {
            let mut parts = clock.into_inner();
            let reading = figures(parts.next()?.as_str())?;
            let is_afternoon = parts.next()?.as_str().starts_with(['p', 'P']);
            // 12 a.m. is midnight and 12 p.m. is noon.
            match (reading.time.hour(), is_afternoon) {
                (0 | 13.., _) => None,
                (12, false) | (1..=11, true) => Some(reading.half_day_later()),
                _ => Some(reading),
            }
        }
        _ => figures(clock.as_str()),
    }
}

/// `14:30`, `14:30:15`, `1430 hrs`, `2`
fn figures(text: &str) -> Option<Reading> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let separated: Vec<&str> = digits.split([':', '.']).collect();
    let numbers = match &separated[..] {
        [figures] if figures.len() == 4 => vec![&figures[..2], &figures[2..]],
        _ => separated,
    };
    let mut numbers = numbers.into_iter().map(str::parse::<u8>);
    let mut next = || numbers.next().unwrap_or(Ok(0)).ok();
    let time = LocalTime::new(next()?, next()?, next()?, 0)?;
    Some(Reading { time, with_seconds: digits.matches(':').count() > 1 })
}

/// What TIMEX3 writes behind a time for a zone; abbreviations that mean several zones are taken for the usual one.
fn zone_offset(zone: &str) -> Option<&'static str> {
    Some(match zone {
        "UTC" | "GMT" | "Z" => "Z",
        "CET" | "BST" | "+01:00" | "+0100" | "+01" => "+01",
        "CEST" | "EET" | "+02:00" | "+0200" | "+02" => "+02",
        "EEST" | "MSK" | "+03:00" | "+0300" | "+03" => "+03",
        "JST" => "+09",
        "EDT" => "-04",
        "EST" | "CDT" => "-05",
        "CST" | "MDT" => "-06",
        "MST" | "PDT" => "-07",
        "PST" => "-08",
        _ => return None,
    })
}
