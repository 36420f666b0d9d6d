//! Names, quoted texts, aliases, titles, sources and parameters are values, whatever stands in them: in questions, in the
//! Cypher these stand for, in completions, in dumps and in every format of answers.

use annals::export::dump;
use annals::graph::{Batch, Change};
use annals::query::parse;
use annals::time::Date;
use annals::value::{NodeId, RelationshipId, Value};
use annals::{Database, Session, export, question};
use proptest::prelude::*;

/// Names that look like anything but names.
const HOSTILE: &[&str] = &[
    "'}) DETACH DELETE n //",
    "\") DETACH DELETE n //",
    "` ) DETACH DELETE n //",
    "\\' OR 1=1 //",
    "x\\",
    "{a: 1}",
    "$name",
    "; MATCH (n) DELETE n;",
    "// a comment",
    "/* a comment",
    "MATCH (n) RETURN n",
    "events in Kyiv",
    "a\nb",
    "a\r\n\tb",
    "a\u{0}b",
    "a\u{202e}b",
    "\u{200b}Oslo\u{feff}",
    "\u{1b}]0;owned\u{7}",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "]; evil [label=\"x",
    "in",
    "after May 23",
    "and",
    "<a:0:>",
    "<t:0:>",
    "null",
    "\\u0027",
];

fn session() -> Session {
    Session::on(Date::new(2025, 5, 26).unwrap())
}

/// A place and a person of this name, an event there by that person, and one elsewhere.
fn database(name: &str) -> Database {
    let node = |id, labels: &[&str], properties: &[(&str, Value)]| Change::CreateNode {
        id: NodeId(id),
        labels: labels.iter().map(|label| (*label).into()).collect(),
        properties: properties.iter().map(|(key, value)| ((*key).into(), value.clone())).collect(),
    };
    let joined = |id, kind: &str, start, end| Change::CreateRelationship {
        id: RelationshipId(id),
        kind: kind.into(),
        start: NodeId(start),
        end: NodeId(end),
        properties: Vec::new(),
    };
    let day = Value::from(Date::new(2025, 5, 24).unwrap());
    let event = [("title", Value::from(name)), ("start", day.clone()), ("end", day)];
    let changes = vec![
        node(0, &["City", "Entity", "Place"], &[("name", name.into())]),
        node(
            1,
            &["Entity", "Person"],
            &[("name", "Mara Voss".into()), ("aliases", Value::from(vec![Value::from(name)]))],
        ),
        node(2, &["Attack", "Event"], &event),
        node(3, &["City", "Entity", "Place"], &[("name", "Oslo".into())]),
        node(4, &["Attack", "Event"], &event),
        joined(0, "OCCURRED_IN", 2, 0),
        joined(1, "OCCURRED_IN", 4, 3),
        joined(2, "ACTOR", 2, 1),
    ];
    let mut database = Database::memory();
    database.apply(&Batch { changes }).unwrap();
    database
}

/// Asks a question and, where it reads, the Cypher it stands for: both say the same, and neither changes anything.
fn ask(database: &Database, question: &str) -> Option<usize> {
    let prepared = database.prepare(question, &session()).ok()?;
    let statement = prepared.statement().unwrap();
    assert!(!statement.writes(), "{question:?}");
    let cypher = prepared.cypher_text();
    assert_eq!(&parse(&cypher).unwrap(), statement, "{question:?}: {cypher}");
    let rows = database.query(&prepared, &session()).unwrap().rows.rows;
    let again = database.prepare(&cypher, &session()).unwrap();
    assert_eq!(database.query(&again, &session()).unwrap().rows.rows, rows, "{cypher}");
    Some(rows.len())
}

fn check(name: &str) {
    let database = database(name);
    let quoted = format!("\"{}\"", name.replace('"', ""));
    for question in [
        format!("events in {quoted}"),
        format!("events in {name}"),
        format!("who attacked {quoted} after May 23"),
        format!("timeline of {quoted}"),
        format!("events by {quoted}"),
        format!("events about {quoted}"),
    ] {
        ask(&database, &question);
    }
    completions(&database, name);
    parameters(&database, name);
    exports(&database);
}

/// What is offered first for the beginning of the name changes nothing when it is asked.
fn completions(database: &Database, name: &str) {
    let context = question::Context::new(session().today);
    for before in ["events in ".to_owned(), "events in \"".to_owned(), format!("events in {}", &name[..first(name)])] {
        for completion in question::complete(&before, database.view(), &context).into_iter().take(3) {
            ask(database, &format!("{}{}", &before[..completion.start], completion.replacement));
        }
    }
}

fn first(name: &str) -> usize {
    name.chars().next().map_or(0, char::len_utf8)
}

fn parameters(database: &Database, name: &str) {
    let session = session().bind("name", name);
    let cypher = "MATCH (c:City {name: $name}) RETURN c.name AS name, $name AS given";
    let prepared = database.prepare(cypher, &session).unwrap();
    let rows = database.query(&prepared, &session).unwrap().rows.rows;
    assert_eq!(rows, [[Value::from(name), Value::from(name)]]);
}

/// A dump makes the same graph; no format lets a control character through or breaks its rows.
fn exports(database: &Database) {
    let mut written = Vec::new();
    dump::write(database.view(), &mut written).unwrap();
    let mut copy = Database::memory();
    copy.apply(&dump::read(written.as_slice()).unwrap()).unwrap();
    let mut again = Vec::new();
    dump::write(copy.view(), &mut again).unwrap();
    assert_eq!(again, written);

    let cypher = "MATCH (e:Event)-[r:OCCURRED_IN]->(c) RETURN e.title AS title, c, r ORDER BY c.name";
    let prepared = database.prepare(cypher, &session()).unwrap();
    let rows = database.query(&prepared, &session()).unwrap().rows;
    for format in export::Format::ALL {
        let mut drawn = Vec::new();
        export::write(&rows, format, &export::Options::default(), &mut drawn).unwrap();
        let drawn = String::from_utf8(drawn).unwrap();
        let hidden = |character| export::is_invisible(character) && !matches!(character, '\n' | '\t');
        assert!(!drawn.contains(hidden), "{format:?}: {drawn:?}");
        if format == export::Format::JsonLines {
            let lines: Vec<serde_json::Value> = drawn.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert_eq!(lines.len(), 2);
        }
    }
}

#[test]
fn hostile_names_are_names() {
    HOSTILE.iter().for_each(|name| check(name));
}

#[test]
fn a_quoted_name_is_found_whatever_stands_in_it() {
    let inside = |name: &&&str| !name.contains(['"', '\n', '\r', '\0', '\u{1b}', '\u{202e}', '\u{200b}']);
    for name in HOSTILE.iter().filter(inside) {
        assert_eq!(ask(&database(name), &format!("events in \"{name}\"")), Some(1), "{name:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_text_is_a_name(name in prop::collection::vec(
        prop_oneof![prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned), "\\PC{0,6}", "['\"`\\\\{}();/$ \n\u{0}\u{202e}]{1,4}"],
        1..4,
    )) {
        check(&name.concat());
    }
}
