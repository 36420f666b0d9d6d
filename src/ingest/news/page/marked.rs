//! The text of a sentence with what was read in it marked: `On [Thursday = 2026-03-05] {talks began: Negotiation 1} ...`.
//!
//! Square brackets hold a time or a name, braces the word of an event. Behind the words stands what they were read as: the
//! value of a time; of a name the kind, and the name itself where the words are others; of an event its type and its number
//! in the list below, or why it is none. So a mark says the same in a pipe, where colours are lost.

use std::fmt::Write as _;

use super::paint::{Ink, Paint};
use super::visible;
use crate::ingest::news::extraction::{Extraction, Why};
use crate::ingest::news::span::TextSpan;

/// One mark.
struct Mark {
    span: TextSpan,
    ink: Ink,
    /// What stands behind the words.
    reading: String,
}

/// The sentence with index `sentence` on one line.
pub(super) fn marked(extraction: &Extraction, sentence: usize, tellings: &[Telling], paint: Paint) -> String {
    let text = extraction.news.text();
    let span = extraction.sentences[sentence].span;
    let mut drawing = Drawing { text, paint, at: span.start, open: Vec::new(), line: String::new() };
    for mark in marks(extraction, sentence, tellings) {
        drawing.begin(mark);
    }
    drawing.end(span.end)
}

/// A place that tells an event: sentence, span, number and type of the event.
pub(super) type Telling = (usize, TextSpan, usize, String);

/// Every telling of every event, in the order of the text.
pub(super) fn tellings(extraction: &Extraction) -> Vec<Telling> {
    let numbered = extraction.events.iter().enumerate();
    let mut all: Vec<Telling> = numbered
        .flat_map(|(number, event)| {
            let kind = &event.record.kind;
            event.mentions.iter().map(move |telling| (telling.sentence, telling.span, number + 1, kind.clone()))
        })
        .collect();
    all.sort_unstable();
    all
}

/// The marks of a sentence, the outer before the inner.
fn marks(extraction: &Extraction, sentence: usize, tellings: &[Telling]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = times(extraction, sentence).chain(names(extraction, sentence)).collect();
    let first = tellings.partition_point(|telling| telling.0 < sentence);
    let here = tellings[first..].iter().take_while(|telling| telling.0 == sentence);
    marks.extend(here.map(|(_, span, number, kind)| Mark {
        span: *span,
        ink: Ink::Event,
        reading: format!(": {kind} {number}"),
    }));
    marks.extend(asides(extraction, sentence));
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
    marks
}

fn times(extraction: &Extraction, sentence: usize) -> impl Iterator<Item = Mark> + '_ {
    let first = extraction.times.partition_point(|time| time.sentence < sentence);
    let here = extraction.times[first..].iter().take_while(move |time| time.sentence == sentence);
    here.map(|time| Mark { span: time.span, ink: Ink::Time, reading: format!(" = {}", time.value) })
}

fn names(extraction: &Extraction, sentence: usize) -> impl Iterator<Item = Mark> + '_ {
    let first = extraction.mentions.partition_point(|mention| mention.sentence < sentence);
    let here = extraction.mentions[first..].iter().take_while(move |mention| mention.sentence == sentence);
    here.map(|mention| {
        let entity = &extraction.entities[mention.entity];
        let same = mention.span.of(extraction.news.text()) == entity.name;
        let name = if same { String::new() } else { format!(" = {}", visible(&entity.name)) };
        let ink = if entity.is_place() { Ink::Place } else { Ink::Name };
        Mark { span: mention.span, ink, reading: format!("{name}: {}", entity.kind) }
    })
}

/// What a word of the lexicon tells and is no event; other verbs stay as they are, or every second word would be marked.
fn asides(extraction: &Extraction, sentence: usize) -> impl Iterator<Item = Mark> + '_ {
    let first = extraction.asides.partition_point(|aside| aside.sentence < sentence);
    let here = extraction.asides[first..].iter().take_while(move |aside| aside.sentence == sentence);
    here.filter(|aside| aside.why != Why::Untyped).map(|aside| {
        let kind = aside.kind.as_deref().unwrap_or_default();
        let why = if aside.why == Why::Unreal { "not real" } else { "too little told" };
        Mark { span: aside.span, ink: Ink::Aside, reading: format!(": {kind}, {why}") }
    })
}

/// A line in the making.
struct Drawing<'a> {
    text: &'a str,
    paint: Paint,
    /// Up to where the text is drawn.
    at: usize,
    /// The marks that are open, outermost first.
    open: Vec<Mark>,
    line: String,
}

impl Drawing<'_> {
    fn begin(&mut self, mark: Mark) {
        while self.open.last().is_some_and(|open| open.span.end <= mark.span.start) {
            self.close();
        }
        // Two marks that cross cannot both be drawn; the first one stays.
        if self.open.last().is_some_and(|open| open.span.end < mark.span.end) {
            return;
        }
        self.words(mark.span.start);
        let bracket = if matches!(mark.ink, Ink::Event | Ink::Aside) { "{" } else { "[" };
        self.line.push_str(&self.paint.quiet(bracket));
        self.open.push(mark);
    }

    fn close(&mut self) {
        let Some(end) = self.open.last().map(|mark| mark.span.end) else { return };
        self.words(end);
        let Some(mark) = self.open.pop() else { return };
        let bracket = if matches!(mark.ink, Ink::Event | Ink::Aside) { "}" } else { "]" };
        let _ = write!(self.line, "{}", self.paint.quiet(&format!("{}{bracket}", mark.reading)));
    }

    /// The text up to `end`, in the colour of the innermost mark.
    fn words(&mut self, end: usize) {
        let words = visible(self.text.get(self.at..end).unwrap_or_default());
        let ink = self.open.last().map_or(Ink::None, |mark| mark.ink);
        self.line.push_str(&self.paint.words(ink, &words));
        self.at = end.max(self.at);
    }

    fn end(mut self, end: usize) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.words(end);
        self.line
    }
}
