//! Which verbs carry their clauses.

use std::ops::Range;

use super::Tag;
use super::verb::forms;
use crate::ingest::news::segment::TokenText;

/// Settles which verbs carry their clauses, once names are known not to be verbs: "United" in "United States".
pub(in crate::ingest::news) fn settle_verbs(text: &TokenText<'_>, range: Range<usize>, tags: &mut [Tag]) {
    demote_participles(text, range.clone(), tags);
    promote_verbs(text, range, tags);
}

/// Of two pasts in one clause one is a participle behind its noun: the first in "the talks held in Oslo failed", the second
/// in "they warned firms linked to it", where the first has its object right behind it. So is one with "by" behind it, and
/// one behind what is seen: "saw 300 captives released".
fn demote_participles(text: &TokenText<'_>, range: Range<usize>, tags: &mut [Tag]) {
    let mut open: Option<usize> = None;
    for index in range.clone() {
        let tag = tags[index];
        let behind_noun = index > range.start && matches!(tags[index - 1], Tag::Noun | Tag::Name | Tag::Time);
        match tag {
            Tag::Comma
            | Tag::Conjunction
            | Tag::Subordinator
            | Tag::Relative
            | Tag::Mark
            | Tag::OpenQuote
            | Tag::CloseQuote => open = None,
            Tag::Past
                if behind_noun
                    && is_participle(text, index)
                    && (names_doer(text, index + 1) || open.is_some_and(|open| takes_object(text, open, tags))) =>
            {
                tags[index] = Tag::Participle;
            }
            Tag::Past | Tag::Present | Tag::Modal | Tag::Do => {
                demote(text, open, tags);
                open = matches!(tag, Tag::Past | Tag::Present).then_some(index);
            }
            Tag::Be | Tag::Have if !matches!(text.word(index), "being" | "been" | "be" | "having") => {
                demote(text, open, tags);
                open = None;
            }
            _ => {}
        }
    }
}

/// "by rebels", not "by firing".
fn names_doer(text: &TokenText<'_>, by: usize) -> bool {
    text.word(by) == "by" && !text.word(by + 1).ends_with("ing")
}

/// Whether a past or present has its object right behind it.
fn takes_object(text: &TokenText<'_>, verb: usize, tags: &[Tag]) -> bool {
    let behind = tags.get(verb + 1);
    let speech =
        matches!(text.word(verb), "said" | "says" | "reported" | "stated" | "added" | "announced" | "claimed" | "told");
    !speech
        && matches!(
            behind,
            Some(Tag::Determiner | Tag::Owner | Tag::Noun | Tag::Name | Tag::Number | Tag::Adjective | Tag::Pronoun)
        )
}

fn demote(text: &TokenText<'_>, open: Option<usize>, tags: &mut [Tag]) {
    if let Some(first) = open.filter(|&first| tags[first] == Tag::Past) {
        let speech =
            matches!(text.word(first), "said" | "told" | "reported" | "stated" | "added" | "announced" | "claimed");
        if is_participle(text, first) && !speech {
            tags[first] = Tag::Participle;
        }
    }
}

fn is_participle(text: &TokenText<'_>, index: usize) -> bool {
    text.verb_forms(index).map_or_else(|| text.word(index).ends_with("ed"), |forms| forms.participle)
}

/// A sentence wants a verb: where none was found, the likeliest of the words that could be one is.
fn promote_verbs(text: &TokenText<'_>, range: Range<usize>, tags: &mut [Tag]) {
    let mut start = range.start;
    for index in range.clone() {
        let boundary =
            matches!(tags[index], Tag::Subordinator | Tag::Relative | Tag::Mark | Tag::OpenQuote | Tag::CloseQuote);
        if boundary || index + 1 == range.end {
            promote(text, start..index + 1, tags);
            start = index + 1;
        }
    }
}

fn promote(text: &TokenText<'_>, clause: Range<usize>, tags: &mut [Tag]) {
    let finite = |index: usize| tags[index].is_finite() || matches!(tags[index], Tag::Be | Tag::Have);
    if clause.clone().any(finite) {
        return;
    }
    let chosen = clause.clone().skip(1).find(|&index| {
        let before = tags[index - 1];
        let after = tags.get(index + 1).copied().filter(|_| index + 1 < clause.end);
        let complement = matches!(
            after,
            Some(
                Tag::Determiner
                    | Tag::Owner
                    | Tag::Name
                    | Tag::Number
                    | Tag::Adjective
                    | Tag::To
                    | Tag::Preposition
                    | Tag::Noun
                    | Tag::Adverb
                    | Tag::Gerund
            )
        );
        tags[index] == Tag::Noun
            && matches!(before, Tag::Noun | Tag::Name | Tag::Adverb | Tag::CloseQuote)
            && complement
            && forms(text, index).is_some_and(|forms| {
                let plural_before = is_plural(text.word(index - 1))
                    || before == Tag::Adverb
                    || clause_has_and(clause.start..index, tags);
                let weak = matches!(after, Some(Tag::Preposition | Tag::Noun)) && forms.noun;
                !weak && (forms.present && !text.word(index - 1).ends_with('s') || forms.base && plural_before)
            })
    });
    if let Some(index) = chosen {
        tags[index] = Tag::Present;
    }
}

fn is_plural(noun: &str) -> bool {
    noun.ends_with('s')
        || matches!(noun, "men" | "women" | "people" | "police" | "children" | "gunmen" | "policemen" | "fishermen")
}

fn clause_has_and(range: Range<usize>, tags: &[Tag]) -> bool {
    tags[range].contains(&Tag::Conjunction)
}
