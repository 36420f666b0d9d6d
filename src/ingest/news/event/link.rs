//! What a sentence says of two events at once.

use std::sync::Arc;

use super::candidate::{Candidate, Dated};
use super::scene::{Scene, Verb};
use super::title;
use crate::ingest::news::syntax::{ChunkKind, Tense};
use crate::ingest::record::{EventLink, Modality, Participant, Role};

/// Links the candidates of one sentence, those from `first` on.
pub(super) fn link(scene: &Scene<'_>, first: usize, candidates: &mut [Candidate]) {
    for index in first..candidates.len() {
        identity(scene, first, index, candidates);
        about(scene, first, index, candidates);
        accusation(scene, index, candidates);
        threat(scene, index, candidates);
        result(scene, first, index, candidates);
        casualties(scene, first, index, candidates);
        goes_off(scene, first, index, candidates);
        content(scene, first, index, candidates);
        seen(scene, first, index, candidates);
    }
}

/// "..., marking the second phase of the exchange": the object is the event the subject's verb tells.
fn identity(scene: &Scene<'_>, first: usize, index: usize, candidates: &mut [Candidate]) {
    let Some(verb) = scene.verb_with_object(candidates[index].anchor).filter(|_| candidates[index].nominal) else {
        return;
    };
    let lemma = scene.lemma(verb);
    let whole = matches!(lemma, "complete" | "conclude" | "finish" | "carry" | "hold" | "start" | "begin");
    // "ended their strike", "extended the curfew": a war has other sides than who ends it.
    let one_sided = ["Protest", "Restriction", "Visit"]
        .iter()
        .any(|kind| scene.reading.ontology.is_a(&candidates[index].kind, kind));
    let whole =
        whole || one_sided && matches!(lemma, "end" | "extend" | "suspend" | "resume" | "call" | "launch" | "plan");
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
        candidate.adds(Participant { role: Role::Actor, entity });
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
    let end = scene.clause_end(candidates[index].chunk).min(described_end(scene, candidates[index].chunk));
    for other in first..candidates.len() {
        let behind = candidates[other].chunk > candidates[index].chunk && candidates[other].chunk < end;
        if other == index
            || !behind
            || is_background(scene, &candidates[index], &candidates[other])
            || ontology.is_a(&candidates[other].kind, "Statement")
        {
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

/// "men accused of fraud were acquitted": the participle's part ends before the verb of those it describes.
fn described_end(scene: &Scene<'_>, chunk: usize) -> usize {
    let end = scene.clause.chunks.len();
    let Some(verb) = scene.verb_at(chunk).filter(|verb| verb.group.tense == Tense::Participle) else { return end };
    let main = scene.verbs.iter().find(|main| {
        main.chunk > chunk && main.group.tense.is_finite() && main.subject.is_some() && main.subject == verb.subject
    });
    main.map_or(end, |main| main.chunk)
}

/// "claims that the company imprisoned her": who says so of a harm somebody did accuses them.
fn accusation(scene: &Scene<'_>, index: usize, candidates: &mut [Candidate]) {
    let claims =
        scene.verb_at(candidates[index].chunk).is_some_and(|verb| matches!(scene.lemma(verb), "claim" | "allege"));
    if !claims || candidates[index].kind.as_ref() != "Statement" {
        return;
    }
    let speakers = actors(&candidates[index]);
    let abouts = candidates[index].links.iter().filter(|(link, _)| *link == EventLink::About);
    let harms = abouts.map(|&(_, other)| &candidates[other]).filter(|told| {
        ["Attack", "Coercion", "Killing"].iter().any(|harm| scene.reading.ontology.is_a(&told.kind, harm))
    });
    let accused: Vec<usize> = harms.flat_map(actors).filter(|entity| !speakers.contains(entity)).collect();
    if accused.is_empty() {
        return;
    }
    candidates[index].kind = Arc::from("Accusation");
    for entity in accused {
        candidates[index].adds(Participant { role: Role::Recipient, entity });
    }
}

/// "Norway said it would attack": who announces an attack of their own threatens.
fn threat(scene: &Scene<'_>, index: usize, candidates: &mut [Candidate]) {
    let speakers = actors(&candidates[index]);
    let own = |told: &Candidate| {
        let attack = scene.reading.ontology.is_a(&told.kind, "Attack") && told.modality == Modality::Planned;
        attack && actors(told).iter().any(|actor| speakers.contains(actor))
    };
    let threatens =
        candidates[index].links.iter().any(|&(link, other)| link == EventLink::About && own(&candidates[other]));
    if candidates[index].kind.as_ref() == "Statement" && threatens {
        candidates[index].kind = Arc::from("Threat");
    }
}

/// "amid fighting", "after the talks": what stands by the way is not what is spoken of.
fn is_background(scene: &Scene<'_>, statement: &Candidate, candidate: &Candidate) -> bool {
    let between = statement.chunk + 1..candidate.anchor;
    if between.clone().any(|chunk| matches!(scene.clause.word(chunk), "amid" | "amidst" | "despite" | "alongside")) {
        return true;
    }
    let governor = scene.clause.governor(candidate.anchor).map_or("", |preposition| scene.clause.word(preposition));
    matches!(
        governor,
        "amid" | "amidst" | "during" | "after" | "before" | "despite" | "following" | "in" | "at" | "alongside"
    )
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
        let subject = verb.subject.clone().unwrap_or_default();
        let cause = (first..index)
            .rev()
            .find(|&other| subject.contains(&candidates[other].anchor) && !candidates[other].unreal);
        // Only of the first of several results: "led to war, poverty and talks" is a sigh, no report.
        if let Some(cause) = cause.filter(|_| candidates[index].anchor == preposition + 1) {
            candidates[index].links.push((EventLink::ResultOf, cause));
            inherit(scene, cause, index, candidates);
        }
    }
    let tells = |other: &usize| candidates[*other].chunk == verb.chunk;
    let agreed = (first..index).rev().find(tells).or_else(|| described(first, index, verb, candidates));
    let meeting = scene.reading.ontology.is_a(&candidates[index].kind, "Meeting");
    if let Some(agreed) = agreed.filter(|_| meeting && matches!(word, "during" | "at" | "in" | "after")) {
        candidates[agreed].links.push((EventLink::ResultOf, index));
    }
}

/// The event a participle describes: the agreement, of "an agreement negotiated during talks".
fn described(first: usize, index: usize, verb: &Verb<'_>, candidates: &[Candidate]) -> Option<usize> {
    let subject = verb.subject.as_ref().filter(|_| verb.group.tense == Tense::Participle)?;
    (first..index).rev().find(|&other| candidates[other].nominal && subject.contains(&candidates[other].chunk))
}

/// "an agreement to exchange prisoners between A and B": the sides of the deed agreed on are those of the agreement.
fn content(scene: &Scene<'_>, first: usize, index: usize, candidates: &mut [Candidate]) {
    let infinitive = scene.verb_at(candidates[index].chunk).is_some_and(|verb| verb.group.tense == Tense::Infinitive);
    let Some(noun) = (first..index).rev().find(|&other| {
        infinitive && candidates[other].nominal && candidates[other].chunk + 1 == candidates[index].chunk
    }) else {
        return;
    };
    if !scene.reading.ontology.is_a(&candidates[noun].kind, "Agreement") {
        return;
    }
    for participant in
        candidates[index].participants.clone().into_iter().filter(|participant| participant.role == Role::Actor)
    {
        candidates[noun].adds(participant);
    }
    candidates[noun].quantity = candidates[noun].quantity.or(candidates[index].quantity);
    let words = title::title(scene, &candidates[index]);
    let lemma = scene.verb_at(candidates[index].chunk).map_or("", |verb| scene.lemma(verb));
    if let Some(rest) = words.find(lemma).map(|at| &words[at..]) {
        candidates[noun].title = format!("{} to {rest}", candidates[noun].title);
    }
    // What is agreed on is told by the agreement; whether it came to be is another sentence's matter.
    candidates[index].unreal = true;
}

/// "An exchange saw 300 captives released": what is seen is the exchange.
fn seen(scene: &Scene<'_>, first: usize, index: usize, candidates: &mut [Candidate]) {
    let Some(verb) = scene
        .verb_with_subject(candidates[index].anchor)
        .filter(|verb| candidates[index].nominal && scene.lemma(verb) == "see")
    else {
        return;
    };
    let deed =
        (first..candidates.len()).find(|&other| candidates[other].chunk > verb.chunk && !candidates[other].nominal);
    let related =
        |one: &str, other: &str| scene.reading.ontology.is_a(one, other) || scene.reading.ontology.is_a(other, one);
    if let Some(deed) = deed.filter(|&deed| related(&candidates[index].kind, &candidates[deed].kind)) {
        candidates[deed].kind = candidates[index].kind.clone();
        candidates[deed].ordinal = candidates[deed].ordinal.or(candidates[index].ordinal);
        candidates[index].same_as = Some(deed);
    }
}

/// What came of an event without a time of its own has the event's; an agreement was also reached where the talks were, but
/// what was agreed on happens elsewhere.
fn inherit(scene: &Scene<'_>, cause: usize, index: usize, candidates: &mut [Candidate]) {
    let (date, dated) = (candidates[cause].date, candidates[cause].dated);
    let places = candidates[cause].places.clone();
    let result = &mut candidates[index];
    if result.dated < Dated::Scope && dated >= Dated::Scope {
        (result.date, result.dated) = (date, Dated::Scope);
    }
    if result.places.is_empty() && scene.reading.ontology.is_a(&result.kind, "Agreement") {
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
            && (candidates[other].chunk < candidates[index].chunk
                && is_caused(scene, &candidates[other], &candidates[index])
                || is_cause_behind(scene, &candidates[other], &candidates[index]))
    });
    if let Some(cause) = cause {
        let cause = named_by_subject(scene, first, cause, candidates).unwrap_or(cause);
        let (killed, injured) = (candidates[index].killed, candidates[index].injured);
        candidates[cause].killed = candidates[cause].killed.or(killed);
        candidates[cause].injured = candidates[cause].injured.or(injured);
        candidates[index].same_as = Some(cause);
        share_when_and_where(cause, index, candidates);
    }
}

/// "A fire destroyed the mill, injuring two": the fire did, which the subject of the deed names.
fn named_by_subject(scene: &Scene<'_>, first: usize, deed: usize, candidates: &[Candidate]) -> Option<usize> {
    let subject = scene.verb_at(candidates[deed].chunk)?.subject.clone()?;
    let harms = |kind: &str| ["Accident", "Disaster"].iter().any(|harm| scene.reading.ontology.is_a(kind, harm));
    (first..deed).find(|&other| {
        let candidate = &candidates[other];
        candidate.nominal && subject.contains(&candidate.anchor) && harms(&candidate.kind) && candidate.has_substance()
    })
}

/// "A car bomb exploded": what the verb tells is the event its subject names.
fn goes_off(scene: &Scene<'_>, first: usize, index: usize, candidates: &mut [Candidate]) {
    let Some(verb) = scene.verb_at(candidates[index].chunk).filter(|_| candidates[index].kind.as_ref() == "Explosion")
    else {
        return;
    };
    let subject = verb.subject.clone().unwrap_or_default();
    let named = (first..index).rev().find(|&other| {
        candidates[other].nominal
            && subject.contains(&candidates[other].anchor)
            && scene.reading.ontology.is_a(&candidates[other].kind, "Attack")
    });
    if let Some(named) = named {
        candidates[named].killed = candidates[named].killed.or(candidates[index].killed);
        candidates[named].injured = candidates[named].injured.or(candidates[index].injured);
        candidates[index].same_as = Some(named);
        share_when_and_where(named, index, candidates);
    }
}

/// "Two were killed on Monday in a fire": the event was when its toll was told to be, and where.
fn share_when_and_where(cause: usize, toll: usize, candidates: &mut [Candidate]) {
    if candidates[cause].dated < candidates[toll].dated {
        (candidates[cause].date, candidates[cause].dated) = (candidates[toll].date, candidates[toll].dated);
    }
    if candidates[cause].places.is_empty() {
        candidates[cause].places = candidates[toll].places.clone();
    }
}

/// "Two were killed when a bus crashed", "twelve died in an attack": the event stands behind its toll.
fn is_cause_behind(scene: &Scene<'_>, cause: &Candidate, toll: &Candidate) -> bool {
    let Some(verb) = scene.verb_at(toll.chunk).filter(|verb| verb.group.tense.is_finite()) else { return false };
    let inside = |chunk: usize| {
        let parts = scene.complements(verb).into_iter();
        let mut within =
            parts.filter(|part| matches!(scene.clause.word(part.preposition), "in" | "by" | "during" | "from"));
        within.any(|part| part.phrases.contains(&chunk))
    };
    let opener = scene.clause.start(cause.chunk).checked_sub(1).filter(|&opener| opener > toll.chunk);
    let follows = opener.is_some_and(|opener| {
        matches!(scene.clause.word(opener), "when" | "after" | "as") && scene.clause.end(toll.chunk) == opener
    });
    if cause.nominal { cause.anchor > toll.chunk && inside(cause.anchor) } else { follows }
}

/// Whether the toll's verb has the event as its subject, or follows it as a participle or gerund.
fn is_caused(scene: &Scene<'_>, cause: &Candidate, toll: &Candidate) -> bool {
    let Some(verb) = scene.verb_at(toll.chunk) else { return true };
    let subject = verb.subject.as_ref().is_some_and(|subject| subject.contains(&cause.anchor));
    // "A fire destroyed the mill and injured two"
    let shares =
        || scene.verb_at(cause.chunk).is_some_and(|other| other.subject.is_some() && other.subject == verb.subject);
    // "executed for killing a guard": another deed.
    let governed = verb.chunk > 0 && scene.clause.chunks[verb.chunk - 1].kind == ChunkKind::Preposition;
    subject || shares() || !verb.group.tense.is_finite() && !governed || verb.group.passive
}
