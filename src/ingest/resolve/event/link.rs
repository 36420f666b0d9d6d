//! How events stand to each other: what each document says of its own events, told of the events they are now.

use rustc_hash::FxHashSet;

use super::super::draft::Draft;
use super::super::told::Documents;
use super::pool::Pool;
use super::telling::LINKS;
use crate::ontology::Ontology;
use crate::value::NodeId;

/// Links the events of documents of the run, and those of documents whose tellings are of other events now.
pub(super) fn link(pool: &mut Pool, documents: &mut Documents, draft: &mut Draft<'_>, ontology: &Ontology) {
    let speakers: FxHashSet<NodeId> = moved(pool).filter(|(_, linked)| *linked).map(|(document, _)| document).collect();
    let moving: FxHashSet<NodeId> = moved(pool).map(|(document, _)| document).collect();
    for document in sorted(&moving) {
        take_up_all(document, pool, documents, draft, ontology);
    }
    let touched: FxHashSet<NodeId> = pool
        .tellings
        .iter()
        .filter(|telling| {
            !telling.links.is_empty() && (moving.contains(&telling.document) || speakers.contains(&telling.document))
        })
        .flat_map(|telling| [telling.before, telling.now])
        .flatten()
        .collect();
    for event in sorted(&touched) {
        let told = tellings_of(event, pool);
        for document in told.iter().map(|&at| pool.tellings[at].document).collect::<Vec<_>>() {
            take_up_all(document, pool, documents, draft, ontology);
        }
        for kind in LINKS {
            let (before, now) = (linked(event, kind, false, pool), linked(event, kind, true, pool));
            if before != now {
                draft.align(event, kind, &before, now.into_iter().map(|other| (other, Vec::new())).collect());
            }
        }
    }
}

/// Documents with a telling that is of another event than before, and whether it speaks of others.
fn moved(pool: &Pool) -> impl Iterator<Item = (NodeId, bool)> {
    let moved = pool.tellings.iter().filter(|telling| telling.before != telling.now);
    moved.map(|telling| (telling.document, !telling.links.is_empty()))
}

fn sorted(nodes: &FxHashSet<NodeId>) -> Vec<NodeId> {
    let mut nodes: Vec<NodeId> = nodes.iter().copied().collect();
    nodes.sort_unstable();
    nodes
}

/// Takes up every event a document tells.
fn take_up_all(document: NodeId, pool: &mut Pool, documents: &mut Documents, draft: &Draft<'_>, ontology: &Ontology) {
    let sentences: Vec<NodeId> = documents.get(document, draft).sentences.values().copied().collect();
    for sentence in sentences {
        let events: Vec<NodeId> = draft.incoming(sentence, "REPORTED_IN").map(|found| found.node).collect();
        events.into_iter().for_each(|event| pool.take_up(event, documents, draft, ontology));
    }
}

fn tellings_of(event: NodeId, pool: &Pool) -> Vec<usize> {
    let of_it = |at: &usize| [pool.tellings[*at].before, pool.tellings[*at].now].contains(&Some(event));
    (0..pool.tellings.len()).filter(of_it).collect()
}

/// The events one stood to, or stands to, in a way, in the order of its tellings.
fn linked(event: NodeId, kind: &str, now: bool, pool: &Pool) -> Vec<NodeId> {
    let mut told: Vec<usize> = tellings_of(event, pool);
    told.retain(|&at| pool.node(at, now) == Some(event));
    told.sort_by(|&one, &other| pool.order(one).cmp(&pool.order(other)));
    let mut list = Vec::new();
    for at in told {
        let telling = &pool.tellings[at];
        for &(_, n) in telling.links.iter().filter(|(link, _)| *link == kind) {
            let other = pool.event(telling.document, n, now).filter(|other| *other != event && !list.contains(other));
            list.extend(other);
        }
    }
    list
}
