//! Which events the graph has, and what another account of one adds to it.
//!
//! 1. `account`: an event as far as it matters here, from a document or from the graph.
//! 2. `sameness`: whether two accounts tell of one event, and why.
//! 3. Here: candidates are the events that share an entity or an identity; the best of those that match gains evidence.

mod account;
mod sameness;

use rustc_hash::FxHashMap;

use super::draft::{Draft, Properties, number_value, optional_integer, optional_text, text_value};
use crate::ingest::record::{Document, Event, EventLink, Modality};
use crate::ingest::report::Report;
use crate::ontology::Ontology;
use crate::time::Interval;
use crate::value::{NodeId, Value};

use account::Account;
use sameness::{Sameness, compare};

/// The events met so far: those of the graph that were looked at, and those of the draft.
#[derive(Debug, Default)]
pub(super) struct Events {
    accounts: FxHashMap<NodeId, Account>,
    drafted_by_entity: FxHashMap<NodeId, Vec<NodeId>>,
    drafted_by_id: FxHashMap<String, NodeId>,
}

impl Events {
    /// Adds a document's events, or their evidence where the graph has them.
    pub(super) fn resolve(
        &mut self,
        document: &Document,
        entities: &[NodeId],
        sentences: &[NodeId],
        draft: &mut Draft<'_>,
        ontology: &Ontology,
        report: &mut Report,
    ) {
        let mut nodes: Vec<NodeId> = Vec::with_capacity(document.events.len());
        for event in &document.events {
            let (account, unread) = Account::from_record(event, entities, ontology);
            report.warnings.extend(unread);
            let known = self.find(&account, &nodes, draft, ontology);
            let node = match known {
                Some((node, sameness)) => {
                    report.events_confirmed += 1;
                    report.reasons.push(sameness.reason);
                    self.merge(node, account, draft, ontology, report);
                    node
                }
                None => {
                    report.events_new += 1;
                    self.create(account, draft, ontology)
                }
            };
            add_evidence(node, event, sentences, entities, draft);
            nodes.push(node);
        }
        for (event, &node) in document.events.iter().zip(&nodes) {
            add_links(node, event, &nodes, draft);
        }
    }

    /// The event the graph has that is most surely the same; none that this document has told already.
    fn find(
        &mut self,
        account: &Account,
        told: &[NodeId],
        draft: &Draft<'_>,
        ontology: &Ontology,
    ) -> Option<(NodeId, Sameness)> {
        let mut same: Vec<(NodeId, Sameness)> = Vec::new();
        for node in self.candidates(account, draft) {
            let known = self.accounts.entry(node).or_insert_with(|| Account::of(node, draft, ontology));
            let identical = account.id.is_some() && account.id == known.id;
            if identical || !told.contains(&node) {
                same.extend(compare(known, account, draft, ontology).map(|sameness| (node, sameness)));
            }
        }
        same.into_iter().min_by(|(one, first), (other, second)| second.score.cmp(&first.score).then(one.cmp(other)))
    }

    /// Events with the same identity or with an entity in common, in order of id.
    fn candidates(&self, account: &Account, draft: &Draft<'_>) -> Vec<NodeId> {
        let mut nodes: Vec<NodeId> = Vec::new();
        if let Some(id) = &account.id {
            nodes.extend(self.drafted_by_id.get(id));
            nodes.extend(stored_with_id(id, draft));
        }
        for entity in account.entities() {
            for kind in ["ACTOR", "RECIPIENT", "PARTICIPANT", "OCCURRED_IN"] {
                nodes.extend(draft.origins(entity, kind).filter(|&event| may_be_dated(event, account, draft)));
            }
            nodes.extend(self.drafted_by_entity.get(&entity).into_iter().flatten());
        }
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn create(&mut self, account: Account, draft: &mut Draft<'_>, ontology: &Ontology) -> NodeId {
        let labels: Vec<&str> = account.labels.iter().map(String::as_str).collect();
        let node = draft.create_node(&labels, properties(&account, ontology));
        for &(role, entity) in &account.participants {
            draft.relate(node, role.relationship_type(), entity);
        }
        account.places.iter().for_each(|&place| draft.relate(node, "OCCURRED_IN", place));
        self.note(node, account);
        node
    }

    /// Adds to a known event what another account of it says more.
    fn merge(
        &mut self,
        node: NodeId,
        account: Account,
        draft: &mut Draft<'_>,
        ontology: &Ontology,
        report: &mut Report,
    ) {
        let Some(known) = self.accounts.get(&node) else { return };
        let merged = known.merged(&account, ontology);
        report.warnings.extend(merged.conflicts);
        let before = properties(known, ontology);
        for (key, value) in properties(&merged.account, ontology) {
            let old = before.iter().find(|(old, _)| *old == key).map_or(&Value::Null, |(_, value)| value);
            if *old != value {
                draft.set(node, key, value);
            }
        }
        let labels = merged.account.labels.iter().filter(|label| !known.labels.contains(label));
        labels.for_each(|label| draft.add_label(node, label));
        for &(role, entity) in merged.account.participants.difference(&known.participants) {
            draft.relate(node, role.relationship_type(), entity);
        }
        merged.account.places.difference(&known.places).for_each(|&place| draft.relate(node, "OCCURRED_IN", place));
        self.note(node, merged.account);
    }

    fn note(&mut self, node: NodeId, account: Account) {
        for entity in account.entities() {
            let events = self.drafted_by_entity.entry(entity).or_default();
            if !events.contains(&node) {
                events.push(node);
            }
        }
        if let Some(id) = &account.id {
            self.drafted_by_id.insert(id.clone(), node);
        }
        self.accounts.insert(node, account);
    }
}

/// Every property of an event, null where it has none.
fn properties(account: &Account, ontology: &Ontology) -> Properties {
    let event_type = ontology.event_type(account.kind());
    let day = |day: Option<crate::time::Date>| day.map_or(Value::Null, Value::Date);
    let type_plover = event_type.and_then(|event_type| event_type.plover.as_deref());
    let type_mode = event_type.and_then(|event_type| event_type.mode.as_deref());
    vec![
        ("id", optional_text(account.id.as_deref())),
        ("title", text_value(&account.title)),
        ("start", day(account.interval.and_then(|interval| interval.start))),
        ("end", day(account.interval.and_then(|interval| interval.end))),
        ("edtf", text_value(&account.edtf)),
        ("modality", text_value(modality_name(account.modality))),
        ("plover", optional_text(account.plover.as_deref().or(type_plover))),
        ("mode", optional_text(account.mode.as_deref().or(type_mode))),
        ("quantity", number_value(account.quantity)),
        ("unit", optional_text(account.unit.as_deref())),
        ("killed", optional_integer(account.killed)),
        ("injured", optional_integer(account.injured)),
        ("quote", optional_text(account.quote.as_deref())),
    ]
}

/// What this document claims stands on its own link, beside what others claim; so does why the sentence tells this event.
/// Only what the document itself gives: links must not depend on which document came first.
fn add_evidence(node: NodeId, event: &Event, sentences: &[NodeId], entities: &[NodeId], draft: &mut Draft<'_>) {
    for (at, &sentence) in event.evidence.iter().enumerate() {
        let Some(&sentence) = sentences.get(sentence) else { continue };
        if !draft.are_related(node, "REPORTED_IN", sentence) {
            let reason = event.reasons.get(at).map(String::as_str).filter(|reason| !reason.is_empty());
            let claims = vec![
                ("quantity", number_value(event.quantity)),
                ("killed", optional_integer(event.killed)),
                ("injured", optional_integer(event.injured)),
                ("because", optional_text(reason)),
            ];
            draft.relate_with(node, "REPORTED_IN", sentence, claims);
        }
    }
    for &source in event.attributed_to.iter().filter_map(|&source| entities.get(source)) {
        draft.relate(node, "ATTRIBUTED_TO", source);
    }
}

fn add_links(node: NodeId, event: &Event, nodes: &[NodeId], draft: &mut Draft<'_>) {
    for &(link, other) in &event.links {
        let kind = match link {
            EventLink::PartOf => "PART_OF",
            EventLink::ResultOf => "RESULT_OF",
            EventLink::About => "ABOUT",
        };
        if let Some(&other) = nodes.get(other).filter(|&&other| other != node) {
            draft.relate(node, kind, other);
        }
    }
}

/// Whether the days of an event of the graph meet the account's: a glance at two properties, because an entity of a large
/// graph has far more events than are worth reading.
fn may_be_dated(event: NodeId, account: &Account, draft: &Draft<'_>) -> bool {
    let Some(interval) = account.interval else { return true };
    let day = |key| match draft.property(event, key) {
        Value::Date(day) => Some(day),
        _ => None,
    };
    Interval::new(day("start"), day("end")).intersects(interval)
}

fn stored_with_id(id: &str, draft: &Draft<'_>) -> Vec<NodeId> {
    let (Some(label), Some(key)) = (draft.view.symbol("Event"), draft.view.symbol("id")) else { return Vec::new() };
    draft.view.seek(Some(label), key, &crate::graph::PropertyRange::Equal(text_value(id)))
}

pub(super) fn modality_name(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "asserted",
        Modality::Alleged => "alleged",
        Modality::Planned => "planned",
        Modality::Failed => "failed",
        Modality::Denied => "denied",
    }
}
