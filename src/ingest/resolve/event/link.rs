//! How events stand to each other: what each document says of its own events, told of the events they are now.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::draft::Draft;
use super::super::told::Documents;
use super::pool::Pool;
use super::telling::LINKS;
use crate::ontology::Ontology;
use crate::value::NodeId;

/// Links the events of documents of the run, and those of documents whose tellings are of other events now.
pub(super) fn link(pool: &mut Pool, documents: &mut Documents, draft: &mut Draft<'_>, ontology: &Ontology) {
    let moving: FxHashSet<NodeId> = moved(pool).collect();
    for document in sorted(&moving) {
        take_up_all(document, pool, documents, draft, ontology);
    }
    let touched: FxHashSet<NodeId> = pool
        .tellings
        .iter()
        .filter(|telling| !telling.links.is_empty() && moving.contains(&telling.document))
        .flat_map(|telling| [telling.before, telling.now])
        .flatten()
        .collect();
    let index = by_event(pool);
    let told = touched.iter().filter_map(|event| index.get(event)).flatten();
    let telling: FxHashSet<NodeId> = told.map(|&at| pool.tellings[at].document).collect();
    for document in sorted(&telling) {
        take_up_all(document, pool, documents, draft, ontology);
    }
    let index = by_event(pool);
    for event in sorted(&touched) {
        let told = index.get(&event).map_or(&[][..], Vec::as_slice);
        for kind in LINKS {
            let [before, now] = [false, true].map(|now| linked((event, told), kind, now, pool));
            if before != now {
                draft.align(event, kind, &before, now.into_iter().map(|other| (other, Vec::new())).collect());
            }
        }
    }
}

/// The tellings that were, or are, of each event.
fn by_event(pool: &Pool) -> FxHashMap<NodeId, Vec<usize>> {
    let mut index: FxHashMap<NodeId, Vec<usize>> = FxHashMap::default();
    for (at, telling) in pool.tellings.iter().enumerate() {
        let moved = telling.now.filter(|now| Some(*now) != telling.before);
        for event in telling.before.into_iter().chain(moved) {
            index.entry(event).or_default().push(at);
        }
    }
    index
}

/// Documents with a telling that is of another event than before.
fn moved(pool: &Pool) -> impl Iterator<Item = NodeId> {
    pool.tellings.iter().filter(|telling| telling.before != telling.now).map(|telling| telling.document)
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

/// The events one stood to, or stands to, in a way, in the order of its tellings.
fn linked((event, told): (NodeId, &[usize]), kind: &str, now: bool, pool: &Pool) -> Vec<NodeId> {
    let mut told = told.to_vec();
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
