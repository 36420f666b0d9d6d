//! Deeds that no word of the lexicon tells, but a plain sentence does: told of the past, with who and when.

use std::ops::Range;

use super::date;
use super::role::happens;
use super::scene::{Scene, Verb};
use super::trigger::Trigger;
use crate::ingest::news::clean::BlockKind;
use crate::ingest::news::syntax::{Tag, Tense};
use crate::ontology::{Sense, WordClass};

/// The verbs of a sentence that tell a dated deed, and are none of the triggers `told`; as the most general type, or as
/// the founding of an organisation: "started the company in 1976".
pub(super) fn occurrences<'a>(scene: &Scene<'a>, told: &[Trigger<'a>]) -> Vec<Trigger<'a>> {
    let block = scene.reading.sentences[scene.sentence].block;
    if scene.reading.blocks[block].kind == BlockKind::Headline {
        return Vec::new();
    }
    let is_told = |verb: &Verb<'_>| told.iter().any(|trigger| trigger.chunk == verb.chunk);
    let deeds = scene.verbs.iter().filter(|verb| !is_told(verb) && is_deed(scene, verb) && is_dated(scene, verb));
    deeds.filter_map(|verb| trigger(scene, verb)).collect()
}

fn trigger<'a>(scene: &Scene<'a>, verb: &Verb<'a>) -> Option<Trigger<'a>> {
    let word = if begins_body(scene, verb) { "establish" } else { "occur" };
    let kind = if begins_body(scene, verb) { "Founding" } else { "Occurrence" };
    let senses: &'a [Sense] = scene.reading.ontology.lexicon().senses(word);
    let sense = senses.iter().find(|sense| sense.class == WordClass::Verb && sense.event_type.as_ref() == kind)?;
    Some(Trigger { tokens: verb.group.main..verb.group.main + 1, chunk: verb.chunk, sense, certainty: sense.certainty })
}

/// Told as done, of somebody with a name; or of something that began or ended.
fn is_deed(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let told = verb.group.tense == Tense::Past && verb.group.modal.is_none();
    let real = !verb.group.negated && !verb.group.auxiliary && !is_state(scene.lemma(verb));
    let going = scene.reading.tags[verb.group.main] == Tag::Gerund;
    let quoted = scene.reading.text.tokens[verb.group.main].quoted;
    told && real
        && !going
        && !quoted
        && !names_event(scene, verb)
        && verb.subject.as_ref().is_some_and(|subject| is_named(scene, verb, subject))
}

/// "completed the exchange", "completed the first phase of the exchange": the object tells what happened.
fn names_event(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let phrases = if verb.group.passive { &verb.subject } else { &verb.object };
    phrases.as_ref().is_some_and(|phrases| is_event(scene, phrases) || is_part_of_event(scene, phrases))
}

fn is_part_of_event(scene: &Scene<'_>, phrases: &Range<usize>) -> bool {
    let complements = scene.clause.complements(phrases.end);
    complements
        .first()
        .is_some_and(|whole| scene.clause.word(whole.preposition) == "of" && is_event(scene, &whole.phrases))
}

fn is_event(scene: &Scene<'_>, phrases: &Range<usize>) -> bool {
    scene.reading.text.names_event(scene.clause.chunks[phrases.end - 1].head())
}

fn is_named(scene: &Scene<'_>, verb: &Verb<'_>, subject: &Range<usize>) -> bool {
    let entities = scene.entities(subject);
    let named = entities.iter().any(|&entity| {
        let entity = &scene.reading.entities[entity];
        entity.can_act() && (!entity.nameless || entity.part_of.is_some())
    });
    named
        || !is_event(scene, subject)
            && matches!(scene.lemma(verb), "begin" | "start" | "end" | "open" | "close")
            && happens(scene, verb)
}

fn is_dated(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    date::of_verb(scene, verb).is_some_and(|date| !date.to_string().contains('T'))
}

/// "started Example Ltd": what begins is a body.
fn begins_body(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let object = verb.object.as_ref().filter(|_| !verb.group.passive);
    let bodies = |entity: usize| {
        matches!(scene.reading.entities[entity].kind.as_str(), "Company" | "Organization" | "Media" | "Party" | "Team")
    };
    matches!(scene.lemma(verb), "start" | "begin" | "form" | "create" | "launch" | "open")
        && object.is_some_and(|object| scene.entities(object).into_iter().any(bodies))
}

/// Verbs that tell how things are, what somebody thinks or says: nothing happens.
fn is_state(lemma: &str) -> bool {
    matches!(
        lemma,
        "be" | "have"
            | "do"
            | "seem"
            | "include"
            | "contain"
            | "remain"
            | "stay"
            | "live"
            | "know"
            | "believe"
            | "think"
            | "want"
            | "own"
            | "belong"
            | "consist"
            | "mean"
            | "like"
            | "love"
            | "hate"
            | "need"
            | "feel"
            | "appear"
            | "hope"
            | "cost"
            | "lie"
            | "sit"
            | "stand"
            | "depend"
            | "matter"
            | "resemble"
            | "involve"
            | "concern"
            | "expect"
            | "plan"
            | "intend"
            | "wish"
            | "try"
            | "continue"
            | "keep"
            | "see"
            | "hear"
            | "say"
            | "state"
            | "claim"
            | "add"
            | "report"
            | "learn"
            | "find"
            | "show"
            | "reveal"
            | "suggest"
            | "indicate"
            | "look"
            | "sound"
            | "understand"
            | "remember"
            | "doubt"
            | "prefer"
            | "deserve"
            | "equal"
            | "weigh"
            | "measure"
            | "exist"
            | "tend"
            | "use"
            | "fail"
            | "refuse"
            | "decline"
            | "total"
            | "follow"
    )
}
