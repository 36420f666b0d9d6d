//! What the clauses and expressions mean, one small question each.

use super::{ask, context, run, world};
use crate::graph::Graph;
use crate::query::tests::drawn;

#[test]
fn order_by_sees_aliases_groups_and_what_was_before() {
    assert_eq!(ask("MATCH (p:Person) RETURN p.name AS n ORDER BY p.age DESC LIMIT 2"), ["Dot", "Cid"]);
    assert_eq!(ask("UNWIND [1, 2, 3, 4] AS x RETURN x % 2 AS m, count(*) AS c ORDER BY m DESC"), ["1 | 2", "0 | 2"]);
    assert_eq!(ask("MATCH (t:Town) RETURN t.size / 20 AS s, count(*) ORDER BY t.size / 20 DESC"), ["1 | 2", "0 | 1"]);
    assert_eq!(ask("UNWIND [3, 1, 2] AS x WITH x AS y ORDER BY x RETURN y"), ["1", "2", "3"]);
    assert_eq!(ask("UNWIND [3, 1, 2] AS x RETURN -x AS x ORDER BY x"), ["-3", "-2", "-1"]);
}

#[test]
fn whether_a_sum_overflows_is_no_matter_of_order() {
    let sum = "UNWIND [-1, -9223372036854775808, 1] AS x RETURN sum(x)";
    assert_eq!(ask(sum), ["-9223372036854775808"]);
    assert_eq!(ask("UNWIND [9223372036854775807, 1, 0.5, -1] AS x RETURN sum(x) > 9.2e18"), ["true"]);
}

#[test]
fn walks_that_are_grouped_by_are_walked() {
    let paths = "UNWIND [1] AS one CREATE (a:A)-[:R {i: 1}]->(b:B)-[:R {i: 2}]->(c:C), (a)-[:R {i: 3}]->(c)";
    let mut graph = Graph::new();
    run(&mut graph, paths, &context()).expect("a graph");
    let grouped = "MATCH (a:A)-[r*1..3]->(x) WITH r, count(DISTINCT x) AS c RETURN [s IN r | s.i] AS i, c ORDER BY i";
    assert_eq!(drawn(&run(&mut graph, grouped, &context()).expect("rows")), ["[1] | 1", "[1, 2] | 1", "[3] | 1"]);
}

#[test]
fn null_is_unknown_and_stands_last() {
    assert_eq!(ask("MATCH (p:Person) WHERE NOT (p.age > 35) RETURN p.name"), ["Ann"]);
    assert_eq!(
        ask("RETURN null = null, null <> 1, null OR true, null AND false, null XOR true"),
        ["null | null | true | false | null"]
    );
    assert_eq!(ask("MATCH (p:Person) RETURN p.age ORDER BY p.age"), ["30", "40", "50", "null"]);
    assert_eq!(
        ask("RETURN any(x IN [1, null] WHERE x > 1), all(x IN [1, null] WHERE x > 0), none(x IN [] WHERE x)"),
        ["null | null | true"]
    );
}

#[test]
fn nothing_is_projected_of_null() {
    let projected = "UNWIND [{a: 1}, null, {a: 3}] AS m RETURN m {.a, k: 6 / m.a} AS m";
    assert_eq!(ask(projected), ["{a: 1, k: 6}", "null", "{a: 3, k: 2}"]);
    assert_eq!(ask("UNWIND [null] AS m RETURN m {k: 1 / 0} AS m"), ["null"]);
}

#[test]
fn what_the_rest_decides_is_not_computed() {
    assert_eq!(ask("UNWIND [0, 2] AS x WITH x WHERE x <> 0 AND 10 / x = 5 RETURN x"), ["2"]);
    assert_eq!(ask("UNWIND [0, 2] AS x RETURN CASE WHEN x = 0 THEN 'none' ELSE 10 / x END"), ["none", "5"]);
    assert_eq!(
        ask("RETURN CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END, CASE null WHEN null THEN 1 ELSE 2 END"),
        ["b | 2"]
    );
}

#[test]
fn aggregations_leave_null_out() {
    assert_eq!(
        ask(
            "MATCH (p:Person) RETURN count(*), count(p.age), sum(p.age), avg(p.age), min(p.age), max(p.age), collect(p.age)"
        ),
        ["4 | 3 | 120 | 40.0 | 30 | 50 | [30, 40, 50]"]
    );
    assert_eq!(
        ask("MATCH (z:Zebra) RETURN count(*), sum(z.x), avg(z.x), collect(z), max(z.x)"),
        ["0 | 0 | null | [] | null"]
    );
    assert_eq!(ask("MATCH (z:Zebra) RETURN z.x, count(*)"), [""; 0]);
    assert_eq!(
        ask("UNWIND [1, 1, 2] AS x RETURN count(DISTINCT x), sum(DISTINCT x), collect(DISTINCT x)"),
        ["2 | 3 | [1, 2]"]
    );
    assert_eq!(ask("UNWIND [1, 2, 3, 4] AS x RETURN percentileCont(x, 0.5), percentileDisc(x, 0.5)"), ["2.5 | 2"]);
    assert_eq!(ask("UNWIND [2, 4, 4, 4, 5, 5, 7, 9] AS x RETURN stDevP(x), round(stDev(x), 3)"), ["2.0 | 2.138"]);
    assert_eq!(ask("UNWIND [duration('P1D'), duration('P2D')] AS d RETURN sum(d), avg(d)"), ["P3D | P1DT12H"]);
}

#[test]
fn a_relationship_is_walked_once_in_a_clause() {
    assert_eq!(
        ask("MATCH (:Person {name: 'Bob'})-[:KNOWS]-(x)-[:KNOWS]-(y) RETURN y.name ORDER BY y.name"),
        ["Ann", "Cid", "Dot"]
    );
    assert_eq!(
        ask(
            "MATCH (b:Person {name: 'Bob'})-[:KNOWS]-(x) MATCH (x)-[:KNOWS]-(y) WHERE y = b RETURN x.name ORDER BY x.name"
        ),
        ["Ann", "Cid"]
    );
    assert_eq!(ask("MATCH (a {name: 'Ann'})-[:KNOWS*3]->(b) RETURN b.name"), ["Ann"]);
    assert_eq!(ask("MATCH (a {name: 'Ann'})-[:KNOWS*4]->(b) RETURN b.name"), ["Dot"]);
}

#[test]
fn comprehensions_quantifiers_and_reduce_nest() {
    assert_eq!(ask("RETURN [x IN range(1, 3) | [y IN range(1, x) WHERE y <> 2 | x * y]]"), ["[[1], [2], [3, 9]]"]);
    assert_eq!(
        ask("RETURN reduce(s = 0, x IN [1, 2, 3] | s + x), reduce(s = 'a', x IN [] | s), reduce(s = 1, x IN null | s)"),
        ["6 | a | null"]
    );
    assert_eq!(
        ask("UNWIND [[1, 2], [], null] AS l RETURN [x IN l WHERE x > 1], all(x IN l WHERE x > 0)"),
        ["[2] | true", "[] | true", "null | null"]
    );
    assert_eq!(
        ask(
            "MATCH (p:Person) RETURN p.name, [q IN [(p)-[:KNOWS]->(x) | x] WHERE (q)-[:KNOWS]->() | q.name] AS n ORDER BY p.name"
        ),
        ["Ann | ['Bob']", "Bob | ['Cid']", "Cid | ['Ann']", "Dot | []"]
    );
}

#[test]
fn null_is_no_node_to_match() {
    assert_eq!(ask("OPTIONAL MATCH (n:Nobody) MATCH (n) RETURN 1 AS one"), [""; 0]);
    assert_eq!(ask("OPTIONAL MATCH (n:Nobody) OPTIONAL MATCH (n), (t:Town) RETURN t.name"), ["null"]);
    assert_eq!(ask("OPTIONAL MATCH (n:Nobody) RETURN EXISTS { (n) } AS e, COUNT { (n) } AS c"), ["false | 0"]);
    assert_eq!(ask("OPTIONAL MATCH (n:Nobody) CALL { WITH n MATCH (n) RETURN 1 AS one } RETURN one"), [""; 0]);
}

#[test]
fn a_call_may_hand_on_what_it_imports() {
    let text =
        "UNWIND [1, 2] AS x WITH x + 1 AS y CALL { WITH y MATCH (:Land) RETURN DISTINCT y AS z } RETURN z ORDER BY z";
    assert_eq!(ask(text), ["2", "3"]);
}

#[test]
fn exists_asks_for_a_pattern_anywhere() {
    assert_eq!(
        ask("MATCH (p:Person) RETURN p.name AS name, exists((p)-[:LIKES]->()) AS likes ORDER BY name"),
        ["Ann | false", "Bob | false", "Cid | false", "Dot | true"]
    );
}

#[test]
fn what_is_returned_may_be_ordered_by_again_whatever_it_looks_for() {
    assert_eq!(ask("MATCH (p:Person) RETURN max(COUNT { (p)-->() }) AS most ORDER BY max(COUNT { (p)-->() })"), ["4"]);
    assert_eq!(
        ask(
            "MATCH (p:Person) RETURN DISTINCT size([(p)-[:JOINED]->(e) | e]) AS n ORDER BY size([(p)-[:JOINED]->(e) | e])"
        ),
        ["0", "1", "2"]
    );
    // A name that means another thing by now is found however deep it stands.
    assert_eq!(
        ask("UNWIND [1, 2] AS x WITH 3 - x AS x, [y IN [0] | x] AS l ORDER BY [y IN [0] | x] RETURN x, l"),
        ["1 | [2]", "2 | [1]"]
    );
}

#[test]
fn paths_shortest_and_all() {
    assert_eq!(
        ask(
            "MATCH p = shortestPath((a {name: 'Cid'})-[:KNOWS*]-(b {name: 'Dot'})) RETURN length(p), [n IN nodes(p) | n.name]"
        ),
        ["2 | ['Cid', 'Ann', 'Dot']"]
    );
    assert_eq!(ask("MATCH p = shortestPath((a {name: 'Ann'})-[:KNOWS*..1]->(b {name: 'Cid'})) RETURN p"), [""; 0]);
    let two_ways = "CREATE (a {n: 1})-[:R]->({n: 2})-[:R]->(d {n: 4}), (a)-[:R]->({n: 3})-[:R]->(d)";
    let mut graph = Graph::new();
    run(&mut graph, two_ways, &context()).unwrap();
    let text = "MATCH p = allShortestPaths((a {n: 1})-[:R*]->(d {n: 4})) RETURN [x IN nodes(p) | x.n] AS n ORDER BY n";
    assert_eq!(drawn(&run(&mut graph, text, &context()).unwrap()), ["[1, 2, 4]", "[1, 3, 4]"]);
}

#[test]
fn rows_hold_what_their_values_speak_of() {
    let text = "MATCH p = (a:Person {name: 'Ann'})-[:KNOWS]->({name: 'Dot'}) RETURN {path: [p]} AS held";
    let rows = run(&mut world(), text, &context()).unwrap();
    let names: Vec<_> = rows.nodes.values().map(|node| node.properties["name"].to_string()).collect();
    assert_eq!(names, ["'Ann'", "'Dot'"]);
    assert_eq!(
        rows.relationships.values().map(|relationship| relationship.kind.as_str()).collect::<Vec<_>>(),
        ["KNOWS"]
    );
}

#[test]
fn unknown_names_are_remarked_on() {
    let rows = run(&mut world(), "MATCH (p:Persn)-[:KNOW]->(q) WHERE p.agee > 1 RETURN p", &context()).unwrap();
    assert_eq!(
        rows.warnings,
        [
            "no label `Persn` in the graph; did you mean `Person`?",
            "no relationship type `KNOW` in the graph; did you mean `KNOWS`?",
            "no property `agee` in the graph; did you mean `age`?",
        ]
    );
    assert!(run(&mut Graph::new(), "MATCH (p:Persn) RETURN p", &context()).unwrap().warnings.is_empty());
}

#[test]
fn plans_are_explained_and_profiled() {
    let plan = ask("EXPLAIN MATCH (p:Person {name: 'Ann'})-[:KNOWS]->(q) RETURN q.name");
    assert_eq!(
        plan,
        [
            "Project q.name AS q.name",
            "└─ Expand (p)-[relationship#1:KNOWS]->(q)",
            "   └─ PropertySeek p:Person name = 'Ann'"
        ]
    );
    let rows =
        run(&mut world(), "PROFILE MATCH (p:Person {name: 'Ann'})-[:KNOWS]->(q) RETURN q.name", &context()).unwrap();
    let counts: Vec<_> = rows.rows.iter().map(|row| row[1].as_integer().unwrap()).collect();
    assert_eq!(counts, [2, 2, 1]);
}
