//! How real the event is that a noun names.

use super::super::candidate::Candidate;
use super::super::scene::Scene;
use super::verb::is_conditional;
use super::{Stance, verb, words};
use crate::ingest::news::syntax::{Tag, Tense};

/// The stance of an event noun: its own adjectives, then the noun and the verb that govern it.
pub(super) fn stance(scene: &Scene<'_>, candidate: &Candidate) -> Stance {
    let chunk = candidate.chunk;
    let phrase = &scene.clause.chunks[chunk];
    let front = phrase.tokens.start..candidate.trigger.start;
    if front.clone().any(|index| scene.reading.tags[index] == Tag::Negation) || is_conditional(scene, chunk) {
        return Stance::Unreal;
    }
    let adjectives = front.map(|index| words::of_adjective(scene.reading.text.word(index)));
    adjectives
        .fold(Stance::ASSERTED, Stance::and)
        .and(of_governor(scene, candidate.anchor))
        .and(of_verb(scene, candidate))
}

/// "reports of an attack", "without a ceasefire", "a proposal for talks"
fn of_governor(scene: &Scene<'_>, chunk: usize) -> Stance {
    let Some(preposition) = scene.clause.governor(chunk) else { return Stance::ASSERTED };
    let governor = preposition.checked_sub(1);
    let phrase = governor.filter(|&at| scene.clause.chunks[at].is_noun_phrase());
    match (scene.clause.word(preposition), phrase) {
        ("without" | "against" | "until" | "toward" | "towards" | "despite", _)
            if scene.clause.word(preposition) != "despite" =>
        {
            Stance::Unreal
        }
        ("of" | "for" | "about" | "to" | "over" | "on", Some(noun)) => {
            words::of_noun(scene.reading.text.word(scene.clause.chunks[noun].head()))
        }
        ("for" | "on" | "about" | "to" | "of", None) => governor
            .and_then(|at| scene.verb_at(at))
            .map_or(Stance::ASSERTED, |verb| of_prepositional_verb(scene.lemma(verb))),
        _ => Stance::ASSERTED,
    }
}

/// "called for talks", "warned of an attack", "advocate for sanctions"
fn of_prepositional_verb(lemma: &str) -> Stance {
    match lemma {
        "call" | "ask" | "wait" | "hope" | "plead" | "appeal" | "push" | "press" | "lobby" | "advocate" | "warn"
        | "prepare" | "decide" | "vote" | "campaign" | "pray" | "aim" => Stance::Unreal,
        _ => Stance::ASSERTED,
    }
}

/// What the verb makes of it whose object (or subject) it is.
fn of_verb(scene: &Scene<'_>, candidate: &Candidate) -> Stance {
    let chunk = candidate.anchor;
    if let Some(governor) = scene.verb_with_object(chunk) {
        let own = verb::stance(scene, governor);
        let light = governor.light.is_some() && governor.group.tense != Tense::Infinitive;
        if is_stopped(scene, scene.lemma(governor), candidate) {
            return Stance::Unreal;
        }
        return if light { own } else { own.and(words::of_object(scene.lemma(governor))) };
    }
    match scene.verb_with_subject(chunk) {
        Some(governor) if super::super::role::happens(scene, governor) && scene.lemma(governor) != "fail" => {
            verb::stance(scene, governor)
        }
        _ => Stance::ASSERTED,
    }
}

/// "halted shipments", "blocked the sale", "banned the march": what is stopped or forbidden is no deed of its own; but a strike or
/// talks that are called off had begun.
fn is_stopped(scene: &Scene<'_>, lemma: &str, candidate: &Candidate) -> bool {
    let is_a = |kind: &&str| scene.reading.ontology.is_a(&candidate.kind, kind);
    match lemma {
        "ban" | "bar" | "block" | "prohibit" | "forbid" | "outlaw" => true,
        "halt" | "stop" | "suspend" | "freeze" | "pause" | "cease" | "resume" | "restart" => {
            ["Transaction", "Travel", "Construction"].iter().any(is_a)
        }
        _ => false,
    }
}
