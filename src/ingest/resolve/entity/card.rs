//! An entity as far as it matters for telling it from others.

use std::cmp::Ordering;

use super::super::draft::Draft;
use super::super::draft::texts_of;
use super::super::place::{kilometres, tolerance};
use super::variant::Variant;
use crate::ingest::record::{Entity, Position};
use crate::ontology::Ontology;
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

/// What is known of an entity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Card {
    pub(super) name: String,
    /// Other names, sorted, so that they do not depend on the order of documents.
    pub(super) aliases: Vec<String>,
    /// Its labels, the most general first.
    pub(super) labels: Vec<String>,
    pub(super) position: Option<Position>,
    pub(super) country: Option<String>,
    /// What documents call a person before the name, sorted.
    pub(super) titles: Vec<String>,
}

/// How alike two compatible entities are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// Their names are the same; otherwise one's name is an alias of the other.
    pub(super) by_name: bool,
    /// How far apart they are, where both have a position.
    distance: Option<f64>,
}

impl Likeness {
    /// The more alike first.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let far = |likeness: &Self| likeness.distance.unwrap_or(f64::MAX);
        other.by_name.cmp(&self.by_name).then(far(self).total_cmp(&far(other)))
    }
}

impl Card {
    /// An entity of the graph.
    pub(super) fn of(node: NodeId, draft: &Draft<'_>, ontology: &Ontology) -> Self {
        let view = draft.view;
        let mut labels: Vec<String> = view.labels(node).iter().map(|&label| view.name(label).to_owned()).collect();
        labels.sort_by_key(|label| ontology.labels_of(label).len());
        let degrees = |key| match draft.property(node, key) {
            Value::Float(degrees) => Some(degrees),
            #[expect(clippy::cast_precision_loss, reason = "degrees are small")]
            Value::Integer(degrees) => Some(degrees as f64),
            _ => None,
        };
        let position = degrees("lat").zip(degrees("lon"));
        Self {
            name: draft.text(node, "name").unwrap_or_default(),
            aliases: texts_of(&draft.property(node, "aliases")),
            labels,
            position: position.map(|(latitude, longitude)| Position { latitude, longitude }),
            country: draft.text(node, "country"),
            titles: texts_of(&draft.property(node, "titles")),
        }
    }

    /// What was there before any document spoke of it.
    pub(super) fn own_variant(&self) -> Option<Variant> {
        let kind = self.labels.last().cloned().unwrap_or_default();
        let entity = Entity {
            name: self.name.clone(),
            aliases: self.aliases.clone(),
            kind,
            position: self.position,
            country: self.country.clone(),
            titles: self.titles.clone(),
        };
        (!self.name.is_empty()).then(|| Variant { own: true, ..Variant::new(entity) })
    }

    /// What accounts of one entity say together.
    pub(super) fn of_all<'e>(mut accounts: impl Iterator<Item = &'e Entity>, ontology: &Ontology) -> Option<Self> {
        let first = Self::from_record(accounts.next()?, ontology);
        Some(accounts.fold(first, |mut card, entity| {
            card.merge(entity, ontology);
            card
        }))
    }

    /// An entity of a document.
    pub(super) fn from_record(entity: &Entity, ontology: &Ontology) -> Self {
        let mut card = Self {
            name: entity.name.clone(),
            aliases: Vec::new(),
            labels: labels_of(&entity.kind, ontology),
            position: entity.position,
            country: entity.country.clone(),
            titles: Vec::new(),
        };
        card.add_titles(&entity.titles);
        card.add_aliases(entity.aliases.iter().cloned());
        card
    }

    /// How alike this entity and one of a document are; `None` where they are not the same.
    pub(super) fn likeness(&self, entity: &Entity, ontology: &Ontology) -> Option<Likeness> {
        let distance = self.position.zip(entity.position).map(|(one, other)| kilometres(one, other));
        let apart = distance.is_some_and(|distance| distance > tolerance(&entity.kind));
        let abroad = self.country.is_some() && entity.country.is_some() && self.country != entity.country;
        if apart || abroad || !self.has_compatible_kind(&entity.kind, ontology) {
            return None;
        }
        let (name, other) = (fold(&self.name), fold(&entity.name));
        let by_name = name == other;
        let by_alias = self.aliases.iter().any(|alias| fold(alias) == other)
            || entity.aliases.iter().any(|alias| fold(alias) == name);
        (by_name || by_alias).then_some(Likeness { by_name, distance })
    }

    /// Takes over what an account of the same entity says more.
    pub(super) fn merge(&mut self, entity: &Entity, ontology: &Ontology) {
        if fold(&self.name) != fold(&entity.name) && is_fuller(&entity.name, &self.name) {
            let shorter = std::mem::replace(&mut self.name, entity.name.clone());
            self.add_aliases(std::iter::once(shorter));
        }
        self.add_aliases(std::iter::once(entity.name.clone()).chain(entity.aliases.iter().cloned()));
        self.position = self.position.or(entity.position);
        self.country = self.country.take().or_else(|| entity.country.clone());
        self.add_titles(&entity.titles);
        for label in labels_of(&entity.kind, ontology) {
            if !self.labels.contains(&label) {
                self.labels.push(label);
            }
        }
    }

    fn add_titles(&mut self, titles: &[String]) {
        self.titles.extend(titles.iter().cloned());
        self.titles.sort_unstable();
        self.titles.dedup();
    }

    fn add_aliases(&mut self, aliases: impl Iterator<Item = String>) {
        self.aliases.extend(aliases.filter(|alias| !alias.is_empty()));
        let name = fold(&self.name);
        self.aliases.retain(|alias| fold(alias) != name);
        self.aliases.sort_unstable();
        self.aliases.dedup();
    }

    /// One kind is the other or stands above it. Groups and organisations are told apart by nothing but habit.
    fn has_compatible_kind(&self, kind: &str, ontology: &Ontology) -> bool {
        let own = self.labels.last().map_or("Entity", String::as_str);
        let is_body = |kind| ontology.is_a(kind, "Organization") || ontology.is_a(kind, "Group");
        let above = |one, other| labels_of(other, ontology).iter().any(|label| label == one);
        above(own, kind) || above(kind, own) || (is_body(own) && is_body(kind))
    }
}

/// The labels of an entity of this kind, the most general first.
fn labels_of(kind: &str, ontology: &Ontology) -> Vec<String> {
    let mut labels: Vec<String> = ontology.labels_of(kind).into_iter().map(str::to_owned).collect();
    labels.retain(|label| !label.is_empty());
    if labels.last().is_none_or(|label| label != "Entity") {
        labels.push("Entity".to_owned());
    }
    labels.reverse();
    labels
}

/// Whether one name says more than another: more words, or else more letters, or else the alphabet decides.
fn is_fuller(name: &str, other: &str) -> bool {
    let fullness = |name: &str| (name.split_whitespace().count(), name.chars().count());
    (fullness(name), other) > (fullness(other), name)
}
