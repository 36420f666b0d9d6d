//! What openCypher demands, as tables of statements and answers: a file per topic under `tests/conformance`.
//!
//! ```text
//! # a remark
//! given CREATE (:A {x: 1})                     the graph of every statement below; `given` alone: an empty one
//! parameter list = [1, 2]                      the value of `$list` below
//! 1 + 1 => 2                                   an expression, returned
//! MATCH (n) RETURN n.x, n => 1 | (:A {x: 1})   a row: columns between bars; rows between semicolons, in any order
//! UNWIND [2, 1] AS x RETURN x ORDER BY x =>> 1 ; 2        rows in this order
//! MATCH (n:B) RETURN n => nothing              no row
//! CREATE () RETURN 1 => 1 & +1 node            what changed, as differences of the graph; every difference is named
//! RETURN x => error SyntaxError compile UndefinedVariable
//! ```
//! An indented line goes on with the line before it. Each statement has a fresh graph. A text is in quotes, a moment is not.
//! Answers are written from the language's definition before the statement is run, never from what comes out.

use std::collections::BTreeSet;
use std::fs;

use annals::query::{Phase, Rows};
use annals::value::{NodeId, Path, RelationshipId, Value};
use annals::{Database, Error, Session};

use crate::program::checkout;

#[test]
fn statements_answer_as_the_language_demands() {
    let mut paths: Vec<_> =
        fs::read_dir(checkout().join("tests/conformance")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    let mut checks = 0;
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        let topic = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut table = Table::default();
        for (line, check) in logical_lines(&text) {
            checks += usize::from(check.contains(" =>"));
            wrong.extend(table.line(&check).err().map(|error| format!("{topic}:{line}: {check}\n    {error}")));
        }
    }
    assert!(wrong.is_empty(), "{} of {checks} checks failed\n{}", wrong.len(), wrong.join("\n"));
    assert!(checks > 600, "only {checks} checks were found");
}

#[test]
fn a_check_can_fail() {
    for check in [
        "1 + 1 => 3",
        "1 => '1'",
        "1.0 => 1",
        "UNWIND [2, 1] AS x RETURN x =>> 1 ; 2",
        "RETURN 1 => nothing",
        "RETURN x => error SyntaxError runtime UndefinedVariable",
        "CREATE () RETURN 1 => 1",
        "1 => error SyntaxError compile UndefinedVariable",
    ] {
        assert!(Table::default().line(check).is_err(), "{check}");
    }
}

/// Lines with what is indented below them, numbered; remarks and empty lines are left out.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        match lines.last_mut() {
            Some((_, before)) if line.starts_with(' ') => *before += &format!(" {}", line.trim()),
            _ => lines.push((index + 1, line.trim_end().to_owned())),
        }
    }
    lines
}

/// Where a table has got to: the graph and the parameters of the next check.
struct Table {
    given: String,
    session: Session,
}

impl Default for Table {
    fn default() -> Self {
        Self { given: String::new(), session: Session::on("2025-05-01".parse().expect("a day")) }
    }
}

impl Table {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(given) = line.strip_prefix("given") {
            given.trim().clone_into(&mut self.given);
            return self.database().map(drop);
        }
        if let Some(parameter) = line.strip_prefix("parameter ") {
            return self.parameter(parameter);
        }
        let (text, answer) = line.rsplit_once(" =>").ok_or("no ` =>` in the line")?;
        self.check(text.trim(), answer)
    }

    fn parameter(&mut self, text: &str) -> Result<(), String> {
        let (name, value) = text.split_once(" = ").ok_or("expected `parameter name = value`")?;
        let answer = Database::memory().run(&format!("RETURN {value}"), &self.session);
        let value = answer.map_err(|error| error.to_string())?.rows.rows[0][0].clone();
        self.session.parameters.insert(name.to_owned(), value);
        Ok(())
    }

    fn database(&self) -> Result<Database, String> {
        let mut database = Database::memory();
        if !self.given.is_empty() {
            database.run(&self.given, &self.session).map_err(|error| format!("given: {error}"))?;
        }
        Ok(database)
    }

    /// What is in the graph before or after a statement; of one that cannot change it, nothing is looked at.
    fn contents(&self, database: &mut Database, statement: &str) -> Result<Contents, String> {
        let mut contents = Contents::default();
        if !database.prepare(statement, &self.session).is_ok_and(|prepared| prepared.writes()) {
            return Ok(contents);
        }
        for text in ["MATCH (n) RETURN n", "MATCH ()-[r]->() RETURN r"] {
            contents.add(&database.run(text, &self.session).map_err(|error| error.to_string())?.rows);
        }
        Ok(contents)
    }

    fn check(&self, text: &str, answer: &str) -> Result<(), String> {
        let statement = if is_statement(text) { text.to_owned() } else { format!("RETURN {text}") };
        let mut database = self.database()?;
        let before = self.contents(&mut database, &statement)?;
        let result = database.run(&statement, &self.session).map(|answer| answer.rows);
        let effects = effects(&before, &self.contents(&mut database, &statement)?);
        let (ordered, wanted) = answer.strip_prefix('>').map_or((false, answer), |answer| (true, answer));
        let wanted = wanted.trim();
        let mut got = shown(&result, &effects);
        let same = got == wanted || (!ordered && sorted(&got) == sorted(wanted));
        if let Err(error) = &result {
            got += &format!(" ({error})");
        }
        if same { Ok(()) } else { Err(format!("got {got}")) }
    }
}

fn is_statement(text: &str) -> bool {
    const FIRST: &[&str] = &[
        "MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH", "CALL",
    ];
    let first = text.split([' ', '(']).next().unwrap_or_default();
    first.len() < text.len() && FIRST.iter().any(|keyword| keyword.eq_ignore_ascii_case(first))
}

/// An answer with its rows in order of text.
fn sorted(answer: &str) -> String {
    let (rows, effects) = answer.split_once(" & ").unwrap_or((answer, ""));
    let mut rows: Vec<_> = rows.split(" ; ").collect();
    rows.sort_unstable();
    format!("{} & {effects}", rows.join(" ; "))
}

/// An answer or a refusal; what fails changes nothing.
fn shown(result: &Result<Rows, Error>, effects: &str) -> String {
    match result {
        Ok(rows) => answer(rows, effects),
        Err(_) if !effects.is_empty() => format!("an error that leaves behind {effects}"),
        Err(Error::Query(error)) => {
            let phase = if error.phase == Phase::CompileTime { "compile" } else { "runtime" };
            format!("error {:?} {phase} {}", error.kind, error.detail).trim_end().to_owned()
        }
        Err(error) => format!("error {}", error.code()),
    }
}

fn answer(rows: &Rows, effects: &str) -> String {
    let row = |row: &Vec<Value>| row.iter().map(|value| drawn(value, rows)).collect::<Vec<_>>().join(" | ");
    let lines: Vec<_> = rows.rows.iter().map(row).collect();
    match (rows.columns.is_empty() || lines.is_empty(), effects.is_empty()) {
        (true, true) => "nothing".to_owned(),
        (true, false) => effects.to_owned(),
        (false, true) => lines.join(" ; "),
        (false, false) => format!("{} & {effects}", lines.join(" ; ")),
    }
}

/// What is in a graph, as sets whose differences are what a statement changed: a label counts once however many nodes
/// have it, a property with its value.
#[derive(Default)]
struct Contents {
    nodes: BTreeSet<NodeId>,
    relationships: BTreeSet<RelationshipId>,
    labels: BTreeSet<String>,
    properties: BTreeSet<String>,
}

impl Contents {
    fn add(&mut self, rows: &Rows) {
        for (id, data) in &rows.nodes {
            self.nodes.insert(*id);
            self.labels.extend(data.labels.iter().cloned());
            self.properties.extend(data.properties.iter().map(|(key, value)| format!("node {id} {key} {value}")));
        }
        for (id, data) in &rows.relationships {
            self.relationships.insert(*id);
            self.properties
                .extend(data.properties.iter().map(|(key, value)| format!("relationship {id} {key} {value}")));
        }
    }
}

fn effects(before: &Contents, after: &Contents) -> String {
    let counts = [
        (after.nodes.difference(&before.nodes).count(), "+", "node"),
        (before.nodes.difference(&after.nodes).count(), "-", "node"),
        (after.relationships.difference(&before.relationships).count(), "+", "relationship"),
        (before.relationships.difference(&after.relationships).count(), "-", "relationship"),
        (after.labels.difference(&before.labels).count(), "+", "label"),
        (before.labels.difference(&after.labels).count(), "-", "label"),
        (after.properties.difference(&before.properties).count(), "+", "property"),
        (before.properties.difference(&after.properties).count(), "-", "property"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    counts.map(|(count, sign, what)| format!("{sign}{count} {what}")).collect::<Vec<_>>().join(" ")
}

fn drawn(value: &Value, rows: &Rows) -> String {
    match value {
        Value::Date(_)
        | Value::LocalTime(_)
        | Value::Time(_)
        | Value::LocalDateTime(_)
        | Value::DateTime(_)
        | Value::Duration(_) => annals::value::text::plain(value).to_string(),
        Value::List(items) => format!("[{}]", joined(items.iter().map(|item| drawn(item, rows)))),
        Value::Map(entries) => map(entries.iter().map(|(key, value)| (&**key, value)), rows),
        Value::Node(id) => node(*id, rows),
        Value::Relationship(id) => relationship(*id, rows),
        Value::Path(steps) => path(steps, rows),
        other => other.to_string(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn map<'a>(entries: impl Iterator<Item = (&'a str, &'a Value)>, rows: &Rows) -> String {
    format!("{{{}}}", joined(entries.map(|(key, value)| format!("{key}: {}", drawn(value, rows)))))
}

fn node(id: NodeId, rows: &Rows) -> String {
    let data = &rows.nodes[&id];
    let labels: String = data.labels.iter().map(|label| format!(":{label}")).collect();
    let properties = map(data.properties.iter().map(|(key, value)| (key.as_str(), value)), rows);
    let properties = if data.properties.is_empty() { "" } else { &properties };
    format!("({})", format!("{labels} {properties}").trim())
}

fn relationship(id: RelationshipId, rows: &Rows) -> String {
    let data = &rows.relationships[&id];
    let properties = map(data.properties.iter().map(|(key, value)| (key.as_str(), value)), rows);
    let properties = if data.properties.is_empty() { "" } else { &properties };
    format!("[{}]", format!(":{} {properties}", data.kind).trim())
}

fn path(path: &Path, rows: &Rows) -> String {
    let mut drawn = node(path.nodes[0], rows);
    for (i, step) in path.relationships.iter().enumerate() {
        let forward = rows.relationships[step].start == path.nodes[i];
        let (left, right) = if forward { ("-", "->") } else { ("<-", "-") };
        drawn += &format!("{left}{}{right}{}", relationship(*step, rows), node(path.nodes[i + 1], rows));
    }
    drawn
}
