//! The class of each word.

use std::ops::Range;

use super::Tag;
use super::names::{Names, is_title_case};
use super::verb::{forms, verb_or_noun};
use crate::ingest::news::segment::{TokenKind, TokenText};
use crate::ingest::news::words::{self, Class};
use crate::ontology::{Gazetteer, Sign};

/// The tags of the tokens of one sentence, written to `tags`, which is as long as the article's tokens and knows the words
/// of time phrases already.
pub(in crate::ingest::news) fn tags(text: &TokenText<'_>, range: Range<usize>, names: &Names, tags: &mut [Tag]) {
    let title = is_title_case(text, range.clone());
    for index in range.clone() {
        if tags[index] == Tag::Time {
            continue;
        }
        let left = Left { tags: &tags[range.start..index] };
        tags[index] = tag(text, index, range.end, title, names, &left);
    }
}

/// The tags in front of a word.
pub(super) struct Left<'a> {
    pub(super) tags: &'a [Tag],
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
    pub(super) fn governor(&self) -> Option<Tag> {
        let skipped = |tag: &&Tag| !matches!(tag, Tag::Adverb | Tag::Negation | Tag::OpenQuote | Tag::CloseQuote);
        self.tags.iter().rev().find(skipped).copied()
    }
}

fn tag(text: &TokenText<'_>, index: usize, end: usize, title: bool, names: &Names, left: &Left<'_>) -> Tag {
    match text.kind(index) {
        TokenKind::Number if is_call_sign(text.raw(index)) => return Tag::Name,
        TokenKind::Number => return Tag::Number,
        TokenKind::Possessive => return Tag::PossessiveMark,
        TokenKind::Hyphen => return Tag::Hyphen,
        TokenKind::OpenQuote => return Tag::OpenQuote,
        TokenKind::CloseQuote => return Tag::CloseQuote,
        TokenKind::Mark if is_currency(text, index) => return Tag::Adjective,
        TokenKind::Mark => return if text.raw(index) == "," { Tag::Comma } else { Tag::Mark },
        TokenKind::Word => {}
    }
    // "US$5": the letters belong to the mark.
    if text.kind(index + 1) == TokenKind::Mark
        && text.raw(index + 1) == "$"
        && text.is_upper(index)
        && is_glued(text, index + 1)
    {
        return Tag::Adjective;
    }
    if rounds_number(text, index) {
        return Tag::Adverb;
    }
    let word = text.word(index);
    let first = left.opens_sentence() || text.raw(index.wrapping_sub(1)) == ":";
    if is_plural_acronym(word) {
        return Tag::Noun;
    }
    if is_of_link(text, index) || text.is_capitalised(index) && is_contraction(word) {
        return Tag::Noun;
    }
    if !first && !title && text.is_upper(index) && word != "i" {
        return Tag::Name;
    }
    if is_elided_name(text.raw(index)) {
        return Tag::Name;
    }
    if let Some(class) = text.class(index) {
        if !is_name_although_closed(text, index, first || title, class) {
            return closed_tag(text, index, class, left);
        }
        return Tag::Name;
    }
    let capital = text.is_capitalised(index);
    if capital && !first && !title {
        return Tag::Name;
    }
    if capital && !title && opens_body(text, index) {
        return Tag::Name;
    }
    let forms = forms(text, index);
    if capital && (names.is_name(text, index) || text.is_upper(index)) {
        return Tag::Name;
    }
    if capital && !title && forms.is_none() && !names.is_small(text, index) && looks_like_name(text, index) {
        return Tag::Name;
    }
    match forms {
        Some(forms) => verb_or_noun(text, index, end, forms, left),
        None if is_adverb(word) => Tag::Adverb,
        None => Tag::Noun,
    }
}

/// "6PR", "3FM": letters behind the figure that are no unit of measure.
fn is_call_sign(word: &str) -> bool {
    let letters = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let capitals = (2..=4).contains(&letters.len()) && letters.bytes().all(|letter| letter.is_ascii_uppercase());
    capitals
        && !matches!(
            letters,
            "AM" | "PM"
                | "GMT"
                | "UTC"
                | "EST"
                | "EDT"
                | "PST"
                | "PDT"
                | "BST"
                | "CET"
                | "KM"
                | "KG"
                | "GB"
                | "MB"
                | "TB"
                | "MW"
                | "GW"
                | "KW"
                | "HP"
                | "MPH"
                | "KPH"
                | "CC"
                | "BC"
                | "AD"
                | "CE"
                | "BCE"
                | "WD"
                | "TH"
                | "ST"
                | "ND"
                | "RD"
                | "MM"
                | "CM"
                | "FT"
                | "LB"
                | "LBS"
                | "HZ"
                | "MHZ"
                | "GHZ"
                | "BN"
                | "MN"
                | "XL"
        )
}

/// "#Election", "example.com/News": parts of labels and addresses are no names.
fn is_of_link(text: &TokenText<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).filter(|&before| text.kind(before) == TokenKind::Mark) else {
        return false;
    };
    match text.raw(before) {
        "#" => true,
        "/" => index > 1 && text.is_glued(index) && text.is_glued(before) && text.raw(before - 1).contains('.'),
        _ => false,
    }
}

/// "d'Estaing", "l'Humanité": the capital stands behind the apostrophe.
fn is_elided_name(word: &str) -> bool {
    let name = word.strip_prefix(['d', 'l']).and_then(|rest| rest.strip_prefix(['\'', '’']));
    name.is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// The mark in front of a sum: "$20,000".
fn is_currency(text: &TokenText<'_>, index: usize) -> bool {
    text.kind(index) == TokenKind::Mark
        && text.kind(index + 1) == TokenKind::Number
        && matches!(text.raw(index), "$" | "€" | "£" | "¥")
        && is_glued(text, index + 1)
}

fn is_glued(text: &TokenText<'_>, index: usize) -> bool {
    text.tokens.get(index).is_some_and(|token| text.tokens[index - 1].span.end == token.span.start)
}

/// Whether an unknown word that opens a sentence is a name: another capital follows, or what follows a subject without an
/// article. Plurals do not count: "Regions affected ...".
fn looks_like_name(text: &TokenText<'_>, index: usize) -> bool {
    let next = text.class(index + 1);
    match text.kind(index + 1) {
        TokenKind::Possessive => return true,
        TokenKind::Word if text.is_capitalised(index + 1) => return next.is_none() && !describes(text, index),
        TokenKind::Hyphen => return text.is_capitalised(index + 2),
        TokenKind::Word if is_of_bearer(text, index + 1) => {
            return !Gazetteer::standard().is_common_word(text.word(index));
        }
        _ => {}
    }
    let word = text.word(index);
    if Gazetteer::standard().is_sign(word, Sign::People) {
        return true;
    }
    let acts = matches!(next, Some(Class::Be | Class::Have | Class::Modal | Class::Do))
        || text.verb_forms(index + 1).is_some_and(|forms| forms.past || forms.present);
    !words::is_plural(word) && !is_adverb(word) && (acts || text.raw(index + 1) == ",")
}

/// "Joao de Souza", "Halvard shares": a particle, or what only names have.
fn is_of_bearer(text: &TokenText<'_>, next: usize) -> bool {
    let particle = matches!(text.word(next), "de" | "da" | "dos" | "van" | "von" | "del" | "bin" | "ibn" | "al");
    particle
        || matches!(
            text.word(next),
            "manager"
                | "coach"
                | "captain"
                | "striker"
                | "shares"
                | "chief"
                | "ceo"
                | "chairman"
                | "spokesman"
                | "spokeswoman"
                | "himself"
                | "herself"
        )
}

/// "Descendant Ada Hill", "Unlike Halvard": a common word in front of a name.
fn describes(text: &TokenText<'_>, index: usize) -> bool {
    let gazetteer = Gazetteer::standard();
    let word = text.word(index);
    let storm = matches!(word, "hurricane" | "typhoon" | "cyclone" | "tropical" | "storm");
    let person = || gazetteer.is_given_name(text.word(index + 1)) && gazetteer.title(word).is_none() && !storm;
    word == "unlike" || gazetteer.is_common_word(word) && !gazetteer.is_given_name(word) && person()
}

/// "We've", "They'll"
fn is_contraction(word: &str) -> bool {
    let end = word.len().saturating_sub(3);
    word.get(end..).is_some_and(|end| matches!(end, "'ve" | "'re" | "'ll")) || word == "i'm"
}

/// "Bank of Oslo", "Ministry of Defence" at the start of a sentence.
fn opens_body(text: &TokenText<'_>, index: usize) -> bool {
    let of_name = text.word(index + 1) == "of" && text.is_capitalised(index + 2) && !text.is_upper(index + 2);
    let kind = of_name.then(|| Gazetteer::standard().kind_of_head(text.word(index))).flatten();
    kind.is_some_and(|kind| matches!(kind, "Organization" | "Government" | "Company"))
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
            | "tv"
            | "dj"
            | "djs"
            | "ko"
            | "kos"
            | "phd"
            | "vip"
            | "vips"
            | "dna"
            | "rna"
            | "hiv"
            | "gdp"
            | "gps"
            | "cd"
            | "cds"
            | "dvd"
            | "dvds"
            | "pc"
            | "pcs"
            | "ipo"
            | "coo"
            | "cfo"
            | "cto"
            | "c.e.o."
            | "pm"
            | "rt"
            | "usd"
            | "gbp"
            | "aud"
            | "utc"
            | "gmt"
            | "ghz"
            | "mhz"
            | "mph"
            | "kph"
            | "kwh"
            | "era"
            | "rbi"
            | "rbis"
            | "sdk"
            | "api"
            | "usb"
            | "mba"
    )
}

/// `The Hague`, `May 24`, `Will Smith`: a capital in the middle of a sentence wins over the closed class, except for the
/// words headlines and names share with everything.
fn is_name_although_closed(text: &TokenText<'_>, index: usize, capital_means_nothing: bool, class: Class) -> bool {
    let number_follows = text.kind(index + 1) == TokenKind::Number;
    if text.is_capitalised(index) && words::month(text.word(index)).is_some() {
        return number_follows || !capital_means_nothing;
    }
    let open = matches!(class, Class::Adjective | Class::NumberWord | Class::Adverb | Class::Modal);
    open && text.is_capitalised(index) && !capital_means_nothing
}

fn closed_tag(text: &TokenText<'_>, index: usize, class: Class, left: &Left<'_>) -> Tag {
    match class {
        Class::Determiner if text.word(index) == "that" => that(left),
        Class::Determiner => Tag::Determiner,
        Class::PossessivePronoun if text.word(index) == "her" && ends_phrase(text, index + 1) => Tag::Pronoun,
        Class::PossessivePronoun => Tag::Owner,
        // "over 150", "about 80": a preposition before a number only rounds it.
        Class::Preposition if rounds(text, index) => Tag::Adverb,
        Class::Preposition | Class::Adverb if ends_compound(text, index) => Tag::Noun,
        // "has since sold"
        Class::Subordinator if text.word(index) == "since" && left.tags.last() == Some(&Tag::Have) => Tag::Adverb,
        // "Workers there threatened to strike", but "in the town there were"
        Class::Pronoun if matches!(text.word(index), "there" | "here") && is_place_of_noun(text, index, left) => {
            Tag::Adverb
        }
        Class::Preposition => Tag::Preposition,
        Class::Conjunction => Tag::Conjunction,
        Class::Subordinator => Tag::Subordinator,
        Class::Pronoun => Tag::Pronoun,
        Class::RelativePronoun => Tag::Relative,
        Class::Be => Tag::Be,
        Class::Have => Tag::Have,
        Class::Do => Tag::Do,
        Class::Modal => Tag::Modal,
        // "up to US$6,000"
        Class::To if index > 0 && text.word(index - 1) == "up" && is_number(text, index + 1) => Tag::Adverb,
        Class::To => Tag::To,
        Class::Negation => Tag::Negation,
        Class::Adverb => Tag::Adverb,
        Class::NumberWord => Tag::Number,
        Class::Adjective if acts(text, index) => Tag::Noun,
        Class::Adjective => Tag::Adjective,
    }
}

/// "a run-off", "the sit-in": the particle behind a hyphen ends a noun; but "state-of-the-art".
fn ends_compound(text: &TokenText<'_>, index: usize) -> bool {
    let behind = index > 1 && text.kind(index - 1) == TokenKind::Hyphen && text.kind(index - 2) == TokenKind::Word;
    behind
        && text.kind(index + 1) != TokenKind::Hyphen
        && matches!(text.word(index), "off" | "in" | "up" | "out" | "down" | "over" | "by" | "away" | "back")
}

/// "Workers there threatened": where those are, not that there is something.
fn is_place_of_noun(text: &TokenText<'_>, index: usize, left: &Left<'_>) -> bool {
    let behind_noun = left.tags.last().is_some_and(|tag| matches!(tag, Tag::Noun | Tag::Name));
    behind_noun && !matches!(text.class(index + 1), Some(Class::Be | Class::Have | Class::Modal))
}

/// "the military handed over power": it is those who are so.
fn acts(text: &TokenText<'_>, index: usize) -> bool {
    let verb_follows = match text.class(index + 1) {
        Some(class) => matches!(
            class,
            Class::Be
                | Class::Have
                | Class::Modal
                | Class::Do
                | Class::Preposition
                | Class::To
                | Class::RelativePronoun
        ),
        None => text.verb_forms(index + 1).is_some_and(|forms| forms.past && !forms.base),
    };
    let word_follows = text.kind(index + 1) == TokenKind::Word;
    text.word(index) == "military" && (word_follows && verb_follows || matches!(text.raw(index + 1), "," | "."))
}

/// Whether no noun can follow: "held her for two days", but not "held her mother".
fn ends_phrase(text: &TokenText<'_>, next: usize) -> bool {
    let small = matches!(
        text.class(next),
        Some(Class::Preposition | Class::Conjunction | Class::Subordinator | Class::To | Class::Determiner)
    );
    text.kind(next) == TokenKind::Mark || small && text.kind(next) == TokenKind::Word
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
    // "rounded up 40 dissidents"
    let particle = text.word(index) == "up" && index > 0 && text.verb_forms(index - 1).is_some();
    rounding
        && !particle
        && (is_number(text, index + 1) || (text.word(index + 1) == "to" && is_number(text, index + 2)))
}

/// "at least 40", "more than 300", "as many as 12": words that only round the number behind them.
fn rounds_number(text: &TokenText<'_>, index: usize) -> bool {
    const ROUNDING: [&[&str]; 10] = [
        &["at", "least"],
        &["at", "most"],
        &["more", "than"],
        &["less", "than"],
        &["fewer", "than"],
        &["as", "many", "as"],
        &["as", "few", "as"],
        &["as", "much", "as"],
        &["no", "fewer", "than"],
        &["no", "less", "than"],
    ];
    if !matches!(
        text.word(index),
        "at" | "least" | "most" | "more" | "less" | "fewer" | "than" | "as" | "many" | "few" | "much" | "no"
    ) {
        return false;
    }
    let stands = |words: &[&str], first: usize| {
        words.iter().enumerate().all(|(at, word)| text.word(first + at) == *word)
            && is_number(text, first + words.len())
    };
    ROUNDING.iter().any(|words| (0..words.len()).any(|at| index >= at && stands(words, index - at)))
}

fn is_number(text: &TokenText<'_>, index: usize) -> bool {
    text.kind(index) == TokenKind::Number
        || text.class(index) == Some(Class::NumberWord)
        || is_currency(text, index)
        || text.is_upper(index) && is_currency(text, index + 1)
}

pub(super) fn is_adverb(word: &str) -> bool {
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
