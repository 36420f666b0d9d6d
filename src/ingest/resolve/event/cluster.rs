//! Which tellings of a neighbourhood are of one event.
//!
//! They are taken in the order of their documents, whichever was read first. Each joins the event it agrees with best: with
//! one of its tellings at least, and without contradicting any. Two events of one document are never made one: its
//! reader kept them apart.

use super::super::draft::Draft;
use super::sameness::{Agreement, Verdict, compare};
use super::telling::Telling;
use crate::ontology::Ontology;

/// The events of a neighbourhood, each as its tellings in their order.
pub(super) fn cluster(
    tellings: &[Telling],
    mut members: Vec<usize>,
    draft: &Draft<'_>,
    ontology: &Ontology,
) -> Vec<Vec<usize>> {
    members.sort_unstable_by(|&one, &other| order(&tellings[one]).cmp(&order(&tellings[other])));
    let mut events: Vec<Vec<usize>> = Vec::new();
    for at in members {
        let score = |event: &Vec<usize>| agreement(tellings, event, at, draft, ontology);
        let scored = events.iter().enumerate().filter_map(|(number, event)| Some((score(event)?, number)));
        let best = scored.max_by(|(one, first), (other, second)| one.cmp(other).then(second.cmp(first)));
        match best {
            Some((_, number)) => events[number].push(at),
            None => events.push(vec![at]),
        }
    }
    events
}

/// The place of a telling in the order of all.
pub(super) fn order(telling: &Telling) -> impl Ord + '_ {
    (&telling.rank, telling.n, telling.document)
}

/// How well a telling agrees with those of an event; none where it contradicts one, or agrees with none.
fn agreement(
    tellings: &[Telling],
    event: &[usize],
    at: usize,
    draft: &Draft<'_>,
    ontology: &Ontology,
) -> Option<(Agreement, usize)> {
    let telling = &tellings[at];
    let mut best = None;
    for other in event.iter().map(|&other| &tellings[other]) {
        let identical = telling.account.id.is_some() && telling.account.id == other.account.id;
        let apart = other.document == telling.document || (other.n.is_none() && telling.n.is_none());
        match compare(&other.account, &telling.account, draft, ontology) {
            _ if apart && !identical => return None,
            Verdict::Contradicted(_) => return None,
            Verdict::Same(sameness) => best = best.max(Some(sameness.score)),
            Verdict::Unlike => {}
        }
    }
    best
}
