//! Which entities the graph has, and which it has now.
//!
//! ```text
//! document: Person "Zelenskyy"             graph: Person "Volodymyr Zelenskyy", aliases [Zelenskyy]     the same
//! document: Person "Igor Ivanov" [Ivanov]  graph: Person "Sergei Ivanov", aliases [Ivanov]              not the same
//! document: City "Odessa" 31.8 -102.4 US   graph: City "Odesa" 46.5 30.7 UA, aliases [Odessa]           not the same
//! ```
//! A shared name, or one's name among the other's aliases, makes two the same; two that only share an alias are not.
//!
//! 1. `pool`: what the documents of the run say of entities, and what the graph knows of everything called so.
//! 2. `cluster`: which of these variants are of one entity.
//! 3. Here: each entity keeps its node, where it had one; documents whose words are taken for another entity now are put
//!    right.
//! 4. `standing`: who leads whom, what is part of what.

mod card;
mod cluster;
mod pool;
mod standing;
mod variant;

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::{Draft, Properties, optional_text, text_value, texts_value};
use super::told::{Documents, Naming};
use crate::ingest::record::Position;
use crate::ingest::report::Report;
use crate::ontology::Ontology;
use crate::value::{NodeId, Value};

use card::Card;
use cluster::{Cluster, cluster};
use pool::Pool;

pub(super) use variant::Variant;

/// What became of entities the graph had.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Documents of the graph some of whose words are taken for another entity now.
    pub(super) moved: Vec<NodeId>,
    /// Entities that are a part of, or lie in, others than before.
    pub(super) parts: FxHashSet<NodeId>,
    /// Nodes nothing speaks of any more, each with its heir.
    pub(super) replaced: Vec<(NodeId, NodeId)>,
}

/// Finds or makes the node of every entity the documents of the run name.
pub(super) fn resolve(
    documents: &mut Documents,
    draft: &mut Draft<'_>,
    ontology: &Ontology,
    report: &mut Report,
) -> Outcome {
    let mut pool = Pool::of(documents, draft, ontology);
    let (clusters, warnings) = cluster(&pool.variants, ontology);
    let told = warnings.into_iter().filter(|(at, _)| pool.before[*at].is_none());
    report.warnings.extend(told.map(|(_, warning)| warning));
    let known = assign(&clusters, &mut pool, draft);
    let mut outcome = Outcome { moved: rename(&pool, documents, draft), ..Outcome::default() };
    for (cluster, before) in clusters.iter().zip(known) {
        if let Some(node) = before {
            update(node, cluster, &pool, draft, ontology);
        }
    }
    count(documents, &pool, draft, report);
    outcome.parts = standing::relate(documents, &outcome.moved, draft);
    outcome.replaced = pool.left().into_iter().filter_map(|(node, heir)| Some((node, heir?))).collect();
    mention(documents, &outcome.moved, draft);
    outcome
}

/// Gives each entity its node: the one of its first variant that has one nobody before took, or a new one. Returns those
/// the graph had.
fn assign(clusters: &[Cluster], pool: &mut Pool, draft: &mut Draft<'_>) -> Vec<Option<NodeId>> {
    let mut taken: FxHashSet<NodeId> = FxHashSet::default();
    let mut known = Vec::with_capacity(clusters.len());
    for cluster in clusters {
        let mut had = cluster.members.iter().filter_map(|&at| pool.before[at]);
        let before = had.find(|node| taken.insert(*node));
        let node = before.unwrap_or_else(|| create(cluster, pool, draft));
        cluster.members.iter().for_each(|&at| pool.now[at] = Some(node));
        known.push(before);
    }
    known
}

fn create(cluster: &Cluster, pool: &Pool, draft: &mut Draft<'_>) -> NodeId {
    let labels: Vec<&str> = cluster.card.labels.iter().map(String::as_str).collect();
    draft.create_node(&labels, properties(&cluster.card, &pool.texts(&cluster.members)))
}

/// Says of a known entity what its variants say now.
fn update(node: NodeId, cluster: &Cluster, pool: &Pool, draft: &mut Draft<'_>, ontology: &Ontology) {
    let Some(members) = pool.had.get(&node).filter(|members| pool.texts(members) != pool.texts(&cluster.members))
    else {
        return;
    };
    let mut before: Vec<&Variant> = members.iter().map(|&at| &pool.variants[at]).collect();
    before.sort_by_cached_key(|variant| variant.precedence(ontology));
    let Some(before) = Card::of_all(before.into_iter().map(|variant| &variant.entity), ontology) else { return };
    let own = draft.property(node, "variants") == Value::Null;
    let old = properties(&before, &if own { Vec::new() } else { pool.texts(members) });
    draft.rederive(node, &old, properties(&cluster.card, &pool.texts(&cluster.members)));
    draft.relabel(node, &before.labels, &cluster.card.labels);
}

/// Lets documents name the entities their words are taken for now; returns those of the graph that take them for others
/// than before.
fn rename(pool: &Pool, documents: &mut Documents, draft: &mut Draft<'_>) -> Vec<NodeId> {
    let mut moved: Vec<NodeId> = Vec::new();
    for (at, from, to) in pool.moves() {
        let text = pool.variants[at].text();
        let says_so = |id| draft.claim_text(id, "variant").is_some_and(|variant| variant == text);
        for found in draft.incoming(from, "NAMES").filter(|found| says_so(found.relationship)) {
            let namings = &mut documents.get(found.node, draft).namings;
            let this = |naming: &&mut Naming| naming.before.is_some_and(|(id, _)| id == found.relationship);
            if let Some(naming) = namings.values_mut().find(this) {
                naming.now = Some(to);
                moved.push(found.node);
            }
        }
    }
    moved.sort_unstable();
    moved.dedup();
    for document in documents.new.clone() {
        let namings = documents.get(document, draft).namings.values_mut();
        namings.for_each(|naming| naming.now = pool.node(&naming.variant));
    }
    for document in documents.new.iter().chain(&moved).copied().collect::<Vec<_>>() {
        name(document, documents, draft);
    }
    moved
}

/// Relates a document to what it names, in the order of its numbers: from the first that has changed on anew.
fn name(document: NodeId, documents: &mut Documents, draft: &mut Draft<'_>) {
    let namings = documents.get(document, draft).namings.iter();
    for (&n, naming) in namings.skip_while(|(_, naming)| naming.node(false) == naming.now) {
        if let Some((relationship, _)) = naming.before {
            draft.delete_relationship(relationship);
        }
        if let Some(node) = naming.now {
            draft.relate_with(document, "NAMES", node, naming.properties(n));
        }
    }
}

/// Which sentence mentions whom, in the order the document first names them.
fn mention(documents: &mut Documents, moved: &[NodeId], draft: &mut Draft<'_>) {
    for document in documents.new.iter().chain(moved).copied().collect::<Vec<_>>() {
        let told = documents.get(document, draft);
        let mut mentions: FxHashMap<i64, (Vec<NodeId>, Vec<NodeId>)> = FxHashMap::default();
        for naming in told.namings.values() {
            for &sentence in &naming.sentences {
                let (before, now) = mentions.entry(sentence).or_default();
                for (list, node) in [(before, naming.node(false)), (now, naming.node(true))] {
                    list.extend(node.filter(|node| !list.contains(node)));
                }
            }
        }
        for (number, &sentence) in &told.sentences {
            let Some((before, now)) = mentions.remove(number).filter(|(before, now)| before != now) else { continue };
            draft.align(sentence, "MENTIONS", &before, now.into_iter().map(|node| (node, Vec::new())).collect());
        }
    }
}

fn count(documents: &mut Documents, pool: &Pool, draft: &Draft<'_>, report: &mut Report) {
    let mut fresh = pool.fresh();
    for document in documents.new.clone() {
        let told = documents.get(document, draft);
        for naming in told.namings.values().filter(|naming| !naming.implied) {
            let is_new = naming.now.is_some_and(|node| fresh.remove(&node));
            if is_new { report.entities_new += 1 } else { report.entities_known += 1 }
        }
    }
}

fn properties(card: &Card, variants: &[String]) -> Properties {
    let degrees = |degrees: Option<f64>| degrees.map_or(Value::Null, Value::Float);
    let Position { latitude, longitude } = card.position.unwrap_or_default();
    let at = |degree: f64| degrees(card.position.map(|_| degree));
    vec![
        ("name", text_value(&card.name)),
        ("aliases", texts_value(&card.aliases)),
        ("titles", texts_value(&card.titles)),
        ("lat", at(latitude)),
        ("lon", at(longitude)),
        ("country", optional_text(card.country.as_deref())),
        ("variants", texts_value(variants)),
    ]
}
