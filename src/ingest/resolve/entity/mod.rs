//! Which entities the graph has.
//!
//! ```text
//! document: Person "Zelenskyy"             graph: Person "Volodymyr Zelenskyy", aliases [Zelenskyy]     the same
//! document: Person "Igor Ivanov" [Ivanov]  graph: Person "Sergei Ivanov", aliases [Ivanov]              not the same
//! document: City "Odessa" 31.8 -102.4 US   graph: City "Odesa" 46.5 30.7 UA, aliases [Odessa]           not the same
//! ```
//! A shared name, or one's name among the other's aliases, makes two the same; two that only share an alias are not.

mod card;

use rustc_hash::FxHashMap;

use super::draft::{Draft, optional_text, text_value, texts_value};
use crate::ingest::record::{Document, Entity, Position, Relation};
use crate::ingest::report::Report;
use crate::ontology::{Gazetteer, Ontology};
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

use card::{Card, Likeness};

/// The entities met so far: those of the graph that were looked at, and those of the draft.
#[derive(Debug, Default)]
pub(super) struct Entities {
    cards: FxHashMap<NodeId, Card>,
    drafted: FxHashMap<String, Vec<NodeId>>,
}

impl Entities {
    /// The nodes of a document's entities, in order; new ones are drafted.
    pub(super) fn resolve(
        &mut self,
        document: &Document,
        draft: &mut Draft<'_>,
        ontology: &Ontology,
        report: &mut Report,
    ) -> Vec<NodeId> {
        let mut nodes = Vec::with_capacity(document.entities.len());
        for entity in &document.entities {
            let (node, known) = self.find_or_create(entity, draft, ontology, report);
            nodes.push(node);
            if known { report.entities_known += 1 } else { report.entities_new += 1 }
        }
        document.relations.iter().for_each(|relation| relate(relation, &nodes, draft));
        for (entity, node) in document.entities.iter().zip(&nodes) {
            self.put_into_country(entity, *node, draft, ontology, report);
        }
        nodes
    }

    fn find_or_create(
        &mut self,
        entity: &Entity,
        draft: &mut Draft<'_>,
        ontology: &Ontology,
        report: &mut Report,
    ) -> (NodeId, bool) {
        match self.find(entity, draft, ontology, report) {
            Some(node) => {
                self.merge(node, entity, draft, ontology);
                (node, true)
            }
            None => (self.create(entity, draft, ontology), false),
        }
    }

    /// The one entity that is most like this one; none where several are equally so by alias alone.
    fn find(&mut self, entity: &Entity, draft: &Draft<'_>, ontology: &Ontology, report: &mut Report) -> Option<NodeId> {
        let mut alike: Vec<(Likeness, NodeId)> = Vec::new();
        for node in self.candidates(entity, draft) {
            let card = self.cards.entry(node).or_insert_with(|| Card::of(node, draft, ontology));
            alike.extend(card.likeness(entity, ontology).map(|likeness| (likeness, node)));
        }
        alike.sort_by(|(one, first), (other, second)| one.compare(other).then(first.cmp(second)));
        match alike[..] {
            [] => None,
            [(first, node), ..] if first.by_name => Some(node),
            [(_, node)] => Some(node),
            [(_, first), (_, second), ..] => {
                let (first, second) = (&self.cards[&first].name, &self.cards[&second].name);
                let warning = format!("'{}' may be {first} or {second}: kept apart from both", entity.name);
                report.warnings.push(warning);
                None
            }
        }
    }

    /// Entities with a name or an alias in common, in order of id.
    fn candidates(&self, entity: &Entity, draft: &Draft<'_>) -> Vec<NodeId> {
        let names = std::iter::once(&entity.name).chain(&entity.aliases);
        let mut nodes: Vec<NodeId> = names
            .flat_map(|name| {
                let stored = draft.view.named(name).into_iter().filter(|&node| draft.has_label(node, "Entity"));
                let drafted = self.drafted.get(&fold(name)).cloned().unwrap_or_default();
                stored.chain(drafted).collect::<Vec<_>>()
            })
            .collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn create(&mut self, entity: &Entity, draft: &mut Draft<'_>, ontology: &Ontology) -> NodeId {
        let card = Card::from_record(entity, ontology);
        let labels: Vec<&str> = card.labels.iter().map(String::as_str).collect();
        let mut properties = vec![("name", text_value(&card.name)), ("aliases", texts_value(&card.aliases))];
        properties.extend(position_properties(card.position));
        properties.push(("country", optional_text(card.country.as_deref())));
        let node = draft.create_node(&labels, properties);
        self.note_names(node, &card);
        self.cards.insert(node, card);
        node
    }

    /// Adds to a known entity what this account of it says more.
    fn merge(&mut self, node: NodeId, entity: &Entity, draft: &mut Draft<'_>, ontology: &Ontology) {
        let Some(card) = self.cards.get_mut(&node) else { return };
        let before = card.clone();
        card.merge(entity, ontology);
        if card.name != before.name {
            draft.set(node, "name", text_value(&card.name));
        }
        if card.aliases != before.aliases {
            draft.set(node, "aliases", texts_value(&card.aliases));
        }
        if card.position != before.position {
            position_properties(card.position).into_iter().for_each(|(key, value)| draft.set(node, key, value));
        }
        if card.country != before.country {
            draft.set(node, "country", optional_text(card.country.as_deref()));
        }
        card.labels
            .iter()
            .filter(|label| !before.labels.contains(label))
            .for_each(|label| draft.add_label(node, label));
        let card = card.clone();
        self.note_names(node, &card);
    }

    fn note_names(&mut self, node: NodeId, card: &Card) {
        for name in std::iter::once(&card.name).chain(&card.aliases) {
            let nodes = self.drafted.entry(fold(name)).or_default();
            if !nodes.contains(&node) {
                nodes.push(node);
            }
        }
    }

    /// A place with a country code lies in that country, unless the document or the graph says where it lies.
    fn put_into_country(
        &mut self,
        entity: &Entity,
        node: NodeId,
        draft: &mut Draft<'_>,
        ontology: &Ontology,
        report: &mut Report,
    ) {
        let is_part = ontology.is_a(&entity.kind, "Place") && entity.kind != "Country";
        let code = entity.country.as_deref().filter(|_| is_part);
        let Some(country) = code.and_then(|code| Gazetteer::standard().country(code)) else { return };
        let country = Entity {
            name: country.name.to_owned(),
            kind: "Country".to_owned(),
            position: Some(Position { latitude: country.latitude, longitude: country.longitude }),
            country: country.country.map(str::to_owned),
            ..Entity::default()
        };
        let (country, _) = self.find_or_create(&country, draft, ontology, report);
        if country != node {
            draft.relate(node, "LOCATED_IN", country);
        }
    }
}

/// Relations of other types than the schema's are not taken up.
fn relate(relation: &Relation, nodes: &[NodeId], draft: &mut Draft<'_>) {
    let (Some(&from), Some(&to)) = (nodes.get(relation.from), nodes.get(relation.to)) else { return };
    let kind = match relation.kind.as_str() {
        "LEADS" => "LEADS",
        "MEMBER_OF" => "MEMBER_OF",
        "PART_OF" => "PART_OF",
        "LOCATED_IN" => "LOCATED_IN",
        _ => return,
    };
    if from != to && !draft.are_related(from, kind, to) {
        draft.relate_with(from, kind, to, vec![("title", optional_text(relation.title.as_deref()))]);
    }
}

fn position_properties(position: Option<Position>) -> Vec<(&'static str, Value)> {
    let Some(Position { latitude, longitude }) = position else { return Vec::new() };
    vec![("lat", Value::Float(latitude)), ("lon", Value::Float(longitude))]
}
