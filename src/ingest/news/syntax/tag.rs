//! Word classes.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::ingest::news::segment::{Sentence, TokenKind, TokenText};
use crate::ingest::news::words::{self, Class, VerbForms, closed_class, verb_forms};
use crate::ontology::{Form, Lexicon, WordClass};

/// The class of a word in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::ingest::news) enum Tag {
    Determiner,
    /// `his`, `their`
    Owner,
    Preposition,
    Conjunction,
    Subordinator,
    Pronoun,
    Relative,
    Be,
    Have,
    Do,
    Modal,
    To,
    Negation,
    Adverb,
    Number,
    Adjective,
    Noun,
    /// A capitalised word that names something.
    Name,
    /// A word of a time phrase.
    Time,
    Past,
    Present,
    Base,
    Participle,
    Gerund,
    /// `'s`
    PossessiveMark,
    Hyphen,
    Comma,
    OpenQuote,
    CloseQuote,
    Mark,
}

impl Tag {
    /// Whether the word can carry a clause by itself.
    pub(in crate::ingest::news) const fn is_finite(self) -> bool {
        matches!(self, Self::Past | Self::Present | Self::Modal | Self::Do)
    }

    pub(in crate::ingest::news) const fn is_verb(self) -> bool {
        matches!(self, Self::Past | Self::Present | Self::Base | Self::Participle | Self::Gerund)
    }

    pub(in crate::ingest::news) const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Name)
    }
}

/// Which words an article writes with a capital although no sentence starts there: its names.
#[derive(Debug, Default)]
pub(in crate::ingest::news) struct Names {
    capital: FxHashSet<String>,
    small: FxHashSet<String>,
}

impl Names {
    /// Reads off how an article writes its words.
    pub(in crate::ingest::news) fn read<'s>(text: &TokenText<'_>, prose: impl Iterator<Item = &'s Sentence>) -> Self {
        let mut names = Self::default();
        for sentence in prose.filter(|sentence| !is_title_case(text, sentence.tokens())) {
            for index in sentence.tokens().skip(1).filter(|&index| text.kind(index) == TokenKind::Word) {
                let opens = text.kind(index - 1) == TokenKind::OpenQuote;
                let after_label = text.raw(index - 1) == ":";
                if after_label {
                    continue;
                }
                if !text.is_capitalised(index) {
                    insert(&mut names.small, text.word(index));
                } else if !opens {
                    insert(&mut names.capital, text.word(index));
                }
            }
        }
        names
    }

    fn is_name(&self, word: &str) -> bool {
        self.capital.contains(word) && !self.small.contains(word)
    }

    fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }
}

fn insert(set: &mut FxHashSet<String>, word: &str) {
    if !set.contains(word) {
        set.insert(word.to_owned());
    }
}

/// Whether a sentence capitalises nearly all its words, as headlines do, so that capitals tell nothing.
fn is_title_case(text: &TokenText<'_>, range: Range<usize>) -> bool {
    let long = range.filter(|&index| text.kind(index) == TokenKind::Word && text.raw(index).len() > 3);
    let (capital, all) =
        long.fold((0, 0), |(capital, all), index| (capital + usize::from(text.is_capitalised(index)), all + 1));
    all >= 4 && capital * 10 >= all * 8
}

/// The tags of the tokens of one sentence, written to `tags`, which is as long as the article's tokens and knows the words
/// of time phrases already.
pub(in crate::ingest::news) fn tags(
    text: &TokenText<'_>,
    range: Range<usize>,
    names: &Names,
    lexicon: &Lexicon,
    tags: &mut [Tag],
) {
    let title = is_title_case(text, range.clone());
    for index in range.clone() {
        if tags[index] == Tag::Time {
            continue;
        }
        let left = Left { tags: &tags[range.start..index] };
        tags[index] = tag(text, index, range.end, title, names, lexicon, &left);
    }
}

/// Settles which verbs carry their clauses, once names are known not to be verbs: "United" in "United States".
pub(in crate::ingest::news) fn settle_verbs(
    text: &TokenText<'_>,
    range: Range<usize>,
    lexicon: &Lexicon,
    tags: &mut [Tag],
) {
    demote_participles(text, range.clone(), tags);
    promote_verbs(text, range, lexicon, tags);
}

struct Left<'a> {
    tags: &'a [Tag],
}

impl Left<'_> {
    /// Whether nothing but marks, quotation marks and times stands in front.
    fn opens_sentence(&self) -> bool {
        self.tags.iter().all(|tag| matches!(tag, Tag::OpenQuote | Tag::Mark | Tag::Time | Tag::Comma))
    }

    fn last(&self) -> Option<Tag> {
        self.tags.last().copied()
    }

    /// The last tag that is no adverb, negation or quotation mark.
    fn governor(&self) -> Option<Tag> {
        let skipped = |tag: &&Tag| !matches!(tag, Tag::Adverb | Tag::Negation | Tag::OpenQuote | Tag::CloseQuote);
        self.tags.iter().rev().find(skipped).copied()
    }
}

fn tag(
    text: &TokenText<'_>,
    index: usize,
    end: usize,
    title: bool,
    names: &Names,
    lexicon: &Lexicon,
    left: &Left<'_>,
) -> Tag {
    match text.kind(index) {
        TokenKind::Number => return Tag::Number,
        TokenKind::Possessive => return Tag::PossessiveMark,
        TokenKind::Hyphen => return Tag::Hyphen,
        TokenKind::OpenQuote => return Tag::OpenQuote,
        TokenKind::CloseQuote => return Tag::CloseQuote,
        TokenKind::Mark => return if text.raw(index) == "," { Tag::Comma } else { Tag::Mark },
        TokenKind::Word => {}
    }
    let word = text.word(index);
    let first = left.opens_sentence() || text.raw(index.wrapping_sub(1)) == ":";
    if is_plural_acronym(word) {
        return Tag::Noun;
    }
    if !first && !title && text.is_upper(index) && word != "i" {
        return Tag::Name;
    }
    if let Some(class) = closed_class(word) {
        if !is_name_although_closed(text, index, first || title, class) {
            return closed_tag(text, index, class, left);
        }
        return Tag::Name;
    }
    let capital = text.is_capitalised(index);
    if capital && !first && !title {
        return Tag::Name;
    }
    let forms = forms(word, lexicon);
    if capital && (names.is_name(word) || text.is_upper(index)) {
        return Tag::Name;
    }
    if capital && !title && forms.is_none() && !names.is_small(word) && looks_like_name(text, index) {
        return Tag::Name;
    }
    match forms {
        Some(forms) => verb_or_noun(text, index, end, forms, left),
        None if is_adverb(word) => Tag::Adverb,
        None => Tag::Noun,
    }
}

/// Whether an unknown word that opens a sentence is a name: another capital follows, or what follows a subject without an
/// article. Plurals do not count: "Regions affected ...".
fn looks_like_name(text: &TokenText<'_>, index: usize) -> bool {
    let next = text.word(index + 1);
    match text.kind(index + 1) {
        TokenKind::Possessive => return true,
        TokenKind::Word if text.is_capitalised(index + 1) => return closed_class(next).is_none(),
        TokenKind::Hyphen => return text.is_capitalised(index + 2),
        _ => {}
    }
    let word = text.word(index);
    let plural = word.ends_with("men") || word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    let acts = matches!(closed_class(next), Some(Class::Be | Class::Have | Class::Modal | Class::Do))
        || verb_forms(next).is_some_and(|forms| forms.past || forms.present);
    !plural && !is_adverb(word) && (acts || text.raw(index + 1) == ",")
}

/// Abbreviations that are common nouns: nobody is called `POWs`.
fn is_plural_acronym(word: &str) -> bool {
    matches!(
        word,
        "pow"
            | "pows"
            | "mps"
            | "meps"
            | "ngo"
            | "ngos"
            | "ceos"
            | "idps"
            | "uavs"
            | "uav"
            | "mp"
            | "mep"
            | "ceo"
            | "suv"
            | "suvs"
    )
}

/// `The Hague`, `May 24`, `Will Smith`: a capital in the middle of a sentence wins over the closed class, except for the
/// words headlines and names share with everything.
fn is_name_although_closed(text: &TokenText<'_>, index: usize, capital_means_nothing: bool, class: Class) -> bool {
    let number_follows = text.kind(index + 1) == TokenKind::Number;
    let month = words::month(text.word(index)).is_some();
    if month && text.is_capitalised(index) {
        return number_follows || !capital_means_nothing;
    }
    let open = matches!(class, Class::Adjective | Class::NumberWord | Class::Adverb | Class::Modal);
    open && text.is_capitalised(index) && !capital_means_nothing
}

fn closed_tag(text: &TokenText<'_>, index: usize, class: Class, left: &Left<'_>) -> Tag {
    match class {
        Class::Determiner if text.word(index) == "that" => that(left),
        Class::Determiner => Tag::Determiner,
        Class::PossessivePronoun => Tag::Owner,
        // "over 150", "about 80": a preposition before a number only rounds it.
        Class::Preposition if rounds(text, index) => Tag::Adverb,
        Class::Preposition => Tag::Preposition,
        Class::Conjunction => Tag::Conjunction,
        Class::Subordinator => Tag::Subordinator,
        Class::Pronoun => Tag::Pronoun,
        Class::RelativePronoun => Tag::Relative,
        Class::Be => Tag::Be,
        Class::Have => Tag::Have,
        Class::Do => Tag::Do,
        Class::Modal => Tag::Modal,
        Class::To => Tag::To,
        Class::Negation => Tag::Negation,
        Class::Adverb => Tag::Adverb,
        Class::NumberWord => Tag::Number,
        Class::Adjective => Tag::Adjective,
    }
}

fn that(left: &Left<'_>) -> Tag {
    match left.last() {
        Some(Tag::Noun | Tag::Name) => Tag::Relative,
        Some(Tag::Preposition) | None => Tag::Determiner,
        _ => Tag::Subordinator,
    }
}

fn rounds(text: &TokenText<'_>, index: usize) -> bool {
    let rounding =
        matches!(text.word(index), "over" | "about" | "around" | "under" | "some" | "up" | "above" | "than" | "below");
    rounding && (is_number(text, index + 1) || (text.word(index + 1) == "to" && is_number(text, index + 2)))
}

fn is_number(text: &TokenText<'_>, index: usize) -> bool {
    text.kind(index) == TokenKind::Number || closed_class(text.word(index)) == Some(Class::NumberWord)
}

fn is_adverb(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ly")
        && !matches!(
            word,
            "family"
                | "assembly"
                | "reply"
                | "supply"
                | "daily"
                | "weekly"
                | "monthly"
                | "yearly"
                | "elderly"
                | "likely"
                | "friendly"
                | "deadly"
                | "early"
                | "rally"
                | "monopoly"
                | "anomaly"
                | "butterfly"
                | "lovely"
                | "orderly"
                | "costly"
        )
}

/// What an open-class word can be: forms of a verb, and whether it names an event as a noun.
#[derive(Clone, Copy)]
struct Forms {
    base: bool,
    present: bool,
    past: bool,
    participle: bool,
    gerund: bool,
    noun: bool,
}

fn forms(word: &str, lexicon: &Lexicon) -> Option<Forms> {
    let known: Option<VerbForms> = verb_forms(word);
    let mut forms = Forms {
        base: known.is_some_and(|forms| forms.base),
        present: known.is_some_and(|forms| forms.present),
        past: known.is_some_and(|forms| forms.past),
        participle: known.is_some_and(|forms| forms.participle),
        gerund: known.is_some_and(|forms| forms.gerund),
        noun: false,
    };
    let senses = lexicon.senses(word);
    for sense in senses {
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

fn verb_or_noun(text: &TokenText<'_>, index: usize, end: usize, forms: Forms, left: &Left<'_>) -> Tag {
    let governor = left.governor();
    match governor {
        Some(Tag::To) if forms.base => Tag::Base,
        Some(Tag::To) => in_noun_phrase(forms),
        Some(Tag::Modal | Tag::Do) if forms.base => Tag::Base,
        Some(Tag::Have) if forms.participle => Tag::Participle,
        Some(Tag::Be) if forms.participle => Tag::Participle,
        Some(Tag::Be) if forms.gerund => Tag::Gerund,
        Some(Tag::Determiner) if is_floating(text, index, left) && forms.past => Tag::Past,
        Some(Tag::Determiner | Tag::Owner | Tag::PossessiveMark | Tag::Adjective | Tag::Number | Tag::Negation) => {
            in_noun_phrase(forms)
        }
        Some(Tag::Preposition | Tag::Hyphen) if forms.gerund => Tag::Gerund,
        Some(Tag::Preposition | Tag::Hyphen) => in_noun_phrase(forms),
        _ if forms.gerund => Tag::Gerund,
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

fn describes_next(text: &TokenText<'_>, index: usize, end: usize) -> bool {
    let next = text.word(index + 1);
    index + 1 < end && text.kind(index + 1) == TokenKind::Word && closed_class(next).is_none() && !is_adverb(next)
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
        Some(Tag::Name) if object_follows => Tag::Present,
        Some(Tag::Noun | Tag::CloseQuote) if object_follows && !forms.noun => Tag::Present,
        _ => Tag::Noun,
    }
}

/// `attack`: a verb after a plural subject, else a singular.
fn base(text: &TokenText<'_>, index: usize, end: usize, forms: Forms, governor: Option<Tag>) -> Tag {
    let plural_before = index > 0 && text.word(index - 1).ends_with('s') && text.kind(index - 1) == TokenKind::Word;
    let object_follows = index + 1 < end && starts_complement(text, index + 1);
    match governor {
        Some(Tag::Pronoun) if matches!(text.word(index - 1), "they" | "we" | "i" | "you" | "who") => Tag::Base,
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
    match closed_class(text.word(index)) {
        Some(Class::Be | Class::Have | Class::Do | Class::Modal | Class::Conjunction | Class::RelativePronoun)
        | None => false,
        Some(_) => true,
    }
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
    let word = text.word(index);
    verb_forms(word).map_or_else(|| word.ends_with("ed"), |forms| forms.participle)
}

/// A sentence wants a verb: where none was found, the likeliest of the words that could be one is.
fn promote_verbs(text: &TokenText<'_>, range: Range<usize>, lexicon: &Lexicon, tags: &mut [Tag]) {
    let mut start = range.start;
    for index in range.clone() {
        let boundary =
            matches!(tags[index], Tag::Subordinator | Tag::Relative | Tag::Mark | Tag::OpenQuote | Tag::CloseQuote);
        if boundary || index + 1 == range.end {
            promote(text, start..index + 1, lexicon, tags);
            start = index + 1;
        }
    }
}

fn promote(text: &TokenText<'_>, clause: Range<usize>, lexicon: &Lexicon, tags: &mut [Tag]) {
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
            && forms(text.word(index), lexicon).is_some_and(|forms| {
                let plural_before = text.word(index - 1).ends_with('s')
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

fn clause_has_and(range: Range<usize>, tags: &[Tag]) -> bool {
    tags[range].contains(&Tag::Conjunction)
}
