//! Runs of capitalised words, and what of them belongs together.

use std::ops::Range;

use super::known::{self, Known};
use super::name_words::{
    is_common_word, is_given_name, is_particle, is_title, is_title_modifier, kind_before_of, kind_of_keyword,
    names_occasion,
};
use crate::ingest::news::segment::{TokenKind, TokenText};
use crate::ingest::news::syntax::Tag;

/// A part of a run of capitalised words that names one thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamePart {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What the gazetteer says of it.
    pub(super) known: Option<Known>,
    /// Whether a title stands in front of it: `Prime Minister`.
    pub(super) has_title: bool,
}

/// The longest name looked up in the gazetteer, in tokens.
const LONGEST_KNOWN: usize = 6;

/// The runs of names among the tokens of a sentence.
///
/// "Bank of England" is one run: a preposition between a body and a name is tagged as a part of the name.
pub(super) fn runs(text: &TokenText<'_>, sentence: Range<usize>, tags: &mut [Tag]) -> Vec<Range<usize>> {
    mark_known(text, sentence.clone(), tags);
    mark_works(text, sentence.clone(), tags);
    let mut runs = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if tags[at] == Tag::Name {
            let end = run_end(text, at, sentence.end, tags);
            let article = at > sentence.start + 1 && text.raw(at - 1) == "The" && tags[at - 1] == Tag::Determiner;
            let opened = article && matches!(text.kind(at - 2), TokenKind::Word) && look_up(text, at, end).is_none();
            if opened {
                tags[at - 1] = Tag::Name;
            }
            runs.push(at - usize::from(opened)..end);
            at = end;
        } else {
            at += 1;
        }
    }
    runs
}

/// Known names are names even where capitals tell nothing, or where a closed-class word is part of them.
fn mark_known(text: &TokenText<'_>, sentence: Range<usize>, tags: &mut [Tag]) {
    let mut at = sentence.start;
    while at < sentence.end {
        let candidate = text.kind(at) == TokenKind::Word && text.is_capitalised(at) && tags[at] != Tag::Time;
        match candidate.then(|| look_up(text, at, sentence.end)).flatten() {
            Some(known) if known.length > 1 || tags[at] == Tag::Name || tags[at] == Tag::Noun => {
                tags[at..at + known.length].fill(Tag::Name);
                at += known.length;
            }
            _ => at += 1,
        }
    }
}

/// The most words of a work's title.
const LONGEST_TITLE: usize = 8;

/// "A Rush of Blood" in quotation marks is one name, small words and all.
fn mark_works(text: &TokenText<'_>, sentence: Range<usize>, tags: &mut [Tag]) {
    for open in sentence.clone().filter(|&index| text.kind(index) == TokenKind::OpenQuote) {
        let limit = sentence.end.min(open + 2 + LONGEST_TITLE);
        let Some(close) = (open + 1..limit).find(|&index| text.kind(index) == TokenKind::CloseQuote) else { continue };
        let words = open + 1..close;
        let weighty = |index: usize| {
            text.kind(index) != TokenKind::Word || text.is_capitalised(index) || text.raw(index).len() < 4
        };
        let named = words.clone().skip(1).any(|index| text.is_capitalised(index) && tags[index] == Tag::Name);
        let ends = words.end > words.start
            && text.kind(words.end - 1) == TokenKind::Word
            && text.is_capitalised(words.end - 1);
        if named && ends && text.is_capitalised(words.start) && words.clone().all(weighty) {
            tags[words].fill(Tag::Name);
        }
    }
}

fn look_up(text: &TokenText<'_>, at: usize, end: usize) -> Option<Known> {
    let mut indexes = [0; LONGEST_KNOWN];
    let mut count = 0;
    for index in at..end.min(at + 2 * LONGEST_KNOWN) {
        if text.kind(index) == TokenKind::Hyphen {
            continue;
        }
        if text.kind(index) != TokenKind::Word || count == LONGEST_KNOWN {
            break;
        }
        indexes[count] = index;
        count += 1;
    }
    let mut found = known::known(text, &indexes[..count])?;
    found.length = indexes[found.length - 1] + 1 - at;
    // The last word of a name has a capital: "Georgia said" is no name of two words.
    text.is_capitalised(at + found.length - 1).then_some(found)
}

fn run_end(text: &TokenText<'_>, start: usize, limit: usize, tags: &mut [Tag]) -> usize {
    let mut end = start + 1;
    while end < limit {
        let joined = match tags[end] {
            Tag::Name => end + 1,
            Tag::Hyphen if end + 1 < limit && is_joined_word(text, end, tags) => end + 2,
            _ if is_particle(text.word(end)) && end + 1 < limit && tags[end + 1] == Tag::Name => end + 2,
            Tag::Preposition if takes_name(text, start..end, end, limit, tags) => end + 1,
            Tag::Determiner
                if tags[end - 1] == Tag::Name
                    && text.word(end - 1) == "of"
                    && tags.get(end + 1) == Some(&Tag::Name) =>
            {
                end + 1
            }
            Tag::Mark if is_closing_stop(text, end, limit) => end + 1,
            Tag::Determiner if text.raw(end) == "A" && is_initial(text, end, limit, tags) => end + 3,
            Tag::Conjunction if joins_field(text, start..end, end, limit, tags) => end + 2,
            Tag::Mark if is_inner_mark(text, end, limit, tags) => end + 2,
            Tag::Pronoun if text.raw(end) == "I" && takes_numeral(text.word(end - 1)) => end + 1,
            // "People's Republic", "Sheriff's Office": a possessive inside a name of a body.
            Tag::PossessiveMark if continues_body(text, end + 1, limit, tags) => end + 1,
            _ => break,
        };
        tags[end..joined].fill(Tag::Name);
        end = joined;
    }
    end
}

/// "World War I", "Charles I": nothing else stands in front of a numeral that is a pronoun elsewhere.
fn takes_numeral(word: &str) -> bool {
    names_occasion(word) || is_given_name(word)
}

/// The middle initial in "Richard A. Green", which is an article elsewhere.
fn is_initial(text: &TokenText<'_>, at: usize, limit: usize, tags: &[Tag]) -> bool {
    at + 2 < limit && text.raw(at + 1) == "." && text.is_glued(at + 1) && tags[at + 2] == Tag::Name
}

/// "Apple Inc. said": the full stop of an abbreviation at the end of a name, where the sentence goes on.
fn is_closing_stop(text: &TokenText<'_>, mark: usize, limit: usize) -> bool {
    let short = matches!(text.raw(mark - 1), "Inc" | "Corp" | "Co" | "Ltd" | "Bros" | "Jr" | "Sr");
    short && text.raw(mark) == "." && text.is_glued(mark) && mark + 1 < limit
}

/// "Department of Physics and Astronomy", "Food and Drug Administration": "and" between two fields of one body.
fn joins_field(text: &TokenText<'_>, run: Range<usize>, and: usize, limit: usize, tags: &[Tag]) -> bool {
    let next = and + 1;
    if text.word(and) != "and" || next >= limit || tags[next] != Tag::Name {
        return false;
    }
    let end = (next..limit).find(|&index| tags[index] != Tag::Name).unwrap_or(limit);
    let plain = |index: usize| is_common_word(text.word(index)) && kind_of_keyword(text.word(index)).is_none();
    let before_head = end > next + 1 && kind_of_keyword(text.word(end - 1)).is_some();
    let behind_of = run.clone().skip(1).any(|index| text.word(index) == "of" && has_fields(text.word(index - 1)));
    let unknown = || !is_given_name(text.word(next)) && look_up(text, next, end).is_none();
    before_head && plain(run.end - 1) && plain(next) || behind_of && end == next + 1 && unknown()
}

/// Bodies that are named after what they deal with.
fn has_fields(word: &str) -> bool {
    matches!(
        word,
        "department"
            | "ministry"
            | "faculty"
            | "school"
            | "college"
            | "institute"
            | "office"
            | "bureau"
            | "committee"
            | "academy"
            | "museum"
            | "center"
            | "centre"
            | "council"
            | "division"
    )
}

/// A mark inside a name: `James W. Hoyt`, `Lt. Gen. Early`, `AT&T`.
fn is_inner_mark(text: &TokenText<'_>, mark: usize, limit: usize, tags: &[Tag]) -> bool {
    let named = mark + 1 < limit && tags[mark + 1] == Tag::Name && text.kind(mark + 1) == TokenKind::Word;
    let abbreviated = || {
        let before = text.raw(mark - 1);
        let shortened =
            matches!(before, "St" | "Ste" | "Ft" | "Mt" | "Jr") || before.len() <= 5 && is_title(text.word(mark - 1));
        text.is_glued(mark) && (before.chars().count() == 1 || shortened)
    };
    named && (text.raw(mark) == "&" || text.raw(mark) == "." && abbreviated())
}

/// `Jong-un`, `Baden-Württemberg`: a hyphen before a small letter or another capital of the same word.
fn is_joined_word(text: &TokenText<'_>, hyphen: usize, tags: &[Tag]) -> bool {
    let small = !text.is_capitalised(hyphen + 1);
    let name = tags[hyphen + 1] == Tag::Name && !text.is_upper(hyphen + 1) && !text.is_upper(hyphen - 1);
    text.raw(hyphen) == "-" && (name || small && text.raw(hyphen + 1).len() <= 4 && tags[hyphen + 1] == Tag::Noun)
}

/// "Ministry of Defence", "Bank of the West": a body, then "of" or "for" and a name.
fn takes_name(text: &TokenText<'_>, run: Range<usize>, preposition: usize, limit: usize, tags: &[Tag]) -> bool {
    let head = if text.raw(run.end - 1) == "." && run.len() > 1 { run.end - 2 } else { run.end - 1 };
    let body = kind_before_of(text.word(head)).is_some();
    let name = |at: usize| at < limit && tags[at] == Tag::Name;
    let article = preposition + 2 < limit && text.word(preposition + 1) == "the" && name(preposition + 2);
    body && text.word(preposition) == "of" && (name(preposition + 1) || article)
}

fn continues_body(text: &TokenText<'_>, at: usize, limit: usize, tags: &[Tag]) -> bool {
    let end = (at..limit).find(|&index| tags[index] != Tag::Name).unwrap_or(limit);
    if end == at || end - at > 3 || text.word(at) == "government" {
        return false;
    }
    let of_people = at >= 2 && text.word(at - 2) == "people";
    let kind = kind_of_keyword(text.word(end - 1));
    kind.is_some_and(|kind| of_people && kind != "City" || kind == "Government")
}

/// The things a run names: "Ukrainian President Volodymyr Zelenskyy" is a country, and a person with a title.
pub(super) fn parts(text: &TokenText<'_>, run: Range<usize>) -> Vec<NamePart> {
    if is_quoted_title(text, &run) {
        return vec![NamePart { tokens: run, known: None, has_title: false }];
    }
    let mut parts: Vec<NamePart> = Vec::new();
    let mut at = run.start;
    while at < run.end {
        let known = look_up(text, at, run.end);
        if let Some(whole) = body(text, at..run.end, known.as_ref()) {
            parts.push(NamePart { tokens: whole.clone(), known: None, has_title: false });
            at = whole.end;
        } else if let Some(known) = known.filter(|known| stands_alone(text, at, known, &run)) {
            let end = at + known.length;
            let end = end + usize::from(end < run.end && text.raw(end) == ".");
            parts.push(NamePart { tokens: at..end, known: Some(known), has_title: false });
            at = end;
        } else {
            let part = titled(text, at..run.end);
            at = part.tokens.end;
            parts.push(part);
        }
        at = (at..run.end)
            .find(|&index| matches!(text.kind(index), TokenKind::Word | TokenKind::Number))
            .unwrap_or(run.end);
    }
    parts
}

/// A work: "A Beautiful Day" in quotation marks, every word of weight with a capital.
fn is_quoted_title(text: &TokenText<'_>, run: &Range<usize>) -> bool {
    run.len() > 1
        && run.start > 0
        && text.kind(run.start - 1) == TokenKind::OpenQuote
        && text.kind(run.end) == TokenKind::CloseQuote
}

/// The whole rest of a run, if its last word tells a body: "National Cyber Security Centre".
///
/// An abbreviated country in front is the body's country, not a part of its name.
fn body(text: &TokenText<'_>, rest: Range<usize>, known: Option<&Known>) -> Option<Range<usize>> {
    let of = rest.clone().find(|&index| text.word(index) == "of");
    let end = of.unwrap_or(rest.end).checked_sub(1)?;
    let head = if end > rest.start && text.raw(end) == "." { end - 1 } else { end };
    let told = match of {
        Some(_) => kind_before_of(text.word(head)).is_some(),
        None => kind_of_keyword(text.word(head)).is_some() || names_occasion(text.word(head)),
    };
    if !told {
        return None;
    }
    let long = rest.len() >= 2 && head > rest.start;
    let opened = of.is_some() && head == rest.start;
    let abbreviated = known.is_some_and(|known| known.length == 1) && text.is_upper(rest.start) && rest.len() > 2;
    let whole_known = known.is_some_and(|known| known.length == rest.len());
    ((long || opened) && !abbreviated && !whole_known && !is_title(text.word(rest.start))).then_some(rest)
}

/// Whether a known name is not merely the first word of a longer one: "Paris" in "Paris Hilton".
fn stands_alone(text: &TokenText<'_>, at: usize, known: &Known, run: &Range<usize>) -> bool {
    let end = at + known.length;
    let given = is_given_name(text.word(at)) && known.length == 1 && !known.demonym;
    let country = known.demonym || known.kind == "Country" && !given;
    let next = text.word(end);
    country || end >= run.end || is_title(next) || is_title_modifier(next) || !matches!(text.kind(end), TokenKind::Word)
}

/// A title and the name behind it, up to the next known country.
fn titled(text: &TokenText<'_>, rest: Range<usize>) -> NamePart {
    let mut name = rest.start;
    while name < rest.end
        && (is_title(text.word(name)) || is_title_modifier(text.word(name)) || is_title_joint(text, name, rest.start))
    {
        name += 1;
    }
    if name == rest.start
        && let Some(part) = title_inside(text, &rest)
    {
        return part;
    }
    // "Fisheries Minister": an unknown word may say of what.
    if name == rest.start && rest.len() > 2 && is_title(text.word(name + 1)) && !is_given_name(text.word(name)) {
        name += 2;
    }
    // "King County": the last word tells a place, so that the first is no title.
    let place = rest.len() - (name - rest.start) == 1 && kind_of_keyword(text.word(rest.end - 1)).is_some();
    let has_title = !place && (rest.start..name).any(|index| is_title(text.word(index)));
    let name = if has_title && name < rest.end { name } else { rest.start };
    let end = (name + 1..rest.end)
        .find(|&index| {
            text.kind(index) == TokenKind::Possessive
                || look_up(text, index, rest.end)
                    .is_some_and(|known| known.demonym || known.kind == "Country" && index + 1 < rest.end)
        })
        .unwrap_or(rest.end);
    NamePart { tokens: name..end, known: None, has_title: name > rest.start }
}

/// "Motor Company CEO Alan Hill" is a body in front of a title; of "Advisory Director Eric Hill" only the person counts.
fn title_inside(text: &TokenText<'_>, rest: &Range<usize>) -> Option<NamePart> {
    let title =
        (rest.start + 1..rest.end).find(|&index| is_title(text.word(index)) || is_title_modifier(text.word(index)))?;
    let name = (title..rest.end).find(|&index| {
        !is_title(text.word(index)) && !is_title_modifier(text.word(index)) && !is_title_joint(text, index, rest.start)
    })?;
    let worded = is_title(text.word(name - 1)) && !matches!(text.word(name), "jr" | "sr" | "jr." | "sr.");
    let person = text.kind(name) == TokenKind::Word && worded && !is_given_name(text.word(rest.start));
    if !person {
        return None;
    }
    if kind_of_keyword(text.word(title - 1)).is_some() {
        return Some(NamePart { tokens: rest.start..title, known: None, has_title: false });
    }
    Some(NamePart { tokens: name..rest.end, known: None, has_title: true })
}

/// The hyphen in "vice-president".
fn is_title_joint(text: &TokenText<'_>, at: usize, start: usize) -> bool {
    at > start && (text.kind(at) == TokenKind::Hyphen || text.raw(at) == ".")
}
