//! The time phrases of an article, each against the time the story has come to.

use super::{TimeEnd, TimeMention};
use crate::diagnostic::Span;
use crate::ingest::news::segment::{Sentence, Token};
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::words;
use crate::time::Date;
use crate::time::phrase::{Phrase, Places, Reference, Tense};

/// All time phrases, in order.
///
/// Without a day of publication only phrases that need none are dated: two readings against days far apart must agree.
pub(in crate::ingest::news) fn time_mentions(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    published: Option<Date>,
) -> Vec<TimeMention> {
    let mut reference = Reference::new(published.unwrap_or(Date { days: 0 }));
    let mut times: Vec<TimeMention> = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let words = sentence.span.of(text);
        let places = Places::of(words);
        if places.is_empty() {
            continue;
        }
        reference = reference.tense(tense(words));
        for phrase in phrases(&places, &reference, published.is_some()) {
            if !looks_back(words, &phrase) {
                reference = places.behind(&phrase, reference);
            }
            times.push(mention(phrase, index, sentence, tokens));
        }
    }
    times
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
