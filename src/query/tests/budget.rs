//! Limits, cancellation, and work that is not done.

use super::{context, drawn, planned, run, world};
use crate::graph::Graph;
use crate::query::{Context, ErrorKind, Limits, QueryError, read};

fn limited(limits: Limits) -> Context {
    Context { limits, ..context() }
}

fn refused(text: &str, limits: Limits) -> QueryError {
    run(&mut world(), text, &limited(limits)).expect_err(text)
}

#[test]
fn every_limit_names_its_setting() {
    let defaults = Limits::default;
    for (text, limits, setting) in [
        ("UNWIND range(1, 100) AS x RETURN x", Limits { rows: 10, ..defaults() }, "rows"),
        ("MATCH (a)-[*]-(b) RETURN count(*)", Limits { path_steps: 50, ..defaults() }, "path_steps"),
        (
            "UNWIND range(1, 100000) AS x RETURN x ORDER BY -x LIMIT 1",
            Limits { memory_bytes: 1_000, ..defaults() },
            "memory_bytes",
        ),
        (
            "UNWIND range(1, 100) AS x WITH [y IN range(1, x) | y] AS l RETURN count(l)",
            Limits { list_length: 90, ..defaults() },
            "list_length",
        ),
        ("MATCH (a)-[*]-(b) RETURN count(*)", Limits { time: std::time::Duration::ZERO, ..defaults() }, "time"),
    ] {
        let error = refused(text, limits);
        assert_eq!(error.kind, ErrorKind::LimitExceeded, "{text}: {error}");
        assert!(error.diagnostic.help.as_ref().is_some_and(|help| help.contains(setting)), "{text}: {error:?}");
    }
}

#[test]
fn a_cancelled_statement_stops() {
    let context = context();
    context.cancellation.cancel();
    let error = run(&mut world(), "MATCH (n) RETURN n", &context).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Cancelled);
}

#[test]
fn a_limit_stops_the_work_before_it() {
    let mut graph = Graph::new();
    run(&mut graph, "CREATE (hub:Hub) WITH hub UNWIND range(1, 5000) AS i CREATE (hub)-[:R]->(:Leaf)", &context())
        .unwrap();
    let steps = |path_steps| limited(Limits { path_steps, ..Limits::default() });
    // One look at the hub, not one at every leaf.
    let text = "MATCH (l:Leaf)<-[:R]-(h)-[:R]->(m) RETURN m LIMIT 3";
    assert_eq!(run(&mut graph, text, &steps(20_000)).unwrap().rows.len(), 3);
    let all = "MATCH (l:Leaf)<-[:R]-(h)-[:R]->(m) RETURN count(m)";
    assert_eq!(run(&mut graph, all, &steps(20_000)).unwrap_err().kind, ErrorKind::LimitExceeded);
}

#[test]
fn ends_of_walks_are_found_without_every_walk() {
    let mut graph = Graph::new();
    // A ladder: the walks from one end to the other double at every rung.
    let ladder = "UNWIND range(0, 40) AS i CREATE (:Rung {i: i})";
    run(&mut graph, ladder, &context()).unwrap();
    run(&mut graph, "MATCH (a:Rung), (b:Rung) WHERE b.i = a.i + 1 CREATE (a)-[:UP]->(b), (a)-[:UP]->(b)", &context())
        .unwrap();
    let context = limited(Limits { path_steps: 10_000, ..Limits::default() });
    for text in [
        "MATCH (a:Rung {i: 0})-[:UP*]->(b) RETURN DISTINCT b.i",
        "MATCH (a:Rung {i: 0})-[:UP*0..]->(b) RETURN count(DISTINCT b)",
        "MATCH (a:Rung) WHERE (a)-[:UP*]->(:Rung {i: 40}) RETURN a.i",
        "MATCH (a:Rung {i: 0}) WHERE EXISTS { (a)-[:UP*]->(b) WHERE b.i = 40 } RETURN a.i",
    ] {
        run(&mut graph, text, &context).unwrap_or_else(|error| panic!("{text}\n{error:?}"));
    }
    let every = run(&mut graph, "MATCH (a:Rung {i: 0})-[:UP*]->(b) RETURN count(b)", &context);
    assert_eq!(every.unwrap_err().kind, ErrorKind::LimitExceeded);
}

#[test]
fn too_long_statements_and_deep_values_are_refused_not_fatal() {
    let graph = world();
    for text in [
        format!("{} RETURN x", "WITH 1 AS x ".repeat(100_001)),
        format!("MATCH {}() RETURN 1", "()-->".repeat(2_000)),
        format!("MATCH (a){} RETURN 1", ", (a)".repeat(2_000)),
        format!("WITH 1 AS x0 {}RETURN 1 AS x", (1..1_000).map(|i| format!("WITH *, 1 AS x{i} ")).collect::<String>()),
    ] {
        assert_eq!(planned(&graph, &text, true).map(drop).unwrap_err().kind, ErrorKind::LimitExceeded);
    }
    let deep = planned(&graph, "RETURN reduce(a = [], x IN range(1, 100000) | [a])", true).unwrap();
    assert_eq!(read(&deep, graph.view(), &context()).unwrap_err().kind, ErrorKind::LimitExceeded);
}

#[test]
fn thousands_of_clauses_need_no_deeper_stack_than_hundreds() {
    let mut graph = world();
    let mut rows = |text: &str| run(&mut graph, text, &context()).map(|rows| rows.rows).unwrap();
    let many = "UNWIND [1] AS y WITH y AS x ".repeat(2_000);
    assert_eq!(rows(&format!("WITH 1 AS x {many}RETURN x")).len(), 1);
    assert_eq!(rows(&format!("PROFILE WITH 1 AS x {many}RETURN x")).len(), 2_001);
    let steps = "WITH x + 1 AS x ".repeat(2_000);
    assert_eq!(
        drawn(&run(&mut graph, &format!("UNWIND [0, 1] AS x {steps}RETURN x"), &context()).unwrap()),
        ["2000", "2001"]
    );
    let merges: String = (0..1_000).map(|i| format!("MERGE (a{i}:New {{i: {}}}) SET a{i}.j = {i} ", i / 2)).collect();
    let text = format!("UNWIND [1, 2] AS row {merges} RETURN row, a0.j, a999.j, a998 = a999 AS same");
    let answer = run(&mut graph, &text, &context()).unwrap();
    assert_eq!(drawn(&answer), ["1 | 1 | 999 | true", "2 | 1 | 999 | true"]);
    assert_eq!(answer.side_effects.nodes_created, 500);
}

#[test]
fn a_plan_that_writes_does_not_run_on_a_view() {
    let graph = world();
    let plan = planned(&graph, "CREATE (n)", true).unwrap();
    assert!(plan.writes());
    read(&plan, graph.view(), &context()).unwrap_err();
}
