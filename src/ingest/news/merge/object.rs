//! Whether two tellings speak of one doer or thing, as far as their words without names say.
//!
//! What is spoken of for the first time is told without "the": "attacked a school" and "attacked a hospital" are two attacks.

use std::ops::Range;

use crate::ingest::news::clean::BlockKind;
use crate::ingest::news::event::Candidate;
use crate::ingest::news::reading::Reading;
use crate::ingest::news::span::TextSpan;
use crate::ingest::people::{is_anybody, may_be_called};
use crate::ingest::record::Role;

/// Whether what two tellings say was acted on can be one.
pub(super) fn meet(reading: &Reading<'_>, a: &Candidate, b: &Candidate) -> bool {
    let phrases = a.target.zip(b.target).filter(|_| a.sentence != b.sentence);
    let Some((left, right)) = phrases.map(|(left, right)| (tokens(reading, left), tokens(reading, right))) else {
        return true;
    };
    match (named(reading, &left), named(reading, &right)) {
        (Some(one), Some(other)) => is_side(reading, one, other, a) || is_side(reading, other, one, b),
        (None, None) => !are_new_things(reading, &left, &right),
        _ => true,
    }
}

/// Whether two sides without a name are others: "farmers protested" and "students protested", but not "the attackers".
pub(super) fn are_others(
    reading: &Reading<'_>,
    (a, left): (&Candidate, impl Iterator<Item = usize>),
    (b, right): (&Candidate, impl Iterator<Item = usize>),
    role: Role,
) -> bool {
    let span = |candidate: &Candidate| if role == Role::Actor { candidate.source } else { candidate.target };
    // A headline calls them otherwise than its text does.
    let headline =
        |candidate: &Candidate| reading.blocks[reading.sentences[candidate.sentence].block].kind == BlockKind::Headline;
    let apart = a.sentence != b.sentence && !headline(a) && !headline(b);
    let Some((one, other)) = span(a).zip(span(b)).filter(|_| apart) else { return false };
    let known = |span| points_back(reading.text.word(tokens(reading, span).start));
    let names: [Vec<&str>; 2] =
        [left.map(|entity| name(reading, entity)).collect(), right.map(|entity| name(reading, entity)).collect()];
    let may_be_one = |one: &str, other: &str| is_anybody(one) || is_anybody(other) || may_be_called(one, other);
    let meets = names[0].iter().any(|one| names[1].iter().any(|other| may_be_one(one, other)));
    !meets && !known(one) && !known(other)
}

fn name<'r>(reading: &'r Reading<'_>, entity: usize) -> &'r str {
    &reading.entities[entity].name
}

/// The one with a name that is the head of a phrase, if it is no place.
fn named(reading: &Reading<'_>, phrase: &Range<usize>) -> Option<usize> {
    let mention = reading.entity_at(phrase, phrase.end.checked_sub(1)?)?;
    let entity = &reading.entities[mention.entity];
    (!entity.nameless && !entity.is_place()).then_some(mention.entity)
}

/// Whether one of the two is the other, of the other, or takes part in the other's telling.
fn is_side(reading: &Reading<'_>, one: usize, other: usize, telling: &Candidate) -> bool {
    let (left, right) = (reading.entities[one].part_of, reading.entities[other].part_of);
    one == other
        || left == Some(other)
        || right == Some(one)
        || left.is_some() && left == right
        || telling.participants.iter().any(|participant| participant.entity == other)
}

/// Two things spoken of for the first time, by different words.
fn are_new_things(reading: &Reading<'_>, left: &Range<usize>, right: &Range<usize>) -> bool {
    let is_new = |phrase: &Range<usize>| matches!(reading.text.word(phrase.start), "a" | "an" | "another");
    let head = |phrase: &Range<usize>| reading.text.word(phrase.end - 1);
    let plain = |phrase: &Range<usize>| phrase.len() > 1 && is_new(phrase) && !is_anybody(head(phrase));
    plain(left) && plain(right) && head(left) != head(right)
}

fn points_back(word: &str) -> bool {
    matches!(
        word,
        "the" | "this" | "these" | "those" | "that" | "its" | "his" | "her" | "their" | "they" | "he" | "she" | "it"
    )
}

/// The tokens of a span.
fn tokens(reading: &Reading<'_>, span: TextSpan) -> Range<usize> {
    let at = |place: usize| reading.text.tokens.partition_point(|token| token.span.start < place);
    at(span.start)..at(span.end).max(at(span.start) + 1)
}
