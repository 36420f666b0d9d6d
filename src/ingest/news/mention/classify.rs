//! What kind of thing a name names, from the words in it and beside it.

use std::ops::Range;

use super::model::kind_of_model;
use super::name_words::{
    is_common_word, is_given_name, is_speech, is_surname, is_surname_too, is_title, is_title_modifier, kind_before_of,
    kind_of_keyword, kind_of_opening, names_occasion, names_storm,
};
use super::run::names_newspaper;
use crate::ingest::news::segment::{TokenKind, TokenText};

/// A kind, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) kind: &'static str,
    pub(super) evidence: Evidence,
}

/// Where a kind comes from; the later, the surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// Nothing but the shape of the name.
    Shape,
    /// The words around it.
    Context,
    /// A word in it, or a title in front of it.
    Word,
    /// The gazetteer.
    Known,
}

/// The kind of the thing named by `name`, in a sentence whose tokens are `sentence`.
pub(super) fn guess(text: &TokenText<'_>, name: Range<usize>, titled: bool, sentence: &Range<usize>) -> Guess {
    let word = |kind| Guess { kind, evidence: Evidence::Word };
    if let Some(kind) = kind_of_model(text, &name) {
        return word(kind);
    }
    if titled || has_title_in_front(text, name.start, sentence) {
        return word("Person");
    }
    if is_quoted(text, &name) {
        return word("Entity");
    }
    if names_newspaper(text, &name) {
        return word("Media");
    }
    if name.len() > 1
        && let Some(kind) = by_words(text, &name)
    {
        return word(kind);
    }
    by_context(text, &name, sentence).unwrap_or_else(|| by_shape(text, &name))
}

/// "Arts Council", "Battle of Hastings", "Ada Hill": what the words of the name tell.
fn by_words(text: &TokenText<'_>, name: &Range<usize>) -> Option<&'static str> {
    let counted = |index: &usize| text.raw(*index) != "." && !is_numeral(text.raw(*index));
    let last = name.clone().rev().find(counted).unwrap_or(name.start);
    let (first, last) = (text.word(name.start), text.word(last));
    if let Some(of) = name.clone().skip(1).find(|&index| matches!(text.word(index), "of" | "for" | "on" | "to")) {
        let head = if text.raw(of - 1) == "." { of - 2 } else { of - 1 };
        if last == "fame" {
            return Some("Organization");
        }
        return kind_before_of(text.word(head)).or_else(|| kind_of_opening(first));
    }
    if name.clone().any(|index| text.kind(index) == TokenKind::OpenQuote) {
        return Some("Person");
    }
    if text.kind(name.end - 1) == TokenKind::Possessive {
        return Some("Organization");
    }
    if is_given_name(first) && is_surname_too(last) {
        return Some("Person");
    }
    if names_occasion(last) || names_storm(first) || first == "tropical" {
        return Some("Entity");
    }
    // "the Weather Channel", but the English Channel
    if last == "channel"
        && name.len() > 1
        && is_common_word(text.word(name.end - 2))
        && !is_title(text.word(name.end - 2))
    {
        return Some("Media");
    }
    // "82nd Airborne Division"
    if last == "division" && text.kind(name.start) == TokenKind::Number {
        return Some("MilitaryForce");
    }
    let initial = name.clone().any(|index| text.raw(index) == "." && text.raw(index - 1).chars().count() == 1);
    // "Victoria Skating Rink": a given name in front of a common word is no person's.
    let given = is_given_name(first)
        && text.kind(name.start + 1) != TokenKind::Hyphen
        && !text.is_upper(name.start)
        && (!is_common_word(last) || is_surname(last));
    let person = || (given || initial && is_surname(last)).then_some("Person");
    let front = || (last == "front" && is_quarter(first)).then_some("Region");
    front().or_else(|| kind_of_keyword(last)).or_else(|| kind_of_opening(first)).or_else(person)
}

/// "Western Front": where soldiers stand is no party.
fn is_quarter(word: &str) -> bool {
    matches!(word, "western" | "eastern" | "northern" | "southern" | "home" | "italian" | "russian" | "balkan")
}

/// "World War II", "Charles V".
fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}

/// A work: its name stands in quotation marks.
fn is_quoted(text: &TokenText<'_>, name: &Range<usize>) -> bool {
    name.len() > 1
        && name.start > 0
        && text.kind(name.start - 1) == TokenKind::OpenQuote
        && text.kind(name.end) == TokenKind::CloseQuote
}

/// "health minister Tony Ryall", "spokesman Tony Ryall".
fn title_in_front(text: &TokenText<'_>, name: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let mut start = name;
    while start > sentence.start
        && text.kind(start - 1) == TokenKind::Word
        && !text.is_capitalised(start - 1)
        && (is_title(text.word(start - 1)) || is_title_modifier(text.word(start - 1)))
    {
        start -= 1;
    }
    (start < name && is_title(text.word(name - 1))).then_some(start..name)
}

fn has_title_in_front(text: &TokenText<'_>, name: usize, sentence: &Range<usize>) -> bool {
    title_in_front(text, name, sentence).is_some()
}

fn by_context(text: &TokenText<'_>, name: &Range<usize>, sentence: &Range<usize>) -> Option<Guess> {
    let before = if name.start > sentence.start { text.word(name.start - 1) } else { "" };
    let after = if name.end < sentence.end { text.word(name.end) } else { "" };
    let second = if name.end + 1 < sentence.end { text.word(name.end + 1) } else { "" };
    let context = |kind| Some(Guess { kind, evidence: Evidence::Context });
    let aged = after == ","
        && text.kind(name.end + 1) == TokenKind::Number
        && name.end + 2 < sentence.end
        && second.len() <= 2;
    let apposed = after == ","
        && matches!(second, "who" | "a" | "an" | "the")
        && is_person_noun_near(text, name.end + 2, sentence.end);
    let upper = name.len() == 1 && text.is_upper(name.start);
    if aged || after == "who" || apposed || (is_speech(before) && name.len() > 1) {
        return context("Person");
    }
    if !upper && name.len() <= 3 && before != "the" && is_speech(after) && name.len() > 1 {
        return context("Person");
    }
    if matches!(before, "in" | "near" | "outside" | "across") && !upper {
        return context("Place");
    }
    None
}

fn is_person_noun_near(text: &TokenText<'_>, from: usize, end: usize) -> bool {
    (from..end.min(from + 6)).take_while(|&index| text.raw(index) != ",").any(|index| is_title(text.word(index)))
}

fn by_shape(text: &TokenText<'_>, name: &Range<usize>) -> Guess {
    let article = name.start > 0 && text.word(name.start - 1) == "the";
    let upper = name.clone().any(|index| text.is_upper(index));
    let plain = name.clone().all(|index| text.kind(index) == TokenKind::Word || text.raw(index) == ".");
    let kind = match name.len() {
        _ if upper || article && name.len() > 1 => "Organization",
        2..=4 if plain => "Person",
        _ => "Entity",
    };
    Guess { kind, evidence: Evidence::Shape }
}
