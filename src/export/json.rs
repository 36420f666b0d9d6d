//! Rows as one JSON array of objects, and values as JSON.
//!
//! Dates, times, durations and points of time are ISO 8601 strings; a node is `{"id", "labels", "properties"}`, a
//! relationship `{"id", "type", "start", "end", "properties"}`, a path an array of both in turn; numbers that JSON has no
//! sign for (`NaN`, infinities) are null. A value's shape depends on its own type alone, never on its neighbours.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

use serde_json::{Map, Value as Json, json};

use super::{Options, is_invisible};
use crate::query::{NodeData, RelationshipData, Rows};
use crate::value::{CoordinateSystem, NodeId, Path, Point, RelationshipId, Value};

/// Writes the rows as one array, an object per line.
pub(super) fn write(rows: &Rows, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (number, row) in rows.rows.iter().enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        out.write_all(line(&object(rows, row), options.raw).as_bytes())?;
    }
    out.write_all(if rows.rows.is_empty() { b"]\n" } else { b"\n]\n" })
}

/// A row as an object, its keys in the order of the columns.
pub(super) fn object(rows: &Rows, row: &[Value]) -> Json {
    rows.columns
        .iter()
        .zip(row)
        .map(|(column, value)| (column.clone(), value_of(value, rows)))
        .collect::<Map<_, _>>()
        .into()
}

/// JSON on one line, escaped unless `raw`.
pub(super) fn line(json: &Json, raw: bool) -> String {
    let text = json.to_string();
    if raw { text } else { escaped(&text).into_owned() }
}

/// JSON in which characters that hide or drive a terminal are escaped, also those that JSON itself lets through.
///
/// ```
/// use annals::export::json_escaped;
/// assert_eq!(json_escaped("{\"a\":\"\u{9b}2J\"}"), r#"{"a":"\u009b2J"}"#);
/// ```
#[must_use]
pub fn escaped(json: &str) -> Cow<'_, str> {
    if !hides_something(json) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 8);
    for character in json.chars() {
        if is_invisible(character) {
            // On one line only strings hold such characters, so the escape always stands within one.
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("a string takes every write");
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Whether a character is there that is to be escaped. Nearly all there is are printed characters of ASCII, which are passed
/// over as bytes, many at once.
fn hides_something(json: &str) -> bool {
    let mut rest = json;
    while let Some(at) = first_unprinted(rest.as_bytes()) {
        rest = &rest[at..];
        let Some(character) = rest.chars().next() else { return false };
        if is_invisible(character) {
            return true;
        }
        rest = &rest[character.len_utf8()..];
    }
    false
}

/// Where the first byte stands that is no printed character of ASCII.
fn first_unprinted(bytes: &[u8]) -> Option<usize> {
    let is_unprinted = |byte: &u8| !matches!(byte, b' '..=b'~');
    // A piece is looked at without leaving it early, which a processor does for all its bytes at once.
    let holds_one = |piece: &[u8]| piece.iter().fold(false, |found, byte| found | is_unprinted(byte));
    let start = bytes.chunks(64).position(holds_one)? * 64;
    bytes[start..].iter().position(is_unprinted).map(|at| start + at)
}

fn value_of(value: &Value, rows: &Rows) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(truth) => json!(truth),
        Value::Integer(number) => json!(number),
        Value::Float(number) => json!(number),
        Value::String(text) => json!(&**text),
        Value::Date(date) => json!(date.to_string()),
        Value::LocalTime(time) => json!(time.to_string()),
        Value::Time(time) => json!(time.to_string()),
        Value::LocalDateTime(moment) => json!(moment.to_string()),
        Value::DateTime(moment) => json!(moment.to_string()),
        Value::Duration(duration) => json!(duration.to_string()),
        Value::Point(point) => point_of(point),
        Value::List(items) => items.iter().map(|item| value_of(item, rows)).collect(),
        Value::Map(entries) => {
            entries.iter().map(|(key, value)| (key.to_string(), value_of(value, rows))).collect::<Map<_, _>>().into()
        }
        Value::Node(id) => node_of(*id, rows),
        Value::Relationship(id) => relationship_of(*id, rows),
        Value::Path(path) => path_of(path, rows),
    }
}

/// The name Cypher gives a coordinate system: `wgs-84`, `cartesian`, and with a third coordinate `…-3d`.
pub(super) fn system_name(point: &Point) -> &'static str {
    match (point.system, point.z) {
        (CoordinateSystem::Geographic, None) => "wgs-84",
        (CoordinateSystem::Geographic, Some(_)) => "wgs-84-3d",
        (CoordinateSystem::Cartesian, None) => "cartesian",
        (CoordinateSystem::Cartesian, Some(_)) => "cartesian-3d",
    }
}

fn point_of(point: &Point) -> Json {
    let mut json = json!({"crs": system_name(point), "x": point.x, "y": point.y});
    if let Some(z) = point.z {
        json["z"] = json!(z);
    }
    json
}

fn node_of(id: NodeId, rows: &Rows) -> Json {
    let gone = NodeData::default();
    let data = rows.nodes.get(&id).unwrap_or(&gone);
    json!({"id": id.0, "labels": data.labels, "properties": properties_of(&data.properties, rows)})
}

fn relationship_of(id: RelationshipId, rows: &Rows) -> Json {
    match rows.relationships.get(&id) {
        Some(RelationshipData { kind, start, end, properties }) => json!({
            "id": id.0, "type": kind, "start": start.0, "end": end.0, "properties": properties_of(properties, rows),
        }),
        None => json!({"id": id.0, "type": null, "start": null, "end": null, "properties": {}}),
    }
}

fn properties_of(properties: &std::collections::BTreeMap<String, Value>, rows: &Rows) -> Json {
    properties.iter().map(|(key, value)| (key.clone(), value_of(value, rows))).collect::<Map<_, _>>().into()
}

fn path_of(path: &Path, rows: &Rows) -> Json {
    let mut steps: Vec<_> = path.nodes.first().map(|first| node_of(*first, rows)).into_iter().collect();
    for (relationship, node) in path.relationships.iter().zip(path.nodes.iter().skip(1)) {
        steps.push(relationship_of(*relationship, rows));
        steps.push(node_of(*node, rows));
    }
    steps.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_read_back() {
        let json = json!({"text": "a\u{1b}[2J\u{9b}\u{202e}\u{e0041}b"});
        let line = line(&json, false);
        assert!(!line.contains(is_invisible), "{line}");
        assert_eq!(serde_json::from_str::<Json>(&line).unwrap(), json);
    }

    #[test]
    fn a_hidden_character_is_found_wherever_it_stands() {
        // The pieces that are looked at as one are of 64 bytes: before, at and behind their ends.
        for before in [0, 1, 62, 63, 64, 65, 127, 128, 200] {
            for hidden in ["\u{1b}", "\u{7f}", "\n", "\u{9b}", "\u{ad}", "\u{202e}", "\u{e0041}"] {
                let text = format!("{}{hidden}{}", "a".repeat(before), "z".repeat(70));
                assert!(hides_something(&text), "{before} before {hidden:?}");
            }
            for shown in ["", "~", " ", "é", "“", "北", "\u{1f600}"] {
                let text = format!("{}{shown}{}{shown}", "a".repeat(before), "z".repeat(70));
                assert!(!hides_something(&text), "{before} before {shown:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn what_hides_is_what_is_invisible(text in "[ -~é“\u{ad}\u{9b}\n\u{1f600}]{0,200}", plain in "[ -~]{0,140}") {
            for text in [format!("{plain}{text}"), format!("{text}{plain}"), plain.clone()] {
                proptest::prop_assert_eq!(hides_something(&text), text.contains(is_invisible));
                let bare: String = text.chars().filter(|character| !is_invisible(*character)).collect();
                proptest::prop_assert_eq!(escaped(&bare), bare.as_str());
            }
        }
    }

    #[test]
    fn an_array_without_rows_is_an_array() {
        let mut out = Vec::new();
        write(&Rows::default(), &Options::default(), &mut out).unwrap();
        assert_eq!(out, b"[]\n");
    }
}
