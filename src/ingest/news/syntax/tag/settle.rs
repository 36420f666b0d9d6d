//! Which verbs carry their clauses.

use std::ops::Range;

use super::Tag;
use super::verb::{forms, names_people};
use crate::ingest::news::segment::TokenText;
use crate::ingest::news::words::{Saying, is_plural, says};

/// Settles which verbs carry their clauses, once names are known not to be verbs: "United" in "United States".
pub(in crate::ingest::news) fn settle_verbs(text: &TokenText<'_>, range: Range<usize>, tags: &mut [Tag]) {
    settle_nouns(text, range.clone(), tags);
    demote_participles(text, range.clone(), tags);
    promote_verbs(text, range, tags);
}

/// Verb forms that name something: "Flooding in the valley killed two", "money laundering".
fn settle_nouns(text: &TokenText<'_>, range: Range<usize>, tags: &mut [Tag]) {
    for index in range.clone() {
        if tags[index] != Tag::Gerund {
            continue;
        }
        let next = if index + 1 < range.end { tags[index + 1] } else { Tag::Mark };
        // "Fighting broke out", "Flooding in the valley"
        let stands =
            next == Tag::Preposition || matches!(next, Tag::Past | Tag::Present | Tag::Be | Tag::Have | Tag::Modal);
        let opens = index == range.start && stands && text.names_event(index);
        let behind_noun = index > range.start && tags[index - 1] == Tag::Noun && !is_plural(text.word(index - 1));
        let acts_on = matches!(
            next,
            Tag::Determiner | Tag::Owner | Tag::Noun | Tag::Name | Tag::Number | Tag::Adjective | Tag::Pronoun
        );
        if opens || behind_noun && !acts_on && names_deed(text.word(index)) {
            tags[index] = Tag::Noun;
        }
    }
}

/// Gerunds that behind a noun say what is done to it: "vote rigging", "a parliament building".
fn names_deed(gerund: &str) -> bool {
    matches!(
        gerund,
        "building"
            | "laundering"
            | "spending"
            | "trafficking"
            | "smuggling"
            | "meeting"
            | "hearing"
            | "funding"
            | "training"
            | "housing"
            | "planning"
            | "farming"
            | "fishing"
            | "mining"
            | "banking"
            | "lending"
            | "testing"
            | "making"
            | "bombing"
            | "shooting"
            | "stabbing"
            | "rigging"
            | "crossing"
            | "ruling"
            | "briefing"
            | "screening"
            | "poaching"
            | "shelling"
            | "rating"
            | "hacking"
            | "gathering"
            | "landing"
    )
}

/// Of two pasts in one clause one is a participle behind its noun: the first in "the talks held in Oslo failed", the second
/// in "they warned firms linked to it", where the first has its object right behind it. So is one with "by" behind it, and
/// one behind what is seen: "saw 300 captives released".
fn demote_participles(text: &TokenText<'_>, range: Range<usize>, tags: &mut [Tag]) {
    let mut open: Option<usize> = None;
    let mut relative: Option<usize> = None;
    for index in range.clone() {
        let tag = tags[index];
        let behind_noun = index > range.start && matches!(tags[index - 1], Tag::Noun | Tag::Name | Tag::Time);
        let opened = open.is_some_and(|open| takes_object(text, open, tags));
        match tag {
            // "Accused of theft, Ada Example resigned"
            Tag::Past
                if index == range.start && is_participle(text, index) && opens_description(range.clone(), tags) =>
            {
                tags[index] = Tag::Participle;
            }
            // ", planted by rebels,": behind a comma, too.
            Tag::Past if index > range.start && is_participle(text, index) && is_done_by(text, index) => {
                tags[index] = Tag::Participle;
            }
            Tag::Comma | Tag::Conjunction | Tag::Subordinator | Tag::Mark | Tag::OpenQuote | Tag::CloseQuote => {
                (open, relative) = (None, None);
            }
            Tag::Relative => (open, relative) = (None, Some(index)),
            // "The blaze that hit the mill killed two": the clause between has its own verb.
            Tag::Past
                if open.is_some()
                    && relative.is_some_and(|relative| is_main(text, range.clone(), relative, index, tags)) =>
            {
                (open, relative) = (Some(index), None);
            }
            Tag::Past if behind_noun && opened && is_participle(text, index) && !has_object(text, index, tags) => {
                tags[index] = Tag::Participle;
            }
            // "took the palace from government forces on Sunday": its clause has its verb already.
            Tag::Present if behind_noun && opened && names_several(text, index, tags) => tags[index] = Tag::Noun,
            Tag::Past | Tag::Present | Tag::Modal | Tag::Do => {
                demote(text, open, tags);
                open = matches!(tag, Tag::Past | Tag::Present).then_some(index);
            }
            Tag::Be | Tag::Have if !matches!(text.word(index), "being" | "been" | "be" | "having") => {
                demote(text, open, tags);
                open = None;
            }
            // "have arrested a man accused of arson"
            Tag::Participle | Tag::Base if open.is_none() && is_governed(range.start, index, tags) => {
                open = Some(index);
            }
            _ => {}
        }
    }
}

/// Whether a past with a preposition behind it opens a sentence that has its verb behind a comma.
fn opens_description(range: Range<usize>, tags: &[Tag]) -> bool {
    let rest = range.start + 1..range.end;
    let comma = || rest.clone().find(|&at| tags[at] == Tag::Comma);
    rest.len() > 2
        && tags[rest.start] == Tag::Preposition
        && comma().is_some_and(|comma| {
            !tags[rest.start..comma].iter().any(|tag| tag.is_finite() || *tag == Tag::Be)
                && tags[comma..range.end].iter().any(|tag| tag.is_finite() || matches!(tag, Tag::Be | Tag::Have))
        })
}

/// Whether auxiliaries in front make a verb of the word.
fn is_governed(start: usize, index: usize, tags: &[Tag]) -> bool {
    let skipped = |tag: &&Tag| !matches!(tag, Tag::Adverb | Tag::Negation);
    tags[start..index].iter().rev().find(skipped).is_some_and(|tag| matches!(tag, Tag::Have | Tag::Modal | Tag::Do))
}

/// Whether the past at `index`, behind a relative clause, is the verb of the sentence: there is no other.
fn is_main(text: &TokenText<'_>, range: Range<usize>, relative: usize, index: usize, tags: &[Tag]) -> bool {
    let finite = |at: usize| tags[at].is_finite() || matches!(tags[at], Tag::Be | Tag::Have);
    let clause_end = (index + 1..range.end).find(|&at| matches!(tags[at], Tag::Comma | Tag::Mark | Tag::Conjunction));
    let describes = text.word(index + 1) == "by" && is_participle(text, index);
    !describes && !(range.start..relative).any(finite) && !(index + 1..clause_end.unwrap_or(range.end)).any(finite)
}

/// A plural that could be a verb, behind a noun and with no object behind it.
fn names_several(text: &TokenText<'_>, index: usize, tags: &[Tag]) -> bool {
    let object = tags.get(index + 1).copied();
    let acts_on = matches!(object, Some(Tag::Determiner | Tag::Owner | Tag::Name | Tag::Pronoun | Tag::Number));
    text.word(index).ends_with('s') && !acts_on
}

/// "by rebels", "out by rebels"
fn is_done_by(text: &TokenText<'_>, verb: usize) -> bool {
    let particle = matches!(text.word(verb + 1), "out" | "up" | "off" | "down" | "over" | "away");
    names_doer(text, verb + 1) || particle && names_doer(text, verb + 2)
}

/// Whether what may be a participle has an object, so that it is none; but "a man named Ada" is called so.
fn has_object(text: &TokenText<'_>, verb: usize, tags: &[Tag]) -> bool {
    let names = matches!(
        text.word(verb),
        "called" | "named" | "dubbed" | "nicknamed" | "titled" | "entitled" | "codenamed" | "given" | "worth"
    );
    let object =
        matches!(tags.get(verb + 1), Some(Tag::Determiner | Tag::Owner | Tag::Name | Tag::Number | Tag::Pronoun));
    !names && object
}

/// "by rebels", not "by firing".
fn names_doer(text: &TokenText<'_>, by: usize) -> bool {
    text.word(by) == "by" && !text.word(by + 1).ends_with("ing")
}

/// Whether a past or present has its object right behind it.
fn takes_object(text: &TokenText<'_>, verb: usize, tags: &[Tag]) -> bool {
    let behind = tags.get(verb + 1);
    !says(text.word(verb), Saying::CLAUSAL)
        && matches!(
            behind,
            Some(Tag::Determiner | Tag::Owner | Tag::Noun | Tag::Name | Tag::Number | Tag::Adjective | Tag::Pronoun)
        )
}

fn demote(text: &TokenText<'_>, open: Option<usize>, tags: &mut [Tag]) {
    let spoken = |first: usize| says(text.word(first), Saying::CLAUSAL);
    if let Some(first) = open.filter(|&first| tags[first] == Tag::Past && is_participle(text, first) && !spoken(first))
    {
        tags[first] = Tag::Participle;
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
        if boundary || index + 1 == range.end || opens_attribution(text, index..range.end, tags) {
            promote(text, start..index + 1, tags);
            start = index + 1;
        }
    }
}

/// ", the minister said": a comma behind which a verb of saying carries all that is left.
fn opens_attribution(text: &TokenText<'_>, rest: Range<usize>, tags: &[Tag]) -> bool {
    let finite = |index: &usize| tags[*index].is_finite() || tags[*index] == Tag::Be;
    let mut verbs = rest.clone().filter(finite).map(|index| text.word(index));
    tags[rest.start] == Tag::Comma
        && verbs.next().is_some_and(|word| says(word, Saying::CLOSES))
        && verbs.next().is_none()
}

fn promote(text: &TokenText<'_>, clause: Range<usize>, tags: &mut [Tag]) {
    let finite = |index: usize| {
        let bound = matches!(text.word(index), "be" | "been" | "being" | "having");
        tags[index].is_finite() || matches!(tags[index], Tag::Be | Tag::Have) && !bound
    };
    if clause.clone().any(finite) {
        return;
    }
    let likely = |weakly: bool| clause.clone().skip(1).find(|&index| may_carry(text, &clause, index, tags, weakly));
    // Only what ends in a full stop must have a verb: "hostages release deal" is a headline.
    let whole = matches!(text.raw(clause.end - 1), "." | ",");
    if let Some(index) = likely(false).or_else(|| likely(true).filter(|_| whole)) {
        tags[index] = Tag::Present;
    }
}

/// Whether a word that was taken for a noun can be the verb of its clause; `weakly`, where it is as well a noun that another
/// noun follows.
fn may_carry(text: &TokenText<'_>, clause: &Range<usize>, index: usize, tags: &[Tag], weakly: bool) -> bool {
    let before = tags[index - 1];
    let after = tags.get(index + 1).copied().filter(|_| index + 1 < clause.end);
    if tags[index] == Tag::Noun && ends_insertion(text, clause, index, tags) {
        return true;
    }
    tags[index] == Tag::Noun
        && !names_people(text.word(index))
        && matches!(before, Tag::Noun | Tag::Name | Tag::Adverb | Tag::CloseQuote)
        && after.is_some_and(opens_complement)
        && forms(text, index).is_some_and(|forms| {
            let plural_before = text.word(index - 1).ends_with('s');
            let several = is_plural(text.word(index - 1))
                || before == Tag::Adverb
                || after == Some(Tag::To)
                || clause_has_and(clause.start..index, tags);
            let weak = matches!(after, Some(Tag::Preposition | Tag::Noun)) && forms.noun;
            let allowed = !weak || weakly && after == Some(Tag::Noun);
            allowed && (forms.present && !plural_before || forms.base && several)
        })
}

/// "The owner, Example Lines, denies it": behind what stands between commas, a word that as a noun would have no article.
fn ends_insertion(text: &TokenText<'_>, clause: &Range<usize>, index: usize, tags: &[Tag]) -> bool {
    let inserted = tags[index - 1] == Tag::Comma && tags[clause.start..index - 1].contains(&Tag::Comma);
    let acts = matches!(
        tags.get(index + 1),
        Some(Tag::Determiner | Tag::Owner | Tag::Name | Tag::Subordinator | Tag::To | Tag::Pronoun | Tag::Number)
    );
    inserted && acts && forms(text, index).is_some_and(|forms| forms.present && !forms.noun)
}

const fn opens_complement(tag: Tag) -> bool {
    matches!(
        tag,
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
}

fn clause_has_and(range: Range<usize>, tags: &[Tag]) -> bool {
    tags[range].contains(&Tag::Conjunction)
}
