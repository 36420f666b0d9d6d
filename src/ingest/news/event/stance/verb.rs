//! How real the event is that a verb tells.

use super::super::scene::{Scene, Verb};
use super::{Stance, words};
use crate::ingest::news::syntax::{ChunkKind, Tense};
use crate::ingest::record::Modality;

/// The stance of a verb group: its own words, then what stands in front of it.
pub(super) fn stance(scene: &Scene<'_>, verb: &Verb<'_>) -> Stance {
    if verb.group.negated || is_conditional(scene, verb.chunk) {
        return Stance::Unreal;
    }
    if is_nobodys(scene, verb) || is_rule(scene, verb) {
        return Stance::Unreal;
    }
    let own = verb.group.modal.map_or(Stance::ASSERTED, |modal| of_modal(scene.reading.text.word(modal)));
    match verb.group.tense {
        Tense::Infinitive => own.and(of_infinitive(scene, verb)),
        Tense::Gerund => own.and(of_gerund(scene, verb)),
        _ => own,
    }
}

/// "smoking, which is banned in most states": a passive of the present tells what holds, if no time stands with it and no
/// auxiliary says that it goes on.
fn is_rule(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let present = verb.group.passive && verb.group.tense == Tense::Present;
    present
        && in_relative_clause(scene, verb)
        && !is_going_on(scene, verb)
        && super::super::date::of_verb(scene, verb).is_none()
}

/// "Nobody was killed", "No pupils were hurt"
fn is_nobodys(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    verb.subject.as_ref().is_some_and(|subject| {
        let first = scene.clause.chunks[subject.start].tokens.start;
        matches!(scene.reading.text.word(first), "nobody" | "nothing" | "none" | "no" | "neither")
    })
}

fn in_relative_clause(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let start = scene.clause.start(verb.chunk);
    start.checked_sub(1).is_some_and(|before| scene.clause.chunks[before].kind == ChunkKind::Relative)
}

fn is_going_on(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    scene.clause.chunks[verb.chunk]
        .tokens
        .clone()
        .any(|token| matches!(scene.reading.text.word(token), "being" | "now"))
}

fn of_modal(word: &str) -> Stance {
    match word {
        "will" | "would" | "shall" => Stance::Real(Modality::Planned),
        _ => Stance::Unreal,
    }
}

/// "if", "unless" or "whether" opens the clause.
pub(super) fn is_conditional(scene: &Scene<'_>, chunk: usize) -> bool {
    let start = scene.clause.start(chunk);
    let opener = start.checked_sub(1).map_or("", |before| scene.clause.word(before));
    matches!(opener, "if" | "unless" | "whether" | "lest") || matches!(scene.clause.word(start), "if" | "unless")
}

/// What governs an infinitive: the verb or the noun in front of it, over an object between them.
fn of_infinitive(scene: &Scene<'_>, verb: &Verb<'_>) -> Stance {
    let Some(before) = in_front(scene, verb.chunk) else { return Stance::Unreal };
    if let Some(governor) = scene.verb_at(before) {
        return words::of_infinitive(scene.lemma(governor)).and(stance(scene, governor));
    }
    if !scene.clause.chunks[before].is_noun_phrase() {
        return Stance::Unreal;
    }
    let object_of = scene.verb_with_object(before).filter(|governor| governor.chunk < before);
    let noun = words::of_noun_infinitive(scene.reading.text.word(scene.clause.chunks[before].head()));
    match object_of {
        Some(governor) if noun == Stance::Unreal => match scene.lemma(governor) {
            lemma @ ("order" | "force" | "help" | "compel" | "cause" | "expect") => {
                words::of_infinitive(lemma).and(stance(scene, governor))
            }
            _ => Stance::Unreal,
        },
        _ => noun,
    }
}

/// The chunk in front of an infinitive, times between them passed over: "agreed on Monday to release".
fn in_front(scene: &Scene<'_>, infinitive: usize) -> Option<usize> {
    let mut before = infinitive.checked_sub(1)?;
    while scene.clause.chunks[before].is_time() {
        before = before.checked_sub(1)?;
        if scene.clause.chunks[before].kind == ChunkKind::Preposition {
            before = before.checked_sub(1)?;
        }
    }
    Some(before)
}

/// What governs a gerund: "accused of bombing", "allegations of bombing", "without bombing".
fn of_gerund(scene: &Scene<'_>, verb: &Verb<'_>) -> Stance {
    // "decided to stop negotiating"
    let before = verb.chunk.checked_sub(1).and_then(|before| scene.verb_at(before));
    if before.is_some_and(|before| matches!(scene.lemma(before), "stop" | "cease" | "quit" | "avoid" | "refrain")) {
        return Stance::Unreal;
    }
    let first = verb.subject.as_ref().map_or(verb.chunk, |subject| subject.start).min(verb.chunk);
    let adjacent = [verb.chunk, first]
        .into_iter()
        .filter_map(|at| at.checked_sub(1))
        .find(|&at| scene.clause.chunks[at].kind == ChunkKind::Preposition);
    let Some(preposition) = adjacent else {
        return scene
            .verb_at(verb.chunk.wrapping_sub(1))
            .map_or(Stance::ASSERTED, |governor| words::of_object(scene.lemma(governor)));
    };
    let governor = preposition.checked_sub(1);
    match scene.clause.word(preposition) {
        "without" | "against" => Stance::Unreal,
        // "kept from attacking", but "reports from officers accusing"
        "from" if preposition + 1 == verb.chunk => Stance::Unreal,
        "of" | "for" | "to" | "with" => governor.map_or(Stance::ASSERTED, |governor| governed(scene, governor)),
        _ => Stance::ASSERTED,
    }
}

fn governed(scene: &Scene<'_>, governor: usize) -> Stance {
    let verb = scene.verb_at(governor).or_else(|| scene.verb_with_object(governor));
    if let Some(verb) = verb {
        match scene.lemma(verb) {
            "accuse" | "charge" | "suspect" | "convict" => return Stance::Real(Modality::Alleged),
            "warn" | "threaten" | "ban" | "prevent" | "call" | "think" | "dream" => return Stance::Unreal,
            _ => {}
        }
    }
    let noun = scene.clause.chunks[governor]
        .is_noun_phrase()
        .then(|| scene.reading.text.word(scene.clause.chunks[governor].head()));
    noun.map_or(Stance::ASSERTED, |noun| if noun == "cases" { Stance::ASSERTED } else { words::of_noun(noun) })
}
