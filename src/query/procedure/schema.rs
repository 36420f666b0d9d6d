//! `db.schema()`: what nodes and relationships are called, what is known of each, and how often.
//!
//! ```text
//! element       name         count  property  types      present
//! node          Person          12  name      [string]     12
//! node          Person          12  age       [integer]     7
//! relationship  KNOWS           30  null      []            0     there are no properties
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::Procedure;
use crate::graph::{Symbol, View};
use crate::value::Value;

/// What the procedure is called and gives.
const SIGNATURE: &str = "db.schema() :: (element :: STRING, name :: STRING, count :: INTEGER, property :: STRING?, \
                         types :: LIST OF STRING, present :: INTEGER)";

/// What is known of one property: the types of its values, and how many have it.
#[derive(Default)]
struct Known {
    types: BTreeSet<&'static str>,
    with: usize,
}

/// A row for every property of every label and relationship type, in order of name.
pub(super) fn procedure() -> Procedure {
    Procedure::new(SIGNATURE.parse().expect("the signature is well-formed"), |_, view| Ok(rows(view)))
}

fn rows(view: View<'_>) -> Vec<Vec<Value>> {
    let mut rows = Vec::new();
    for (label, count) in sorted(view, view.labels_in_use()) {
        let properties = view.nodes_with_label(label).iter().flat_map(|id| view.node_properties(*id));
        describe(view, ("node", label, count), properties, &mut rows);
    }
    for (kind, count) in sorted(view, view.types_in_use()) {
        let properties = view.relationships_of_type(kind).iter().flat_map(|id| view.relationship_properties(*id));
        describe(view, ("relationship", kind, count), properties, &mut rows);
    }
    rows
}

fn sorted(view: View<'_>, mut names: Vec<(Symbol, usize)>) -> Vec<(Symbol, usize)> {
    names.sort_by_key(|(name, _)| view.name(*name));
    names
}

/// Adds a row for each property, or one row where there is none.
fn describe(
    view: View<'_>,
    (element, name, count): (&str, Symbol, usize),
    properties: impl Iterator<Item = (Symbol, Value)>,
    rows: &mut Vec<Vec<Value>>,
) {
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    for (key, value) in properties {
        let known = known.entry(view.name(key)).or_default();
        known.types.insert(value.type_name());
        known.with += 1;
    }
    let mut row = |property: Value, Known { types, with }: Known| {
        let types = Value::list(types.into_iter().map(Value::from));
        rows.push(vec![Value::from(element), Value::from(view.name(name)), whole(count), property, types, whole(with)]);
    };
    if known.is_empty() {
        row(Value::Null, Known::default());
    }
    for (key, known) in known {
        row(Value::from(key), known);
    }
}

fn whole(count: usize) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}
