//! The PLOVER root of a sentence: what its main act is, seen from all its words.
//!
//! 1. `feature`: what is seen of a sentence: its verbs and what they govern, the roots of its triggers, its words.
//! 2. `model`: a linear model sums what speaks for each root. Whole numbers, so the answer is the same on every machine.
//!
//! A word names an act, but the sentence decides what the act is: "threatened to expel" expels nobody, and "voted to
//! send food" has no word of giving. The weights are made by `examples/train_roots.rs` from sentences written for the
//! project and from annotated ones; `NOTICE` names those.

mod feature;
mod model;

pub(in crate::ingest::news) use feature::features;
pub use model::ROOTS;

use super::candidate::Candidate;
use super::scene::Scene;

/// The root of a sentence from which `candidates` were read; none where it tells no act between actors.
pub(super) fn root(scene: &Scene<'_>, candidates: &[Candidate]) -> Option<&'static str> {
    let mut score = model::Score::new();
    features(scene, candidates, &mut |template, first, second| score.add(template, first, second));
    score.root()
}
