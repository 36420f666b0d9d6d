//! What a sentence says of two events at once.

use super::candidate::{Candidate, Dated};
use super::scene::Scene;
use crate::ingest::record::{EventLink, Modality, Role};

/// Links the candidates of one sentence, those from `first` on.
pub(super) fn link(scene: &Scene<'_>, first: usize, candidates: &mut [Candidate]) {
    for index in first..candidates.len() {
        identity(scene, first, index, candidates);
        about(scene, first, index, candidates);
        result(scene, first, index, candidates);
        casualties(scene, first, index, candidates);
    }
}

/// "..., marking the second phase of the exchange": the object is the event the subject's verb tells.
fn identity(scene: &Scene<'_>, first: usize, index: usize, candidates: &mut [Candidate]) {
    let Some(verb) = scene.verb_with_object(candidates[index].anchor).filter(|_| candidates[index].nominal) else {
        return;
    };
    let lemma = scene.lemma(verb);
    let whole = matches!(lemma, "complete" | "conclude" | "finish" | "carry" | "hold" | "start" | "begin");
    if !matches!(lemma, "mark" | "represent" | "constitute") && !whole {
        return;
    }
    if whole {
        participants_of_subject(scene, verb.subject.as_ref(), &mut candidates[index]);
        return;
    }
    let same = (first..index).rev().find(|&other| {
        let compatible = scene.reading.ontology.is_a(&candidates[index].kind, &candidates[other].kind)
            || scene.reading.ontology.is_a(&candidates[other].kind, &candidates[index].kind);
        compatible && candidates[other].chunk < verb.chunk
    });
    match same {
        Some(other) => candidates[index].same_as = Some(other),
        None => candidates[index].unreal = true,
    }
}

/// "Norway and Sweden complete the exchange": who does so takes part in it.
fn participants_of_subject(scene: &Scene<'_>, subject: Option<&std::ops::Range<usize>>, candidate: &mut Candidate) {
    for entity in subject.map(|subject| scene.entities(subject)).unwrap_or_default() {
        candidate.adds(crate::ingest::record::Participant { role: Role::Actor, entity });
    }
}

/// A statement is about the events its sentence tells behind it.
fn about(scene: &Scene<'_>, first: usize, index: usize, candidates: &mut [Candidate]) {
    let ontology = scene.reading.ontology;
    if !ontology.is_a(&candidates[index].kind, "Statement") {
        return;
    }
    let accuses = ontology.is_a(&candidates[index].kind, "Accusation");
    let denies = ontology.is_a(&candidates[index].kind, "Denial");
    let speakers: Vec<usize> = actors(&candidates[index]);
    let end = scene.clause_end(candidates[index].chunk);
    for other in first..candidates.len() {
        let behind = candidates[other].chunk > candidates[index].chunk && candidates[other].chunk < end;
        if other == index || !behind || ontology.is_a(&candidates[other].kind, "Statement") {
            continue;
        }
        candidates[index].links.push((EventLink::About, other));
        let told = &mut candidates[other];
        if (accuses || denies) && told.modality == Modality::Asserted {
            told.modality = if denies { Modality::Denied } else { Modality::Alleged };
        }
        if accuses || denies {
            told.attributed_to.extend(
                speakers.iter().filter(|speaker| !told.attributed_to.contains(speaker)).copied().collect::<Vec<_>>(),
            );
        }
    }
}

fn actors(candidate: &Candidate) -> Vec<usize> {
    super::stance::actors(candidate).collect()
}

/// "talks resulting in an agreement", "an exchange agreed during talks".
fn result(scene: &Scene<'_>, first: usize, index: usize, candidates: &mut [Candidate]) {
    let Some(preposition) = scene.clause.governor(candidates[index].anchor) else { return };
    let Some(verb) = scene.verb_before(preposition) else { return };
    let lemma = scene.lemma(verb);
    let word = scene.clause.word(preposition);
    if matches!((lemma, word), ("result" | "culminate" | "end", "in") | ("lead", "to")) {
        let cause =
            (first..index).rev().find(|&other| candidates[other].chunk < verb.chunk && !candidates[other].unreal);
        if let Some(cause) = cause {
            candidates[index].links.push((EventLink::ResultOf, cause));
            inherit(cause, index, candidates);
        }
    }
    let agreed = (first..index).rev().find(|&other| candidates[other].chunk == verb.chunk);
    let meeting = scene.reading.ontology.is_a(&candidates[index].kind, "Meeting");
    if let Some(agreed) = agreed.filter(|_| meeting && matches!(word, "during" | "at" | "in" | "after")) {
        candidates[agreed].links.push((EventLink::ResultOf, index));
    }
}

/// What came of an event is no older than it: without a time and place of its own it has the event's.
fn inherit(cause: usize, index: usize, candidates: &mut [Candidate]) {
    let (date, dated) = (candidates[cause].date, candidates[cause].dated);
    let places = candidates[cause].places.clone();
    let result = &mut candidates[index];
    if result.dated < Dated::Scope && dated >= Dated::Scope {
        (result.date, result.dated) = (date, Dated::Scope);
    }
    if result.places.is_empty() {
        result.places = places;
    }
}

/// "The attack killed 12", "..., injuring 30": the dead and injured of an event are numbers of it, not events.
fn casualties(scene: &Scene<'_>, first: usize, index: usize, candidates: &mut [Candidate]) {
    let ontology = scene.reading.ontology;
    let kind = candidates[index].kind.clone();
    let is_toll = ["Killing", "Death", "Injury"].iter().any(|toll| kind.as_ref() == *toll)
        && (candidates[index].killed.is_some() || candidates[index].injured.is_some() || !candidates[index].nominal);
    if !is_toll {
        return;
    }
    let cause = (first..candidates.len()).filter(|&other| other != index).rev().find(|&other| {
        let violent = ["Attack", "Accident", "Disaster", "Battle", "Crash"]
            .iter()
            .any(|cause| ontology.is_a(&candidates[other].kind, cause));
        let toll = ["Killing", "Death", "Injury"].contains(&candidates[other].kind.as_ref());
        violent
            && !toll
            && candidates[other].chunk < candidates[index].chunk
            && is_caused(scene, &candidates[other], &candidates[index])
    });
    if let Some(cause) = cause {
        let (killed, injured) = (candidates[index].killed, candidates[index].injured);
        candidates[cause].killed = candidates[cause].killed.or(killed);
        candidates[cause].injured = candidates[cause].injured.or(injured);
        candidates[index].same_as = Some(cause);
    }
}

/// Whether the toll's verb has the event as its subject, or follows it as a participle or gerund.
fn is_caused(scene: &Scene<'_>, cause: &Candidate, toll: &Candidate) -> bool {
    let Some(verb) = scene.verb_at(toll.chunk) else { return true };
    let subject = verb.subject.as_ref().is_some_and(|subject| subject.contains(&cause.anchor));
    subject || !verb.group.tense.is_finite() || verb.group.passive
}
