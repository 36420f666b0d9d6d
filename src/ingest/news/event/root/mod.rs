//! The PLOVER root of a sentence: what its main act is, seen from all its words.
//!
//! 1. `part`: the part of the sentence that tells its main act, and which of its verbs does.
//! 2. `feature`: what is seen of a sentence: its words, its verbs and what they govern, the roots of its triggers.
//!    `spine`: what is done with the deed (threatened, refused), and the deed itself.
//!    `class`: words that do alike. `term`: a word as features name it.
//! 3. `model`: a linear model sums what speaks for each root. Whole numbers, so the answer is the same on every machine.
//!
//! A word names an act, but the sentence decides what the act is: "threatened to expel" expels nobody, and "voted to
//! send food" has no word of giving. The weights are made by `examples/train_roots.rs` from sentences written for the
//! project and from annotated ones; `NOTICE` names those.

mod class;
mod feature;
mod model;
mod part;
mod spine;
mod term;

pub use model::ROOTS;
pub(super) use term::written;

use super::candidate::Candidate;
use super::scene::Scene;
use crate::ingest::news::extraction::Act;

/// Gives what is seen of a sentence to `sink`, for a trainer.
pub(super) fn features(scene: &Scene<'_>, candidates: &[Candidate], sink: &mut impl feature::Sink) {
    let part = part::Part::of(scene);
    feature::features(scene, &part, part::head(scene, &part), candidates, sink);
}

/// The main act of a sentence that told `candidates`; none where it tells no act between actors.
///
/// Where its root is clear and no candidate's type stands for it, the candidate that tells the act gets it: "plans to expel
/// diplomats" tells of an expulsion, which is planned, and to plan it is a threat.
pub(super) fn act(scene: &Scene<'_>, candidates: &mut [Candidate]) -> Option<Act> {
    let part = part::Part::of(scene);
    let head = part::head(scene, &part);
    let mut score = model::Score::new();
    feature::features(scene, &part, head, candidates, &mut |template, first, second| {
        score.add(template, first, second)
    });
    let (root, clear) = score.root()?;
    let of_type = |candidate: &Candidate| {
        let kind = scene.reading.ontology.event_type(&candidate.kind);
        kind.and_then(|kind| kind.plover.as_deref()) == Some(root)
    };
    if clear
        && !candidates.iter().any(of_type)
        && let Some(main) = head.and_then(|head| feature::main_act(&part, head, candidates))
    {
        candidates[main].root = Some(root);
    }
    let head = head.or(scene.verbs.first());
    let token = head.map(|head| head.group.main).or_else(|| Some(candidates.first()?.trigger.start))?;
    let passive = head.is_some_and(|head| head.group.passive);
    let (subject, object) = head.map_or((None, None), |head| (head.subject.as_ref(), head.object.as_ref()));
    let (first, last) = if passive { (None, subject) } else { (subject, object) };
    let words = |phrases: &std::ops::Range<usize>| super::role::span(scene, phrases);
    Some(Act {
        root,
        sentence: scene.sentence,
        span: scene.reading.text.tokens[token].span,
        source: first.map(words),
        target: last.map(words),
    })
}
