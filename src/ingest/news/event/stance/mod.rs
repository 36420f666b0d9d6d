//! Whether it happened, and who says so.
//!
//! 1. `verb`: what tense, negation, modals and the verb in front make of an event a verb tells.
//! 2. `noun`: what adjectives, the governing noun and the governing verb make of an event a noun names.
//! 3. `attribution`: who is said to have said it: "X said", "according to X", quotation marks.
//! 4. `words`: the words all three know.

mod attribution;
mod noun;
mod verb;
mod words;

pub(super) use attribution::{Speaker, actors, attribute, clause_said, speaker};

use super::candidate::Candidate;
use super::scene::Scene;
use crate::ingest::record::Modality;

/// How real an event is in the words that tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stance {
    /// It is told as this.
    Real(Modality),
    /// It is only wished, feared, weighed or ruled out: no event.
    Unreal,
}

impl Stance {
    const ASSERTED: Self = Self::Real(Modality::Asserted);

    /// What both together say: an unreal part makes the whole unreal; of two modalities the one that is not assertion.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unreal, _) | (_, Self::Unreal) => Self::Unreal,
            (Self::Real(Modality::Asserted), stance) | (stance, Self::Real(Modality::Asserted)) => stance,
            (stance, _) => stance,
        }
    }
}

/// Sets the modality of `candidate` from the words around it.
pub(super) fn fill(scene: &Scene<'_>, candidate: &mut Candidate) {
    let stance = match scene.verb_at(candidate.chunk).filter(|_| !candidate.nominal) {
        Some(verb) => verb::stance(scene, verb),
        None => noun::stance(scene, candidate),
    };
    let hedged = scene.clause_tokens(candidate.chunk).any(|index| words::hedges(scene.reading.text.word(index)));
    let stance = if hedged { stance.and(Stance::Real(Modality::Alleged)) } else { stance };
    match stance {
        Stance::Real(modality) => candidate.modality = modality,
        Stance::Unreal => candidate.unreal = true,
    }
}
