//! What a text goes on from: a text of today does not go back to all it mentions.

use crate::time::edtf::Bound;
use crate::time::phrase::{Phrase, Precision, Reference};
use crate::time::{Date, Edtf};

/// The reference of what comes after `phrase` in `text`.
///
/// A time far from the day of writing leaves the text where it is in a clause between commas ("which bought it in 2019") and
/// behind a noun ("the floods of 1997"). A year that opens no sentence ("was founded in 2011") is there to be counted
/// from. Once a text has come to long ago, whatever it names leads on.
pub(super) fn behind(text: &str, phrase: &Phrase, reference: Reference) -> Reference {
    if let Some(told) = told_when(&text[phrase.span.end..], phrase) {
        return Reference { at: Some(told.interval()), in_passing: true, ..reference };
    }
    if reference.is_narrative() || !is_far(phrase, reference.date) {
        return reference.moved_to(phrase);
    }
    let before = sentence_before(text, phrase.span.start);
    if is_in_relative(before) || is_of_noun(before) && phrase.precision >= Precision::Year {
        return reference;
    }
    let opens = before.trim().len() <= LONGEST_OPENER_BYTES;
    let passing = reference.at.is_some() && phrase.precision > Precision::Month && !opens;
    let moved = reference.moved_to(phrase);
    Reference { in_passing: moved.in_passing || passing, ..moved }
}

/// "since 2018, when a ferry sank": what follows tells of that year, not of the time since.
fn told_when(rest: &str, phrase: &Phrase) -> Option<Edtf> {
    let when = rest.trim_start_matches([',', ' ']).starts_with("when ");
    match phrase.edtf {
        Some(Edtf::Range(Bound::Point(point), Bound::Open | Bound::Unknown)) if when => Some(Edtf::Point(point)),
        _ => None,
    }
}

/// "Back in the spring of" opens a sentence; what is longer has said something.
const LONGEST_OPENER_BYTES: usize = 16;

/// The same distance from which a story has a year of its own.
fn is_far(phrase: &Phrase, written: Date) -> bool {
    const FAR_DAYS: i64 = 366;
    let end = phrase.edtf.map(Edtf::interval).and_then(|interval| interval.end);
    end.is_some_and(|end| (end.days - written.days).abs() > FAR_DAYS)
}

/// ", which bought the terminal in": a relative pronoun opens what stands behind the last comma.
fn is_in_relative(before: &str) -> bool {
    let Some(comma) = before.rfind([',', '(', '—', '–']) else { return false };
    let inserted = before[comma..].trim_start_matches([',', '(', '—', '–', ' ']);
    let first = inserted.split(' ').next().unwrap_or_default();
    matches!(first, "which" | "who" | "whose" | "whom" | "where")
}

fn is_of_noun(before: &str) -> bool {
    before.trim_end().rsplit(' ').next() == Some("of")
}

fn sentence_before(text: &str, end: usize) -> &str {
    let before = &text[..end];
    before.rfind(['.', '!', '?', ';', '\n']).map_or(before, |stop| &before[stop + 1..])
}
