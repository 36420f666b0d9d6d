//! A value as one line of text, for tables and separated columns.
//!
//! ```text
//! 'Kyiv' alone            Kyiv
//! 'Kyiv' in a list        ['Kyiv']
//! date('2025-05-24')      2025-05-24
//! a node                  (:City:Place {name: 'Kyiv'})
//! a relationship          [:OCCURRED_IN]
//! a path                  (:Event)-[:OCCURRED_IN]->(:City {name: 'Kyiv'})
//! ```

use std::collections::BTreeMap;

use crate::query::Rows;
use crate::value::{NodeId, Path, RelationshipId, Value};

/// The text of a value; of a top-level string, its characters without quotes.
pub(super) fn text(value: &Value, rows: &Rows) -> String {
    match value {
        Value::String(text) => text.to_string(),
        other => nested(other, rows),
    }
}

/// The text of a value for people: a list of texts reads as names between commas, an empty one as nothing.
pub(super) fn prose(value: &Value, rows: &Rows) -> String {
    let texts = value.as_list().and_then(|items| items.iter().map(Value::as_text).collect::<Option<Vec<_>>>());
    texts.map_or_else(|| text(value, rows), |texts| texts.join(", "))
}

/// Whether tables align the value to the right.
pub(super) fn is_number(value: &Value) -> bool {
    matches!(value, Value::Integer(_) | Value::Float(_))
}

fn nested(value: &Value, rows: &Rows) -> String {
    match value {
        Value::Date(date) => date.to_string(),
        Value::LocalTime(time) => time.to_string(),
        Value::Time(time) => time.to_string(),
        Value::LocalDateTime(moment) => moment.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        Value::Duration(duration) => duration.to_string(),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| nested(item, rows)).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => braced(entries.iter().map(|(key, value)| (&**key, value)), rows),
        Value::Node(id) => node(*id, rows),
        Value::Relationship(id) => relationship(*id, rows),
        Value::Path(steps) => path(steps, rows),
        literal => literal.to_string(),
    }
}

fn braced<'a>(entries: impl Iterator<Item = (&'a str, &'a Value)>, rows: &Rows) -> String {
    format!(
        "{{{}}}",
        entries.map(|(key, value)| format!("{key}: {}", nested(value, rows))).collect::<Vec<_>>().join(", ")
    )
}

fn properties(properties: &BTreeMap<String, Value>, rows: &Rows) -> Option<String> {
    (!properties.is_empty()).then(|| braced(properties.iter().map(|(key, value)| (key.as_str(), value)), rows))
}

fn node(id: NodeId, rows: &Rows) -> String {
    let Some(data) = rows.nodes.get(&id) else { return format!("(#{id})") };
    let labels: String = data.labels.iter().map(|label| format!(":{label}")).collect();
    let parts: Vec<_> = [labels, properties(&data.properties, rows).unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    format!("({})", parts.join(" "))
}

fn relationship(id: RelationshipId, rows: &Rows) -> String {
    let Some(data) = rows.relationships.get(&id) else { return format!("[#{id}]") };
    match properties(&data.properties, rows) {
        Some(properties) => format!("[:{} {properties}]", data.kind),
        None => format!("[:{}]", data.kind),
    }
}

fn path(path: &Path, rows: &Rows) -> String {
    let mut drawn = path.nodes.first().map(|first| node(*first, rows)).unwrap_or_default();
    for ((step, from), to) in path.relationships.iter().zip(&path.nodes).zip(path.nodes.iter().skip(1)) {
        let forward = rows.relationships.get(step).is_none_or(|data| data.start == *from);
        let (left, right) = if forward { ("-", "->") } else { ("<-", "-") };
        drawn += &format!("{left}{}{right}{}", relationship(*step, rows), node(*to, rows));
    }
    drawn
}
