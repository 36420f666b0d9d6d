//! An event as far as it matters for telling it from others, and how two accounts of one become one.

use std::collections::{BTreeMap, BTreeSet};

use super::super::draft::Draft;
use super::telling::role_of;
use crate::ingest::people::{is_anybody, is_common, may_be_called};
use crate::ingest::record::{Event, Modality, Role};
use crate::ontology::Ontology;
use crate::time::{Edtf, Interval};
use crate::value::{NodeId, RelationshipId, Value};

/// Somebody or some place of an event: how it stands to it, its node, and its kind and name as the document has them.
pub(super) type Part<'t> = (&'static str, NodeId, Option<(&'t str, &'t str)>);

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
    /// Those of the places it says are towns.
    pub(super) towns: BTreeSet<NodeId>,
    /// Those who take part and have but a common noun: "rebels".
    pub(super) common: BTreeSet<NodeId>,
    /// What it calls those who take part.
    pub(super) called: BTreeMap<NodeId, String>,
    /// Its PLOVER type, where it is not that of its type.
    pub(super) plover: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) quantity: Option<f64>,
    pub(super) unit: Option<String>,
    pub(super) killed: Option<i64>,
    pub(super) injured: Option<i64>,
    pub(super) quote: Option<String>,
}

impl Account {
    /// What a document tells, and a warning where its date cannot be read.
    /// Whom it names is told by [`Account::take_part`].
    pub(super) fn from_record(event: &Event, ontology: &Ontology) -> (Self, Option<String>) {
        let read = Edtf::parse(&event.date);
        let unread = (!event.date.is_empty()).then(|| read.as_ref().err()).flatten();
        let warning = unread.map(|wrong| format!("'{}' of '{}' is kept as text: {wrong}", event.date, event.title));
        let account = Self {
            id: event.id.clone(),
            labels: labels_of(&event.kind, ontology),
            title: event.title.clone(),
            edtf: event.date.clone(),
            interval: interval_of(&event.date),
            modality: event.modality,
            participants: BTreeSet::new(),
            places: BTreeSet::new(),
            towns: BTreeSet::new(),
            common: BTreeSet::new(),
            called: BTreeMap::new(),
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

    /// Takes over who took part and where it was, by relationship type, with what they are called.
    pub(super) fn take_part<'t>(&mut self, parts: impl Iterator<Item = Part<'t>>) {
        self.participants.clear();
        self.places.clear();
        self.towns.clear();
        self.common.clear();
        self.called.clear();
        for (kind, node, word) in parts {
            match role_of(kind) {
                Some(role) => {
                    self.participants.insert((role, node));
                    self.common.extend(word.filter(|(sort, word)| is_nameless(sort, word)).map(|_| node));
                    self.called.extend(word.map(|(_, word)| (node, word.to_owned())));
                }
                None if kind == "OCCURRED_IN" => {
                    self.places.insert(node);
                    self.towns.extend(word.filter(|(sort, _)| *sort == "City").map(|_| node));
                }
                None => {}
            }
        }
    }

    /// What one document tells, where several tell the event and each says so on the way to its sentence.
    pub(super) fn of_claims(claims: RelationshipId, draft: &Draft<'_>, ontology: &Ontology) -> Option<Self> {
        let text = |key| draft.claim_text(claims, key);
        let edtf = text("edtf").unwrap_or_default();
        Some(Self {
            id: text("id"),
            labels: labels_of(&text("type")?, ontology),
            title: text("title").unwrap_or_default(),
            interval: interval_of(&edtf),
            edtf,
            modality: modality(text("modality").as_deref()),
            participants: BTreeSet::new(),
            places: BTreeSet::new(),
            towns: BTreeSet::new(),
            common: BTreeSet::new(),
            called: BTreeMap::new(),
            plover: text("plover"),
            mode: text("mode"),
            quantity: number(&draft.claim(claims, "quantity")),
            unit: text("unit"),
            killed: integer(&draft.claim(claims, "killed")),
            injured: integer(&draft.claim(claims, "injured")),
            quote: text("quote"),
        })
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
        let of_type = labels.last().and_then(|label| ontology.event_type(label));
        let said = |key, usual: Option<&str>| draft.text(node, key).filter(|said| usual != Some(said));
        let plover = said("plover", of_type.and_then(|kind| kind.plover.as_deref()));
        let mode = said("mode", of_type.and_then(|kind| kind.mode.as_deref()));
        let roles = [Role::Actor, Role::Recipient, Role::Participant];
        let played = |role: Role| draft.outgoing(node, role.relationship_type()).map(move |found| (role, found.node));
        let participants: BTreeSet<(Role, NodeId)> = roles.into_iter().flat_map(played).collect();
        let places: BTreeSet<NodeId> = draft.outgoing(node, "OCCURRED_IN").map(|found| found.node).collect();
        let towns = places.iter().copied().filter(|&place| draft.has_label(place, "City")).collect();
        let called: BTreeMap<NodeId, String> =
            participants.iter().filter_map(|&(_, node)| Some((node, draft.text(node, "name")?))).collect();
        let sort = |node| NAMED.into_iter().find(|sort| draft.has_label(node, sort)).unwrap_or_default();
        let nameless = called.iter().filter(|&(&node, word)| is_nameless(sort(node), word));
        let common = nameless.map(|(&node, _)| node).collect();
        Self {
            id: draft.text(node, "id"),
            labels,
            title: draft.text(node, "title").unwrap_or_default(),
            edtf: draft.text(node, "edtf").unwrap_or_default(),
            interval: Some(interval).filter(|interval| *interval != Interval::ALWAYS),
            modality: modality(draft.text(node, "modality").as_deref()),
            participants,
            common,
            called,
            places,
            towns,
            plover,
            mode,
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

    /// Everyone with a name who takes part, and the places: what two accounts of one event are found by.
    pub(super) fn entities(&self) -> impl Iterator<Item = NodeId> {
        let named = self.participants.iter().map(|&(_, entity)| entity).filter(|&entity| !self.is_common(entity));
        named.chain(self.places.iter().copied())
    }

    /// Whether it has but a common noun for somebody: "people".
    pub(super) fn is_common(&self, entity: NodeId) -> bool {
        self.common.contains(&entity)
    }

    /// Whether somebody may be anybody.
    pub(super) fn is_anybody(&self, entity: NodeId) -> bool {
        self.is_common(entity) && self.called.get(&entity).is_some_and(|word| is_anybody(word))
    }

    /// Whether somebody here and somebody there are called alike, one of them at least by a common noun.
    pub(super) fn calls_alike(&self, entity: NodeId, other: (&Self, NodeId)) -> bool {
        let (account, theirs) = other;
        let common = self.is_common(entity) || account.is_common(theirs);
        let words = self.called.get(&entity).zip(account.called.get(&theirs));
        common && words.is_some_and(|(one, other)| may_be_called(one, other))
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
    pub(super) fn merged(&self, other: &Self, ontology: &Ontology) -> Self {
        let mut account = self.clone();
        if ontology.may_be_told_as(other.kind(), self.kind()) {
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
        account.towns.extend(&other.towns);
        account.common.extend(&other.common);
        account.called.extend(other.called.clone());
        account.plover = preferred(self.plover.as_ref(), other.plover.as_ref());
        account.mode = preferred(self.mode.as_ref(), other.mode.as_ref());
        account.quote = preferred(self.quote.as_ref(), other.quote.as_ref());
        account.killed = self.killed.max(other.killed);
        account.injured = self.injured.max(other.injured);
        if larger(other.quantity, self.quantity) {
            account.quantity = other.quantity;
            account.unit = other.unit.clone().or_else(|| self.unit.clone());
        }
        account
    }
}

/// Kinds whose members have names, however they are written.
const NAMED: [&str; 4] = ["Person", "Country", "Region", "City"];

fn is_nameless(kind: &str, word: &str) -> bool {
    !NAMED.contains(&kind) && is_common(word)
}

/// The days a date allows; none where it cannot be read or allows all there are.
fn interval_of(date: &str) -> Option<Interval> {
    Edtf::parse(date).ok().map(Edtf::interval).filter(|interval| *interval != Interval::ALWAYS)
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

pub(super) fn integer(value: &Value) -> Option<i64> {
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
