//! What happened: sentences to candidates, each one telling of one event.
//!
//! 1. `trigger`: the words that tell events, in the sense their place in the sentence allows.
//! 2. `scene`: whose subject and object is what, and who the phrases mean. `role`: frames filled from it.
//! 3. `number`, `date`, `title`: how many, when, and a name for it.
//! 4. `stance`: whether it happened, and who says so.
//! 5. `link`: what the sentence says of two events at once: a part, a result, a statement about the other.

mod candidate;
mod date;
mod kind;
mod link;
mod number;
mod role;
mod scene;
mod stance;
mod title;
mod trigger;

pub(super) use candidate::{Candidate, Dated};
pub(super) use date::written;

use super::clean::BlockKind;
use super::reading::Reading;
use super::times::Narrative;
use crate::time::Date;
use date::Story;
use scene::Scene;
use trigger::Trigger;

/// The candidates of an article, in order.
pub(super) fn candidates(
    reading: &Reading<'_>,
    published: Option<Date>,
    narrative: &[Option<Narrative>],
) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut speaking: Vec<usize> = Vec::new();
    for (sentence, tokens) in reading.sentences.iter().enumerate() {
        if matches!(reading.blocks[tokens.block].kind, BlockKind::Heading | BlockKind::Dateline) {
            continue;
        }
        let scene = Scene::new(reading, sentence);
        let story = Story { published, narrative: narrative[sentence] };
        let speakers = stance::speaker(&scene);
        if let Some(speaker) = speakers.last() {
            speaking.clone_from(&speaker.entities);
        }
        let first = candidates.len();
        for trigger in trigger::triggers(reading, sentence) {
            if !is_light(&scene, &trigger) {
                candidates.push(candidate(&scene, &trigger, story, &speakers, &speaking));
            }
        }
        link::link(&scene, first, &mut candidates);
    }
    candidates
}

/// A light verb leaves the telling to its object.
fn is_light(scene: &Scene<'_>, trigger: &Trigger<'_>) -> bool {
    let Some(verb) = scene.verb_at(trigger.chunk).filter(|verb| verb.light.is_some()) else { return false };
    let phrases = if verb.group.passive { &verb.subject } else { &verb.object };
    let head = phrases.as_ref().map(|phrases| scene.clause.chunks[phrases.end - 1].head());
    head.is_some_and(|head| !scene.reading.ontology.lexicon().nouns(scene.reading.text.word(head)).is_empty())
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
    phrases.or(subject).into_iter().flatten().collect()
}
