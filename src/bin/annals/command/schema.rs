//! `annals schema`: which labels, relationship types and properties the store has.

use std::collections::{BTreeMap, BTreeSet};

use annals::graph::{Symbol, View};
use annals::query::Rows;
use annals::value::{NodeId, Value};
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::options::Show;
use crate::shell;
use crate::store;

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    show: Show,
}

/// Shows the schema.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let database = store::reading(global, console)?;
    let rows = rows(database.view());
    database.check_reads()?;
    shell::write_rows(&rows, &arguments.show.settings(), console)
}

/// One row per label and per relationship type, with the properties found and their types.
pub(crate) fn rows(view: View<'_>) -> Rows {
    let labels = view.labels_in_use().into_iter().map(|(label, count)| label_row(view, label, count));
    let types = view.types_in_use().into_iter().map(|(kind, count)| type_row(view, kind, count));
    let columns = ["name", "count", "properties"].map(str::to_owned).to_vec();
    Rows { columns, rows: labels.chain(types).collect(), ..Rows::default() }
}

fn label_row(view: View<'_>, label: Symbol, count: usize) -> Vec<Value> {
    let properties = view.nodes_with_label(label).iter().flat_map(|node| view.node_properties(*node));
    row(format!("(:{})", view.name(label)), count, types_by_key(view, properties))
}

fn type_row(view: View<'_>, kind: Symbol, count: usize) -> Vec<Value> {
    let found = view.relationships_of_type(kind);
    let ends = || found.iter().filter_map(|id| view.relationship(*id));
    let start = common_label(view, ends().map(|ends| ends.start));
    let end = common_label(view, ends().map(|ends| ends.end));
    let properties = found.iter().flat_map(|id| view.relationship_properties(*id));
    row(format!("({start})-[:{}]->({end})", view.name(kind)), count, types_by_key(view, properties))
}

fn row(name: String, count: usize, properties: String) -> Vec<Value> {
    vec![Value::from(name.as_str()), Value::Integer(count as i64), Value::from(properties.as_str())]
}

/// `edtf: string, start: date`, in order of key; a key with several types lists them all.
fn types_by_key(view: View<'_>, properties: impl Iterator<Item = (Symbol, Value)>) -> String {
    let mut types: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (key, value) in properties {
        types.entry(view.name(key)).or_default().insert(value.type_name().to_lowercase());
    }
    let shown = types
        .iter()
        .map(|(key, types)| format!("{key}: {}", types.iter().map(String::as_str).collect::<Vec<_>>().join(" or ")));
    shown.collect::<Vec<_>>().join(", ")
}

/// The most telling label that all nodes share, that is the one with the fewest nodes; nothing where they share none.
fn common_label(view: View<'_>, nodes: impl Iterator<Item = NodeId>) -> String {
    let sets = nodes.map(|node| view.labels(node).iter().copied().collect::<BTreeSet<_>>());
    let common = sets.reduce(|common, labels| &common & &labels).unwrap_or_default();
    let telling = common.into_iter().min_by_key(|label| (view.nodes_with_label(*label).len(), view.name(*label)));
    telling.map(|label| format!(":{}", view.name(label))).unwrap_or_default()
}
