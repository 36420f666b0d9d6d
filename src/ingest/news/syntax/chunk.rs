//! Noun phrases and verb groups.

use std::ops::Range;

use super::Tag;
use crate::ingest::news::segment::{TokenKind, TokenText};

/// A part of a sentence: a phrase, or a word between phrases.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ingest::news) struct Chunk {
    /// Its tokens.
    pub(in crate::ingest::news) tokens: Range<usize>,
    pub(in crate::ingest::news) kind: ChunkKind,
}

/// What a part of a sentence is.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ingest::news) enum ChunkKind {
    /// `the captured soldiers`: everything from determiner to head.
    NounPhrase,
    /// `May 24`, `two days later`
    Time,
    /// `had reportedly been released`: auxiliaries, adverbs and the verb.
    Verb(VerbGroup),
    Preposition,
    Conjunction,
    Comma,
    Subordinator,
    Relative,
    OpenQuote,
    CloseQuote,
    /// Any other word or mark.
    Other,
}

/// What the words of a verb group say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest::news) struct VerbGroup {
    /// The token of the verb itself.
    pub(in crate::ingest::news) main: usize,
    pub(in crate::ingest::news) passive: bool,
    pub(in crate::ingest::news) negated: bool,
    pub(in crate::ingest::news) tense: Tense,
    /// The token of the modal, where there is one.
    pub(in crate::ingest::news) modal: Option<usize>,
    /// Whether only an auxiliary was there: `was`, `has`, without a verb after it.
    pub(in crate::ingest::news) auxiliary: bool,
}

/// The tense of a verb group, as far as news needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::ingest::news) enum Tense {
    Past,
    Present,
    Perfect,
    Future,
    /// `to release`
    Infinitive,
    /// `releasing`
    Gerund,
    /// `released`, behind its noun.
    Participle,
}

impl Tense {
    /// Whether the group can carry a clause.
    pub(in crate::ingest::news) const fn is_finite(self) -> bool {
        matches!(self, Self::Past | Self::Present | Self::Perfect | Self::Future)
    }
}

impl Chunk {
    pub(in crate::ingest::news) fn is_noun_phrase(&self) -> bool {
        self.kind == ChunkKind::NounPhrase
    }

    pub(in crate::ingest::news) fn is_time(&self) -> bool {
        self.kind == ChunkKind::Time
    }

    pub(in crate::ingest::news) fn verb(&self) -> Option<&VerbGroup> {
        match &self.kind {
            ChunkKind::Verb(group) => Some(group),
            _ => None,
        }
    }

    /// The last token of a noun phrase: its head.
    pub(in crate::ingest::news) fn head(&self) -> usize {
        self.tokens.end.saturating_sub(1)
    }
}

/// The chunks of one sentence, written over what `chunks` held.
pub(in crate::ingest::news) fn chunks(
    text: &TokenText<'_>,
    range: Range<usize>,
    tags: &[Tag],
    chunks: &mut Vec<Chunk>,
) {
    chunks.clear();
    let mut at = range.start;
    while at < range.end {
        let chunk = verb_group(text, at, range.end, tags)
            .or_else(|| time(text, at, range.end, tags))
            .or_else(|| noun_phrase(text, at, range.end, tags))
            .unwrap_or_else(|| Chunk { tokens: at..at + 1, kind: single(tags[at]) });
        at = chunk.tokens.end;
        chunks.push(chunk);
    }
    join_modifiers(text, tags, chunks);
}

fn single(tag: Tag) -> ChunkKind {
    match tag {
        Tag::Preposition | Tag::To => ChunkKind::Preposition,
        Tag::Conjunction => ChunkKind::Conjunction,
        Tag::Comma => ChunkKind::Comma,
        Tag::Subordinator => ChunkKind::Subordinator,
        Tag::Relative => ChunkKind::Relative,
        Tag::OpenQuote => ChunkKind::OpenQuote,
        Tag::CloseQuote => ChunkKind::CloseQuote,
        _ => ChunkKind::Other,
    }
}

/// A time phrase on its own: not one that describes a noun, as in "the May 24 attack" or "ongoing talks".
fn time(text: &TokenText<'_>, start: usize, end: usize, tags: &[Tag]) -> Option<Chunk> {
    // "the next day": the article belongs to the time.
    let first = start + usize::from(tags[start] == Tag::Determiner);
    let stop = (first..end).find(|&at| tags[at] != Tag::Time).unwrap_or(end);
    let describes = stop == first + 1
        && stop < end
        && !(first == start && leads_clause(text, start, stop..end, tags))
        && (matches!(tags[stop], Tag::Noun | Tag::Adjective)
            || tags[stop] == Tag::Name && matches!(text.word(first), "former" | "current"));
    let bare = first == start || stop == end || !tags[stop].is_nominal();
    // "Tuesday's attack": whose time it is, it describes.
    let owns = stop < end && tags[stop] == Tag::PossessiveMark;
    (stop > first && !describes && bare && !owns).then_some(Chunk { tokens: start..stop, kind: ChunkKind::Time })
}

/// "On Tuesday rebels attacked", "in 2019 workers left": a time behind a preposition leads a clause whose subject and verb follow.
fn leads_clause(text: &TokenText<'_>, time: usize, behind: Range<usize>, tags: &[Tag]) -> bool {
    let leads = time
        .checked_sub(1)
        .is_some_and(|before| tags[before] == Tag::Preposition && matches!(text.word(before), "on" | "in"));
    let is_subject = |at: &usize| tags[*at].is_nominal() || tags[*at] == Tag::Adjective;
    let verb = || behind.clone().find(|at| !is_subject(at)).map(|at| tags[at]);
    leads
        && verb()
            .is_some_and(|tag| matches!(tag, Tag::Past | Tag::Present | Tag::Be | Tag::Have | Tag::Do | Tag::Modal))
}

/// Auxiliaries, negations and adverbs up to a verb.
fn verb_group(text: &TokenText<'_>, start: usize, end: usize, tags: &[Tag]) -> Option<Chunk> {
    let mut parts = Parts::default();
    let mut at = start;
    while at < end {
        match tags[at] {
            Tag::Be => parts.be(text.word(at), at),
            Tag::Have => parts.have(text.word(at), at),
            Tag::Do => parts.plain(at, matches!(text.word(at), "did" | "didn't")),
            Tag::Modal => parts.modal(at, text.word(at)),
            Tag::To if parts.last.is_none() && begins_infinitive(at + 1, end, tags) => parts.infinitive = true,
            Tag::Negation => parts.negated = true,
            Tag::Adverb => {}
            tag if tag.is_verb() => return Some(parts.close(start, at, tag)),
            _ => break,
        }
        parts.negated |= text.word(at).ends_with("n't") || text.word(at) == "cannot";
        at += 1;
    }
    // Only auxiliaries: "was", "has". Adverbs behind them belong to what follows.
    let last = parts.last?;
    Some(Chunk { tokens: start..last + 1, kind: ChunkKind::Verb(parts.alone(last)) })
}

fn begins_infinitive(at: usize, end: usize, tags: &[Tag]) -> bool {
    tags[at..end]
        .iter()
        .find(|tag| !matches!(tag, Tag::Adverb | Tag::Negation))
        .is_some_and(|tag| matches!(tag, Tag::Base | Tag::Be | Tag::Have | Tag::Do))
}

#[derive(Default)]
struct Parts {
    last: Option<usize>,
    modal: Option<usize>,
    future: bool,
    perfect: bool,
    past: bool,
    be: bool,
    negated: bool,
    infinitive: bool,
    gerund: bool,
}

impl Parts {
    fn be(&mut self, word: &str, at: usize) {
        self.past |= matches!(word, "was" | "were" | "wasn't" | "weren't");
        self.gerund |= word == "being" && self.last.is_none();
        self.be = true;
        self.last = Some(at);
    }

    fn have(&mut self, word: &str, at: usize) {
        self.past |= matches!(word, "had" | "hadn't");
        self.gerund |= word == "having" && self.last.is_none();
        self.perfect = true;
        self.last = Some(at);
    }

    fn plain(&mut self, at: usize, past: bool) {
        self.past |= past;
        self.last = Some(at);
    }

    fn modal(&mut self, at: usize, word: &str) {
        self.future = matches!(word, "will" | "won't" | "shall");
        self.modal = Some(at);
        self.last = Some(at);
    }

    fn close(self, start: usize, main: usize, tag: Tag) -> Chunk {
        let passive = tag == Tag::Participle && (self.be || self.last.is_none());
        let tense = self.tense(tag);
        let group = VerbGroup { main, passive, negated: self.negated, tense, modal: self.modal, auxiliary: false };
        Chunk { tokens: start..main + 1, kind: ChunkKind::Verb(group) }
    }

    fn alone(&self, main: usize) -> VerbGroup {
        let tense = if self.infinitive { Tense::Infinitive } else { self.tense(Tag::Present) };
        VerbGroup { main, passive: false, negated: self.negated, tense, modal: self.modal, auxiliary: true }
    }

    fn tense(&self, tag: Tag) -> Tense {
        match tag {
            _ if self.infinitive => Tense::Infinitive,
            _ if self.gerund => Tense::Gerund,
            _ if self.future || self.modal.is_some() => Tense::Future,
            _ if self.past => Tense::Past,
            _ if self.perfect => Tense::Perfect,
            _ if self.last.is_some() => Tense::Present,
            Tag::Past => Tense::Past,
            Tag::Participle => Tense::Participle,
            Tag::Gerund => Tense::Gerund,
            _ => Tense::Present,
        }
    }
}

/// Determiners, numbers, adjectives, nouns, names; a possessive mark goes on to what is possessed.
fn noun_phrase(text: &TokenText<'_>, start: usize, end: usize, tags: &[Tag]) -> Option<Chunk> {
    let mut at = start;
    let mut head = None;
    while at < end {
        match tags[at] {
            Tag::Noun | Tag::Name | Tag::Number => head = Some(at),
            Tag::Pronoun if at == start => {
                return Some(Chunk { tokens: start..start + 1, kind: ChunkKind::NounPhrase });
            }
            Tag::Determiner | Tag::Owner if head.is_none() => {}
            // "two other people"
            Tag::Determiner if tags[at - 1] == Tag::Number && text.word(at) == "other" => {}
            Tag::Negation if at == start => {}
            // "fined the firm £22m": how much is another phrase.
            Tag::Adjective
                if head.is_some() && tags[at - 1] == Tag::Noun && is_sum(text, at) && text.word(at - 1) != "worth" =>
            {
                break;
            }
            Tag::Adjective | Tag::PossessiveMark | Tag::Hyphen => {}
            Tag::Time if describes_noun(at, end, tags) => {}
            // "at least 40 people"
            Tag::Adverb if head.is_none() && leads_to_number(at + 1, end, tags) => {}
            Tag::Adverb
                if continues_phrase(at + 1, end, tags) && (head.is_none() || tags[at - 1] == Tag::Adjective) => {}
            Tag::Participle | Tag::Gerund if is_attribute(at, start, end, tags) => {}
            Tag::Gerund if names_trade(text, at, start, end, tags) => {}
            // "the 1,000-for-1,000 exchange"
            Tag::Preposition if hyphenated(at, end, tags) => {}
            Tag::OpenQuote | Tag::CloseQuote
                if head.is_some() && tags.get(at + 1).is_some_and(|tag| tag.is_nominal()) && text.tokens[at].quoted => {
            }
            _ => break,
        }
        at += 1;
    }
    // "the final", "the wounded": the adjective names it.
    let bare = at > start + 1
        && tags[start] == Tag::Determiner
        && tags[at - 1] == Tag::Adjective
        && !text.is_capitalised(at - 1);
    let end = head.map(|head| head + 1).or_else(|| bare.then_some(at))?;
    Some(Chunk { tokens: start..end, kind: ChunkKind::NounPhrase })
}

/// A mark of money in front of its number.
fn is_sum(text: &TokenText<'_>, at: usize) -> bool {
    text.kind(at) == TokenKind::Mark && matches!(text.raw(at), "$" | "€" | "£" | "¥")
}

/// "the 2022 invasion": a time between the start of a phrase and its noun.
fn describes_noun(at: usize, end: usize, tags: &[Tag]) -> bool {
    let next = (at..end).find(|&index| !matches!(tags[index], Tag::Time | Tag::PossessiveMark | Tag::Hyphen));
    next.is_some_and(|next| matches!(tags[next], Tag::Noun | Tag::Name | Tag::Adjective | Tag::Number))
}

fn continues_phrase(at: usize, end: usize, tags: &[Tag]) -> bool {
    at < end && matches!(tags[at], Tag::Adjective | Tag::Noun | Tag::Number | Tag::Participle)
}

fn leads_to_number(at: usize, end: usize, tags: &[Tag]) -> bool {
    tags[at..end].iter().find(|tag| **tag != Tag::Adverb) == Some(&Tag::Number)
}

/// A participle or gerund between a determiner (or a hyphen) and a noun describes the noun.
fn is_attribute(at: usize, start: usize, end: usize, tags: &[Tag]) -> bool {
    let hyphened = at > start && tags[at - 1] == Tag::Hyphen;
    let before = at > start
        && matches!(tags[at - 1], Tag::Determiner | Tag::Owner | Tag::Adjective | Tag::PossessiveMark | Tag::Number);
    let after = at + 1 < end && matches!(tags[at + 1], Tag::Noun | Tag::Name | Tag::Hyphen);
    hyphened || (before && after)
}

/// "a Danish mining company": between a name with a determiner and a noun alone a gerund says of what sort it is.
fn names_trade(text: &TokenText<'_>, at: usize, start: usize, end: usize, tags: &[Tag]) -> bool {
    let before = at > start + 1 && tags[at - 1] == Tag::Name && matches!(tags[start], Tag::Determiner | Tag::Owner);
    before && at + 1 < end && tags[at + 1] == Tag::Noun && !text.word(at + 1).ends_with('s')
}

fn hyphenated(at: usize, end: usize, tags: &[Tag]) -> bool {
    at > 0 && tags[at - 1] == Tag::Hyphen && at + 1 < end && tags[at + 1] == Tag::Hyphen
}

/// "drone and missile strike": a bare noun before "and" describes the head behind it too.
fn join_modifiers(text: &TokenText<'_>, tags: &[Tag], chunks: &mut Vec<Chunk>) {
    let mut at = 0;
    while at + 2 < chunks.len() {
        if shares_head(text, &chunks[at..at + 3], tags) {
            chunks[at].tokens.end = chunks[at + 2].tokens.end;
            chunks.drain(at + 1..at + 3);
        } else {
            at += 1;
        }
    }
}

fn shares_head(text: &TokenText<'_>, three: &[Chunk], tags: &[Tag]) -> bool {
    let [left, and, right] = three else { return false };
    let joined = left.is_noun_phrase() && and.kind == ChunkKind::Conjunction && right.is_noun_phrase();
    if !joined || !matches!(text.word(and.tokens.start), "and" | "or" | "&") {
        return false;
    }
    let last = text.word(left.head());
    let bare = tags[left.head()] == Tag::Noun && !last.ends_with('s') || tags[left.head()] == Tag::Adjective;
    let compound = right.tokens.len() >= 2 && tags[right.tokens.start] == Tag::Noun;
    bare && compound
}
