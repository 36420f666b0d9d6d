//! The same truth by two roads: the floor and annals answer alike, over tables small enough that every question finds much.

use std::fs::{self, File};
use std::path::Path;

use annals::ingest::table::{self, Options, Rows, Table};
use annals::time::Date;
use annals::value::Value;
use annals::{Database, Session};
use serde_json::{Value as Json, json};

use super::{Layout, answered, tables};

const ENTITIES: u64 = 40;
const EVENTS: u64 = 3_000;
const QUESTIONS: &str = include_str!("../compare/questions.cypher");

#[test]
fn the_floor_answers_as_annals_does() {
    let folder = tempfile::tempdir().unwrap();
    write_tables(folder.path());
    let layout = Layout::of(tables::read(folder.path()).unwrap());
    let mut database = loaded(folder.path());
    let mut rows = 0;
    for (question, text) in questions() {
        for values in values(question) {
            let asked = json!({ "question": format!("Q{question}"), "values": values });
            let floor = answered(&layout, &asked).rows(&layout);
            assert_eq!(floor, own_rows(&mut database, text, &values), "{asked}");
            rows += floor.len();
        }
    }
    assert!(rows > 80, "the questions find {rows} rows, too few to differ in");
}

#[test]
fn days_are_written_as_they_were_read() {
    for text in ["2005-01-01", "2016-02-29", "2017-12-31"] {
        assert_eq!(tables::day(text).map(tables::written).as_deref(), Some(text));
    }
    assert_eq!(tables::day("soon"), None);
}

/// Names and texts of the questions, as the engines are asked.
fn questions() -> Vec<(&'static str, &'static str)> {
    let paragraphs = QUESTIONS.split("\n\n").filter_map(|paragraph| paragraph.strip_prefix("// Q"));
    let found: Vec<_> = paragraphs.filter_map(|paragraph| paragraph.split_once(':')).collect();
    assert_eq!(found.len(), 10);
    found.into_iter().map(|(number, rest)| (number, rest.split_once('\n').unwrap().1)).collect()
}

fn values(question: &str) -> Vec<Json> {
    let days = json!({ "b": "2005-02-01", "c": "2005-03-15" });
    let among = |names: &[&str], rest: &Json| -> Vec<Json> {
        names
            .iter()
            .map(|name| {
                let mut values = rest.clone();
                values["a"] = json!(name);
                values
            })
            .collect()
    };
    match question {
        "1" | "2" => among(&["Name 0", "Name 7", "nobody"], &days),
        "3" | "9" => among(&["Meet", "Fight", "Sing"], &json!({})),
        "4" => among(&["Name 0", "Name 39"], &json!({})),
        "5" => among(&["Name 0", "Name 2"], &json!({ "b": "Name 1", "c": "2005-01-10", "d": "2005-04-01" })),
        "6" => among(&["Meet", "Fight"], &json!({ "b": "3" })),
        "7" => among(&["Name 0", "Name 38"], &json!({})),
        "8" => among(&["Name 0", "Name 5"], &json!({ "b": "Name 39" })),
        "11" => among(&["Name 1", "Z"], &json!({})),
        _ => unreachable!("Q{question} has no values"),
    }
}

fn own_rows(database: &mut Database, text: &str, values: &Json) -> Vec<Json> {
    let mut session = Session::on(Date::new(2025, 1, 1).unwrap());
    for (name, value) in values.as_object().unwrap() {
        session = session.bind(name, value.as_str().unwrap());
    }
    let answer = database.run(text.trim().trim_end_matches(';'), &session).unwrap();
    answer.rows.rows.iter().map(|row| row.iter().map(plain).collect()).collect()
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Integer(number) => json!(number),
        Value::String(text) => json!(&**text),
        Value::Date(day) => json!(day.to_string()),
        other => unreachable!("no question answers with {other}"),
    }
}

/// The higher its number, the rarer an entity; some sing alone, at both ends of an event.
fn write_tables(folder: &Path) {
    let (mut event, mut actor, mut target) = (
        headed(":ID(Event),id:long,type,date:date"),
        headed(":START_ID(Event),:END_ID(Entity)"),
        headed(":START_ID(Event),:END_ID(Entity)"),
    );
    let (mut entity, mut relationship) =
        (headed(":ID(Entity),name,country"), headed(":START_ID(Entity),:END_ID(Entity),id:long,type,date:date"));
    (0..ENTITIES).for_each(|number| entity.push(format!("{number},Name {number},Nowhere")));
    let mut state = 7;
    let mut below = |bound: u64| {
        state = u64::wrapping_add(u64::wrapping_mul(state, 6_364_136_223_846_793_005), 1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    for id in 0..EVENTS {
        let (from, to) = (below(ENTITIES).min(below(ENTITIES)), below(ENTITIES).min(below(ENTITIES)));
        let kind = ["Meet", "Fight", "Talk"][below(3) as usize];
        let day = format!("2005-{:02}-{:02}", below(5) + 1, below(28) + 1);
        event.push(format!("{id},{id},{kind},{day}"));
        actor.push(format!("{id},{from}"));
        target.push(format!("{id},{to}"));
        relationship.push(format!("{from},{to},{id},{kind},{day}"));
    }
    let tables = [("entity", entity), ("event", event), ("actor", actor), ("target", target), ("rel", relationship)];
    for (name, rows) in tables {
        fs::write(folder.join(format!("{name}.csv")), rows.join("\n") + "\n").unwrap();
    }
}

fn headed(header: &str) -> Vec<String> {
    vec![header.to_owned()]
}

fn loaded(folder: &Path) -> Database {
    let nodes = |label: &str| Rows::Nodes(vec![label.to_owned()]);
    let relationships = |kind: &str| Rows::Relationships(Some(kind.to_owned()));
    let tables = [
        ("entity", nodes("Entity")),
        ("event", nodes("Event")),
        ("actor", relationships("ACTOR")),
        ("target", relationships("TARGET")),
        ("rel", relationships("REL")),
    ];
    let tables = tables.map(|(name, rows)| Table {
        name: name.to_owned(),
        rows,
        text: Box::new(File::open(folder.join(format!("{name}.csv"))).unwrap()),
    });
    let mut database = Database::memory();
    database.load(table::read(tables.into(), Options::default(), &|_| {}).unwrap()).unwrap();
    database
}
