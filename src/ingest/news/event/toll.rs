//! The dead and injured a sentence counts without a verb of its own for them: "leaving 12 dead", "five people injured".

use super::candidate::Candidate;
use super::scene::Scene;
use super::trigger::Trigger;
use crate::ingest::news::syntax::Tag;

/// How many tokens may stand between a number and what became of those it counts: "12 coal miners dead".
const FARTHEST: usize = 3;

/// Gives the violent event of a sentence, if it tells one alone, the dead and injured counted in it.
pub(super) fn fill(scene: &Scene<'_>, candidates: &mut [Candidate]) {
    let ontology = scene.reading.ontology;
    let harms = |candidate: &Candidate| {
        let kinds = ["Attack", "Accident", "Disaster", "Protest"];
        let toll = matches!(candidate.kind.as_ref(), "Killing" | "Injury" | "Death");
        !toll && !candidate.unreal && kinds.iter().any(|kind| ontology.is_a(&candidate.kind, kind))
    };
    let mut harmful = candidates.iter_mut().filter(|candidate| harms(candidate));
    let (Some(event), None) = (harmful.next(), harmful.next()) else { return };
    if (0..scene.clause.chunks.len()).any(|chunk| is_to_death(scene, chunk)) {
        event.killed = event.killed.or(event.quantity.filter(|count| count.fract() == 0.0).map(|count| count as i64));
    }
    for chunk in 0..scene.clause.chunks.len() {
        let Some((count, outcome)) = counted(scene, chunk) else { continue };
        match outcome {
            "dead" | "killed" => event.killed = event.killed.or(Some(count)),
            _ => event.injured = event.injured.or(Some(count)),
        }
    }
}

/// "stabbed to death": the death is what came of it, no other event.
pub(super) fn is_outcome(scene: &Scene<'_>, trigger: &Trigger<'_>) -> bool {
    trigger.sense.event_type.as_ref() == "Death" && is_to_death(scene, trigger.chunk)
}

fn is_to_death(scene: &Scene<'_>, chunk: usize) -> bool {
    let phrase = &scene.clause.chunks[chunk];
    phrase.tokens.len() == 1 && scene.clause.word(chunk) == "death" && chunk > 1 && scene.clause.word(chunk - 1) == "to"
}

/// The number of a phrase and what became of those it counts, told by an adjective right behind.
fn counted<'s>(scene: &'s Scene<'_>, chunk: usize) -> Option<(i64, &'s str)> {
    let count = super::number::count(scene, chunk)?;
    let tokens = &scene.clause.chunks[chunk].tokens;
    let end = scene.reading.sentences[scene.sentence].end_token.min(tokens.end + FARTHEST);
    let outcome = (tokens.start..end).find(|&token| {
        let state = matches!(scene.reading.text.word(token), "dead" | "injured" | "wounded" | "hurt");
        state && matches!(scene.reading.tags[token], Tag::Adjective | Tag::Noun)
    })?;
    // "12 people, and two injured": only what stands right behind.
    let between = tokens.end.min(outcome)..outcome;
    let near = between.into_iter().all(|token| matches!(scene.reading.tags[token], Tag::Adverb | Tag::Noun));
    let ends = outcome + 1 >= tokens.end;
    let whole = count.number.fract() == 0.0 && count.number.abs() < 1e9;
    (near && ends && whole).then_some((count.number as i64, scene.reading.text.word(outcome)))
}
