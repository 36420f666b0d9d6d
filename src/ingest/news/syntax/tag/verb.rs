//! Words that can be a verb or a noun.

use super::Tag;
use super::word::{Left, is_adverb};
use crate::ingest::news::segment::{TokenKind, TokenText};
use crate::ingest::news::words::{Class, Saying, VerbForms, says};
use crate::ontology::{Form, WordClass};

/// What an open-class word can be: forms of a verb, and whether it names an event as a noun.
#[derive(Clone, Copy)]
pub(super) struct Forms {
    pub(super) base: bool,
    pub(super) present: bool,
    past: bool,
    participle: bool,
    gerund: bool,
    pub(super) noun: bool,
}

pub(super) fn forms(text: &TokenText<'_>, index: usize) -> Option<Forms> {
    let known: Option<VerbForms> = text.verb_forms(index);
    let mut forms = Forms {
        base: known.is_some_and(|forms| forms.base),
        present: known.is_some_and(|forms| forms.present),
        past: known.is_some_and(|forms| forms.past),
        participle: known.is_some_and(|forms| forms.participle),
        gerund: known.is_some_and(|forms| forms.gerund),
        noun: false,
    };
    for sense in text.senses(index) {
        match sense.class {
            WordClass::Verb => {
                forms.base |= sense.may_be(Form::Base);
                forms.present |= sense.may_be(Form::Third);
                forms.past |= sense.may_be(Form::Past);
                forms.participle |= sense.may_be(Form::Participle);
                forms.gerund |= sense.may_be(Form::Gerund);
            }
            WordClass::Noun | WordClass::Agent => forms.noun = true,
        }
    }
    let verbal = forms.base || forms.present || forms.past || forms.participle || forms.gerund;
    verbal.then_some(forms)
}

/// What a word that can be a verb is, behind what stands in front of it.
pub(super) fn verb_or_noun(text: &TokenText<'_>, index: usize, end: usize, forms: Forms, left: &Left<'_>) -> Tag {
    let governor = left.governor();
    match governor {
        Some(Tag::To) if forms.base => Tag::Base,
        Some(Tag::To) => in_noun_phrase(forms),
        Some(Tag::Modal | Tag::Do) if forms.base => Tag::Base,
        Some(Tag::Have) if forms.participle => Tag::Participle,
        Some(Tag::Be) if forms.participle => Tag::Participle,
        Some(Tag::Be) if forms.gerund => Tag::Gerund,
        Some(Tag::Determiner) if is_floating(text, index, left) && forms.past => Tag::Past,
        Some(Tag::Number | Tag::Noun) if counts_people(text, index, end) && forms.past => Tag::Past,
        Some(Tag::Determiner | Tag::Owner | Tag::PossessiveMark | Tag::Adjective | Tag::Number | Tag::Negation) => {
            in_noun_phrase(forms)
        }
        Some(Tag::Preposition | Tag::Hyphen) if forms.gerund => Tag::Gerund,
        Some(Tag::Preposition | Tag::Hyphen) => in_noun_phrase(forms),
        _ if forms.gerund => Tag::Gerund,
        // "Ousted president Ada Example"
        None if forms.participle && !forms.base && opens_description(text, index, end) => Tag::Adjective,
        // "reported documented cases": behind a verb and before a noun a participle describes the noun.
        Some(governor)
            if governor.is_verb()
                && !forms.base
                && (forms.past || forms.participle)
                && describes_next(text, index, end) =>
        {
            Tag::Adjective
        }
        _ if forms.past || (forms.participle && !forms.base) => past(forms),
        _ if forms.present => present(text, index, end, forms, governor),
        _ => base(text, index, end, forms, governor),
    }
}

/// "Russia and Ukraine each released 307": not "each released prisoner".
fn is_floating(text: &TokenText<'_>, index: usize, left: &Left<'_>) -> bool {
    let nominal_before = left.tags.len() >= 2 && left.tags[left.tags.len() - 2].is_nominal();
    matches!(text.word(index - 1), "each" | "both" | "all") && nominal_before
}

/// "Thousands marched", "dozens fled": the number stands for people.
fn counts_people(text: &TokenText<'_>, index: usize, end: usize) -> bool {
    let number =
        index > 0 && matches!(text.word(index - 1), "thousands" | "hundreds" | "dozens" | "scores" | "millions");
    number && (text.is_capitalised(index + 1) || !describes_next(text, index, end))
}

fn describes_next(text: &TokenText<'_>, index: usize, end: usize) -> bool {
    let next = text.word(index + 1);
    index + 1 < end && text.kind(index + 1) == TokenKind::Word && text.class(index + 1).is_none() && !is_adverb(next)
}

/// Whether a participle that opens a sentence stands before a noun in small letters that is none of its own: no "by", no article.
fn opens_description(text: &TokenText<'_>, index: usize, end: usize) -> bool {
    let title = text.kind(index + 2) == TokenKind::Word && text.is_capitalised(index + 2);
    index + 2 < end && describes_next(text, index, end) && !text.is_capitalised(index + 1) && title
}

fn in_noun_phrase(forms: Forms) -> Tag {
    if (forms.participle || forms.past) && !forms.base && !forms.noun { Tag::Adjective } else { Tag::Noun }
}

/// A past, or a participle behind its noun: which one, `demote_participles` decides.
fn past(forms: Forms) -> Tag {
    if forms.past { Tag::Past } else { Tag::Participle }
}

/// `attacks`: a verb after a subject and before an object, else a plural.
fn present(text: &TokenText<'_>, index: usize, end: usize, forms: Forms, governor: Option<Tag>) -> Tag {
    let object_follows = index + 1 < end && starts_complement(text, index + 1);
    match governor {
        Some(Tag::Pronoun | Tag::Relative) => Tag::Present,
        _ if names_people(text.word(index)) => Tag::Noun,
        Some(Tag::Name) if is_nationality(text.word(index - 1)) && !is_speech(text.word(index)) => Tag::Noun,
        Some(Tag::Name) if object_follows => Tag::Present,
        Some(Tag::Noun | Tag::CloseQuote) if object_follows && !forms.noun => Tag::Present,
        _ => Tag::Noun,
    }
}

/// Words for people that could be verbs, and in news are none: "Norvian rebels", "its Norvian partner".
pub(super) fn names_people(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    matches!(
        one,
        "rebel"
            | "partner"
            | "rival"
            | "guard"
            | "pilot"
            | "nurse"
            | "doctor"
            | "troop"
            | "officer"
            | "soldier"
            | "crew"
            | "pirate"
            | "mob"
            | "coach"
            | "lawyer"
            | "ally"
            | "scout"
            | "lieutenant"
            | "crowd"
            | "staff"
            | "police"
    ) || word == "forces"
}

/// "Norvian positions" are of Norvia; of one Norvian who positions something nobody writes. The usual endings.
fn is_nationality(word: &str) -> bool {
    ["ian", "ean", "ese", "ish", "eli", "ani", "aqi"]
        .iter()
        .any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
        || matches!(
            word,
            "french" | "dutch" | "greek" | "afghan" | "thai" | "german" | "american" | "czech" | "swiss" | "saudi"
        )
}

fn is_speech(word: &str) -> bool {
    says(word, Saying::FINITE)
}

/// `attack`: a verb after a plural subject, else a singular.
fn base(text: &TokenText<'_>, index: usize, end: usize, forms: Forms, governor: Option<Tag>) -> Tag {
    let plural_before = index > 0 && text.word(index - 1).ends_with('s') && text.kind(index - 1) == TokenKind::Word;
    let object_follows = index + 1 < end && starts_complement(text, index + 1);
    match governor {
        Some(Tag::Pronoun) if matches!(text.word(index - 1), "they" | "we" | "i" | "you" | "who") => Tag::Base,
        _ if names_people(text.word(index)) => Tag::Noun,
        Some(Tag::Noun | Tag::Name) if plural_before && object_follows && !forms.noun => Tag::Present,
        Some(Tag::Relative) if object_follows => Tag::Present,
        _ => Tag::Noun,
    }
}

/// Whether what stands at `index` can follow a verb.
fn starts_complement(text: &TokenText<'_>, index: usize) -> bool {
    if text.kind(index) == TokenKind::Number || text.kind(index) == TokenKind::OpenQuote || text.is_capitalised(index) {
        return true;
    }
    match text.class(index) {
        Some(Class::Be | Class::Have | Class::Do | Class::Modal | Class::Conjunction | Class::RelativePronoun)
        | None => false,
        Some(_) => true,
    }
}
