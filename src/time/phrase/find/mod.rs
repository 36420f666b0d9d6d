//! Time phrases in running text.
//!
//! 1. `vocabulary` marks the words a phrase can be made of; a run of such words with one that names a time is a place
//!    to look. Everything else is passed over, so that the text is read once, at the speed of reading.
//! 2. The grammar reads at each word of the run until it finds a phrase; `memory` knows what it read before.
//! 3. `evidence` asks whether ordinary words (`may`, `second`, `fall`, a bare number) are times here, and `tense` which
//!    way the sentence looks, where the caller does not know.
//! 4. `aside` says which of them the text goes on from, and which it mentions in passing.

mod aside;
mod evidence;
mod memory;
mod tense;
pub(super) mod vocabulary;

use evidence::supported;
use rustc_hash::FxHashMap;
use tense::Ahead;

use super::parse::Parsed;
use super::{Phrase, Reference, Tense, range};
use crate::diagnostic::{Diagnostic, Span};

/// What a text holds: its time phrases, and what looks like one and is none (`February 30`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The phrases, in the order of the text; none overlaps another.
    pub phrases: Vec<Phrase>,
    /// What the calendar has not, or what may be either of two days; each with its place.
    pub problems: Vec<Diagnostic>,
}

/// Finds the time phrases in running text. Each moves the reference of those after it, so a sentence or a paragraph is
/// read in one go; [`Reference::moved_to`] carries it from one to the next.
///
/// ```
/// use annals::time::phrase::{self, Reference, Tense};
/// use annals::time::Date;
/// let reference = Reference::new(Date::new(2025, 5, 26).unwrap()).tense(Tense::Past);
/// let text = "Talks on Saturday failed; two days later they may resume in March or May.";
/// let phrases = phrase::find(text, &reference);
/// let read: Vec<_> = phrases.iter().map(|phrase| (phrase.span.of(text), phrase.value.as_str())).collect();
/// assert_eq!(read, [("Saturday", "2025-05-24"), ("two days later", "2025-05-26"), ("March", "2025-03"), ("May", "2025-05")]);
/// ```
#[must_use]
pub fn find(text: &str, reference: &Reference) -> Vec<Phrase> {
    find_all(text, reference).phrases
}

/// Finds the time phrases in running text, and what only looks like one.
#[must_use]
pub fn find_all(text: &str, reference: &Reference) -> Found {
    let [found] = Places::of(text).find_all([reference]);
    found
}

/// Where in a text phrases may begin, before any is read.
pub(crate) struct Places<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        Self { text, starts: vocabulary::starts(text) }
    }

    /// Whether the text holds no phrase for sure, as most sentences.
    pub(crate) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The reference of what comes after `phrase`, which was found here.
    pub(crate) fn behind(&self, phrase: &Phrase, reference: Reference) -> Reference {
        aside::behind(self.text, phrase, reference)
    }

    /// The phrases against several references; what stands there is read once.
    pub(crate) fn find<const N: usize>(&self, references: [&Reference; N]) -> [Vec<Phrase>; N] {
        self.find_all(references).map(|found| found.phrases)
    }

    fn find_all<const N: usize>(&self, references: [&Reference; N]) -> [Found; N] {
        let mut readings = Readings { text: self.text, at: FxHashMap::default() };
        references.map(|reference| {
            let mut search = Search { text: self.text, reference: *reference, found: Found::default(), resume: 0 };
            self.starts.iter().for_each(|&start| search.look_at(start, &mut readings));
            search.found
        })
    }
}

/// What the words from each place on say, whatever the reference.
struct Readings<'a> {
    text: &'a str,
    at: FxHashMap<usize, Option<Parsed>>,
}

impl Readings<'_> {
    fn at(&mut self, start: usize) -> Option<&Parsed> {
        let read = || memory::prefix(window(self.text, start)).and_then(|parsed| supported(parsed, self.text, start));
        self.at.entry(start).or_insert_with(read).as_ref()
    }
}

struct Search<'a> {
    text: &'a str,
    reference: Reference,
    found: Found,
    /// Where the last phrase ended.
    resume: usize,
}

impl Search<'_> {
    fn look_at(&mut self, start: usize, readings: &mut Readings<'_>) {
        if start < self.resume {
            return;
        }
        let Some(parsed) = readings.at(start) else { return };
        let reference = self.reference_for(parsed, start);
        match range::resolve(parsed, &reference, false) {
            Ok(phrase) => self.accept(moved(phrase, start)),
            Err(_) if parsed.second.is_some() => self.accept_first(parsed, start),
            Err(diagnostic) => match range::nearer_reading(parsed, &reference) {
                Some(phrase) => self.accept(moved(phrase, start)),
                None => self.refuse(diagnostic, parsed, start),
            },
        }
    }

    /// Where the caller knows no tense, the sentence may tell; in a sentence of the past, a clause that looks ahead.
    fn reference_for(&self, parsed: &Parsed, start: usize) -> Reference {
        let first = start + parsed.first.start;
        match self.reference.tense {
            _ if !parsed.needs_tense() => self.reference,
            Tense::Unknown => self.reference.tense(tense::before(self.text, first)),
            Tense::Past | Tense::Future => match tense::ahead(self.text, first) {
                // What is to come is seen from the day of writing, wherever the text has been.
                Some(Ahead::OfToday) => Reference { at: None, tense: Tense::Future, ..self.reference },
                Some(Ahead::OfThen) => self.reference.tense(Tense::Future),
                None => self.reference,
            },
        }
    }

    fn accept(&mut self, phrase: Phrase) {
        self.reference = aside::behind(self.text, &phrase, self.reference);
        self.resume = phrase.span.end;
        self.found.phrases.push(phrase);
    }

    /// What is no range may still begin with a date.
    fn accept_first(&mut self, parsed: &Parsed, start: usize) {
        match range::single(&parsed.first, &self.reference) {
            Ok(phrase) => self.accept(moved(phrase, start)),
            Err(diagnostic) => self.refuse(diagnostic, parsed, start),
        }
    }

    fn refuse(&mut self, diagnostic: Diagnostic, parsed: &Parsed, start: usize) {
        self.resume = start + parsed.end;
        if parsed.first.expression.is_some() {
            let span = diagnostic.span.unwrap_or(Span::new(0, parsed.end));
            self.found.problems.push(diagnostic.at(Span::new(span.start + start, span.end + start)));
        }
    }
}

/// The same phrase with its bytes counted from the start of the text.
fn moved(phrase: Phrase, start: usize) -> Phrase {
    let span = Span::new(phrase.span.start + start, phrase.span.end + start);
    Phrase { span, parts: phrase.parts.into_iter().map(|part| moved(part, start)).collect(), ..phrase }
}

/// No phrase is longer; a failure to read one looks no farther.
const LONGEST_PHRASE_BYTES: usize = 120;

/// The text from `start`, cut behind a blank so that no word is cut.
fn window(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    if rest.len() <= LONGEST_PHRASE_BYTES {
        return rest;
    }
    let blank = rest.as_bytes()[..LONGEST_PHRASE_BYTES].iter().rposition(u8::is_ascii_whitespace);
    blank.map_or("", |blank| &rest[..=blank])
}
