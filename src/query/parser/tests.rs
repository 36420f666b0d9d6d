//! What the golden texts of `tests/` do not show: that reading stays linear, deep and long texts, and splitting.

use super::*;
use crate::query::ast::{ClauseKind, ExpressionKind};

fn refusal(text: &str) -> String {
    parse(text).expect_err("this is not Cypher").to_string()
}

/// Beginnings of everything that nests, each with what would close it.
const NESTING: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{a: ", "}"),
    ("f(", ")"),
    ("a[", "]"),
    ("x {a: ", "}"),
    ("(a {b: ", "})"),
    ("(a)-[{k: ", "}]->(b)"),
    ("(a)-->(b {c: ", "})"),
    ("(a)-->(b) - [{k: ", "}]"),
    ("[x IN ", "]"),
    ("[(a {x: ", "})-->(b) | 1]"),
    ("any(x IN ", ")"),
    ("reduce(a = ", ", x IN y | 1)"),
    ("CASE WHEN ", " THEN 1 END"),
    ("exists { (a {b: ", "}) }"),
    ("COUNT { MATCH (n) WHERE ", "}"),
    ("shortestPath((a {b: ", "})-->(b))"),
];

/// Were one of these read twice at every level, this test would not end.
#[test]
fn what_is_wrong_inside_brackets_is_read_once() {
    for (open, close) in NESTING {
        let depth = 100 / open.matches(['(', '[', '{']).count().max(1) / if open.contains("CASE") { 2 } else { 1 };
        for count in [depth / 2, depth] {
            let inside = open.repeat(count);
            refusal(&format!("RETURN {inside}"));
            refusal(&format!("RETURN {inside}1 1{}", close.repeat(count)));
        }
    }
}

#[test]
fn what_nests_too_deep_is_refused_before_it_is_read() {
    for open in
        ["(", "[", "{", "{a: ", "NOT ", "-", "- -", "(a)-[", "CASE WHEN ", "exists { MATCH (n) WHERE ", "!", "NOT ("]
    {
        let text = format!("RETURN {}", open.repeat(100_000));
        assert_eq!(refusal(&text), "the statement is nested deeper than 100", "{open}");
    }
    for suffix in [".a", "[0]", " IN a", " IS NULL", ":A"] {
        let text = format!("RETURN a{}", suffix.repeat(1000));
        assert!(parse(&text).is_err() || suffix == ":A", "{suffix}");
    }
    refusal(&format!("RETURN a{}", " = NOT a".repeat(1000)));
    let suffixes = ".a".repeat(40);
    let text = format!("RETURN {}x{}", "(".repeat(90), format!("){suffixes}").repeat(90));
    assert_eq!(refusal(&text), "the statement is nested deeper than 100");
    let text = format!("RETURN {}x{}", "(".repeat(90), ") + 1 IN y IS NULL".repeat(90));
    assert_eq!(refusal(&text), "the statement is nested deeper than 100");
}

#[test]
fn brackets_that_close_do_not_count() {
    let list = vec!["(1)"; 1000].join(", ");
    parse(&format!("RETURN [{list}]")).expect("this nests two deep");
    let tests = vec!["a.b[0].c IN d.e AND NOT f =~ 'g' OR h IS NOT NULL"; 1000].join(" AND ");
    parse(&format!("MATCH (n) WHERE {tests} RETURN n")).expect("this nests four deep");
    let cases = vec!["CASE WHEN a.end THEN {end: 1, case: 2} END"; 1000].join(" + ");
    parse(&format!("RETURN {cases}")).expect("this nests two deep");
}

#[test]
fn long_chains_become_flat_nodes() {
    for (operator, is_flat) in [
        (
            "OR",
            (|kind| matches!(kind, ExpressionKind::Logical(_, operands) if operands.len() == 20_001)) as fn(&_) -> bool,
        ),
        ("+", |kind| matches!(kind, ExpressionKind::Arithmetic(_, rest) if rest.len() == 20_000)),
        ("<", |kind| matches!(kind, ExpressionKind::Comparison(_, rest) if rest.len() == 20_000)),
    ] {
        let text = format!("RETURN a{}", format!(" {operator} a").repeat(20_000));
        let statement = parse(&text).expect("this is long, not deep");
        let ClauseKind::Return { projection } = &statement.query.first.clauses[0].kind else { panic!("{operator}") };
        assert!(is_flat(&projection.items[0].expression.kind), "{operator}");
    }
}

#[test]
fn a_deep_statement_fits_a_small_stack() {
    let text = format!("RETURN {}1{}", "[(a {b: ".repeat(33), "})-->(b) | 1]".repeat(33));
    let thread =
        std::thread::Builder::new().stack_size(2 << 20).spawn(move || parse(&text).map(|tree| tree.to_string()));
    thread.expect("threads start").join().expect("the stack is enough").expect("this is Cypher");
}

#[test]
fn spans_point_into_the_text() {
    let text = "MATCH (n) /* c */ RETURN ( n.a + 1 ) /* c */ AS b, n . c // d";
    let statement = parse(text).expect("this is Cypher");
    let ClauseKind::Return { projection } = &statement.query.first.clauses[1].kind else { panic!() };
    let spans: Vec<_> = projection.items.iter().map(|item| item.expression.span.of(text)).collect();
    assert_eq!(spans, ["( n.a + 1 )", "n . c"]);
    assert_eq!(&*projection.items[0].text, "( n.a + 1 )");
    assert_eq!(statement.query.first.clauses[0].span.of(text), "MATCH (n)");
}

#[test]
fn spaces_and_comments_stand_anywhere() {
    let text = "\u{feff}MATCH\u{a0}(n /* x */ : A)\u{2003}// y\r\n-[ r ]-> ( ) RETURN/**/n;\n";
    assert_eq!(parse(text).expect("this is Cypher").to_string(), "MATCH (n:A)-[r]->() RETURN n");
}

#[test]
fn strings_know_their_escapes() {
    let text = r#"RETURN 'a\'b\\\n\t\u00e9\U0001F600\uD83D\uDE00', "c'\"", ''"#;
    let expected = "RETURN 'a\\'b\\\\\\n\\té😀😀', 'c\\'\"', ''";
    assert_eq!(parse(text).expect("this is Cypher").to_string(), expected);
}

#[test]
fn statements_are_told_apart() {
    let cases: [(&str, &[&str]); 5] = [
        ("", &[]),
        (" ;; // x\n ; /* ; */", &[]),
        ("RETURN 1", &["RETURN 1"]),
        ("RETURN ';'; RETURN `;` /* ; */ ;\n//;\nRETURN \"\\\";\" ", &["RETURN ';'", "RETURN `;`", "RETURN \"\\\";\""]),
        ("RETURN 'open; RETURN 1", &["RETURN 'open; RETURN 1"]),
    ];
    for (text, expected) in cases {
        let statements: Vec<_> = split_statements(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(statements, expected);
    }
}

#[test]
fn unfinished_texts_are_told_from_finished_ones() {
    for text in ["RETURN [", "RETURN 'a", "RETURN \"a'", "RETURN `a", "/* a", "MATCH (a {b: 1}", "RETURN 'a\\'"] {
        assert!(is_incomplete(text), "{text}");
    }
    for text in ["", "RETURN 1", "RETURN ')'", "RETURN ]", "// (", "RETURN 1;"] {
        assert!(!is_incomplete(text), "{text}");
    }
}
