//! A statement stops when it is cancelled from another thread, whatever it is doing.

use std::thread;
use std::time::{Duration, Instant};

use super::{context, run};
use crate::graph::Graph;
use crate::query::{Context, ErrorKind, Limits};

/// A statement that would run for hours, for each kind of operator that goes round and round.
const ENDLESS: &[&str] = &[
    "MATCH (a)-[*]-(b) RETURN count(*)",
    "MATCH (a)-[r* WHERE r.w > 0]-(b) RETURN count(*)",
    "MATCH (a), (b), (c), (d), (e), (f), (g), (h) RETURN count(*)",
    "MATCH (a)--(b)--(c)--(d)--(e)--(f)--(g) RETURN count(*)",
    "MATCH (a {i: 0}), (b {i: 1}) MATCH p = shortestPath((a)-[*]-(b)) WHERE length(p) < 0 RETURN p",
    "MATCH (a {i: 0}), (b {i: 1}) MATCH p = allShortestPaths((a)-[*25..]-(b)) RETURN count(p)",
    "UNWIND range(1, 9999999) AS x UNWIND range(1, 9999999) AS y RETURN count(*)",
    "UNWIND range(1, 9999999) AS x UNWIND range(1, 9999999) AS y RETURN x % 7 AS k, max(y) AS y",
    "UNWIND range(1, 9999999) AS x UNWIND range(1, 9999999) AS y WITH DISTINCT x % 7 AS k RETURN k",
    "UNWIND range(1, 9999999) AS x UNWIND range(1, 9999999) AS y WITH y ORDER BY y LIMIT 3 RETURN y",
    "UNWIND range(1, 9999999) AS x UNWIND range(1, 9999999) AS y WITH y SKIP 99999999999 RETURN y",
    "UNWIND range(1, 9999999) AS x UNWIND range(1, 9999999) AS y WITH y WHERE y < 0 RETURN y",
    "UNWIND range(1, 9999999) AS x CALL { WITH x UNWIND range(1, x) AS y RETURN max(y) AS y } RETURN max(y)",
    "UNWIND range(1, 9999999) AS x RETURN max(COUNT { UNWIND range(1, x) AS y RETURN y })",
    "UNWIND range(1, 9999999) AS x RETURN max(size([y IN range(1, x) WHERE y % 3 = 0 | y]))",
    "UNWIND range(1, 9999999) AS x WITH x WHERE all(y IN range(1, x) WHERE y > 0) RETURN max(x)",
    "RETURN reduce(s = 0, x IN range(1, 9999999) | s + reduce(t = 0, y IN range(1, 9999) | t + y)) AS s",
    "RETURN size([x IN range(1, 9999) | size([y IN range(1, 99999) WHERE any(z IN range(1, 99) WHERE z = y) | y])]) AS s",
    "UNWIND range(1, 9999999) AS x RETURN max(size(split(reduce(s = 'a,', i IN range(1, 18) | s + s), ',')) + x)",
    "UNWIND range(1, 9999999) AS x UNWIND range(1, 9999999) AS y MATCH (a {i: y}) SET a.seen = y",
    "UNWIND range(1, 9999999) AS x MERGE (a:M {i: x % 10}) SET a.x = x WITH a UNWIND range(1, 9999999) AS y RETURN count(y)",
];

/// Every node of thirty joined to every other.
fn dense() -> Graph {
    let mut graph = Graph::new();
    run(&mut graph, "UNWIND range(0, 29) AS i CREATE (:N {i: i})", &context()).unwrap();
    run(&mut graph, "MATCH (a:N), (b:N) WHERE a.i < b.i CREATE (a)-[:R {w: 1}]->(b)", &context()).unwrap();
    graph
}

#[test]
fn every_operator_that_loops_stops_when_cancelled() {
    let mut graph = dense();
    let hour = Duration::from_secs(3_600);
    let limits = Limits { time: hour, path_steps: u64::MAX, memory_bytes: 1 << 32, ..Limits::default() };
    for text in ENDLESS {
        let context = Context { limits: limits.clone(), ..context() };
        let cancellation = context.cancellation.clone();
        let canceller = thread::spawn(move || {
            thread::sleep(Duration::from_millis(150));
            cancellation.cancel();
        });
        let began = Instant::now();
        let ended = run(&mut graph, text, &context);
        canceller.join().unwrap();
        assert_eq!(ended.expect_err(text).kind, ErrorKind::Cancelled, "{text}");
        // Generous for a busy machine: a loop that never looks would run for hours.
        assert!(began.elapsed() < Duration::from_secs(20), "{text}: {:?}", began.elapsed());
    }
}
