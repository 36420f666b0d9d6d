//! The words that tell events.
//!
//! `filler`: what the arguments of a word say of its sense: "bought a company".

mod filler;

use std::ops::Range;
use std::sync::Arc;

use crate::ingest::news::reading::Reading;
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::{Chunk, Clause, Tag};
use crate::ontology::{Certainty, Form, NearWords, Sense, WordClass};

/// A word or phrase that tells an event, in the sense its place in the sentence allows.
#[derive(Clone, Debug)]
pub(super) struct Trigger<'o> {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// The chunk it stands in.
    pub(super) chunk: usize,
    pub(super) sense: &'o Sense,
    /// How sure its arguments make the sense.
    pub(super) certainty: Certainty,
}

/// The longest phrase looked up, in words.
const LONGEST_PHRASE: usize = 6;

/// The triggers of the sentence with index `sentence`, in order, none inside another; `known` are the types told before it.
pub(super) fn triggers<'o>(reading: &'o Reading<'o>, sentence: usize, known: &[Arc<str>]) -> Vec<Trigger<'o>> {
    let range = reading.sentences[sentence].tokens();
    let around = Around {
        reading,
        sentence,
        marks: range.clone().map(|index| NearWords::mark(reading.text.word(index))).collect(),
        range,
    };
    let chunks = &reading.chunks[sentence];
    let mut found = Vec::new();
    let mut at = around.range.start;
    for (index, chunk) in chunks.iter().enumerate() {
        while at < chunk.tokens.end {
            match trigger(&around, at, (index, chunk), known) {
                Look::Tells(trigger) if chunk.is_noun_phrase() && is_bare_sort(reading, sentence, index, chunk) => {
                    at = trigger.tokens.end
                }
                Look::Tells(trigger) => {
                    at = trigger.tokens.end;
                    found.push(trigger);
                }
                Look::Past(end) => at = end,
            }
        }
    }
    found
}

/// What the words from one token on come to.
enum Look<'o> {
    Tells(Trigger<'o>),
    /// Nothing before this token tells an event.
    Past(usize),
}

fn trigger<'o>(around: &Around<'o>, at: usize, (index, chunk): (usize, &Chunk), known_types: &[Arc<str>]) -> Look<'o> {
    let Around { reading, ref range, .. } = *around;
    let lexicon = reading.ontology.lexicon();
    let known = reading.text.kind(at) == TokenKind::Word && reading.text.opens_phrase(at);
    if !known || !may_tell(reading, at, chunk) {
        return Look::Past(at + 1);
    }
    let (words, ends, count) = words_from(reading, at, range.end);
    let Some(longest) = lexicon.longest(&words[..count]) else { return Look::Past(at + 1) };
    // A phrase that is known and names nothing: "attack helicopter".
    if longest.senses.is_empty() {
        return Look::Past(ends[longest.length - 1]);
    }
    let clause = reading.clause(around.sentence);
    let mut positions = filler::Positions::default();
    let lengths = [longest.length, 1];
    let told = lengths.into_iter().find_map(|length| {
        let end = ends[length - 1];
        let senses = if length == longest.length { longest.senses } else { reading.text.senses(at) };
        let standing = senses.iter().filter(|sense| stands(reading, &(at..end), (index, chunk), sense));
        let fitting = standing.filter_map(|sense| {
            let near = around.nearness(sense);
            let again = || is_told_again(reading, chunk, sense, known_types) || is_counted(reading, chunk, sense);
            let certainty = certainty(around, clause, (index, chunk), sense, &mut positions, || near > 0 || again())?;
            Some((sense, (certainty, std::cmp::Reverse(near))))
        });
        // Of senses equally sure the one more words around speak for; of those the first.
        let (sense, (certainty, _)) = fitting.min_by_key(|(_, rank)| *rank)?;
        Some(Trigger { tokens: at..end, chunk: index, sense, certainty })
    });
    told.map_or(Look::Past(at + 1), Look::Tells)
}

/// Names tell nothing: "Strike" in "Strike Force", unless they are words of a headline.
fn may_tell(reading: &Reading<'_>, at: usize, chunk: &Chunk) -> bool {
    let named = reading
        .entity_at(&chunk.tokens, at)
        .is_some_and(|mention| !mention.demonym && !reading.entities[mention.entity].nameless);
    !named || reading.tags[at].is_verb() || is_storm(reading.text.word(at)) && at + 1 == chunk.head()
}

/// "Hurricane Ada": storms have names like people's, and are events all the same.
pub(super) fn is_storm(word: &str) -> bool {
    matches!(word, "hurricane" | "typhoon" | "cyclone" | "storm")
}

/// The words from `at` on, hyphens left out, where each ends, and how many there are.
fn words_from<'t>(
    reading: &'t Reading<'_>,
    at: usize,
    end: usize,
) -> ([&'t str; LONGEST_PHRASE], [usize; LONGEST_PHRASE], usize) {
    let (mut words, mut ends, mut count) = ([""; LONGEST_PHRASE], [0; LONGEST_PHRASE], 0);
    for index in at..end.min(at + 2 * LONGEST_PHRASE) {
        match reading.text.kind(index) {
            TokenKind::Hyphen => continue,
            TokenKind::Word | TokenKind::Number if count < LONGEST_PHRASE => {
                (words[count], ends[count]) = (reading.text.word(index), index + 1);
                count += 1;
            }
            _ => break,
        }
    }
    (words, ends, count)
}

/// Whether words stand where a sense of theirs can tell an event.
fn stands(reading: &Reading<'_>, tokens: &Range<usize>, (index, chunk): (usize, &Chunk), sense: &Sense) -> bool {
    match sense.class {
        WordClass::Noun => {
            chunk.is_noun_phrase() && ends_phrase(reading, tokens, (index, chunk)) && is_head(reading, tokens, chunk)
        }
        WordClass::Verb => chunk.verb().is_some_and(|group| {
            tokens.contains(&group.main)
                && !group.auxiliary
                && (group.main > tokens.start || form_fits(reading, group.main, sense))
        }),
        WordClass::Agent => false,
    }
}

/// How sure a sense is in its place; a weak one only if something backs it: its arguments, what stands near, or that such an
/// event was told before.
fn certainty<'o>(
    around: &Around<'o>,
    clause: Clause<'_>,
    place: (usize, &Chunk),
    sense: &'o Sense,
    positions: &mut filler::Positions<'o>,
    is_backed: impl Fn() -> bool,
) -> Option<Certainty> {
    if filler::fills(around.reading, clause, place, sense, positions) {
        return Some(Certainty::Sure);
    }
    (sense.certainty != Certainty::Weak || is_backed()).then_some(sense.certainty)
}

/// Whether the words end in their own phrase, or with the one behind "of": "a state of emergency".
fn ends_phrase(reading: &Reading<'_>, tokens: &Range<usize>, (index, chunk): (usize, &Chunk)) -> bool {
    let clause = reading.clause(reading.sentence_of(tokens.start));
    let behind = || clause.chunks.get(index + 2).filter(|_| clause.word(index + 1) == "of");
    chunk.tokens.end >= tokens.end || behind().is_some_and(|behind| behind.tokens.end == tokens.end)
}

/// "The strike began": what a text has told it may call by a word that alone would be too weak.
fn is_told_again(reading: &Reading<'_>, chunk: &Chunk, sense: &Sense, known: &[Arc<str>]) -> bool {
    sense.class == WordClass::Noun
        && chunk.tokens.len() == 2
        && matches!(reading.text.word(chunk.tokens.start), "the" | "this" | "these" | "those")
        && known.contains(&sense.event_type)
}

/// "A fire killed two", but "fire killed two": what is shot has no article.
fn is_counted(reading: &Reading<'_>, chunk: &Chunk, sense: &Sense) -> bool {
    *sense.event_type == *"Fire"
        && sense.class == WordClass::Noun
        && matches!(reading.text.word(chunk.tokens.start), "a" | "another")
}

/// A gerund that names something stands in a noun phrase; a verb is what its tag says.
fn form_fits(reading: &Reading<'_>, main: usize, sense: &Sense) -> bool {
    match reading.tags[main] {
        Tag::Past => sense.may_be(Form::Past) || sense.may_be(Form::Participle),
        Tag::Participle => sense.may_be(Form::Participle),
        Tag::Gerund => sense.may_be(Form::Gerund),
        Tag::Base => sense.may_be(Form::Base),
        _ => sense.may_be(Form::Third) || sense.may_be(Form::Base) || sense.may_be(Form::Past),
    }
}

/// Only the head of a phrase names what the phrase is: "attack", not "attack" in "attack victims". Words that say which
/// part of an event is meant may follow it: "attack site", "exchange phase".
fn is_head(reading: &Reading<'_>, tokens: &Range<usize>, chunk: &Chunk) -> bool {
    let rest = tokens.end..chunk.tokens.end;
    // Behind a possessive another phrase begins: "the attack's victims".
    let storm = tokens.len() == 1 && is_storm(reading.text.word(tokens.start));
    let names = |index: usize| storm && reading.tags[index] == Tag::Name;
    rest.clone()
        .all(|index| reading.tags[index] == Tag::Number || is_part_noun(reading.text.word(index)) || names(index))
        && reading.tags[tokens.end - 1] != Tag::Adjective
}

/// "prisoners of war", "acts of violence": a bare noun behind "of" says what sort, not that it happened.
fn is_bare_sort(reading: &Reading<'_>, sentence: usize, index: usize, chunk: &Chunk) -> bool {
    let alone = chunk.tokens.len() == 1 && !reading.text.word(chunk.tokens.start).ends_with('s');
    alone
        && reading
            .clause(sentence)
            .governor(index)
            .is_some_and(|preposition| reading.clause(sentence).word(preposition) == "of")
}

fn is_part_noun(word: &str) -> bool {
    matches!(
        word,
        "phase"
            | "phases"
            | "round"
            | "rounds"
            | "campaign"
            | "operation"
            | "operations"
            | "incident"
            | "incidents"
            | "process"
            | "efforts"
            | "case"
            | "cases"
    )
}

/// A sentence, for asking what stands near a word.
struct Around<'r> {
    reading: &'r Reading<'r>,
    sentence: usize,
    range: Range<usize>,
    /// The mark of each of its words.
    marks: Vec<u64>,
}

impl Around<'_> {
    /// How many words of the sentence stand near the sense.
    fn nearness(&self, sense: &Sense) -> usize {
        if sense.certainty != Certainty::Weak || sense.near.is_empty() {
            return 0;
        }
        let likely = self.range.clone().zip(&self.marks).filter(|(_, mark)| sense.near.may_contain(**mark));
        likely.filter(|(index, mark)| sense.near.contains_marked(self.reading.text.word(*index), **mark)).count()
    }
}
