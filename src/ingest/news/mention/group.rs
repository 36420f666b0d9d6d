//! People without a name of their own: "Russian forces", "European and US officials", "local residents".

use std::borrow::Cow;
use std::ops::Range;

use super::Found;
use super::classify::Evidence;
use super::name_words::{group_kind, is_human, is_title};
use crate::ingest::news::segment::TokenText;
use crate::ingest::news::syntax::{Chunk, ChunkKind, Tag};

/// The groups among the chunks of a sentence; `names` are the findings of the same sentence, by index in `found`.
pub(in crate::ingest::news) fn groups<'t>(
    text: &TokenText<'t>,
    chunks: &[Chunk],
    sentence: usize,
    tags: &[Tag],
    names: Range<usize>,
    found: &mut Vec<Found<'t>>,
) {
    for (at, chunk) in chunks.iter().enumerate().filter(|(_, chunk)| chunk.is_noun_phrase()) {
        let single = is_single(text, chunks, at, tags);
        let head = if single { Some(chunk.head()) } else { group_head(text, chunk, tags) };
        let Some(head) = head else { continue };
        // "a guard" is one person.
        if text.word(head) == "guard" && matches!(text.word(chunk.tokens.start), "a" | "an" | "one") {
            continue;
        }
        let kind = if single { "Person" } else { group_kind(text.word(head)).unwrap_or("Group") };
        let owner = owner(text, &found[names.clone()], chunk.tokens.start..head).map(|index| names.start + index);
        let start =
            owner.map_or_else(|| describing(text, chunk.tokens.start..head, tags), |owner| found[owner].tokens.start);
        found.push(group(text, start..head + 1, sentence, kind, owner));
        let shared = owner.filter(|&owner| found[owner].tokens.start == first_word(chunk, tags));
        if let Some(other) = shared.and_then(|_| coordinated_owner(chunks, at, &found[names.clone()])) {
            let name = format!(
                "{} {}",
                text.of(found[names.start + other].tokens.clone()),
                text.of(first_after(&found[names.start..], chunk, text)..head + 1)
            );
            let tokens = found[names.start + other].tokens.clone();
            found.push(Found { name: name.into(), ..group(text, tokens, sentence, kind, Some(names.start + other)) });
        }
    }
}

/// "a crane driver": one person the text gives no name; not "Ada Example, a driver", nor "as a driver".
fn is_single(text: &TokenText<'_>, chunks: &[Chunk], at: usize, tags: &[Tag]) -> bool {
    let chunk = &chunks[at];
    let (first, head) = (chunk.tokens.start, chunk.head());
    if head == first || !matches!(text.word(first), "a" | "an" | "another") {
        return false;
    }
    let before = at.checked_sub(1).map(|before| &chunks[before]);
    let describes = before.is_some_and(|before| match &before.kind {
        ChunkKind::Comma => at > 1 && chunks[at - 2].is_noun_phrase(),
        ChunkKind::Verb(group) => group.auxiliary,
        _ => text.word(before.tokens.start) == "as",
    });
    // "a spokesman for Norway" speaks for it.
    let belongs = matches!(text.word(head + 1), "for" | "of" | "from");
    !belongs
        && tags[head] == Tag::Noun
        && !describes
        && !text.word(head).ends_with('s')
        && group_kind(text.word(head)).is_none()
        && is_human(text.word(head))
}

/// The token of the group noun: the head of the phrase, or what a possessive behind it belongs to.
fn group_head(text: &TokenText<'_>, chunk: &Chunk, tags: &[Tag]) -> Option<usize> {
    let nouns = chunk.tokens.clone().rev();
    let head = nouns
        .clone()
        .find(|&index| tags[index] == Tag::PossessiveMark)
        .map_or(chunk.head(), |mark| mark.saturating_sub(1));
    let is_group = |index: usize| {
        tags[index] == Tag::Noun
            && chunk.tokens.contains(&index)
            && (group_kind(text.word(index)).is_some() || is_counted(text, chunk, index, tags))
    };
    [chunk.head(), head].into_iter().find(|&index| is_group(index))
}

/// "three German skiers": who is counted or of a people, and does something by the ending of the word, is a person.
fn is_counted(text: &TokenText<'_>, chunk: &Chunk, head: usize, tags: &[Tag]) -> bool {
    let before = head.checked_sub(1).filter(|before| chunk.tokens.contains(before));
    before.is_some_and(|before| matches!(tags[before], Tag::Number | Tag::Name)) && does_something(text.word(head))
}

/// Whether a plural ends as words for those who do something do: "skiers", "chemists"; not those for things and measures.
fn does_something(word: &str) -> bool {
    const ENDINGS: [&str; 6] = ["ers", "ists", "ians", "ees", "eers", "women"];
    const THINGS: [&str; 44] = [
        "orders",
        "borders",
        "papers",
        "newspapers",
        "numbers",
        "letters",
        "matters",
        "computers",
        "powers",
        "waters",
        "tankers",
        "containers",
        "trailers",
        "helicopters",
        "bombers",
        "carriers",
        "cruisers",
        "offers",
        "covers",
        "chapters",
        "clusters",
        "disasters",
        "posters",
        "towers",
        "rivers",
        "servers",
        "routers",
        "dangers",
        "fingers",
        "flowers",
        "layers",
        "meters",
        "kilometers",
        "shelters",
        "showers",
        "shoulders",
        "transfers",
        "quarters",
        "headquarters",
        "centers",
        "theaters",
        "trees",
        "fees",
        "degrees",
    ];
    const MORE: [&str; 12] = [
        "committees",
        "guarantees",
        "freighters",
        "trawlers",
        "steamers",
        "liners",
        "banners",
        "barriers",
        "corners",
        "boosters",
        "launchers",
        "vouchers",
    ];
    word.len() > 5
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
        && !THINGS.contains(&word)
        && !MORE.contains(&word)
}

/// The last name in front of the head that can own a group: a country, a body, a place.
fn owner(text: &TokenText<'_>, names: &[Found<'_>], modifiers: Range<usize>) -> Option<usize> {
    let inside = |found: &Found<'_>| found.tokens.start >= modifiers.start && found.tokens.end <= modifiers.end;
    let owned = |found: &Found<'_>| found.kind != "Person" && !is_title(text.word(found.tokens.start));
    names.iter().rposition(|found| inside(found) && owned(found) && !found.nameless)
}

/// Where the words that describe the group begin: behind determiners, numbers and the like.
fn describing(text: &TokenText<'_>, modifiers: Range<usize>, tags: &[Tag]) -> usize {
    let mut start = modifiers.end;
    while start > modifiers.start
        && tags[start - 1] == Tag::Noun
        && !text.is_capitalised(start - 1)
        && text.word(start - 1).len() > 2
    {
        start -= 1;
    }
    start
}

fn first_word(chunk: &Chunk, tags: &[Tag]) -> usize {
    chunk.tokens.clone().find(|&index| tags[index] != Tag::Determiner).unwrap_or(chunk.tokens.start)
}

fn first_after(names: &[Found<'_>], chunk: &Chunk, text: &TokenText<'_>) -> usize {
    let inside = names.iter().filter(|found| chunk.tokens.contains(&found.tokens.start) && !found.nameless);
    inside.map(|found| found.tokens.end).min().filter(|&end| !text.word(end).is_empty()).unwrap_or(chunk.tokens.start)
}

/// "European and US officials": the adjective before "and" owns officials too.
fn coordinated_owner(chunks: &[Chunk], at: usize, names: &[Found<'_>]) -> Option<usize> {
    let (and, other) = (at.checked_sub(1)?, at.checked_sub(2)?);
    let joined = chunks[and].kind == ChunkKind::Conjunction && chunks[other].is_noun_phrase();
    let whole = |found: &Found<'_>| found.demonym && found.tokens == chunks[other].tokens;
    joined.then(|| names.iter().position(whole)).flatten()
}

/// The words; a people without a name has no capital because a sentence starts with it.
fn name<'t>(text: &TokenText<'t>, tokens: &Range<usize>, nameless: bool) -> Cow<'t, str> {
    let written = text.of(tokens.clone());
    let capital = text.is_capitalised(tokens.start) && !text.raw(tokens.start).chars().skip(1).any(char::is_uppercase);
    if nameless && capital { written.to_lowercase().into() } else { written.into() }
}

fn group<'t>(
    text: &TokenText<'t>,
    tokens: Range<usize>,
    sentence: usize,
    kind: &'static str,
    owner: Option<usize>,
) -> Found<'t> {
    Found {
        name: name(text, &tokens, owner.is_none()),
        tokens,
        sentence,
        kind: kind.into(),
        evidence: Evidence::Word,
        position: None,
        country: None,
        demonym: false,
        own: false,
        part_of: owner,
        nameless: owner.is_none(),
    }
}
