//! An event as far as it matters for telling it from others, and how two accounts of one become one.

use std::collections::BTreeSet;

use super::super::draft::Draft;
use crate::ingest::record::{Event, Modality, Role};
use crate::ontology::Ontology;
use crate::time::{Edtf, Interval};
use crate::value::{NodeId, Value};

/// What somebody tells of an event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Account {
    pub(super) id: Option<String>,
    /// Its labels, the most general first.
    pub(super) labels: Vec<String>,
    pub(super) title: String,
    pub(super) edtf: String,
    /// The days the date allows, where there is a date that can be read.
    pub(super) interval: Option<Interval>,
    pub(super) modality: Modality,
    pub(super) participants: BTreeSet<(Role, NodeId)>,
    pub(super) places: BTreeSet<NodeId>,
    /// Its PLOVER type, where it is not that of its type.
    pub(super) plover: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) quantity: Option<f64>,
    pub(super) unit: Option<String>,
    pub(super) killed: Option<i64>,
    pub(super) injured: Option<i64>,
    pub(super) quote: Option<String>,
}

/// Two accounts made one, and what they do not agree on.
pub(super) struct Merged {
    pub(super) account: Account,
    pub(super) conflicts: Vec<String>,
}

impl Account {
    /// What a document tells, and a warning where its date cannot be read.
    pub(super) fn from_record(event: &Event, entities: &[NodeId], ontology: &Ontology) -> (Self, Option<String>) {
        let read = Edtf::parse(&event.date);
        let unread = (!event.date.is_empty()).then(|| read.as_ref().err()).flatten();
        let warning = unread.map(|wrong| format!("'{}' of '{}' is kept as text: {wrong}", event.date, event.title));
        let node = |&entity: &usize| entities.get(entity).copied();
        let participants = event.participants.iter();
        let account = Self {
            id: event.id.clone(),
            labels: labels_of(&event.kind, ontology),
            title: event.title.clone(),
            edtf: event.date.clone(),
            interval: read.ok().map(Edtf::interval),
            modality: event.modality,
            participants: participants.filter_map(|part| Some((part.role, node(&part.entity)?))).collect(),
            places: event.places.iter().filter_map(node).collect(),
            plover: event.plover.clone(),
            mode: event.mode.clone(),
            quantity: event.quantity,
            unit: event.unit.clone(),
            killed: event.killed,
            injured: event.injured,
            quote: event.quote.clone(),
        };
        (account, warning)
    }

    /// What the graph tells.
    pub(super) fn of(node: NodeId, draft: &Draft<'_>, ontology: &Ontology) -> Self {
        let view = draft.view;
        let mut labels: Vec<String> = view.labels(node).iter().map(|&label| view.name(label).to_owned()).collect();
        labels.sort_by_key(|label| ontology.labels_of(label).len());
        let day = |key| match draft.property(node, key) {
            Value::Date(day) => Some(day),
            _ => None,
        };
        let interval = Interval::new(day("start"), day("end"));
        let of_type =
            labels.last().and_then(|label| ontology.event_type(label)).and_then(|kind| kind.plover.as_deref());
        let plover = draft.text(node, "plover").filter(|plover| of_type != Some(plover));
        let roles = [Role::Actor, Role::Recipient, Role::Participant];
        let played = |role: Role| draft.targets(node, role.relationship_type()).map(move |entity| (role, entity));
        Self {
            id: draft.text(node, "id"),
            labels,
            title: draft.text(node, "title").unwrap_or_default(),
            edtf: draft.text(node, "edtf").unwrap_or_default(),
            interval: Some(interval).filter(|interval| *interval != Interval::ALWAYS),
            modality: modality(draft.text(node, "modality").as_deref()),
            participants: roles.into_iter().flat_map(played).collect(),
            places: draft.targets(node, "OCCURRED_IN").collect(),
            plover,
            mode: draft.text(node, "mode"),
            quantity: number(&draft.property(node, "quantity")),
            unit: draft.text(node, "unit"),
            killed: integer(&draft.property(node, "killed")),
            injured: integer(&draft.property(node, "injured")),
            quote: draft.text(node, "quote"),
        }
    }

    /// Its most precise type.
    pub(super) fn kind(&self) -> &str {
        self.labels.last().map_or("Event", String::as_str)
    }

    /// Everyone who takes part, and the places.
    pub(super) fn entities(&self) -> impl Iterator<Item = NodeId> {
        self.participants.iter().map(|&(_, entity)| entity).chain(self.places.iter().copied())
    }

    /// Who plays one role.
    pub(super) fn playing(&self, role: Role) -> BTreeSet<NodeId> {
        self.participants.iter().filter(|(played, _)| *played == role).map(|&(_, entity)| entity).collect()
    }

    /// How many days the date allows; the most there are where it is open or missing.
    pub(super) fn days(&self) -> i64 {
        let bounds = self.interval.and_then(|interval| interval.start.zip(interval.end));
        bounds.map_or(i64::MAX, |(start, end)| end.days.saturating_sub(start.days).saturating_add(1))
    }

    /// Both accounts in one: the more precise type and date, the fuller title, the larger numbers, all participants.
    /// What is chosen does not depend on which account came first.
    pub(super) fn merged(&self, other: &Self, ontology: &Ontology) -> Merged {
        let mut account = self.clone();
        if ontology.is_a(other.kind(), self.kind()) {
            account.labels.clone_from(&other.labels);
        }
        if (other.days(), &other.edtf) < (self.days(), &self.edtf) && !other.edtf.is_empty() {
            account.edtf.clone_from(&other.edtf);
            account.interval = other.interval;
        }
        account.title = fuller(&self.title, &other.title);
        account.id = self.id.clone().or_else(|| other.id.clone());
        account.modality = self.modality.min(other.modality);
        account.participants.extend(&other.participants);
        account.places.extend(&other.places);
        account.plover = preferred(self.plover.as_ref(), other.plover.as_ref());
        account.mode = preferred(self.mode.as_ref(), other.mode.as_ref());
        account.quote = preferred(self.quote.as_ref(), other.quote.as_ref());
        account.killed = self.killed.max(other.killed);
        account.injured = self.injured.max(other.injured);
        if larger(other.quantity, self.quantity) {
            account.quantity = other.quantity;
            account.unit = other.unit.clone().or_else(|| self.unit.clone());
        }
        let conflicts = self.conflicts(other);
        Merged { account, conflicts }
    }

    /// The numbers two accounts do not agree on; both stay with their evidence.
    fn conflicts(&self, other: &Self) -> Vec<String> {
        #[expect(clippy::cast_precision_loss, reason = "for showing and comparing only")]
        let whole = |count: Option<i64>| count.map(|count| count as f64);
        let numbers = [
            ("killed", whole(self.killed), whole(other.killed)),
            ("injured", whole(self.injured), whole(other.injured)),
            ("quantity", self.quantity, other.quantity),
        ];
        let differ = numbers.into_iter().filter_map(|(name, one, another)| Some((name, one?, another?)));
        differ
            .filter(|(_, one, another)| one != another)
            .map(|(name, one, another)| {
                format!("'{}': {name} {} or {}, both kept", self.title, one.min(another), one.max(another))
            })
            .collect()
    }
}

/// The labels of an event of this type, the most general first.
fn labels_of(kind: &str, ontology: &Ontology) -> Vec<String> {
    let kind = if kind.is_empty() { "Occurrence" } else { kind };
    let mut labels: Vec<String> = ontology.labels_of(kind).into_iter().map(str::to_owned).collect();
    if labels.last().is_none_or(|label| label != "Event") {
        labels.push("Event".to_owned());
    }
    labels.reverse();
    labels
}

/// The longer of two titles; the alphabet decides between equally long ones.
fn fuller(one: &str, other: &str) -> String {
    let fullness = |title: &str| title.chars().count();
    let first = (fullness(one), other) >= (fullness(other), one);
    (if first { one } else { other }).to_owned()
}

fn preferred(one: Option<&String>, other: Option<&String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(fuller(one, other)),
        (one, other) => one.or(other).cloned(),
    }
}

fn larger(one: Option<f64>, other: Option<f64>) -> bool {
    one.is_some_and(|one| other.is_none_or(|other| one > other))
}

fn modality(name: Option<&str>) -> Modality {
    match name {
        Some("alleged") => Modality::Alleged,
        Some("planned") => Modality::Planned,
        Some("failed") => Modality::Failed,
        Some("denied") => Modality::Denied,
        _ => Modality::Asserted,
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(integer) => Some(*integer),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "quantities of news fit a float exactly")]
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(integer) => Some(*integer as f64),
        Value::Float(float) => Some(*float),
        _ => None,
    }
}
