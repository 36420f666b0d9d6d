//! From one moment to another: what the two ends lend each other, and the range they make.

use super::expression::{Calendar, Expression, YearOf};
use super::parse::{Moment, Parsed, Shape};
use super::resolve::{self, Meaning};
use super::{Kind, Phrase, Reference};
use crate::diagnostic::{Diagnostic, Span};
use crate::time::Edtf;
use crate::time::edtf::Bound;

/// The phrase that was parsed; `is_question` reads `from May` as open at the end, which running text rarely means.
pub(super) fn resolve(parsed: &Parsed, reference: &Reference, is_question: bool) -> Result<Phrase, Diagnostic> {
    if let Some(second) = &parsed.second {
        return between(&parsed.first, second, reference);
    }
    let phrase = single(&parsed.first, reference)?;
    match parsed.shape {
        Shape::Between => Err(incomplete(parsed)),
        Shape::Since => Ok(since(phrase)),
        Shape::From if is_question || parsed.onward => Ok(since(phrase)),
        Shape::Until => Ok(until(phrase)),
        Shape::Plain if parsed.onward => Ok(since(phrase)),
        Shape::From | Shape::Plain => Ok(phrase),
    }
}

/// The reading of an ambiguous date (`05/06/2025`) that lies near the day the text was written.
pub(super) fn nearer_reading(parsed: &Parsed, reference: &Reference) -> Option<Phrase> {
    let span = Span::new(parsed.first.start, parsed.first.end);
    let expression = parsed.first.expression.as_ref()?;
    resolve::nearer_reading(expression, reference).map(|meaning| phrase(meaning, span))
}

/// One moment as a phrase of its own.
pub(super) fn single(moment: &Moment, reference: &Reference) -> Result<Phrase, Diagnostic> {
    meaning_of(moment, reference).map(|meaning| phrase(meaning, Span::new(moment.start, moment.end)))
}

fn meaning_of(moment: &Moment, reference: &Reference) -> Result<Meaning, Diagnostic> {
    let span = Span::new(moment.start, moment.end);
    let expression =
        moment.expression.as_ref().ok_or_else(|| Diagnostic::new("bad_date", "this is no time").at(span))?;
    resolve::resolve(expression, reference).map_err(|diagnostic| diagnostic.at(span))
}

fn phrase(meaning: Meaning, span: Span) -> Phrase {
    let Meaning { kind, value, edtf, precision, modifier, year_missing } = meaning;
    Phrase { span, kind, value, edtf, precision, modifier, year_missing, parts: Vec::new() }
}

fn since(phrase: Phrase) -> Phrase {
    let edtf = phrase.edtf.map(|edtf| Edtf::Range(start_of(edtf), Bound::Open));
    Phrase { edtf, ..phrase }
}

fn until(phrase: Phrase) -> Phrase {
    let edtf = phrase.edtf.map(|edtf| Edtf::Range(Bound::Open, end_of(edtf)));
    Phrase { edtf, ..phrase }
}

const fn start_of(edtf: Edtf) -> Bound {
    match edtf {
        Edtf::Point(point) => Bound::Point(point),
        Edtf::Range(start, _) => start,
    }
}

const fn end_of(edtf: Edtf) -> Bound {
    match edtf {
        Edtf::Point(point) => Bound::Point(point),
        Edtf::Range(_, end) => end,
    }
}

fn between(first: &Moment, second: &Moment, reference: &Reference) -> Result<Phrase, Diagnostic> {
    let (first_moment, second_moment) = shared_year(first, second);
    let start = single(&first_moment, reference)?;
    let mut end = single(&second_moment, reference)?;
    if year_of(second) == Some(YearOf::Missing) && is_before(&end, &start) {
        end = next_year(second, &start, reference).unwrap_or(end);
    }
    let span = Span::new(first.start, second.end);
    let (Some(from), Some(to)) = (start.edtf, end.edtf) else {
        return Err(Diagnostic::new("bad_date", "a range runs between two dates").at(span));
    };
    if is_before(&end, &start) {
        return Err(empty_range(&start, &end, span));
    }
    Ok(Phrase {
        span,
        kind: Kind::Date,
        value: format!("{}/{}", start.value, end.value),
        edtf: Some(Edtf::Range(start_of(from), end_of(to))),
        precision: start.precision.min(end.precision),
        modifier: None,
        year_missing: start.year_missing || end.year_missing,
        parts: vec![start, end],
    })
}

/// A year written at one end is the year of both: `between May 24 and May 20, 2025`.
fn shared_year(first: &Moment, second: &Moment) -> (Moment, Moment) {
    let (first_year, second_year) = (year_of(first), year_of(second));
    (with_year(first, second_year), with_year(second, if second_year.is_none() { None } else { first_year }))
}

fn year_of(moment: &Moment) -> Option<YearOf> {
    match moment.expression {
        Some(Expression::Calendar(Calendar { year, .. }) | Expression::PartOfYear { year, .. }) => Some(year),
        _ => None,
    }
}

/// The same moment, its missing year taken from the other end.
fn with_year(moment: &Moment, other: Option<YearOf>) -> Moment {
    let expression = match (&moment.expression, other) {
        (Some(Expression::Calendar(date)), Some(year)) if date.year == YearOf::Missing => {
            Some(Expression::Calendar(Calendar { year, ..*date }))
        }
        (Some(Expression::PartOfYear { code, year: YearOf::Missing }), Some(year)) => {
            Some(Expression::PartOfYear { code: *code, year })
        }
        (expression, _) => expression.clone(),
    };
    Moment { expression, ..*moment }
}

/// `from November to February` runs into the next year.
fn next_year(second: &Moment, start: &Phrase, reference: &Reference) -> Option<Phrase> {
    let year = start.edtf?.interval().start?.year() + 1;
    single(second, &reference.year(year)).ok()
}

fn is_before(end: &Phrase, start: &Phrase) -> bool {
    let last = end.edtf.and_then(|edtf| edtf.interval().end);
    let first = start.edtf.and_then(|edtf| edtf.interval().start);
    last.zip(first).is_some_and(|(last, first)| last < first)
}

fn empty_range(start: &Phrase, end: &Phrase, span: Span) -> Diagnostic {
    let message = format!("the range ends ({}) before it starts ({})", end.value, start.value);
    Diagnostic::new("empty_range", message).at(span).help("swap the dates?")
}

fn incomplete(parsed: &Parsed) -> Diagnostic {
    Diagnostic::new("bad_date", "expected a second date after 'between'")
        .at(Span::new(parsed.first.start, parsed.end))
        .help("write it as in 'between May 2 and May 9'")
}
