//! Procedures that a user registered: what they are given, what their results become, and what is refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Context, Procedures, QueryError, Rows, context, drawn, optimize, parse, plan, read, world};
use crate::graph::View;
use crate::query::procedure::Results;
use crate::query::{Phase, Procedure};
use crate::value::Value;

/// A procedure that gives the numbers from 1 to its argument, one that doubles, and others that show what they are given.
fn procedures() -> Procedures {
    let mut procedures = Procedures::default();
    let mut register = |signature: &str, body: fn(&[Value], View<'_>) -> Results| {
        procedures.register(Procedure::new(signature.parse().expect(signature), body));
    };
    register("test.upTo(last :: INTEGER?) :: (n :: INTEGER, square :: INTEGER)", |arguments, _| {
        let last = arguments[0].as_integer().unwrap_or(0);
        Ok((1..=last).map(|n| vec![Value::from(n), Value::from(n * n)]).collect())
    });
    register("test.show(x :: ANY?) :: (shown :: STRING)", |arguments, _| {
        Ok(vec![vec![Value::from(format!("{:?}", arguments[0]).as_str())]])
    });
    register("test.showFloat(x :: FLOAT) :: (shown :: STRING)", |arguments, _| {
        Ok(vec![vec![Value::from(format!("{:?}", arguments[0]).as_str())]])
    });
    register("test.showFloats(x :: LIST OF FLOAT?) :: (shown :: STRING)", |arguments, _| {
        Ok(vec![vec![Value::from(format!("{:?}", arguments[0]).as_str())]])
    });
    register("test.size() :: (nodes :: FLOAT)", |_, view| {
        Ok(vec![vec![Value::from(i64::try_from(view.node_count())?)]])
    });
    register("test.nothing(x :: NUMBER?, y :: STRING?) :: ()", |_, _| Ok(Vec::new()));
    register("test.fails() :: (x :: ANY)", |_, _| Err("the well is dry".into()));
    register("test.short() :: (x :: ANY, y :: ANY)", |_, _| Ok(vec![vec![Value::from(1)]]));
    register("test.lies() :: (x :: STRING)", |_, _| Ok(vec![vec![Value::from(1)]]));
    procedures
}

fn called(text: &str, procedures: &Procedures, optimized: bool, context: &Context) -> Result<Rows, QueryError> {
    let graph = world();
    let plan = plan(&parse(text)?, graph.view(), procedures)?;
    let plan = if optimized { optimize(plan, graph.view()) } else { plan };
    read(&plan, graph.view(), context)
}

/// Statements, and the rows they answer with.
const ANSWERED: &[(&str, &[&str])] = &[
    ("CALL test.upTo(2)", &["1 | 1", "2 | 4"]),
    ("CALL test.upto(2) YIELD *", &["1 | 1", "2 | 4"]),
    ("CALL test.upTo(3) YIELD square AS s, n WHERE n > 1", &["4 | 2", "9 | 3"]),
    ("CALL test.upTo(null) YIELD n RETURN n", &[]),
    ("UNWIND [2, 0, 1] AS last CALL test.upTo(last) YIELD n RETURN last, n", &["2 | 1", "2 | 2", "1 | 1"]),
    ("CALL test.upTo(2) YIELD n AS a CALL test.upTo(a) YIELD n AS b RETURN a, b", &["1 | 1", "2 | 1", "2 | 2"]),
    ("CALL test.upTo(2500) YIELD n RETURN count(n), max(n)", &["2500 | 2500"]),
    ("UNWIND range(1, 2500) AS i CALL test.upTo(2) YIELD n RETURN count(*), sum(i)", &["5000 | 6252500"]),
    ("CALL test.upTo(3) RETURN 1", &["1", "1", "1"]),
    ("MATCH (p:Person) CALL test.upTo(p.age / 30) YIELD n RETURN p.name ORDER BY p.name", &["Ann", "Bob", "Cid"]),
    ("CALL { CALL test.upTo(2) YIELD n RETURN sum(n) AS total } RETURN total", &["3"]),
    ("MATCH (p:Person) WHERE EXISTS { CALL test.upTo(1) YIELD n MATCH (p)-[:LIKES]->(p) } RETURN p.name", &["Dot"]),
    ("CALL test.showFloat(1)", &["Float(1.0)"]),
    ("CALL test.show(1)", &["Integer(1)"]),
    ("CALL test.show(null)", &["Null"]),
    ("CALL test.show($word)", &["String(\"sail\")"]),
    ("CALL test.show", &["Integer(7)"]),
    ("CALL test.showFloats([1, null, 2.5])", &["List([Float(1.0), Null, Float(2.5)])"]),
    ("CALL test.size()", &["13.0"]),
    ("CALL test.nothing(1, null)", &[]),
    ("UNWIND [1, 2] AS x CALL test.nothing(x, 'a') RETURN x", &["1", "2"]),
    ("EXPLAIN CALL test.upTo($unknown) YIELD n RETURN n", &["ProcedureCall test.upTo($unknown)"]),
    ("EXPLAIN CALL test.nothing", &["ProcedureCall test.nothing($x, $y)"]),
    ("CALL DB.labels() YIELD label WHERE label STARTS WITH 'P' RETURN label ORDER BY label", &["Person", "Place"]),
];

#[test]
fn calls_answer_with_what_procedures_give() {
    let procedures = procedures();
    let mut context = context();
    context.parameters.extend([("word".to_owned(), Value::from("sail")), ("x".to_owned(), Value::from(7))]);
    for (text, expected) in ANSWERED {
        for optimized in [false, true] {
            let rows = called(text, &procedures, optimized, &context).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(drawn(&rows), *expected, "{text}");
        }
    }
}

/// Statements, when they are refused, with which detail, and part of what is said.
const REFUSED: &[(&str, Phase, &str, &str)] = &[
    ("CALL test.upToo(1)", Phase::CompileTime, "ProcedureNotFound", "did you mean test.upTo()?"),
    ("CALL test.upTo()", Phase::CompileTime, "InvalidNumberOfArguments", "takes 1 argument, not 0"),
    ("CALL test.upTo(1, 2) YIELD n RETURN n", Phase::CompileTime, "InvalidNumberOfArguments", "not 2"),
    ("CALL test.upTo('1')", Phase::CompileTime, "InvalidArgumentType", "takes INTEGER? as `last`, found a string"),
    ("CALL test.upTo(1.5) YIELD n RETURN n", Phase::CompileTime, "InvalidArgumentType", "found a float"),
    ("CALL test.showFloat(null)", Phase::CompileTime, "InvalidArgumentType", "found null"),
    ("MATCH (n) CALL test.showFloat(n) YIELD shown RETURN 1", Phase::CompileTime, "InvalidArgumentType", "a node"),
    (
        "CALL test.upTo(1) YIELD n CALL test.showFloats(n) RETURN 1",
        Phase::CompileTime,
        "InvalidArgumentType",
        "an integer",
    ),
    ("CALL test.upTo YIELD n RETURN n", Phase::CompileTime, "InvalidArgumentPassingMode", "write test.upTo(last)"),
    ("CALL test.upTo(1) YIELD * RETURN n", Phase::CompileTime, "UnexpectedSyntax", "write YIELD n, square"),
    ("CALL test.upTo(count(*)) YIELD n RETURN n", Phase::CompileTime, "InvalidAggregation", "count()"),
    ("CALL test.upTo(x) YIELD n RETURN n", Phase::CompileTime, "UndefinedVariable", "`x`"),
    ("CALL test.upTo(1) YIELD m RETURN m", Phase::CompileTime, "UndefinedVariable", "it yields n, square"),
    ("CALL test.upTo(1) RETURN n", Phase::CompileTime, "UndefinedVariable", "`n`"),
    ("CALL test.upTo(1) YIELD n, square AS n RETURN n", Phase::CompileTime, "VariableAlreadyBound", "`n`"),
    ("WITH 1 AS n CALL test.upTo(1) YIELD n RETURN n", Phase::CompileTime, "VariableAlreadyBound", "`n`"),
    ("CALL test.upTo(1) YIELD n WHERE n RETURN n", Phase::CompileTime, "InvalidArgumentType", "a boolean"),
    ("CALL test.upTo", Phase::CompileTime, "MissingParameter", "`$last`"),
    ("UNWIND [] AS x CALL test.show($y) YIELD shown RETURN 1", Phase::CompileTime, "MissingParameter", "`$y`"),
    ("UNWIND [1, 'a'] AS x CALL test.upTo(x) YIELD n RETURN n", Phase::Runtime, "InvalidArgumentValue", "`last`"),
    ("CALL test.fails()", Phase::Runtime, "ProcedureCallFailed", "test.fails() failed: the well is dry"),
    ("CALL test.short()", Phase::Runtime, "ProcedureCallFailed", "it gave 1 values for 2 results"),
    ("CALL test.lies()", Phase::Runtime, "ProcedureCallFailed", "`x` is an integer, not STRING"),
];

#[test]
fn calls_that_make_no_sense_are_refused() {
    let procedures = procedures();
    for (text, phase, detail, said) in REFUSED {
        let error = called(text, &procedures, true, &context()).expect_err(text);
        assert_eq!((error.phase, error.detail), (*phase, *detail), "{text}: {error}");
        let told = format!("{error} {}", error.diagnostic.help.as_deref().unwrap_or_default());
        assert!(told.contains(said), "{text}: {told}");
        assert!(error.diagnostic.span.is_some(), "{text}: {told}");
    }
}

#[test]
fn a_procedure_is_called_once_for_every_row_and_never_to_be_explained() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&calls);
    let mut procedures = Procedures::default();
    procedures.register(Procedure::new("test.count() :: VOID".parse().expect("a signature"), move |_, _| {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok(Vec::new())
    }));
    for (text, expected) in [
        ("CALL test.count()", 1),
        ("UNWIND range(1, 1500) AS x CALL test.count() RETURN x", 1500),
        ("UNWIND [] AS x CALL test.count() RETURN x", 0),
        ("EXPLAIN CALL test.count()", 0),
    ] {
        calls.store(0, Ordering::Relaxed);
        called(text, &procedures, true, &context()).expect(text);
        assert_eq!(calls.load(Ordering::Relaxed), expected, "{text}");
    }
}

#[test]
fn a_procedure_gives_way_to_one_of_the_same_name() {
    let mut procedures = procedures();
    let signature = "Test.UPTO() :: (one :: INTEGER)".parse().expect("a signature");
    procedures.register(Procedure::new(signature, |_, _| Ok(vec![vec![Value::from(1)]])));
    let rows = called("CALL test.upTo()", &procedures, true, &context()).expect("the later one");
    assert_eq!((rows.columns, rows.rows), (vec!["one".to_owned()], vec![vec![Value::from(1)]]));
}
