//! EDTF text to [`Edtf`].

use super::point::season_months;
use super::{Bound, Edtf, Part, Point, Qualifier, Year};
use crate::diagnostic::{Diagnostic, Span};
use crate::time::temporal::{LocalTime, Scanner, scan_offset};
use crate::time::{Date, civil};

pub(super) fn parse(text: &str) -> Result<Edtf, Diagnostic> {
    let Some((start, end)) = text.split_once('/') else {
        return parse_point(text, text, 0).map(Edtf::Point);
    };
    let start_bound = parse_bound(text, start, 0)?;
    let end_bound = parse_bound(text, end, start.len() + 1)?;
    match (start_bound, end_bound) {
        (Bound::Point(start), Bound::Point(end)) => Edtf::range(start, end).ok_or_else(|| backwards(text, start, end)),
        (Bound::Unknown, Bound::Unknown) => Err(refusal(text, Span::new(0, text.len()))),
        (start, end) => Ok(Edtf::Range(start, end)),
    }
}

fn parse_bound(text: &str, bound: &str, offset: usize) -> Result<Bound, Diagnostic> {
    match bound {
        "" => Ok(Bound::Unknown),
        ".." => Ok(Bound::Open),
        _ => parse_point(text, bound, offset).map(Bound::Point),
    }
}

/// `offset` is where `part` begins in `text`.
fn parse_point(text: &str, part: &str, offset: usize) -> Result<Point, Diagnostic> {
    let span = Span::new(offset, offset + part.len());
    let (date, qualifier) = split_qualifier(part);
    let mut scanner = Scanner::new(date);
    match scan_point(&mut scanner) {
        Some(point) if scanner.is_done() && exists(point) => Ok(point.qualified(qualifier)),
        Some(point) if scanner.is_done() => Err(nonexistent(date, point, span)),
        _ => Err(refusal(text, span)),
    }
}

fn split_qualifier(text: &str) -> (&str, Qualifier) {
    let qualifier = match text.chars().last() {
        Some('?') => Qualifier::Uncertain,
        Some('~') => Qualifier::Approximate,
        Some('%') => Qualifier::Both,
        _ => return (text, Qualifier::None),
    };
    (&text[..text.len() - 1], qualifier)
}

/// Reads the shape of a date; whether the calendar has it is asked afterwards.
fn scan_point(scanner: &mut Scanner<'_>) -> Option<Point> {
    let year = scan_year(scanner)?;
    if !scanner.take('-') {
        return Some(Point::new(year, Part::Whole));
    }
    let Year::Known(_) = year else { return None };
    scan_part(scanner).map(|part| Point::new(year, part))
}

fn scan_year(scanner: &mut Scanner<'_>) -> Option<Year> {
    if scanner.take('Y') {
        let sign = if scanner.take('-') { -1 } else { 1 };
        let count = scanner.leading_digits();
        return (5..=9).contains(&count).then(|| scanner.digits(count))?.map(|year| Year::Known(sign * year));
    }
    if scanner.take('-') {
        return scanner.digits(4).map(|year| Year::Known(-year));
    }
    match scanner.leading_digits() {
        4 => scanner.digits(4).map(Year::Known),
        3 => scanner.digits(3).and_then(|tens| scanner.take('X').then_some(Year::Decade(u16::try_from(tens).ok()?))),
        2 => {
            let hundreds = scanner.digits(2)?;
            (scanner.take('X') && scanner.take('X')).then_some(Year::Century(u16::try_from(hundreds).ok()?))
        }
        _ => None,
    }
}

fn scan_part(scanner: &mut Scanner<'_>) -> Option<Part> {
    if scanner.take('X') {
        scanner.take('X').then_some(())?;
        return if scanner.take('-') {
            scan_unspecified(scanner).map(|()| Part::SomeDayOfYear)
        } else {
            Some(Part::SomeMonth)
        };
    }
    let number = scanner.two()?;
    if number > 12 {
        return Some(Part::Season(number));
    }
    if !scanner.take('-') {
        return Some(Part::Month(number));
    }
    if scanner.rest().starts_with('X') {
        return scan_unspecified(scanner).map(|()| Part::SomeDay(number));
    }
    let day = scanner.two()?;
    if !scanner.take('T') {
        return Some(Part::Day(number, day));
    }
    let time = LocalTime::scan(scanner)?;
    let offset_seconds = if scanner.is_done() { None } else { Some(scan_offset(scanner)?) };
    Some(Part::Moment(number, day, time, offset_seconds))
}

fn scan_unspecified(scanner: &mut Scanner<'_>) -> Option<()> {
    (scanner.take('X') && scanner.take('X')).then_some(())
}

fn exists(point: Point) -> bool {
    let Year::Known(year) = point.year else { return true };
    match point.part {
        Part::Whole | Part::SomeMonth | Part::SomeDayOfYear => true,
        Part::Month(month) | Part::SomeDay(month) => Date::new(year, month, 1).is_some(),
        Part::Day(month, day) | Part::Moment(month, day, ..) => Date::new(year, month, day).is_some(),
        Part::Season(code) => season_months(code).is_some() && year < civil::MAXIMUM_YEAR,
    }
}

fn nonexistent(date: &str, point: Point, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new("bad_date", format!("the calendar has no {date}")).at(span);
    match (point.year, point.part) {
        (Year::Known(year), Part::Day(month @ 1..=12, day) | Part::Moment(month @ 1..=12, day, ..)) if day > 0 => {
            let last = civil::days_in_month(year, month);
            diagnostic.help(format!("{} has {last} days", Point::new(Year::Known(year), Part::Month(month))))
        }
        (_, Part::Season(_)) => diagnostic.help("months are 01 to 12, seasons 21 to 24, quarters 33 to 36"),
        _ => diagnostic,
    }
}

fn refusal(text: &str, span: Span) -> Diagnostic {
    Diagnostic::new("bad_date", format!("'{text}' is not an EDTF date"))
        .at(span)
        .help("write it as in '2025-05-24', '2025-05', '199X' or '2025-02/2025-05-24'")
}

fn backwards(text: &str, start: Point, end: Point) -> Diagnostic {
    Diagnostic::new("bad_date", format!("the range ends ({end}) before it starts ({start})"))
        .at(Span::new(0, text.len()))
        .help(format!("swap the dates: '{end}/{start}'"))
}
