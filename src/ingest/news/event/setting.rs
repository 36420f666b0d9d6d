//! Where an event was, when no phrase of its own says so: where those are who did it, what stands behind it in its clause, or
//! the place the clause is about.

use super::candidate::Candidate;
use super::scene::{Scene, Verb};
use crate::ingest::news::syntax::{Complements, Tense};
use crate::ingest::record::Role;

/// Gives the event told at `chunk` its places, if it has none.
pub(super) fn fill(scene: &Scene<'_>, chunk: usize, candidate: &mut Candidate) {
    if candidate.places.is_empty() {
        let people = from_people(scene, chunk);
        let local = !people.is_empty() && is_local(scene, candidate);
        people.into_iter().filter(|_| local).for_each(|place| candidate.happened_at(place));
    }
    if candidate.places.is_empty() && ["Election", "Referendum"].contains(&candidate.kind.as_ref()) {
        of_voters(scene, candidate).into_iter().for_each(|place| candidate.happened_at(place));
    }
    if candidate.places.is_empty() {
        where_it_was(scene, chunk).into_iter().for_each(|place| candidate.happened_at(place));
    }
}

/// "Norway held an election": where those are who vote.
fn of_voters(scene: &Scene<'_>, candidate: &Candidate) -> Vec<usize> {
    let actors = candidate.participants.iter().filter(|part| part.role == Role::Actor).map(|part| part.entity);
    actors.filter(|&actor| scene.reading.entities[actor].is_place()).collect()
}

/// "met in Oslo, where they signed an agreement": the place the clause is about.
fn where_it_was(scene: &Scene<'_>, chunk: usize) -> Vec<usize> {
    let opener = scene.clause.start(chunk).checked_sub(1).filter(|&opener| scene.clause.word(opener) == "where");
    let before = opener.and_then(|opener| opener.checked_sub(1));
    let comma = before.filter(|&before| scene.clause.word(before) == ",").and_then(|before| before.checked_sub(1));
    let place = comma.or(before).filter(|&place| scene.clause.chunks[place].is_noun_phrase());
    place.map_or_else(Vec::new, |place| scene.places(&(place..place + 1)))
}

/// "overturned while landing in Oslo": the clause without a subject of its own is of the same time and place.
pub(super) fn meanwhile<'s, 'a>(scene: &'s Scene<'a>, verb: &Verb<'_>) -> Option<&'s Verb<'a>> {
    let next = scene.verbs.iter().find(|next| next.chunk > verb.chunk)?;
    let opener = next.chunk.checked_sub(1).map_or("", |before| scene.clause.word(before));
    (next.group.tense == Tense::Gerund && matches!(opener, "while" | "when")).then_some(next)
}

/// "Police in Oslo arrested two", "freed miners trapped in Oslo", "raided a bar in Oslo and arrested two": where those are who
/// did it, else a place named behind, else where the deed was that it is joined to.
fn from_people(scene: &Scene<'_>, chunk: usize) -> Vec<usize> {
    let Some(verb) = scene.verb_at(chunk) else { return Vec::new() };
    let subject = verb.subject.as_ref().map_or_else(Complements::new, |subject| scene.clause.complements(subject.end));
    let sources = [subject, behind(scene, verb), joined(scene, verb)];
    let places = sources.iter().map(|parts| {
        let within = parts.iter().filter(|part| is_within(scene.clause.word(part.preposition)));
        within.flat_map(|part| scene.places(&part.phrases)).collect::<Vec<usize>>()
    });
    places.into_iter().find(|places| !places.is_empty()).unwrap_or_default()
}

fn is_within(preposition: &str) -> bool {
    matches!(preposition, "in" | "at" | "near" | "outside" | "off")
}

/// What stands behind a verb in its clause, up to the next finite verb: "freed miners trapped in Oslo", "overturned while
/// landing in Oslo"; not where somebody was born or convicted.
fn behind(scene: &Scene<'_>, verb: &Verb<'_>) -> Complements {
    let mut found = Complements::new();
    for next in scene.verbs.iter().filter(|next| next.chunk > verb.chunk).take(4) {
        let opener = scene.clause.word(next.chunk - 1);
        let bound = matches!(next.group.tense, Tense::Gerund | Tense::Participle) && !is_elsewhere(scene.lemma(next));
        if !bound || next.chunk > scene.clause.end(verb.chunk) && !matches!(opener, "while" | "when") {
            break;
        }
        found.extend(scene.complements(next));
    }
    found
}

/// Verbs that say of somebody what was at another place.
fn is_elsewhere(lemma: &str) -> bool {
    matches!(
        lemma,
        "bear"
            | "base"
            | "convict"
            | "accuse"
            | "suspect"
            | "want"
            | "charge"
            | "link"
            | "register"
            | "operate"
            | "say"
            | "back"
            | "fight"
            | "support"
            | "return"
            | "flee"
            | "escape"
    )
}

/// What stands with the verb in front that shares the subject.
fn joined(scene: &Scene<'_>, verb: &Verb<'_>) -> Complements {
    let and = verb.chunk > 0 && scene.clause.word(verb.chunk - 1) == "and";
    let before = scene.verbs.iter().rev().find(|before| before.chunk < verb.chunk).filter(|_| and);
    let shares = before.filter(|before| before.subject.is_some() && before.subject == verb.subject);
    shares.map_or_else(Complements::new, |before| scene.complements(before))
}

/// Whether what is done is done where those are who do it: an arrest, not what somebody says.
fn is_local(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    [
        "Attack",
        "Coercion",
        "LegalProceeding",
        "Protest",
        "Election",
        "Accident",
        "Disaster",
        "Rescue",
        "Death",
        "Injury",
    ]
    .iter()
    .any(|kind| scene.reading.ontology.is_a(&candidate.kind, kind))
}
