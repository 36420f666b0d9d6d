//! Answers in the notation of the TCK, and whether they are the expected ones.

use std::collections::BTreeMap;

use annals::query::Rows;
use annals::value::text::plain;
use annals::value::{NodeId, Path, RelationshipId, Value};

use super::notation::{self, Entries, Hop, Node, Notation, Relationship};
use super::table::Table;

/// What may differ between the expected rows and the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Freedom {
    /// The rows may come in any order.
    pub(crate) rows: bool,
    /// The elements of lists may.
    pub(crate) elements: bool,
}

/// The first difference between expected rows and an answer.
pub(crate) enum Difference {
    /// The answer is another one.
    Rows(String),
    /// The expected rows cannot be read.
    Unreadable(String),
}

/// Compares an answer with a table: its head names the columns, in any order.
pub(crate) fn compare(table: &Table, rows: &Rows, freedom: Freedom) -> Result<(), Difference> {
    let (head, body) = table.split();
    let expected: Result<Vec<_>, String> = body.iter().map(|row| expected_row(row, freedom)).collect();
    let expected = expected.map_err(Difference::Unreadable)?;
    let places: Option<Vec<usize>> =
        head.iter().map(|name| rows.columns.iter().position(|column| column == name)).collect();
    let places = places
        .filter(|places| places.len() == rows.columns.len())
        .ok_or_else(|| Difference::Rows(format!("wanted columns {head:?}, got {:?}", rows.columns)))?;
    let got = rows.rows.iter().map(|row| answered_row(row, &places, rows, freedom)).collect();
    let (expected, got) = if freedom.rows { (sorted(expected), sorted(got)) } else { (expected, got) };
    if expected == got {
        return Ok(());
    }
    Err(Difference::Rows(format!("wanted {}\n    got    {}", expected.join(" "), got.join(" "))))
}

fn sorted(mut rows: Vec<String>) -> Vec<String> {
    rows.sort_unstable();
    rows
}

fn expected_row(row: &[String], freedom: Freedom) -> Result<String, String> {
    let cells: Result<Vec<_>, String> =
        row.iter().map(|cell| notation::read(cell).map(|value| canonical(&value, freedom.elements))).collect();
    cells.map(|cells| format!("| {} |", cells.join(" | ")))
}

fn answered_row(row: &[Value], places: &[usize], rows: &Rows, freedom: Freedom) -> String {
    let cells: Vec<_> = places.iter().map(|place| canonical(&noted(&row[*place], rows), freedom.elements)).collect();
    format!("| {} |", cells.join(" | "))
}

/// One text for each value, so that rows compare and sort as texts.
fn canonical(value: &Notation, free: bool) -> String {
    match value {
        Notation::Null => "null".to_owned(),
        Notation::Boolean(value) => value.to_string(),
        Notation::Integer(value) => value.to_string(),
        Notation::Float(value) => format!("{value:?}"),
        Notation::String(text) => format!("{text:?}"),
        Notation::List(items) => {
            let mut items: Vec<_> = items.iter().map(|item| canonical(item, free)).collect();
            if free {
                items.sort_unstable();
            }
            format!("[{}]", items.join(", "))
        }
        Notation::Map(entries) => canonical_entries(entries, free),
        Notation::Node(node) => canonical_node(node, free),
        Notation::Relationship(relationship) => canonical_relationship(relationship, free),
        Notation::Path(start, hops) => {
            let hops = hops.iter().map(|hop| {
                let relationship = canonical_relationship(&hop.relationship, free);
                let (tail, head) = if hop.forward { ("-", "->") } else { ("<-", "-") };
                format!("{tail}{relationship}{head}{}", canonical_node(&hop.node, free))
            });
            format!("<{}{}>", canonical_node(start, free), hops.collect::<String>())
        }
    }
}

fn canonical_entries(entries: &Entries, free: bool) -> String {
    let entries = entries.iter().map(|(key, value)| format!("{key:?}: {}", canonical(value, free)));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

fn canonical_node(node: &Node, free: bool) -> String {
    let labels: String = node.labels.iter().map(|label| format!(":{label}")).collect();
    format!("({labels} {})", canonical_entries(&node.properties, free))
}

fn canonical_relationship(relationship: &Relationship, free: bool) -> String {
    format!("[:{} {}]", relationship.kind, canonical_entries(&relationship.properties, free))
}

/// A value of an answer as the TCK writes it.
fn noted(value: &Value, rows: &Rows) -> Notation {
    match value {
        Value::Null => Notation::Null,
        Value::Boolean(value) => Notation::Boolean(*value),
        Value::Integer(value) => Notation::Integer(*value),
        Value::Float(value) => Notation::Float(*value),
        Value::List(items) => Notation::List(items.iter().map(|item| noted(item, rows)).collect()),
        Value::Map(entries) => {
            Notation::Map(entries.iter().map(|(key, value)| (key.to_string(), noted(value, rows))).collect())
        }
        Value::Node(id) => Notation::Node(node(*id, rows)),
        Value::Relationship(id) => Notation::Relationship(relationship(*id, rows)),
        Value::Path(path) => walked(path, rows),
        other => Notation::String(plain(other).to_string()),
    }
}

fn entries(properties: &BTreeMap<String, Value>, rows: &Rows) -> Entries {
    properties.iter().map(|(key, value)| (key.clone(), noted(value, rows))).collect()
}

fn node(id: NodeId, rows: &Rows) -> Node {
    let data = &rows.nodes[&id];
    Node { labels: data.labels.clone(), properties: entries(&data.properties, rows) }
}

fn relationship(id: RelationshipId, rows: &Rows) -> Relationship {
    let data = &rows.relationships[&id];
    Relationship { kind: data.kind.clone(), properties: entries(&data.properties, rows) }
}

fn walked(path: &Path, rows: &Rows) -> Notation {
    let hops = path.relationships.iter().zip(path.nodes.windows(2)).map(|(id, ends)| Hop {
        relationship: relationship(*id, rows),
        forward: rows.relationships[id].start == ends[0],
        node: node(ends[1], rows),
    });
    Notation::Path(node(path.nodes[0], rows), hops.collect())
}

/// The value a cell stands for, where it is given to a query.
pub(crate) fn given(notation: &Notation) -> Result<Value, String> {
    Ok(match notation {
        Notation::Null => Value::Null,
        Notation::Boolean(value) => Value::Boolean(*value),
        Notation::Integer(value) => Value::Integer(*value),
        Notation::Float(value) => Value::Float(*value),
        Notation::String(text) => Value::from(text.as_str()),
        Notation::List(items) => Value::list(items.iter().map(given).collect::<Result<Vec<_>, _>>()?),
        Notation::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| Ok((key.as_str(), given(value)?)));
            Value::map(entries.collect::<Result<Vec<_>, String>>()?)
        }
        Notation::Node(_) | Notation::Relationship(_) | Notation::Path(..) => {
            return Err(format!("{notation:?} is no value outside a graph"));
        }
    })
}
