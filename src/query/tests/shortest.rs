//! Shortest paths against every path of the least length, found one by one.

use super::{context, run};
use crate::graph::Graph;

/// Nine nodes with relationships of two types that look thrown together, some of them loops and some twice.
fn thicket() -> Graph {
    let mut graph = Graph::new();
    run(&mut graph, "UNWIND range(0, 8) AS i CREATE (:N {i: i})", &context()).unwrap();
    let roads = "UNWIND range(0, 12) AS k MATCH (a:N {i: k * 7 % 9}), (b:N {i: (k * k + 3) % 9}) \
                 CREATE (a)-[:R {w: k % 4}]->(b) WITH a, b, k WHERE k % 3 = 0 CREATE (b)-[:S {w: k % 5}]->(a)";
    run(&mut graph, roads, &context()).unwrap();
    graph
}

#[test]
fn shortest_paths_are_the_shortest_of_all_paths() {
    let (mut graph, mut compared) = (thicket(), 0);
    for pattern in ["-[rs*MIN..]->", "<-[rs:R*MIN..]-", "-[rs:R|S*MIN..]-", "-[rs:!S*MIN..4]->"] {
        for minimum in 0..4 {
            for condition in
                ["true", "all(r IN rs WHERE r.w < 3)", "none(n IN nodes(p) WHERE n.i = 4)", "length(p) % 2 = 0"]
            {
                // Whatever is the shortest here has fewer than six relationships, or there is none so short.
                let bounded = pattern.replace("MIN", &minimum.to_string()).replace("..]", "..5]");
                let all = format!(
                    "MATCH p = (a:N){bounded}(b:N) WHERE {condition} WITH a, b, collect(rs) AS walks, min(length(p)) AS least \
                     UNWIND [w IN walks WHERE size(w) = least] AS rs RETURN a.i, b.i, [r IN rs | id(r)] AS w ORDER BY a.i, b.i, w"
                );
                let shortest = format!(
                    "MATCH p = allShortestPaths((a:N){bounded}(b:N)) WHERE {condition} \
                     RETURN a.i, b.i, [r IN rs | id(r)] AS w ORDER BY a.i, b.i, w"
                );
                let one = format!(
                    "MATCH p = shortestPath((a:N){bounded}(b:N)) WHERE {condition} RETURN a.i, b.i, length(p) ORDER BY a.i, b.i"
                );
                let wanted = run(&mut graph, &all, &context()).unwrap().rows;
                assert_eq!(run(&mut graph, &shortest, &context()).unwrap().rows, wanted, "{shortest}");
                compared += wanted.len();
                let mut lengths: Vec<_> = wanted
                    .iter()
                    .map(|row| vec![row[0].clone(), row[1].clone(), (row[2].as_list().unwrap().len() as i64).into()])
                    .collect();
                lengths.dedup();
                assert_eq!(run(&mut graph, &one, &context()).unwrap().rows, lengths, "{one}");
            }
        }
    }
    assert!(compared > 1_000, "only {compared} paths are compared");
}
