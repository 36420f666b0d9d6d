//! Runs of capitalised words.

use std::ops::Range;

use super::join::{binds_name, run_end};
use super::known::{self, Known};
use super::name_words::{kind_of_keyword, names_occasion};
use crate::ingest::news::segment::{TokenKind, TokenText};
use crate::ingest::news::syntax::Tag;

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
            let article = at > sentence.start + 1
                && matches!(text.raw(at - 1), "The" | "A" | "An")
                && tags[at - 1] == Tag::Determiner;
            let opened = article
                && (matches!(text.kind(at - 2), TokenKind::Word) || text.raw(at - 2) == ",")
                && (look_up(text, at, end).is_none() || is_newspaper(text, at - 1..end, tags));
            let numbered = at > sentence.start && (is_numbered(text, at, end) || is_paper_of_day(text, at, end, tags));
            let bound = at >= sentence.start + 2 && tags[at - 2] != Tag::Name && binds_name(text, at - 2, tags);
            let start = at - if bound { 2 } else { usize::from(opened || numbered) };
            tags[start..at].fill(Tag::Name);
            runs.push(start..end);
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
            Some(known) if known.own || known.length > 1 || may_be_name(tags[at], &known) => {
                tags[at..at + known.length].fill(Tag::Name);
                at += known.length;
            }
            _ => at += 1,
        }
    }
}

/// "Italy" ends as an adverb does, and no country is one.
fn may_be_name(tag: Tag, known: &Known) -> bool {
    matches!(tag, Tag::Name | Tag::Noun) || tag == Tag::Adverb && known.kind == "Country"
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

pub(super) fn look_up(text: &TokenText<'_>, at: usize, end: usize) -> Option<Known> {
    let first = (at..end).find(|&index| text.kind(index) != TokenKind::Hyphen)?;
    if !known::may_open(text, first) {
        return None;
    }
    let mut indexes = [0; LONGEST_KNOWN];
    let mut count = 0;
    for index in at..end.min(at + 2 * LONGEST_KNOWN) {
        let owner = text.kind(index) == TokenKind::Possessive && index > at && text.is_capitalised(index + 1);
        if text.kind(index) == TokenKind::Hyphen || owner || index > at && is_inner_mark(text, index) {
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
    text.raw(at + found.length - 1).contains(char::is_uppercase).then_some(found)
}

/// "82nd Airborne Division", "38th Harwick Awards": bodies and occasions that are counted.
fn is_numbered(text: &TokenText<'_>, start: usize, end: usize) -> bool {
    let number = text.raw(start - 1);
    let ordinal = text.kind(start - 1) == TokenKind::Number
        && ["st", "nd", "rd", "th"].iter().any(|ending| number.ends_with(ending));
    let counted = |index: usize| {
        let word = text.word(index);
        names_occasion(word) && !matches!(word, "day" | "eve")
            || kind_of_keyword(word) == Some("MilitaryForce")
            || matches!(word, "division" | "congress" | "parliament" | "assembly" | "legislature")
    };
    let head = (start + 1..end).find(|&index| text.word(index) == "of").unwrap_or(end) - 1;
    ordinal && counted(head)
}

/// "Daily Mail", "Sunday Times": the day is a part of the name of the paper.
fn is_paper_of_day(text: &TokenText<'_>, start: usize, end: usize, tags: &[Tag]) -> bool {
    let day = tags[start - 1] == Tag::Time && text.is_capitalised(start - 1) && text.kind(start - 1) == TokenKind::Word;
    day && (text.word(start - 1) == "daily" || text.word(start - 1).ends_with("day"))
        && kind_of_keyword(text.word(end - 1)) == Some("Media")
}

/// "St. Louis", "Washington, D.C.": tables leave the mark out.
fn is_inner_mark(text: &TokenText<'_>, index: usize) -> bool {
    match text.raw(index) {
        "." => text.is_glued(index) && matches!(text.raw(index - 1), "St" | "Ste" | "Ft" | "Mt"),
        "," => matches!(text.raw(index + 1), "D.C." | "DC") && text.word(index - 1) == "washington",
        _ => false,
    }
}

/// "told The Australian": an adjective that describes nothing.
fn is_newspaper(text: &TokenText<'_>, run: Range<usize>, tags: &[Tag]) -> bool {
    let next = tags.get(run.end).copied().unwrap_or(Tag::Mark);
    let described = matches!(next, Tag::Noun | Tag::Name | Tag::Adjective | Tag::Number | Tag::Hyphen | Tag::Gerund);
    text.raw(run.start) == "The" && !described && names_newspaper(text, &run)
}

/// "The Australian", "The Scotsman": an article with a capital in front of a people.
pub(super) fn names_newspaper(text: &TokenText<'_>, name: &Range<usize>) -> bool {
    let people = || look_up(text, name.start + 1, name.end).is_some_and(|known| known.demonym && known.length == 1);
    text.raw(name.start) == "The" && name.len() == 2 && people()
}
