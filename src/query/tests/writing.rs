//! Statements that write: what they leave behind, and what they count.

use super::{context, drawn, run, world};
use crate::graph::Graph;

/// Runs statements one after another; the rows of the last one.
fn after(statements: &[&str]) -> Vec<String> {
    let mut graph = Graph::new();
    let mut last = Vec::new();
    for text in statements {
        last = drawn(&run(&mut graph, text, &context()).unwrap_or_else(|error| panic!("{text}\n{error:?}")));
    }
    last
}

#[test]
fn created_things_are_seen_by_what_follows() {
    assert_eq!(after(&["CREATE (a:A {x: 1})-[r:R {y: 2}]->(b:B) RETURN a.x, r.y, labels(b)"]), ["1 | 2 | ['B']"]);
    assert_eq!(
        after(&["UNWIND range(1, 3) AS i CREATE (n:N {i: i}) WITH n MATCH (m:N) RETURN n.i, count(m) ORDER BY n.i"]),
        ["1 | 3", "2 | 3", "3 | 3"]
    );
    assert_eq!(
        after(&["CREATE (a:A), (b:A)", "MATCH (n:A) CREATE (m:A) RETURN count(*)", "MATCH (n:A) RETURN count(n)"]),
        ["4"]
    );
    assert_eq!(after(&["CREATE (a {x: 1}) CREATE (b {x: a.x + 1}) RETURN b.x"]), ["2"]);
}

/// Rows flow in chunks of about a thousand; a clause is done for all of them before the next one begins.
#[test]
fn a_write_is_over_for_all_rows_before_the_next_begins() {
    let people = "UNWIND range(1, 3000) AS i CREATE (:N {i: i})";
    let pairs = "MATCH (a:N) MATCH (b:N) WHERE b.i = 3001 - a.i";
    let count = "MATCH (n:N) WHERE n.x = 2 RETURN count(n)";
    let blind = format!("{pairs} SET a.x = 1 SET b.x = 2");
    assert_eq!(after(&[people, &blind, count]), ["3000"]);
    let reading = format!("{pairs} SET a.x = coalesce(b.y, 2) SET b.y = 7");
    assert_eq!(after(&[people, &reading, count]), ["3000"]);
    let creating = format!("{pairs} SET a.x = 2 CREATE (:M {{x: b.x}})");
    assert_eq!(after(&[people, &creating, "MATCH (m:M {x: 2}) RETURN count(m)"]), ["3000"]);
}

#[test]
fn a_limit_cuts_no_write_short() {
    assert_eq!(
        after(&["UNWIND range(1, 5) AS i CREATE (n:N) RETURN n.x LIMIT 1", "MATCH (n:N) RETURN count(n)"]),
        ["5"]
    );
    assert_eq!(
        after(&["UNWIND range(1, 5) AS i CREATE (n:N) WITH n LIMIT 0 RETURN n", "MATCH (n:N) RETURN count(n)"]),
        ["5"]
    );
}

#[test]
fn merge_finds_what_it_made() {
    assert_eq!(
        after(&["UNWIND [1, 2, 1, 1] AS i MERGE (n:N {i: i}) RETURN n.i, id(n)"]),
        ["1 | 0", "2 | 1", "1 | 0", "1 | 0"]
    );
    let counted =
        "UNWIND ['a', 'b', 'a'] AS k MERGE (n:N {k: k}) ON CREATE SET n.seen = 1 ON MATCH SET n.seen = n.seen + 1";
    assert_eq!(after(&[counted, "MATCH (n:N) RETURN n.k, n.seen ORDER BY n.k"]), ["a | 2", "b | 1"]);
    assert_eq!(
        after(&[
            "CREATE (:A {n: 1}), (:B {n: 2})",
            "MATCH (a:A), (b:B) MERGE (a)-[r:R]-(b) RETURN startNode(r).n, endNode(r).n"
        ]),
        ["1 | 2"]
    );
}

#[test]
fn set_works_row_by_row_in_every_form() {
    assert_eq!(
        after(&[
            "CREATE (n:N {x: 0})",
            "UNWIND [1, 2, 3] AS i MATCH (n:N) SET n.x = n.x + i",
            "MATCH (n:N) RETURN n.x"
        ]),
        ["6"]
    );
    assert_eq!(after(&["CREATE (n {a: 1, b: 2}) SET n = {b: 3, c: 4} RETURN n.a, n.b, n.c"]), ["null | 3 | 4"]);
    assert_eq!(after(&["CREATE (n {a: 1, b: 2}) SET n += {b: null, c: 4} RETURN properties(n)"]), ["{a: 1, c: 4}"]);
    assert_eq!(after(&["CREATE (n:A) SET n:B:C REMOVE n:A RETURN labels(n)"]), ["['B', 'C']"]);
    assert_eq!(after(&["CREATE (a {x: 1}), (b {y: 2}) SET a = b RETURN properties(a)"]), ["{y: 2}"]);
    assert_eq!(after(&["CREATE (n {a: 1}) REMOVE n.a, n.b RETURN properties(n)"]), ["{}"]);
    assert_eq!(after(&["OPTIONAL MATCH (n) SET n.x = 1, n:L REMOVE n.y RETURN n"]), ["null"]);
}

#[test]
fn set_finishes_a_row_before_the_next() {
    // Each node is `a` in one row and `b` in another; what the last row sets stays.
    let set = "UNWIND [1, 2] AS i MATCH (a {i: i}), (b {i: 3 - i}) SET a.x = 'a', b.x = 'b'";
    let left = after(&["CREATE ({i: 1}), ({i: 2})", set, "MATCH (n) RETURN n.x AS x ORDER BY x"]);
    assert_eq!(left, ["a", "b"]);
    let map = "UNWIND [1, 2] AS i MATCH (a {i: i}), (b {i: 3 - i}) SET a += {x: 'a'}, b += {x: 'b'}";
    let left = after(&["CREATE ({i: 1}), ({i: 2})", map, "MATCH (n) RETURN n.x AS x ORDER BY x"]);
    assert_eq!(left, ["a", "b"]);
}

#[test]
fn deletion_waits_for_all_rows() {
    assert_eq!(
        after(&["CREATE (a:A)-[:R]->(b:A)", "MATCH (n:A)-[r]-() DELETE n, r", "MATCH (n) RETURN count(n)"]),
        ["0"]
    );
    assert_eq!(
        after(&["CREATE (a:A)-[:R]->(b:B)", "MATCH (a:A) DETACH DELETE a", "MATCH (n) RETURN labels(n)"]),
        ["['B']"]
    );
    assert_eq!(after(&["CREATE (a)-[:R]->(b)", "MATCH p = ()-->() DELETE p", "MATCH (n) RETURN count(n)"]), ["0"]);
    assert_eq!(after(&["CREATE (a)-[:R]->(b)", "MATCH ()-[r]->() DELETE r RETURN type(r)"]), ["R"]);
}

#[test]
fn effects_are_counted() {
    let mut graph = world();
    let text =
        "MATCH (p:Person {name: 'Ann'}) SET p.age = 31, p.name = 'Ann', p:Guest CREATE (p)-[:OWNS {since: 1}]->(:Dog)";
    let effects = run(&mut graph, text, &context()).unwrap().side_effects;
    assert_eq!((effects.nodes_created, effects.relationships_created), (1, 1));
    assert_eq!((effects.properties_set, effects.labels_added), (2, 2));
    let effects = run(&mut graph, "MATCH (d:Dog) DETACH DELETE d", &context()).unwrap().side_effects;
    assert_eq!((effects.nodes_deleted, effects.relationships_deleted), (1, 1));
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let mut graph = world();
    let before = drawn(&run(&mut graph, "MATCH (n) RETURN count(n)", &context()).unwrap());
    run(&mut graph, "UNWIND [1, 0] AS x CREATE (n {v: 1 / x})", &context()).unwrap_err();
    run(&mut graph, "CREATE (n:New) WITH n UNWIND [1, 0] AS x RETURN 1 / x", &context()).unwrap_err();
    assert_eq!(drawn(&run(&mut graph, "MATCH (n) RETURN count(n)", &context()).unwrap()), before);
}
