//! The time phrases of an article, each against the time the story has come to.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{TimeEnd, TimeMention};
use crate::diagnostic::Span;
use crate::ingest::news::segment::{Sentence, Token};
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::words;
use crate::time::phrase::{Kind, Phrase, Places, Precision, Reference, Tense};
use crate::time::{Date, Edtf};

/// The day the story has come to before a sentence, and how many sentences ago it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest::news) struct Narrative {
    pub(in crate::ingest::news) date: Edtf,
    pub(in crate::ingest::news) precision: Precision,
    pub(in crate::ingest::news) sentence: usize,
}

/// All time phrases, in order, and the story's time before each sentence.
///
/// Without a day of publication only phrases that need none are dated: two readings against days far apart must agree.
pub(in crate::ingest::news) fn time_mentions(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    published: Option<Date>,
) -> (Vec<TimeMention>, Vec<Option<Narrative>>) {
    let mut reference = Reference::new(published.unwrap_or(Date { days: 0 }));
    let mut times: Vec<TimeMention> = Vec::new();
    let mut story = Vec::with_capacity(sentences.len());
    let mut narrative: Option<Narrative> = None;
    for (index, sentence) in sentences.iter().enumerate() {
        story.push(narrative);
        let words = sentence.span.of(text);
        let places = Places::of(words);
        if places.is_empty() {
            continue;
        }
        reference = reference.tense(tense(words));
        // "had left on January 30": a look back does not move the story.
        let mut first = !is_told_before(words);
        for phrase in phrases(&places, &reference, published.is_some()) {
            if let Some(date) = phrase.edtf.filter(|_| is_moment(&phrase) && first) {
                first = false;
                narrative = Some(Narrative { date, precision: phrase.precision, sentence: index });
            }
            if !looks_back(words, &phrase) {
                reference = reference.moved_to(&phrase);
            }
            times.push(mention(phrase, index, sentence, tokens));
        }
    }
    (times, story)
}

/// Whether a sentence has the word "had" between blanks.
fn is_told_before(sentence: &str) -> bool {
    static HAD: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("had"));
    let bytes = sentence.as_bytes();
    let apart = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
    let before = |at: usize| at.checked_sub(1).and_then(|before| bytes.get(before));
    HAD.find_iter(bytes).any(|at| apart(before(at)) && apart(bytes.get(at + "had".len())))
}

/// "repeating the successes of the previous year" does not leave the year it speaks in.
fn looks_back(sentence: &str, phrase: &Phrase) -> bool {
    let words = sentence.get(phrase.span.start..phrase.span.end).unwrap_or_default();
    words.split(' ').any(|word| matches!(word, "previous" | "preceding" | "earlier"))
}

fn phrases(places: &Places<'_>, reference: &Reference, dated: bool) -> Vec<Phrase> {
    if dated {
        let [phrases] = places.find([reference]);
        return phrases;
    }
    let far = Reference { date: Date { days: 10_400 }, at: None, ..*reference };
    let [mut phrases, elsewhere] = places.find([reference, &far]);
    for (phrase, other) in phrases.iter_mut().zip(&elsewhere) {
        if phrase.edtf != other.edtf {
            phrase.edtf = None;
        }
    }
    phrases
}

fn is_moment(phrase: &Phrase) -> bool {
    matches!(phrase.kind, Kind::Date | Kind::Time) && phrase.precision <= Precision::Year
}

fn mention(phrase: Phrase, index: usize, sentence: &Sentence, tokens: &[Token]) -> TimeMention {
    let at = |span: Span| TextSpan::new(sentence.span.start + span.start, sentence.span.start + span.end);
    let end = |part: Phrase| TimeEnd { span: at(part.span), kind: part.kind, value: part.value, edtf: part.edtf };
    let span = at(phrase.span);
    let first_token = tokens.partition_point(|token| token.span.end <= span.start);
    let end_token = tokens.partition_point(|token| token.span.start < span.end);
    TimeMention {
        span,
        sentence: index,
        first_token,
        end_token,
        kind: phrase.kind,
        value: phrase.value,
        edtf: phrase.edtf,
        precision: phrase.precision,
        modifier: phrase.modifier,
        ends: phrase.parts.into_iter().map(end).collect(),
    }
}

/// The direction of a sentence: news tells what happened, unless it says "will".
fn tense(sentence: &str) -> Tense {
    let mut future = false;
    for word in sentence.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
        if matches!(word, "will" | "shall" | "upcoming" | "scheduled" | "plans") {
            future = true;
        } else if words::is_past_finite(word) {
            return Tense::Past;
        }
    }
    if future { Tense::Future } else { Tense::Past }
}
