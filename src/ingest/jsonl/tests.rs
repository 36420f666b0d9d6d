//! Lines in, documents and refusals out.

use super::*;
use crate::ingest::record::{Document, Modality};

fn document(text: &str) -> Document {
    let mut reading = read(text, None, Ontology::standard());
    assert_eq!(reading.refused, []);
    reading.documents.remove(0)
}

/// `line 1, column 10: what is wrong`, as the program shows it.
fn refusals(text: &str) -> Vec<String> {
    let refused = read(text, None, Ontology::standard()).refused;
    let shown = refused.iter().map(|refusal| {
        let before = &text[..refusal.span.expect("a refusal has its place").start];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let (line, column) = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
        format!("line {line}, column {column}: {}", refusal.message)
    });
    shown.collect()
}

#[test]
fn what_the_documentation_shows_is_read() {
    let page = include_str!("../../../docs/records.md");
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the example");
    let reading = read(example, Some("events.jsonl"), Ontology::standard());
    assert_eq!(reading.refused, []);
    let titles: Vec<&str> = reading.documents.iter().map(|document| document.title.as_str()).collect();
    assert_eq!(titles, ["Port attacked", "events.jsonl"]);
    assert_eq!(reading.documents[0].events.len(), 2);
    let exchange = &reading.documents[1].events[0];
    assert_eq!((exchange.title.as_str(), exchange.modality), ("prisoner exchange", Modality::Alleged));
    for field in ["type", "id", "attributed_to", "mode", "published"] {
        assert!(page.contains(&format!("`{field}`")), "{field} is described");
    }
}

#[test]
fn lines_that_are_wrong_are_refused_with_place_and_reason() {
    let table = [
        ("{", "line 1, column 1: not JSON: EOF while parsing an object"),
        ("[1]", "line 1, column 1: expected an object in braces, found a list"),
        (r#"{"title": "x"}"#, "line 1, column 1: the field 'type' is missing"),
        (r#"{"type": 3}"#, "line 1, column 10: field 'type': expected a text, found 3"),
        (
            r#"{"type": "Air strike"}"#,
            "line 1, column 10: field 'type': expected one word, such as Airstrike, found 'Air strike'",
        ),
        (
            r#"{"type": "Attack", "killed": "three"}"#,
            "line 1, column 30: field 'killed': expected a whole number, 0 or more, found 'three'",
        ),
        (
            r#"{"type": "Attack", "killed": -1}"#,
            "line 1, column 30: field 'killed': expected a whole number, 0 or more, found -1",
        ),
        (r#"{"type": "Attack", "killed": 1e400}"#, "line 1, column 34: not JSON: number out of range"),
        (r#"{"type": "Attack", "quantity": NaN}"#, "line 1, column 32: not JSON: expected value"),
        (
            r#"{"type": "Attack", "modality": "maybe"}"#,
            "line 1, column 32: field 'modality': no modality is called 'maybe'",
        ),
        (
            r#"{"type": "Attack", "actors": [7]}"#,
            "line 1, column 30: field 'actors': expected a name or an object with a name, found 7",
        ),
        (r#"{"type": "Attack", "actors": [{"kind": "City"}]}"#, "line 1, column 30: field 'actors': a name is missing"),
        (
            r#"{"type": "Attack", "actors": [{"name": "A", "colour": "red"}]}"#,
            "line 1, column 45: unknown field 'colour'",
        ),
        (
            r#"{"type": "Attack", "place": {"name": "A", "latitude": 99}}"#,
            "line 1, column 29: field 'place': 'A' lies beyond 90 degrees north or 180 east",
        ),
        (
            r#"{"type": "Attack", "title": "  "}"#,
            "line 1, column 29: field 'title': expected a text, found an empty text",
        ),
    ];
    for (line, message) in table {
        assert_eq!(refusals(line), [message], "{line}");
        assert!(read(line, None, Ontology::standard()).documents.is_empty());
    }
}

#[test]
fn dates_that_cannot_be_are_refused() {
    for date in ["2025-02-30", "yesterday", "24/05/2025"] {
        let line = format!(r#"{{"type": "Attack", "date": "{date}"}}"#);
        let refused = refusals(&line);
        assert!(refused[0].starts_with("line 1, column 28: field 'date': "), "{refused:?}");
    }
}

#[test]
fn a_bad_line_does_not_hide_the_others() {
    let text = "{\"type\": \"Attack\"}\n\n{\"type\": }\r\n{\"type\": \"Strike\"}\n";
    let reading = read(text, None, Ontology::standard());
    assert_eq!(reading.documents[0].events.len(), 2);
    assert_eq!(refusals(text), ["line 3, column 10: not JSON: expected value"]);
}

#[test]
fn nesting_is_limited() {
    let deep = format!(r#"{{"type": {}"#, "[".repeat(100_000));
    assert_eq!(refusals(&deep), ["line 1, column 136: not JSON: recursion limit exceeded"]);
}

#[test]
fn bare_names_get_their_kind() {
    let line = r#"{"type": "Meeting", "actors": ["Ukraine", "NATO", "Volodymyr Zelenskyy", "Health Ministry", "Zzyx"], "place": "Kyiv"}"#;
    let document = document(line);
    let kinds: Vec<&str> = document.entities.iter().map(|entity| entity.kind.as_str()).collect();
    assert_eq!(kinds, ["Country", "Organization", "Person", "Government", "Entity", "City"]);
    assert_eq!(document.entities[5].country.as_deref(), Some("UA"));
}

#[test]
fn what_a_line_says_of_a_place_goes_first() {
    let line = r#"{"type": "Flood", "place": [{"name": "Odessa", "country": "US"}, {"name": "Paris", "latitude": 33.66, "longitude": -95.55}]}"#;
    let places = document(line).entities;
    let longitudes: Vec<f64> =
        places.iter().filter_map(|place| place.position).map(|place| place.longitude.round()).collect();
    assert_eq!(longitudes, [-102.0, -96.0]);
    assert_eq!(places[1].country.as_deref(), Some("US"));
}

#[test]
fn lines_of_one_sentence_share_it() {
    let line = r#"{"type": "Attack", "actors": ["Russia"], "text": "It was said."}"#;
    let other = r#"{"type": "Accusation", "actors": ["Ukraine"], "text": "It was said."}"#;
    let document = document(&format!("{line}\n{other}\n"));
    assert_eq!((document.sentences.len(), document.sentences[0].mentions.len()), (1, 2));
    assert_eq!(document.sha256.len(), 64);
}

#[test]
fn unknown_types_are_kept_with_a_warning() {
    let warnings = document(r#"{"type": "Airstrik"}"#).warnings;
    assert_eq!(warnings, ["the event type 'Airstrik' is not known and stands under Event alone; closest: 'Airstrike'"]);
}
