//! Which events the graph has, and which it has now.
//!
//! 1. `telling`: what one document says of one event; `account`: what of it matters for telling events apart.
//! 2. `pool`: the tellings of the run, and those of the graph whose events they may change.
//! 3. `sameness` compares two; `cluster` decides which tellings are of one event.
//! 4. `derive` makes the event of its tellings. Here its node becomes what it derives, and keeps what others gave it.
//! 5. `link`: how events stand to each other.
//! 6. `why`: the reasons of all this, for whoever doubts them.

mod account;
mod cluster;
mod derive;
mod link;
mod pool;
mod sameness;
mod telling;
mod why;

use rustc_hash::FxHashSet;

use super::draft::Draft;
use super::entity::Outcome;
use super::told::Documents;
use crate::ingest::record::Document;
use crate::ingest::report::Report;
use crate::ontology::Ontology;
use crate::value::NodeId;

use derive::derive;
use pool::Pool;
use sameness::{Verdict, compare};
use telling::{PARTS, Telling};

pub use why::{Joined, NearMiss, Why, why};

/// A document of the run, its node and the nodes of its sentences.
pub(super) type Placed<'d> = (&'d Document, NodeId, Vec<NodeId>);

/// Finds or makes the node of every event the documents of the run tell; returns nodes nothing speaks of any more, each
/// with its heir.
pub(super) fn resolve(
    placed: &[Placed<'_>],
    outcome: &Outcome,
    documents: &mut Documents,
    draft: &mut Draft<'_>,
    ontology: &Ontology,
    report: &mut Report,
) -> Vec<(NodeId, NodeId)> {
    let mut pool = Pool::default();
    let mut start: Vec<usize> = Vec::new();
    for (document, node, sentences) in placed {
        for n in 0..document.events.len() {
            let (telling, unread) = Telling::new((document, *node), n, sentences, (documents, draft), ontology);
            report.warnings.extend(unread);
            start.push(pool.add(telling));
        }
    }
    start.extend(touched(outcome, &mut pool, documents, draft, ontology));
    let mut events: Vec<Vec<usize>> = Vec::new();
    for neighbourhood in pool.neighbourhoods(start, documents, draft, ontology) {
        events.extend(cluster::cluster(&pool.tellings, neighbourhood, draft, ontology));
    }
    events.sort_by(|one, other| pool.order(one[0]).cmp(&pool.order(other[0])));
    let known = assign(&events, &mut pool, draft);
    for (event, known) in events.iter().zip(known) {
        settle(event, known, &mut pool, documents, draft, ontology);
        say(event, known, &pool, draft, ontology, report);
    }
    link::link(&mut pool, documents, draft, ontology);
    let left = left(&pool);
    left.iter().for_each(|&(node, _)| empty(node, &pool, documents, draft, ontology));
    left
}

/// Takes away what an event was derived to be related to that has no telling any more.
fn empty(node: NodeId, pool: &Pool, documents: &mut Documents, draft: &mut Draft<'_>, ontology: &Ontology) {
    let before: Vec<&Telling> = pool.of_event[&node].iter().map(|&at| &pool.tellings[at]).collect();
    let was = derive(&before, false, documents, draft, ontology);
    for (kind, before) in PARTS.into_iter().zip(was.parts) {
        draft.align(node, kind, &before, Vec::new());
    }
    let told: Vec<NodeId> = was.evidence.into_iter().map(|(sentence, _)| sentence).collect();
    draft.align(node, "REPORTED_IN", &told, Vec::new());
}

/// The tellings of the graph that say something else now, because their words are taken for others.
fn touched(
    outcome: &Outcome,
    pool: &mut Pool,
    documents: &mut Documents,
    draft: &Draft<'_>,
    ontology: &Ontology,
) -> Vec<usize> {
    let mut events: Vec<NodeId> = Vec::new();
    for &document in &outcome.moved {
        for sentence in documents.get(document, draft).sentences.values() {
            events.extend(draft.incoming(*sentence, "REPORTED_IN").map(|found| found.node));
        }
    }
    let mut parts: Vec<NodeId> = outcome.parts.iter().copied().collect();
    parts.sort_unstable();
    for part in parts {
        events.extend(PARTS[..4].iter().flat_map(|kind| draft.incoming(part, kind)).map(|found| found.node));
    }
    events.sort_unstable();
    events.dedup();
    let first = pool.tellings.len();
    events.into_iter().for_each(|event| pool.take_up(event, documents, draft, ontology));
    (first..pool.tellings.len()).collect()
}

/// Gives each event its node: that of its first telling that has one nobody before took, or a new one. Returns those the
/// graph had.
fn assign(events: &[Vec<usize>], pool: &mut Pool, draft: &mut Draft<'_>) -> Vec<Option<NodeId>> {
    let mut taken: FxHashSet<NodeId> = FxHashSet::default();
    let mut known = Vec::with_capacity(events.len());
    for event in events {
        let mut had = event.iter().filter_map(|&at| pool.tellings[at].before);
        let before = had.find(|node| taken.insert(*node));
        let node = before.unwrap_or_else(|| draft.reserve_node());
        event.iter().for_each(|&at| pool.tellings[at].now = Some(node));
        known.push(before);
    }
    known
}

/// Makes a node what its tellings derive.
fn settle(
    event: &[usize],
    known: Option<NodeId>,
    pool: &mut Pool,
    documents: &mut Documents,
    draft: &mut Draft<'_>,
    ontology: &Ontology,
) {
    let Some(node) = pool.tellings[event[0]].now else { return };
    let before = known.and_then(|node| pool.of_event.get(&node)).cloned().unwrap_or_default();
    let mut before: Vec<&Telling> = before.iter().map(|&at| &pool.tellings[at]).collect();
    before.sort_by(|one, other| cluster::order(one).cmp(&cluster::order(other)));
    let now: Vec<&Telling> = event.iter().map(|&at| &pool.tellings[at]).collect();
    let stays = before
        .iter()
        .map(|telling| (telling.document, telling.n))
        .eq(now.iter().map(|telling| (telling.document, telling.n)));
    if stays && now.iter().all(|telling| !telling.has_moved) && known.is_some() {
        return;
    }
    let was = derive(&before, false, documents, draft, ontology);
    let is = derive(&now, true, documents, draft, ontology);
    match known {
        None => {
            let labels: Vec<&str> = is.labels.iter().map(String::as_str).collect();
            draft.create_reserved(node, &labels, is.properties);
        }
        Some(_) => {
            draft.rederive(node, &was.properties, is.properties);
            draft.relabel(node, &was.labels, &is.labels);
        }
    }
    let none = vec![Vec::new(); PARTS.len()];
    let parts = if was.parts.is_empty() { none } else { was.parts };
    for ((kind, before), now) in PARTS.into_iter().zip(parts).zip(is.parts) {
        draft.align(node, kind, &before, now.into_iter().map(|node| (node, Vec::new())).collect());
    }
    let told: Vec<NodeId> = was.evidence.into_iter().map(|(sentence, _)| sentence).collect();
    draft.align(node, "REPORTED_IN", &told, is.evidence);
}

/// Counts new tellings, and says why each is of an event that is told already, and where they differ.
fn say(
    event: &[usize],
    known: Option<NodeId>,
    pool: &Pool,
    draft: &Draft<'_>,
    ontology: &Ontology,
    report: &mut Report,
) {
    let fresh: Vec<usize> = event.iter().copied().filter(|&at| pool.tellings[at].before.is_none()).collect();
    let first = fresh.first().copied().filter(|_| known.is_none());
    for &at in &fresh {
        if Some(at) == first {
            report.events_new += 1;
            continue;
        }
        report.events_confirmed += 1;
        let account = &pool.tellings[at].account;
        let compared = event.iter().filter(|&&other| other != at);
        let same =
            compared.filter_map(|&other| match compare(&pool.tellings[other].account, account, draft, ontology) {
                Verdict::Same(sameness) => Some(sameness),
                _ => None,
            });
        report.reasons.extend(same.max_by_key(|sameness| sameness.score).map(|sameness| sameness.reason));
    }
    if !fresh.is_empty() && event.len() > 1 {
        report.warnings.extend(conflicts(event, pool));
    }
}

/// The numbers on which tellings do not agree; all stay with their evidence.
fn conflicts(event: &[usize], pool: &Pool) -> Vec<String> {
    let accounts = || event.iter().map(|&at| &pool.tellings[at].account);
    #[expect(clippy::cast_precision_loss, reason = "for showing and comparing only")]
    let whole = |count: Option<i64>| count.map(|count| count as f64);
    let numbers = [
        ("killed", accounts().filter_map(|account| whole(account.killed)).collect::<Vec<f64>>()),
        ("injured", accounts().filter_map(|account| whole(account.injured)).collect()),
        ("quantity", accounts().filter_map(|account| account.quantity).collect()),
    ];
    let title = accounts().map(|account| &account.title).max_by_key(|title| title.chars().count());
    let title = title.map_or("", String::as_str);
    let told = numbers.into_iter().filter_map(|(name, mut numbers)| {
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        let numbers: Vec<String> = numbers.iter().map(f64::to_string).collect();
        (numbers.len() > 1).then(|| {
            format!(
                "'{title}': {name} {}, {} kept",
                numbers.join(" or "),
                if numbers.len() == 2 { "both" } else { "all" }
            )
        })
    });
    told.collect()
}

/// The nodes of the graph no telling is of any more, each with the node of its first telling.
fn left(pool: &Pool) -> Vec<(NodeId, NodeId)> {
    let kept: FxHashSet<NodeId> = pool.tellings.iter().filter_map(|telling| telling.now).collect();
    let left = pool.of_event.iter().filter(|(node, _)| !kept.contains(node));
    let mut left: Vec<(NodeId, NodeId)> =
        left.filter_map(|(&node, had)| Some((node, pool.tellings[*had.first()?].now?))).collect();
    left.sort_unstable();
    left
}
