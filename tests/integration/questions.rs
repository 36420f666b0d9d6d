//! Questions and what each must answer, a line each, in the tables under `tests/questions`.
//!
//! ```text
//! graph harbour                             tests/scripts/fixtures/harbour.cypher; `articles`: examples/articles;
//! today 2025-05-01                          `acceptance`: the fixture of the acceptance questions, where there is one
//! fire = warehouse set on fire              a name for an event: its title
//! events on March 9 ⇒ events fire           the titles in the answer are those of just these events (names, or ids)
//! who attacked Norvia? ⇒ values Estmark     the first column holds just these
//! where is Vess? ⇒ has Estmark              the rows, written out, hold these words in order, whatever is between them
//! failed talks ⇒ none                       no rows
//! events in Atlantis ⇒ refused unknown_name
//! ~ who met in Vess? ⇒ has Norvia           known to be wrong; a line that comes right loses its mark
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use annals::ingest::news::News;
use annals::query::split_statements;
use annals::value::Value;
use annals::value::text::plain;
use annals::{Database, Session};

use crate::outside;
use crate::program::checkout;

#[test]
fn questions_over_the_harbour() {
    check("harbour.txt", 150);
}

#[test]
fn questions_over_the_example_articles() {
    check("articles.txt", 50);
}

#[test]
fn questions_over_the_acceptance_fixture() {
    if fixture().is_some() {
        check("acceptance.txt", 100);
    }
}

#[test]
fn questions_in_many_words() {
    if fixture().is_some() {
        check("librarian.txt", 200);
    }
}

#[test]
fn a_line_can_fail() {
    let table = "graph harbour\ntoday 2025-05-01\nevents in Vess ⇒ none\n~ events in Vess ⇒ has talks\n";
    let failures = Table::read(table).failures();
    assert_eq!(failures.len(), 2, "{failures:?}");
}

fn fixture() -> Option<PathBuf> {
    outside::folder("ANNALS_ACCEPTANCE", "../shared/acceptance", "fixture.cypher")
}

fn check(name: &str, at_least: usize) {
    let text = std::fs::read_to_string(checkout().join("tests/questions").join(name)).expect("a table");
    let table = Table::read(&text);
    assert!(table.lines.len() >= at_least, "{name} holds {} questions", table.lines.len());
    let failures = table.failures();
    let known = table.lines.iter().filter(|line| line.known).count();
    println!("{name}: {} of {} right", table.lines.len() - known - failures.len(), table.lines.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A table, and the graph it asks.
struct Table {
    database: Database,
    session: Session,
    titles: BTreeMap<String, String>,
    lines: Vec<Line>,
}

struct Line {
    question: String,
    expected: String,
    known: bool,
}

/// Rows as texts, or the code of a refusal.
type Answered = Result<Vec<Vec<String>>, String>;

impl Table {
    fn read(text: &str) -> Self {
        let mut table = Self {
            database: Database::memory(),
            session: Session::on("2025-05-01".parse().expect("a day")),
            titles: BTreeMap::new(),
            lines: Vec::new(),
        };
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            table.take(line);
        }
        table
    }

    fn take(&mut self, line: &str) {
        if let Some((question, expected)) = line.split_once('⇒') {
            let known = question.starts_with('~');
            let question = question.trim_start_matches('~').trim().to_owned();
            self.lines.push(Line { question, expected: expected.trim().to_owned(), known });
        } else if let Some((name, title)) = line.split_once(" = ") {
            self.titles.insert(name.to_owned(), title.to_owned());
        } else if let Some(graph) = line.strip_prefix("graph ") {
            self.load(graph);
        } else if let Some(day) = line.strip_prefix("today ") {
            self.session.today = day.parse().expect("a day");
        } else {
            panic!("not a line of a table: {line}");
        }
    }

    fn load(&mut self, graph: &str) {
        match graph {
            "articles" => self.ingest(&checkout().join("examples/articles")),
            "acceptance" => self.run(&fixture().expect("the fixture is there").join("fixture.cypher")),
            fixture => self.run(&checkout().join("tests/scripts/fixtures").join(fixture).with_extension("cypher")),
        }
        let found = self.database.run("MATCH (e:Event) WHERE e.id IS NOT NULL RETURN e.id, e.title", &self.session);
        let text = |value: &Value| plain(value).to_string();
        self.titles.extend(found.expect("events").rows.rows.iter().map(|row| (text(&row[0]), text(&row[1]))));
    }

    fn run(&mut self, fixture: &Path) {
        let text = std::fs::read_to_string(fixture).expect("a fixture");
        for span in split_statements(&text) {
            self.database.run(span.of(&text), &self.session).expect("the fixture is Cypher");
        }
    }

    fn ingest(&mut self, folder: &Path) {
        let entries = std::fs::read_dir(folder).expect("articles").map(|entry| entry.expect("an article").path());
        let mut paths: Vec<_> = entries.collect();
        paths.sort();
        let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).expect("an article")).collect();
        let news: Vec<News> = texts.iter().map(String::as_str).map(News::new).collect();
        self.database.ingest_news(&news).expect("articles are taken in");
    }

    fn failures(&self) -> Vec<String> {
        self.lines.iter().filter_map(|line| self.failure(line)).collect()
    }

    fn failure(&self, line: &Line) -> Option<String> {
        let answered = self.ask(&line.question);
        let right = self.is_right(&answered, &line.expected);
        match (right, line.known) {
            (true, false) | (false, true) => None,
            (true, true) => Some(format!("{} ⇒ {}\n    is right; take its ~ off", line.question, line.expected)),
            (false, false) => Some(format!("{} ⇒ {}\n    got {answered:?}", line.question, line.expected)),
        }
    }

    fn ask(&self, question: &str) -> Answered {
        let answer = self
            .database
            .prepare(question, &self.session)
            .and_then(|prepared| self.database.query(&prepared, &self.session))
            .map_err(|error| error.code().to_owned())?;
        let row = |row: &Vec<Value>| row.iter().map(|value| plain(value).to_string()).collect();
        Ok(answer.rows.rows.iter().map(row).collect())
    }

    fn is_right(&self, answered: &Answered, expected: &str) -> bool {
        let (kind, wanted) = expected.split_once(' ').unwrap_or((expected, ""));
        match (answered, kind) {
            (Err(code), "refused") => code == wanted,
            (Ok(rows), "none") => rows.is_empty(),
            (Ok(rows), "values") => {
                rows.iter().map(|row| row[0].as_str()).collect::<BTreeSet<_>>() == list(wanted, ";")
            }
            (Ok(rows), "events") => self.events(rows) == list(&wanted.replace(',', " "), " "),
            (Ok(rows), "has") => holds(&rows.iter().flatten().cloned().collect::<Vec<_>>().join(" "), wanted),
            (_, "refused" | "none" | "values" | "events" | "has") => false,
            _ => panic!("nothing is expected as '{kind}'"),
        }
    }

    /// The names of the events whose titles are in the rows.
    fn events(&self, rows: &[Vec<String>]) -> BTreeSet<&str> {
        let shown: BTreeSet<&String> = rows.iter().flatten().collect();
        self.titles.iter().filter(|(_, title)| shown.contains(title)).map(|(name, _)| name.as_str()).collect()
    }
}

fn list<'t>(text: &'t str, separator: &str) -> BTreeSet<&'t str> {
    text.split(separator).map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn holds(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    let mut rest = text.as_str();
    words.to_lowercase().split(' ').all(|word| match rest.split_once(word) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}
