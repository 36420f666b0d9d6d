//! What happened: sentences to candidates, each one telling of one event.
//!
//! 1. `trigger`: the words that tell events, in the sense their place in the sentence allows.
//!    `occurrence`: the plain deeds with a date that none of these words tells. `deed`: what the other verbs do.
//! 2. `scene`: whose subject and object is what. `reference`, `pronoun`: who the phrases mean. `role`: frames filled from it.
//!    `setting`: where it was, when no phrase of its own says so.
//! 3. `number`, `toll`, `date`, `title`: how many, when, and a name for it. `course`: the day the story has come to.
//! 4. `stance`: whether it happened, and who says so.
//! 5. `link`: what the sentence says of two events at once: a part, a result, a statement about the other.
//! 6. `root`: what the main act of the sentence is in PLOVER's sixteen, from all its words.

mod candidate;
mod course;
mod date;
mod deed;
mod kind;
mod link;
mod number;
mod occurrence;
mod pronoun;
mod reference;
mod role;
mod root;
mod scene;
mod setting;
mod stance;
mod title;
mod toll;
mod trigger;

pub(super) use candidate::{Candidate, Dated};
pub(super) use date::written;
pub use root::ROOTS;

use std::sync::Arc;

use super::clean::BlockKind;
use super::extraction::{Act, Aside};
use super::reading::Reading;
use super::syntax::Tense;
use super::words::{Saying, says};
use crate::time::Date;
use course::Course;
use date::Story;
use scene::Scene;
use trigger::Trigger;

/// What the sentences of an article tell.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The candidates, in order.
    pub(super) candidates: Vec<Candidate>,
    /// The main acts of the sentences that tell one, in order.
    pub(super) acts: Vec<Act>,
    /// What the verbs do that tell no event, in order.
    pub(super) asides: Vec<Aside>,
}

/// What the sentences of an article tell, in order; the features their roots are told by go into `seen`, for a trainer.
pub(super) fn told(reading: &Reading<'_>, published: Option<Date>, mut seen: Option<&mut Vec<String>>) -> Told {
    let (mut acts, mut asides) = (Vec::new(), Vec::new());
    let candidates = candidates(reading, published, &mut asides, |scene, candidates| {
        if let Some(seen) = &mut seen {
            root::features(scene, candidates, &mut |template, first, second| {
                seen.push(root::written(template, first, second))
            });
        }
        acts.extend(root::act(scene, candidates));
    });
    Told { candidates, acts, asides }
}

/// The candidates of an article; `visit` sees each sentence with its own.
fn candidates(
    reading: &Reading<'_>,
    published: Option<Date>,
    asides: &mut Vec<Aside>,
    mut visit: impl FnMut(&Scene<'_>, &mut [Candidate]),
) -> Vec<Candidate> {
    let mut candidates = Vec::with_capacity(2 * reading.sentences.len());
    let mut speaking: Vec<usize> = Vec::new();
    let mut known: Vec<Arc<str>> = Vec::new();
    let mut course = Course::new(published);
    for (sentence, tokens) in reading.sentences.iter().enumerate() {
        if matches!(reading.blocks[tokens.block].kind, BlockKind::Heading | BlockKind::Dateline) {
            continue;
        }
        let scene = Scene::new(reading, sentence);
        let story = Story { published, narrative: course.before(&scene) };
        let speakers = stance::speaker(&scene);
        if let Some(speaker) = speakers.last() {
            speaking.clone_from(&speaker.entities);
        }
        let first = candidates.len();
        let mut triggers = triggers(&scene, &known);
        let several = of_several_phrases(&scene, &triggers);
        triggers.retain(|trigger| !is_light(&scene, trigger, &several) && !describes_event(&scene, trigger));
        candidates.extend(triggers.iter().map(|trigger| candidate(&scene, trigger, story, &speakers, &speaking)));
        deed::deeds(&scene, story, &triggers, asides);
        link::link(&scene, first, &mut candidates);
        toll::fill(&scene, &mut candidates[first..]);
        keep_spoken(&scene, first, &mut candidates);
        for candidate in &candidates[first..] {
            if !known.contains(&candidate.kind) {
                known.push(candidate.kind.clone());
            }
        }
        course.pass(&scene);
        visit(&scene, &mut candidates[first..]);
    }
    candidates
}

/// The triggers of a sentence, in order; "she was told to leave" by nobody knows whom is a deed, no statement.
///
/// `known` are the types told so far.
fn triggers<'a>(scene: &Scene<'a>, known: &[Arc<str>]) -> Vec<Trigger<'a>> {
    let mut told = trigger::triggers(scene.reading, scene.sentence, known);
    told.retain(|trigger| !is_unspoken(scene, trigger) && !toll::is_outcome(scene, trigger));
    told.extend(occurrence::occurrences(scene, &told));
    told.sort_by_key(|trigger| trigger.tokens.start);
    told
}

fn is_unspoken(scene: &Scene<'_>, trigger: &Trigger<'_>) -> bool {
    let statement = trigger.sense.event_type.as_ref() == "Statement";
    let by =
        |verb: &scene::Verb<'_>| scene.complements(verb).iter().any(|part| scene.clause.word(part.preposition) == "by");
    statement && scene.verb_at(trigger.chunk).is_some_and(|verb| verb.group.passive && !by(verb))
}

/// A statement is an event if somebody makes it: not what "attacks reveal", and of plain saying only words in quotation
/// marks, a clause, or what somebody with a name stresses.
fn keep_spoken(scene: &Scene<'_>, first: usize, candidates: &mut [Candidate]) {
    for candidate in
        candidates[first..].iter_mut().filter(|candidate| scene.reading.ontology.is_a(&candidate.kind, "Statement"))
    {
        let speaks = |entity: usize| {
            let entity = &scene.reading.entities[entity];
            entity.can_act() || entity.kind == "City"
        };
        let named =
            |entity: usize| !scene.reading.entities[entity].nameless && scene.reading.entities[entity].kind != "Entity";
        let plain = candidate.kind.as_ref() == "Statement";
        let told =
            !candidate.nominal && scene.verb_at(candidate.chunk).is_some_and(|verb| verb.group.tense.is_finite());
        let lemma = scene.verb_at(candidate.chunk).map_or("", |verb| scene.lemma(verb));
        let matters = candidate.quote.is_some()
            || scene.verb_at(candidate.chunk).is_some_and(|verb| stance::clause_said(scene, verb).is_some())
            || !says(lemma, Saying::EMPTY);
        let spoken = stance::actors(candidate).any(speaks);
        let worth = !plain || told && matters && stance::actors(candidate).any(named);
        candidate.idle |= !spoken || !worth;
    }
}

/// The chunks where an event begins whose name goes on behind "of": "a state of emergency".
fn of_several_phrases(scene: &Scene<'_>, triggers: &[Trigger<'_>]) -> Vec<usize> {
    let goes_on = |trigger: &&Trigger<'_>| trigger.tokens.end > scene.clause.chunks[trigger.chunk].tokens.end;
    triggers
        .iter()
        .filter(goes_on)
        .filter(|trigger| scene.verb_at(trigger.chunk).is_none())
        .map(|trigger| trigger.chunk)
        .collect()
}

/// A light verb leaves the telling to its object.
fn is_light(scene: &Scene<'_>, trigger: &Trigger<'_>, several: &[usize]) -> bool {
    let Some(verb) = scene.verb_at(trigger.chunk).filter(|verb| verb.light.is_some()) else { return false };
    let phrases = if verb.group.passive { &verb.subject } else { &verb.object };
    phrases.as_ref().is_some_and(|phrases| {
        let phrase = &scene.clause.chunks[phrases.end - 1];
        // "open fire", "declare independence": the verb has its object within its own name.
        if trigger.tokens.contains(&phrase.head()) {
            return false;
        }
        // "joined the Sailors Union" leaves nothing to a name.
        let named = scene.reading.entity_at(&phrase.tokens, phrase.head());
        several.contains(&(phrases.end - 1))
            || scene.reading.text.names_event(phrase.head())
                && named.is_none_or(|named| scene.reading.entities[named.entity].nameless)
    })
}

/// "an agreement negotiated in Oslo": the participle tells of the noun's event, not of another one.
fn describes_event(scene: &Scene<'_>, trigger: &Trigger<'_>) -> bool {
    let Some(verb) = scene.verb_at(trigger.chunk).filter(|verb| verb.group.tense == Tense::Participle) else {
        return false;
    };
    let head = verb.subject.as_ref().map(|phrases| scene.clause.chunks[phrases.end - 1].head());
    let event = head.is_some_and(|head| scene.reading.text.names_event(head));
    let is_a = |kind: &&str| scene.reading.ontology.is_a(&trigger.sense.event_type, kind);
    event && ["Agreement", "Meeting", "Statement"].iter().any(is_a)
}

fn candidate(
    scene: &Scene<'_>,
    trigger: &Trigger<'_>,
    story: Story,
    speakers: &[stance::Speaker],
    speaking: &[usize],
) -> Candidate {
    let mut candidate = kind::begin(scene, trigger);
    role::fill(scene, trigger, &mut candidate);
    number::fill(scene, &counted(scene, trigger, &candidate), &mut candidate);
    date::fill(scene, story, &mut candidate);
    stance::fill(scene, &mut candidate);
    stance::attribute(scene, speakers, speaking, &mut candidate);
    kind::settle(scene, &mut candidate);
    candidate.title = title::title(scene, trigger, &candidate);
    candidate
}

/// The phrases whose number counts in the event: of a verb, its object (in the passive its subject); of a noun, itself and
/// what "of" and "with" add. A part of an event does not count what the whole counts.
fn counted(scene: &Scene<'_>, trigger: &Trigger<'_>, candidate: &Candidate) -> Vec<usize> {
    let Some(verb) = scene.verb_at(trigger.chunk) else {
        let behind = scene.clause.complements(trigger.chunk + 1).into_iter();
        let adds = behind.filter(|part| matches!(scene.clause.word(part.preposition), "of" | "with" | "involving"));
        let own = (candidate.anchor == candidate.chunk).then_some(trigger.chunk);
        return own.into_iter().chain(adds.flat_map(|part| part.phrases)).collect();
    };
    let after = scene.clause.chunk_of(trigger.tokens.end - 1).unwrap_or(trigger.chunk);
    let phrases = if verb.group.passive { verb.subject.clone() } else { scene.clause.object(after) };
    let subject = verb.subject.clone().filter(|_| !verb.group.passive && phrases.is_none());
    // "a group of 30 migrants"
    let of = |chunk: usize| (scene.clause.word(chunk + 1) == "of").then_some(chunk + 2);
    let whole = phrases.or(subject).into_iter().flatten();
    whole.flat_map(|chunk| [Some(chunk), of(chunk)]).flatten().collect()
}
