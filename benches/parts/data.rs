//! What the parts work on: fifty thousand events out of the generator of the comparison, and its questions.

use std::fs::File;
use std::path::Path;

use annals::ingest::table::{self, Options, Rows, Table, Tables};
use annals::time::Date;
use annals::{Database, Session};

#[path = "../compare/tables.rs"]
mod tables;

pub(crate) const EVENTS: u64 = 50_000;
const SEED: u64 = 1;
const QUESTIONS: &str = include_str!("../compare/questions.cypher");

/// The tables in a folder that vanishes with its owner.
pub(crate) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the tables");
    tables::write(folder.path(), EVENTS, SEED).expect("the tables can be written");
    folder
}

/// The rows of the tables, before they are a graph.
pub(crate) fn read(folder: &Path) -> Tables {
    let nodes = |label: &str| Rows::Nodes(vec![label.to_owned()]);
    let relationships = |kind: &str| Rows::Relationships(Some(kind.to_owned()));
    let tables = [
        ("entity", nodes("Entity")),
        ("event", nodes("Event")),
        ("actor", relationships("ACTOR")),
        ("target", relationships("TARGET")),
        ("rel", relationships("REL")),
    ];
    let tables = tables.map(|(name, rows)| {
        let text = Box::new(File::open(folder.join(format!("{name}.csv"))).expect("the table was written"));
        Table { name: name.to_owned(), rows, text }
    });
    table::read(tables.into(), Options::default(), &|_| {}).expect("every row makes sense")
}

/// All of it in memory.
pub(crate) fn database() -> Database {
    let mut database = Database::memory();
    database.load(read(folder().path())).expect("it is empty");
    database
}

/// With values for every parameter of every question.
pub(crate) fn session() -> Session {
    let session = Session::on(Date::new(2018, 1, 1).expect("a day"));
    [("a", "China"), ("b", "2010-01-01"), ("c", "2011-06-30"), ("d", "2012-12-31")]
        .into_iter()
        .fold(session, |session, (name, value)| session.bind(name, value))
}

/// Names and texts of the questions the engines are compared by.
pub(crate) fn questions() -> Vec<(&'static str, &'static str)> {
    let paragraphs = QUESTIONS.split("\n\n").filter(|paragraph| paragraph.starts_with("// Q"));
    let named = paragraphs.filter_map(|paragraph| paragraph[3..].split_once(':'));
    named.filter_map(|(name, rest)| Some((name, rest.split_once('\n')?.1.trim_end().trim_end_matches(';')))).collect()
}
