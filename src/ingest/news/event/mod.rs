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
//!
//! Triggers are found sentence by sentence, for what one tells bears on the next; each of the rest is one pass over the
//! candidates of many sentences.

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

use std::ops::Range;
use std::sync::Arc;

use super::extraction::{Act, Aside};
use super::reading::{Reading, TOGETHER, is_prose};
use super::syntax::Tense;
use super::words::{Saying, says};
use crate::time::Date;
use course::Course;
use date::Story;
use scene::{Entities, Scene};
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
    let mut told = Told { candidates: Vec::with_capacity(2 * reading.sentences.len()), ..Told::default() };
    let mut so_far = SoFar { course: Course::new(published), speaking: Entities::new(), types: Vec::new() };
    let sentences: Vec<usize> = (0..reading.sentences.len())
        .filter(|&sentence| is_prose(reading.blocks, &reading.sentences[sentence]))
        .collect();
    for sentences in sentences.chunks(TOGETHER) {
        let candidates = &mut told.candidates;
        let tellings: Vec<Telling<'_>> = sentences
            .iter()
            .map(|&sentence| telling(Scene::new(reading, sentence), published, &mut so_far, candidates))
            .collect();
        fill(&tellings, candidates);
        tellings
            .iter()
            .for_each(|telling| deed::deeds(&telling.scene, telling.story, &telling.triggers, &mut told.asides));
        tellings.iter().for_each(|telling| relate(telling, candidates));
        for telling in &tellings {
            let (scene, candidates) = (&telling.scene, &mut candidates[telling.candidates.clone()]);
            if let Some(seen) = &mut seen {
                root::features(scene, candidates, &mut |template, first, second| {
                    seen.push(root::written(template, first, second))
                });
            }
            told.acts.extend(root::act(scene, candidates));
        }
    }
    told
}

/// What the sentences in front have told.
struct SoFar {
    course: Course,
    /// Who spoke last.
    speaking: Entities,
    /// The types of events.
    types: Vec<Arc<str>>,
}

/// A sentence that tells events.
struct Telling<'a> {
    scene: Scene<'a>,
    story: Story,
    speakers: Vec<stance::Speaker>,
    /// Who speaks, in this sentence or before it.
    speaking: Entities,
    triggers: Vec<Trigger<'a>>,
    /// The candidates, one for each trigger.
    candidates: Range<usize>,
}

/// A sentence with its triggers; the candidates they begin are added to `candidates`.
fn telling<'a>(
    scene: Scene<'a>,
    published: Option<Date>,
    so_far: &mut SoFar,
    candidates: &mut Vec<Candidate>,
) -> Telling<'a> {
    let story = Story { published, narrative: so_far.course.before(&scene) };
    let speakers = stance::speaker(&scene);
    if let Some(speaker) = speakers.last() {
        so_far.speaking.clone_from(&speaker.entities);
    }
    let mut triggers = triggers(&scene, &so_far.types);
    let several = of_several_phrases(&scene, &triggers);
    triggers.retain(|trigger| !is_light(&scene, trigger, &several) && !describes_event(&scene, trigger));
    let first = candidates.len();
    candidates.extend(triggers.iter().map(|trigger| kind::begin(&scene, trigger)));
    for candidate in &candidates[first..] {
        if !so_far.types.contains(&candidate.kind) {
            so_far.types.push(candidate.kind.clone());
        }
    }
    so_far.course.pass(&scene);
    let speaking = so_far.speaking.clone();
    Telling { scene, story, speakers, speaking, triggers, candidates: first..candidates.len() }
}

/// Who, where, how many, when and whether, and a name for it: a pass each over all candidates.
fn fill(tellings: &[Telling<'_>], candidates: &mut [Candidate]) {
    let mut pass = |fill: &dyn Fn(&Telling<'_>, &Trigger<'_>, &mut Candidate)| {
        for telling in tellings {
            let own = &mut candidates[telling.candidates.clone()];
            telling.triggers.iter().zip(own).for_each(|(trigger, candidate)| fill(telling, trigger, candidate));
        }
    };
    pass(&|telling, trigger, candidate| role::fill(&telling.scene, trigger, candidate));
    pass(&|telling, trigger, candidate| {
        number::fill(&telling.scene, &counted(&telling.scene, trigger, candidate), candidate)
    });
    pass(&|telling, _, candidate| date::fill(&telling.scene, telling.story, candidate));
    pass(&|telling, _, candidate| {
        stance::fill(&telling.scene, candidate);
        stance::attribute(&telling.scene, &telling.speakers, &telling.speaking, candidate);
        kind::settle(&telling.scene, candidate);
    });
    pass(&|telling, _, candidate| {
        // For now: what is said of two events at once may make it another type.
        candidate.idle = is_idle(&telling.scene, candidate);
        name(&telling.scene, candidate);
    });
}

/// Gives a candidate its title, if it may become an event or be a part of one.
fn name(scene: &Scene<'_>, candidate: &mut Candidate) {
    if candidate.title.is_empty() && (candidate.same_as.is_some() || !candidate.unreal && !candidate.idle) {
        candidate.title = title::title(scene, candidate);
    }
}

/// What the candidates of a sentence have to do with each other, and which of them are idle talk.
fn relate(telling: &Telling<'_>, candidates: &mut [Candidate]) {
    let Range { start, end } = telling.candidates;
    link::link(&telling.scene, start, &mut candidates[..end]);
    toll::fill(&telling.scene, &mut candidates[start..end]);
    for candidate in &mut candidates[start..end] {
        candidate.idle = is_idle(&telling.scene, candidate);
        name(&telling.scene, candidate);
    }
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
fn is_idle(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    if !scene.reading.ontology.is_a(&candidate.kind, "Statement") {
        return false;
    }
    let entity = |entity: usize| &scene.reading.entities[entity];
    let speaks = |of: usize| entity(of).can_act() || entity(of).kind == "City";
    let named = |of: usize| !entity(of).nameless && entity(of).kind != "Entity";
    let verb = scene.verb_at(candidate.chunk);
    let told = !candidate.nominal && verb.is_some_and(|verb| verb.group.tense.is_finite());
    let matters = || {
        candidate.quote.is_some()
            || verb.is_some_and(|verb| stance::clause_said(scene, verb).is_some())
            || !says(verb.map_or("", |verb| scene.lemma(verb)), Saying::EMPTY)
    };
    let plain = candidate.kind.as_ref() == "Statement";
    let worth = || !plain || told && stance::actors(candidate).any(named) && matters();
    !stance::actors(candidate).any(speaks) || !worth()
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
    // "The deal, brokered by Norway": who brings it about is none of its sides.
    let mediates = trigger.sense.event_type.as_ref() == "Mediation";
    let is_a = |kind: &&str| scene.reading.ontology.is_a(&trigger.sense.event_type, kind);
    event && !mediates && ["Agreement", "Meeting", "Statement"].iter().any(is_a)
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
