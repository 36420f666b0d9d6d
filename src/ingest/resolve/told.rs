//! What each document tells, and where the graph keeps it.
//!
//! ```text
//! (:Document)-[:NAMES {n: 3, variant: "Person\tZelensky", sentences: [1, 4], relations: ["LEADS 5 President"]}]->(:Entity)
//! (:Event)-[:REPORTED_IN {n: 0, parts: "ACTOR 3 OCCURRED_IN 5"}]->(:Sentence)-[:IN_DOCUMENT]->(:Document)
//! ```
//! `n` numbers the entities and the events of one document; relations, parts and links speak in these numbers. So what a
//! document said stays known, whatever node its words are taken for later: entities and events are made of what all
//! documents say, and made anew where another document changes that.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::draft::{Draft, Properties, text_value, texts_of, texts_value};
use super::entity::Variant;
use crate::graph::Neighbour;
use crate::ingest::record::{Document, Entity, Position};
use crate::ontology::{Gazetteer, Ontology};
use crate::value::{NodeId, RelationshipId, Value};

/// The order in which documents are taken: by the day they were published, then by headline and text. Whatever has to be
/// decided by an order is decided by this one, never by which document was read first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    published: i64,
    title: String,
    sha256: String,
}

impl Rank {
    pub(super) fn of(document: &Document) -> Self {
        Self {
            published: document.published.map_or(i64::MAX, |day| day.days),
            title: document.title.clone(),
            sha256: document.sha256.clone(),
        }
    }

    fn of_node(node: NodeId, draft: &Draft<'_>) -> Self {
        let published = match draft.property(node, "published") {
            Value::Date(day) => day.days,
            _ => i64::MAX,
        };
        let text = |key| draft.text(node, key).unwrap_or_default();
        Self { published, title: text("title"), sha256: text("sha256") }
    }

    /// Before every document: what was told by hand.
    pub(super) fn first() -> Self {
        Self { published: i64::MIN, title: String::new(), sha256: String::new() }
    }
}

/// An entity as one document speaks of it.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    /// What the document says of it, as a variant's text.
    pub(super) variant: String,
    /// The numbers of the sentences that mention it.
    pub(super) sentences: Vec<i64>,
    /// How it stands to other entities of the document: "LEADS 5 President".
    pub(super) relations: Vec<String>,
    /// Whether the document does not say it: the country of a place it names.
    pub(super) implied: bool,
    /// The relationship and the entity of the graph, where the graph knows the document.
    pub(super) before: Option<(RelationshipId, NodeId)>,
    /// The entity it is taken for now.
    pub(super) now: Option<NodeId>,
}

impl Naming {
    /// The entity it was taken for, or is.
    pub(super) fn node(&self, now: bool) -> Option<NodeId> {
        if now { self.now } else { self.before.map(|(_, node)| node) }
    }

    pub(super) fn properties(&self, n: usize) -> Properties {
        let sentences = self.sentences.iter().map(|&number| Value::Integer(number)).collect::<Vec<_>>();
        let sentences = if sentences.is_empty() { Value::Null } else { Value::List(sentences.into()) };
        vec![
            ("n", index_value(n)),
            ("variant", text_value(&self.variant)),
            ("sentences", sentences),
            ("relations", texts_value(&self.relations)),
        ]
    }

    /// How it stands to others: the type, the number of the other, and the office.
    pub(super) fn standing(&self) -> impl Iterator<Item = (&'static str, usize, Option<&str>)> {
        self.relations.iter().filter_map(|text| {
            let mut words = text.splitn(3, ' ');
            let kind = STANDING.into_iter().find(|kind| Some(*kind) == words.clone().next())?;
            Some((kind, words.nth(1)?.parse().ok()?, words.next()))
        })
    }
}

/// The relations between entities a graph of the schema has; others are not taken up.
pub(super) const STANDING: [&str; 4] = ["LEADS", "MEMBER_OF", "PART_OF", "LOCATED_IN"];

/// A document, of this run or of the graph.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) rank: Rank,
    pub(super) namings: BTreeMap<usize, Naming>,
    /// Its sentences by number.
    pub(super) sentences: BTreeMap<i64, NodeId>,
}

impl Told {
    /// A document of this run. The country of a place is named with the place.
    pub(super) fn new(document: &Document, ontology: &Ontology) -> Self {
        let mut entities: Vec<(Entity, bool)> =
            document.entities.iter().map(|entity| (entity.clone(), false)).collect();
        let mut relations: Vec<(usize, String)> = document
            .relations
            .iter()
            .filter(|relation| relation.from != relation.to && STANDING.contains(&relation.kind.as_str()))
            .map(|relation| {
                let title = relation.title.as_deref().map_or(String::new(), |title| format!(" {title}"));
                (relation.from, format!("{} {}{title}", relation.kind, relation.to))
            })
            .collect();
        for at in 0..document.entities.len() {
            let Some(country) = country_of(&document.entities[at], ontology) else { continue };
            let known =
                entities.iter().position(|(known, _)| known.kind == "Country" && known.country == country.country);
            let number = known.unwrap_or(entities.len());
            if known.is_none() {
                entities.push((country, true));
            }
            relations.push((at, format!("LOCATED_IN {number}")));
        }
        let mentioned = |n: usize| {
            let sentences = document.sentences.iter().filter(|sentence| sentence.mentions.contains(&n));
            sentences.map(|sentence| i64::from(sentence.number)).collect()
        };
        let naming = |(n, (entity, implied)): (usize, (Entity, bool))| {
            let naming = Naming {
                variant: Variant::new(entity).text(),
                sentences: if implied { Vec::new() } else { mentioned(n) },
                relations: relations.iter().filter(|(from, _)| *from == n).map(|(_, text)| text.clone()).collect(),
                implied,
                before: None,
                now: None,
            };
            (n, naming)
        };
        let namings = entities.into_iter().enumerate().map(naming).collect();
        Self { rank: Rank::of(document), namings, sentences: BTreeMap::new() }
    }

    /// A document of the graph.
    fn of_node(node: NodeId, draft: &Draft<'_>) -> Self {
        let naming = |Neighbour { relationship, node }: Neighbour| {
            let naming = Naming {
                variant: draft.claim_text(relationship, "variant")?,
                sentences: integers(&draft.claim(relationship, "sentences")),
                relations: texts_of(&draft.claim(relationship, "relations")),
                implied: false,
                before: Some((relationship, node)),
                now: Some(node),
            };
            Some((index(&draft.claim(relationship, "n"))?, naming))
        };
        let sentence = |Neighbour { node, .. }: Neighbour| match draft.property(node, "n") {
            Value::Integer(number) => Some((number, node)),
            _ => None,
        };
        Self {
            rank: Rank::of_node(node, draft),
            namings: draft.outgoing(node, "NAMES").filter_map(naming).collect(),
            sentences: draft.incoming(node, "IN_DOCUMENT").filter_map(sentence).collect(),
        }
    }

    /// The entity a number stands for.
    pub(super) fn entity(&self, n: usize, now: bool) -> Option<NodeId> {
        self.namings.get(&n)?.node(now)
    }

    /// Of what kind one of its entities is, and what the document calls it, others perhaps so as well.
    pub(super) fn word(&self, n: usize) -> Option<(&str, &str)> {
        Variant::head(&self.namings.get(&n)?.variant)
    }

    /// What the document calls one of its entities; with its kind where it calls several so.
    pub(super) fn name(&self, n: usize) -> Option<String> {
        let variant = Variant::read(&self.namings.get(&n)?.variant)?;
        let called =
            |naming: &Naming| Variant::read(&naming.variant).is_some_and(|one| one.entity.name == variant.entity.name);
        let several = self.namings.values().filter(|naming| called(naming)).nth(1).is_some();
        let Entity { name, kind, .. } = variant.entity;
        Some(if several { format!("{name} ({kind})") } else { name })
    }
}

/// The documents met so far: those of the run, and those of the graph that were looked at.
#[derive(Debug, Default)]
pub(super) struct Documents {
    told: FxHashMap<NodeId, Told>,
    /// Those of the run, in their order.
    pub(super) new: Vec<NodeId>,
}

impl Documents {
    pub(super) fn add(&mut self, node: NodeId, told: Told) {
        self.new.push(node);
        self.told.insert(node, told);
    }

    /// A document, looked up in the graph where it is not one of the run.
    pub(super) fn get(&mut self, node: NodeId, draft: &Draft<'_>) -> &mut Told {
        self.told.entry(node).or_insert_with(|| Told::of_node(node, draft))
    }
}

/// The country a place lies in by its code.
fn country_of(entity: &Entity, ontology: &Ontology) -> Option<Entity> {
    let is_part = ontology.is_a(&entity.kind, "Place") && entity.kind != "Country";
    let code = entity.country.as_deref().filter(|_| is_part)?;
    let country = Gazetteer::standard().country(code)?;
    Some(Entity {
        name: country.name.to_owned(),
        kind: "Country".to_owned(),
        position: Some(Position { latitude: country.latitude, longitude: country.longitude }),
        country: country.country.map(str::to_owned),
        ..Entity::default()
    })
}

/// A number of an entity or event in its document.
pub(super) fn index_value(n: usize) -> Value {
    i64::try_from(n).map_or(Value::Null, Value::Integer)
}

pub(super) fn index(value: &Value) -> Option<usize> {
    match value {
        Value::Integer(n) => usize::try_from(*n).ok(),
        _ => None,
    }
}

fn integers(value: &Value) -> Vec<i64> {
    let Value::List(list) = value else { return Vec::new() };
    let integer = |value: &Value| if let Value::Integer(number) = value { Some(*number) } else { None };
    list.iter().filter_map(integer).collect()
}
