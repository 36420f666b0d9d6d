//! Along relationships: one step, two, a shortest path, a triangle.

use criterion::Criterion;

use crate::data;

const WALKS: &[(&str, &str)] = &[
    ("one step", "MATCH (:Entity {name: $a})<-[:ACTOR]-(e) RETURN count(e)"),
    ("two steps", "MATCH (:Entity {name: $a})<-[:ACTOR]-(e)-[:TARGET]->(y) RETURN count(DISTINCT y)"),
    ("any length", "MATCH (:Entity {name: $a})-[:REL*1..2]->(y) RETURN count(y)"),
    (
        "shortest",
        "MATCH p = shortestPath((:Entity {name: $a})-[:REL*1..6]-(:Entity {name: 'Refugee (Armenia)'})) RETURN length(p)",
    ),
    (
        "triangle",
        "MATCH (a)-[:REL {type: 'Yield'}]->(b)-[:REL {type: 'Yield'}]->(c)-[:REL {type: 'Yield'}]->(a) RETURN count(*)",
    ),
];

pub(crate) fn bench(criterion: &mut Criterion) {
    run_each(criterion, "expand", WALKS);
}

/// Runs statements that were prepared once, and shows that they find something.
pub(crate) fn run_each(criterion: &mut Criterion, part: &str, statements: &[(&str, &str)]) {
    let (database, session) = (data::database(), data::session());
    for (name, text) in statements {
        let prepared = database.prepare(text, &session).expect("it makes sense");
        let run = || database.query(&prepared, &session).expect("it reads").rows.rows.len();
        assert!(run() > 0, "{text} finds nothing");
        criterion.bench_function(&format!("{part}/{name}"), |bencher| bencher.iter(run));
    }
}
