//! Who says so.

use std::ops::Range;

use super::super::candidate::Candidate;
use super::super::scene::{Entities, Scene, Verb};
use super::words;
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::ChunkKind;
use crate::ingest::record::{Modality, Role};

/// Somebody a sentence lets speak, and which of its tokens are what they say.
#[derive(Clone, Debug)]
pub(in crate::ingest::news::event) struct Speaker {
    pub(in crate::ingest::news::event) entities: Entities,
    said: Range<usize>,
    modality: Modality,
}

/// Who speaks in a sentence: "according to X", "X said that ...", "..., X said".
pub(in crate::ingest::news::event) fn speaker(scene: &Scene<'_>) -> Vec<Speaker> {
    let speech = scene.verbs.iter().filter_map(|verb| said_by(scene, verb));
    speech.chain(according_to(scene)).collect()
}

/// Adds to `candidate` who says so, in this sentence or, inside quotation marks that began before it, in the last one.
pub(in crate::ingest::news::event) fn attribute(
    scene: &Scene<'_>,
    speakers: &[Speaker],
    before: &[usize],
    candidate: &mut Candidate,
) {
    let start = candidate.trigger.start;
    let inside = |speaker: &&Speaker| speaker.said.contains(&start);
    let quoted = scene.reading.text.tokens[candidate.trigger.start].quoted;
    let silent = quoted && !speakers.iter().any(|speaker| inside(&speaker));
    let here = speakers.iter().filter(inside).map(|speaker| (&speaker.entities[..], speaker.modality));
    for (entities, modality) in here.chain(silent.then_some((before, Modality::Alleged))) {
        // Nobody is the source of their own deed's report, but for what they say of themselves.
        let others: Entities =
            entities.iter().copied().filter(|entity| !candidate.attributed_to.contains(entity)).collect();
        candidate.attributed_to.extend(others);
        let modality = if quoted && modality == Modality::Asserted { Modality::Alleged } else { modality };
        if candidate.modality == Modality::Asserted {
            candidate.modality = modality;
        }
    }
}

fn said_by(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Speaker> {
    let modality = words::of_speech(scene.lemma(verb))?;
    if verb.group.negated || !verb.group.tense.is_finite() {
        return None;
    }
    let phrases = if verb.group.passive { return None } else { subject(scene, verb)? };
    let entities: Entities = scene
        .entities(&phrases)
        .into_iter()
        .filter(|&entity| scene.reading.entities[entity].can_act() || scene.reading.entities[entity].kind == "City")
        .collect();
    let said = complement(scene, verb, &phrases)?;
    (!entities.is_empty()).then_some(Speaker { entities, said, modality })
}

/// The subject; behind the verb where the quotation comes first: "...", said the minister.
fn subject(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Range<usize>> {
    let inverted = verb.chunk > 0
        && (scene.clause.word(verb.chunk - 1) == ","
            || scene.reading.text.kind(scene.clause.chunks[verb.chunk].tokens.start - 1) == TokenKind::CloseQuote);
    if inverted && verb.object.is_some() { verb.object.clone() } else { verb.subject.clone() }
}

/// The tokens of what is said: behind the verb where another verb follows, else in front of it.
fn complement(scene: &Scene<'_>, verb: &Verb<'_>, subject: &Range<usize>) -> Option<Range<usize>> {
    let sentence = scene.reading.sentences[scene.sentence].tokens();
    let start = scene.clause.chunks[verb.chunk].tokens.end;
    // "On Monday, Ada Example said the harbour was open": the comma in front of the subject ends no quotation.
    if clause_said(scene, verb).is_some() {
        return Some(start..sentence.end);
    }
    let object =
        scene.clause.chunks[verb.chunk + 1..].iter().any(|chunk| chunk.is_noun_phrase() || chunk.verb().is_some());
    let trailing = subject.start.checked_sub(1).is_some_and(|before| {
        let mark = scene.clause.chunks[before].tokens.start;
        scene.reading.text.raw(mark) == "," || scene.reading.text.kind(mark) == TokenKind::CloseQuote
    }) || subject.start > verb.chunk;
    let front = scene.clause.chunks[subject.start.min(verb.chunk)].tokens.start;
    if trailing && front > sentence.start + 2 {
        return Some(sentence.start..front);
    }
    object.then_some(start..sentence.end)
}

/// The tokens of the clause right behind a verb of saying, without "that".
pub(in crate::ingest::news::event) fn clause_said(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Range<usize>> {
    let first = that_behind(scene, verb).unwrap_or(verb.last + 1);
    let that = scene.clause.word(first) == "that";
    let opens = if that { first + 1 } else { first };
    let clause = scene.verbs.iter().find(|other| {
        let own = other.subject.as_ref().is_some_and(|subject| subject.start >= opens && subject.start <= opens + 3);
        own && other.chunk > verb.chunk && other.group.tense.is_finite()
    })?;
    let start = clause.subject.as_ref().filter(|subject| that || subject.start == opens)?;
    let start = if that { opens } else { start.start };
    let end = scene.reading.sentences[scene.sentence].end_token;
    Some(scene.clause.chunks[start].tokens.start..end)
}

/// The "that" behind a verb of saying, with whom it was said to, when and where between: "told reporters on Monday that".
fn that_behind(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<usize> {
    let between = |chunk: &usize| {
        let chunk = &scene.clause.chunks[*chunk];
        chunk.is_noun_phrase() || matches!(chunk.kind, ChunkKind::Time | ChunkKind::Preposition)
    };
    let first = verb.last + 1;
    let that = (first..scene.clause.chunks.len()).find(|chunk| !between(chunk))?;
    (scene.clause.word(that) == "that").then_some(that)
}

/// "according to X": all of the sentence.
fn according_to<'s>(scene: &'s Scene<'_>) -> impl Iterator<Item = Speaker> + 's {
    let sentence = scene.reading.sentences[scene.sentence].tokens();
    let starts = sentence
        .clone()
        .filter(|&index| scene.reading.text.word(index) == "according" && scene.reading.text.word(index + 1) == "to");
    starts.filter_map(move |index| {
        let chunk = scene.clause.chunk_of(index + 2)?;
        let entities = scene.entities(&(chunk..chunk + 1));
        (!entities.is_empty()).then_some(Speaker { entities, said: sentence.clone(), modality: Modality::Asserted })
    })
}

/// The entities that speak in a statement event: its actors.
pub(in crate::ingest::news::event) fn actors(candidate: &Candidate) -> impl Iterator<Item = usize> + '_ {
    candidate
        .participants
        .iter()
        .filter(|participant| participant.role == Role::Actor)
        .map(|participant| participant.entity)
}
