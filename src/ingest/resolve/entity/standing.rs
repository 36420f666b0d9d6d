//! How entities stand to each other: who leads whom, what is part of what, what lies where.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::draft::{Draft, Properties, optional_text};
use super::super::told::Documents;
use crate::value::NodeId;

/// One entity, in one way to another.
type Standing = (NodeId, &'static str, NodeId);

/// Relates entities as the documents of the run say, and anew where other documents' words are taken for other entities
/// now. Returns the entities of the graph that stand to others than before.
pub(super) fn relate(documents: &mut Documents, moved: &[NodeId], draft: &mut Draft<'_>) -> FxHashSet<NodeId> {
    let said = all_told(moved.iter().copied(), false, documents, draft);
    let speakers: BTreeSet<NodeId> = documents.new.iter().chain(moved).copied().collect();
    let mut changed: BTreeSet<(NodeId, &'static str)> = said.keys().map(|&(from, kind, _)| (from, kind)).collect();
    let mut tellers: FxHashMap<NodeId, BTreeSet<NodeId>> = FxHashMap::default();
    for &document in &speakers {
        for ((from, ..), _) in told_by(document, true, documents, draft) {
            tellers.entry(from).or_default().insert(document);
        }
    }
    for ((from, kind, to), title) in all_told(speakers.iter().copied(), true, documents, draft) {
        let known = draft.outgoing(from, kind).find(|found| found.node == to);
        match known {
            Some(known) => draft.retitle(known.relationship, title.as_deref()),
            None => drop(changed.insert((from, kind))),
        }
    }
    for &(from, kind) in &changed {
        let now = derived((from, kind), tellers.get(&from), documents, draft);
        let is_told = |to: &NodeId| said.contains_key(&(from, kind, *to)) || now.iter().any(|(other, _)| other == to);
        let before: Vec<NodeId> = draft.outgoing(from, kind).map(|found| found.node).filter(is_told).collect();
        draft.align(from, kind, &before, now);
    }
    changed.into_iter().map(|(from, _)| from).filter(|&from| draft.view.has_node(from)).collect()
}

/// To whom an entity stands in one way by all documents that name it, `tellers` among them, in the order of the documents.
fn derived(
    (from, kind): (NodeId, &'static str),
    tellers: Option<&BTreeSet<NodeId>>,
    documents: &mut Documents,
    draft: &Draft<'_>,
) -> Vec<(NodeId, Properties)> {
    let known = draft.incoming(from, "NAMES").map(|found| found.node);
    let all: BTreeSet<NodeId> = known.chain(tellers.into_iter().flatten().copied()).collect();
    let mut all: Vec<NodeId> = all.into_iter().collect();
    all.sort_by_cached_key(|&document| documents.get(document, draft).rank.clone());
    let mut order: Vec<NodeId> = Vec::new();
    let mut told = BTreeMap::new();
    for document in all {
        for (standing, title) in told_by(document, true, documents, draft) {
            if (standing.0, standing.1) == (from, kind) {
                order.extend(Some(standing.2).filter(|to| !order.contains(to)));
                note(&mut told, standing, title);
            }
        }
    }
    let mut titled = |to| (to, vec![("title", optional_text(told.remove(&(from, kind, to)).flatten().as_deref()))]);
    order.into_iter().map(&mut titled).collect()
}

/// What documents say, or said, of how entities stand to each other, with the fullest title any gives.
fn all_told(
    speakers: impl Iterator<Item = NodeId>,
    now: bool,
    documents: &mut Documents,
    draft: &Draft<'_>,
) -> BTreeMap<Standing, Option<String>> {
    let mut told = BTreeMap::new();
    for document in speakers {
        told_by(document, now, documents, draft)
            .into_iter()
            .for_each(|(standing, title)| note(&mut told, standing, title));
    }
    told
}

fn note(told: &mut BTreeMap<Standing, Option<String>>, standing: Standing, title: Option<String>) {
    let fullness = |title: &Option<String>| title.as_ref().map(|title| (title.chars().count(), title.clone()));
    let known = told.entry(standing).or_default();
    if fullness(&title) > fullness(known) {
        *known = title;
    }
}

/// What one document says, in the order it does.
fn told_by(
    document: NodeId,
    now: bool,
    documents: &mut Documents,
    draft: &Draft<'_>,
) -> Vec<(Standing, Option<String>)> {
    let told = documents.get(document, draft);
    let mut said = Vec::new();
    for naming in told.namings.values() {
        for (kind, other, title) in naming.standing() {
            let ends = naming.node(now).zip(told.entity(other, now)).filter(|(from, to)| from != to);
            said.extend(ends.map(|(from, to)| ((from, kind, to), title.map(str::to_owned))));
        }
    }
    said
}
