//! Side effects: what differs between the graph before a query and the graph after it.
//!
//! Labels count once however many nodes bear them; a property is what stands under a key of one node or relationship, so
//! a changed value is one gone and one new.

use std::collections::{BTreeMap, BTreeSet};

use annals::graph::View;
use annals::query::SideEffects;
use annals::value::text::plain;

use super::table::Table;

/// Everything a side effect may change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snapshot {
    nodes: BTreeSet<u32>,
    relationships: BTreeSet<u32>,
    labels: BTreeSet<String>,
    properties: BTreeSet<(Owner, String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Node(u32),
    Relationship(u32),
}

/// How many are new (`+nodes`) and gone (`-nodes`), where any are.
pub(crate) type Effects = BTreeMap<String, usize>;

impl Snapshot {
    pub(crate) fn of(view: View<'_>) -> Self {
        let mut snapshot = Self::default();
        for id in view.nodes() {
            snapshot.nodes.insert(id.0);
            snapshot.labels.extend(view.labels(id).iter().map(|label| view.name(*label).to_owned()));
            snapshot.own(Owner::Node(id.0), view, view.node_properties(id));
        }
        for id in view.relationships() {
            snapshot.relationships.insert(id.0);
            snapshot.own(Owner::Relationship(id.0), view, view.relationship_properties(id));
        }
        snapshot
    }

    fn own(&mut self, owner: Owner, view: View<'_>, properties: Vec<(annals::graph::Symbol, annals::value::Value)>) {
        let properties = properties.into_iter();
        self.properties.extend(
            properties.map(|(key, value)| (owner, view.name(key).to_owned(), format!("{value:?} {}", plain(&value)))),
        );
    }

    /// What is new in this snapshot and gone from the one before.
    pub(crate) fn since(&self, before: &Self) -> Effects {
        let mut effects = Effects::new();
        note(&mut effects, "nodes", &before.nodes, &self.nodes);
        note(&mut effects, "relationships", &before.relationships, &self.relationships);
        note(&mut effects, "labels", &before.labels, &self.labels);
        note(&mut effects, "properties", &before.properties, &self.properties);
        effects
    }
}

fn note<T: Ord>(effects: &mut Effects, what: &str, before: &BTreeSet<T>, after: &BTreeSet<T>) {
    let counts = [("+", after.difference(before).count()), ("-", before.difference(after).count())];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    effects.extend(counts.map(|(sign, count)| (format!("{sign}{what}"), count)));
}

/// The effects on nodes and relationships that an answer tells of itself.
pub(crate) fn counted(effects: &SideEffects) -> Effects {
    let counts = [
        ("+nodes", effects.nodes_created),
        ("-nodes", effects.nodes_deleted),
        ("+relationships", effects.relationships_created),
        ("-relationships", effects.relationships_deleted),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts.map(|(what, count)| (what.to_owned(), usize::try_from(count).unwrap_or(usize::MAX))).collect()
}

/// Those of the effects that an answer tells too.
pub(crate) fn entities(effects: &Effects) -> Effects {
    let told = |what: &str| what.ends_with("nodes") || what.ends_with("relationships");
    effects.iter().filter(|(what, _)| told(what)).map(|(what, count)| (what.clone(), *count)).collect()
}

/// The effects a table asks for: `| +nodes | 1 |`.
pub(crate) fn expected(table: &Table) -> Result<Effects, String> {
    const KNOWN: &[&str] = &["nodes", "relationships", "labels", "properties"];
    let rows = table.rows.iter().map(|row| match row.as_slice() {
        [what, count] if what.starts_with(['+', '-']) && KNOWN.contains(&&what[1..]) => {
            let count = count.parse().map_err(|_| format!("`{count}` is no number"))?;
            Ok((what.clone(), count))
        }
        other => Err(format!("{other:?} is no side effect")),
    });
    rows.filter(|row| !matches!(row, Ok((_, 0)))).collect()
}
