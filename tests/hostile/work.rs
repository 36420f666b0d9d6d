//! The steps of the grammar over texts that are cut off: as many as the text is long, times a constant.
//!
//! A step is a rule or a sequence tried. pest refuses to go on after as many as it is told, so the test tells it, and
//! looks whether the answer is still the same.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use annals::query::parse;

use super::STEPS;
use super::shapes::{DEEP, LONG};

/// A character costs at most so many steps, wherever it stands.
const STEPS_PER_CHARACTER: usize = 400;

/// Beginnings that are never ended.
const OPEN: &[&str] = &[
    "(",
    "[",
    "{",
    "{a: ",
    "CASE ",
    "CASE WHEN ",
    "CASE x WHEN 1 THEN ",
    "EXISTS { ",
    "EXISTS { MATCH (n) WHERE ",
    "COUNT { ",
    "COUNT { MATCH (n) WHERE ",
    "[x IN ",
    "[x IN y WHERE ",
    "[x IN y | ",
    "reduce(",
    "reduce(a = ",
    "reduce(a = 0, x IN ",
    "all(x IN ",
    "any(x IN y WHERE ",
    "shortestPath(",
    "shortestPath((a {b: ",
    "NOT ",
    "-",
    "- ",
    "+",
    "(a)-[",
    "(a)-->(b {c: ",
    "(a {b: ",
    "x.",
    "x.y(",
    "f(",
    "f(1, ",
    "x[",
    "x[1..",
    "n {a: ",
    "n {.a, b: ",
    "$",
    "'",
    "\"",
    "`",
    "/*",
    "// ",
    "1 + ",
    "1 < ",
    "a OR ",
    "a AND NOT ",
    "a IN ",
    "a =~ ",
    "[(a)-->(b) | ",
    "[p = (a)-->(b {c: ",
    "x:(",
    "x:!",
    "x:A|",
];

/// Beginnings of a statement that nest in themselves.
const OPEN_CLAUSES: &[&str] = &[
    "CALL { ",
    "CALL { WITH x ",
    "MATCH (",
    "MATCH (a {b: ",
    "MATCH (a:(",
    "MATCH (:!",
    "MATCH ((",
    "MATCH p = (",
    "MATCH (a)-[",
    "MATCH (a)-[:A {b: ",
    "CREATE (",
    "MERGE (",
    "UNWIND ",
    "WITH ",
    "SET a.b = ",
    "RETURN ",
    "RETURN 1 UNION ",
    "CALL a.b(",
];

/// Texts of every kind of clause and expression, to be cut off anywhere.
const TEXTS: &[&str] = &[
    "MATCH (e:Event)-[r:OCCURRED_IN|PART_OF*1..3 {since: 1}]->(p:Place {name: 'Kyiv'}) WHERE e.start > date('2025-05-23') AND NOT (e)-->(:X) RETURN e.title AS event, count(*) ORDER BY event DESC SKIP 1 LIMIT 3;",
    "EXPLAIN OPTIONAL MATCH p = shortestPath((a)<-[*..4]-(b)), (c:A&!B|%) WHERE all(x IN nodes(p) WHERE x.y IS NOT NULL) RETURN *",
    "UNWIND [1, 2.5e-3, 0x1F, 0o17, -4, 'it\\'s \\u00e9', \"x\", $p, null, true] AS `a ``name` WITH DISTINCT `a ``name` AS x WHERE x <> 3 RETURN x + 1 * 2 ^ -3 % 4 AS y, x IN [1] OR x STARTS WITH 'a' XOR x =~ 'b' AS z",
    "CREATE (a:A:B {x: 1, y: [1, {z: 2}]})-[r:R {k: $v}]->(b), (c) SET a.x = 1, b += {y: 2}, c = $map, a:L:M REMOVE a.y, b:N DETACH DELETE c",
    "MERGE (a:A {id: 1}) ON CREATE SET a.n = 1 ON MATCH SET a.n = a.n + 1, a:Seen RETURN a {.id, .*, n: a.n + 1, a} AS m",
    "CALL db.labels() YIELD label AS l WHERE l STARTS WITH 'A' RETURN l UNION ALL MATCH (n) RETURN labels(n)[0] AS l UNION ALL RETURN 'x'[0..1] AS l",
    "MATCH (n) CALL { WITH n MATCH (n)-->(m) RETURN count(m) AS c } WITH n, c ORDER BY c, n.name DESCENDING LIMIT $k RETURN collect(DISTINCT n.name)[..3] AS names, c",
    "MATCH (n) WHERE EXISTS { MATCH (n)-[:A]->(m) WHERE m.x > 1 RETURN m } AND COUNT { (n)--() } > 2 OR exists(n.x) RETURN CASE n.x WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END AS a, CASE WHEN n:A THEN 1 END AS b",
    "RETURN [x IN range(1, 10) WHERE x % 2 = 0 | x ^ 2] AS a, [(n)-[r]->(m:B) WHERE r.x = 1 | m.name] AS b, reduce(s = 0, x IN [1, 2] | s + x) AS c, any(x IN [1] WHERE x > 0) AS d, none(y IN $l WHERE y) AS e, {a: {b: [1]}}.a.b[0] AS f // end",
];

/// Whether the answer to a text is the same when the grammar may take only so many steps for each character.
fn is_linear(text: &str) -> bool {
    let answer = answer(text);
    let limit = NonZeroUsize::new((text.len() + 10) * STEPS_PER_CHARACTER);
    pest::set_call_limit(limit);
    let limited = self::answer(text);
    pest::set_call_limit(None);
    answer == limited
}

fn answer(text: &str) -> Result<(), String> {
    parse(text).map(drop).map_err(|error| format!("{:?}", error.diagnostic))
}

fn check(text: &str) {
    assert!(is_linear(text), "more than {STEPS_PER_CHARACTER} steps for a character: {text}");
}

/// Every beginning of a text; of a very long one, some two hundred: all of them would be work that grows with its square.
fn cut_off(text: &str) -> impl Iterator<Item = &str> {
    const LONG: usize = 5_000;
    let step = if text.len() > LONG { text.len() / 200 } else { 1 };
    text.char_indices().step_by(step).map(|(index, _)| &text[..index])
}

#[test]
fn what_is_left_open_is_read_once() {
    let _guard = STEPS.write().unwrap();
    let expressions = OPEN.iter().map(|open| ("RETURN ", *open));
    for (before, open) in expressions.chain(OPEN_CLAUSES.iter().map(|open| ("", *open))) {
        for count in [1, 5, 10, 20, 40, 80, 1_000] {
            for after in ["", "1", "a 1", "a)", "}"] {
                check(&format!("{before}{}{after}", open.repeat(count)));
            }
        }
    }
    // Kinds by turns, each of which could have been read as another.
    for first in OPEN {
        for second in OPEN {
            check(&format!("RETURN {}", format!("{first}{second}").repeat(20)));
        }
    }
}

#[test]
fn cut_off_texts_are_read_once() {
    let _guard = STEPS.write().unwrap();
    let long: Vec<String> = LONG.iter().chain(DEEP).map(|shape| shape.text(6)).collect();
    for text in TEXTS.iter().copied().chain(long.iter().map(String::as_str)) {
        parse(TEXTS[0]).unwrap();
        cut_off(text).for_each(check);
    }
}

/// `OPENCYPHER_TCK=folder cargo test --release --test hostile -- --ignored cut_off_texts_of_the_tck`
#[test]
#[ignore = "reads every query of the openCypher TCK, which lies outside the checkout"]
fn cut_off_texts_of_the_tck_are_read_once() {
    let _guard = STEPS.write().unwrap();
    let folder = std::env::var_os("OPENCYPHER_TCK").map_or_else(|| PathBuf::from("../shared/tck"), PathBuf::from);
    let mut queries = 0;
    let mut pending = vec![folder];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "feature") {
                let feature = std::fs::read_to_string(&path).unwrap();
                // The texts between triple quotes are every second one.
                for query in feature.split("\"\"\"").skip(1).step_by(2) {
                    queries += 1;
                    cut_off(query.trim()).for_each(check);
                }
            }
        }
    }
    println!("{queries} queries, cut off");
    assert!(queries > 0);
}

/// `cargo test --release --test hostile -- --ignored --nocapture what_is_left_open_in_time`
#[test]
#[ignore = "prints a table"]
fn what_is_left_open_in_time() {
    let _guard = STEPS.read().unwrap();
    println!("{:30} {:>9} {:>9} {:>9} {:>9}", "microseconds for n =", 10, 20, 40, 1_000);
    let expressions = OPEN.iter().map(|open| ("RETURN ", *open));
    for (before, open) in expressions.chain(OPEN_CLAUSES.iter().map(|open| ("", *open))) {
        print!("{open:30}");
        for count in [10, 20, 40, 1_000] {
            let text = format!("{before}{}", open.repeat(count));
            let time = || {
                let began = std::time::Instant::now();
                drop(parse(&text));
                began.elapsed()
            };
            let least = (0..20).map(|_| time()).min().unwrap();
            print!(" {:9.1}", least.as_secs_f64() * 1e6);
        }
        println!();
    }
}
