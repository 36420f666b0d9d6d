//! A store on the disk to a first answer: as it was loaded, and with a journal to be read again.

use std::path::Path;

use annals::{Access, Database, Session};
use criterion::Criterion;

use crate::data;

const LOOKUP: &str = "MATCH (n:Entity {name: $a}) RETURN n.country";
const JOURNALLED: usize = 1_000;

pub(crate) fn bench(criterion: &mut Criterion) {
    let (folder, session) = (data::folder(), data::session());
    let path = folder.path().join("events.annals");
    let mut database = Database::create(&path).expect("nothing is there yet");
    database.load(data::read(folder.path())).expect("it is empty");
    drop(database);
    criterion.bench_function("open/open", |bencher| {
        bencher.iter_with_large_drop(|| Database::open(&path, Access::ReadOnly).expect("it was written"));
    });
    criterion.bench_function("open/open and look up", |bencher| {
        bencher.iter_with_large_drop(|| first_answer(&path, &session));
    });
    let mut group = Database::open(&path, Access::ReadWrite).expect("it was written").0;
    journal(&mut group, &session);
    criterion.bench_function("open/replay a thousand commits and look up", |bencher| {
        bencher.iter_with_large_drop(|| first_answer(&path, &session));
    });
}

fn first_answer(path: &Path, session: &Session) -> Database {
    let mut database = Database::open(path, Access::ReadOnly).expect("it was written").0;
    let answer = database.run(LOOKUP, session).expect("it reads");
    assert_eq!(answer.rows.rows.len(), 1);
    database
}

/// Commits that no snapshot holds yet; the database is left open, as closing it may fold them in.
fn journal(database: &mut Database, session: &Session) {
    for _ in 0..JOURNALLED {
        database.run("MATCH (x:Entity {name: $a}) CREATE (:Event {id: 0})-[:ACTOR]->(x)", session).expect("it writes");
    }
}
