//! What is refused before the first row, and what while rows are made.

use super::{context, planned, run, world};
use crate::query::Phase;

/// Statements that no graph makes sense of, each with the kind of mistake.
const REFUSED: &[(&str, &str)] = &[
    ("MATCH (n) RETURN m", "UndefinedVariable"),
    ("MATCH (n) WITH n.name AS name RETURN n", "UndefinedVariable"),
    ("MATCH (n) RETURN count(n) ORDER BY n.name", "UndefinedVariable"),
    ("MATCH (n) RETURN DISTINCT n.name AS x ORDER BY n.age", "UndefinedVariable"),
    ("MATCH (n) WHERE (n)-[]->(m) RETURN n", "UndefinedVariable"),
    ("MATCH (n) CREATE (n)", "VariableAlreadyBound"),
    ("MATCH (n) CREATE (n:Label)-[:R]->()", "VariableAlreadyBound"),
    ("MATCH p = (a)-->(b) MATCH p = (c) RETURN p", "VariableAlreadyBound"),
    ("UNWIND [1] AS x UNWIND [2] AS x RETURN x", "VariableAlreadyBound"),
    ("MATCH (a)-[a]->() RETURN a", "VariableTypeConflict"),
    ("WITH 1 AS n MATCH (n) RETURN n", "VariableTypeConflict"),
    ("MATCH ()-[r]->()-[r]->() RETURN r", "RelationshipUniquenessViolation"),
    ("MATCH (n) WHERE count(n) > 1 RETURN n", "InvalidAggregation"),
    ("RETURN [x IN [1] | count(x)]", "InvalidAggregation"),
    ("RETURN sum(count(*))", "NestedAggregation"),
    ("MATCH (n) RETURN n.age + count(*)", "AmbiguousAggregationExpression"),
    ("MATCH (n)", "InvalidClauseComposition"),
    ("CREATE (n) MATCH (m) RETURN m", "InvalidClauseComposition"),
    ("RETURN 1 AS a UNION RETURN 2 AS b", "DifferentColumnsInUnion"),
    ("RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a", "InvalidClauseComposition"),
    ("RETURN 1 AS a, 2 AS a", "ColumnNameConflict"),
    ("MATCH (n) WITH n.name RETURN 1", "NoExpressionAlias"),
    ("MATCH (n) RETURN n LIMIT n.x", "NonConstantExpression"),
    ("MATCH (n) RETURN n LIMIT -1", "NegativeIntegerArgument"),
    ("MATCH (n) RETURN n SKIP 1.5", "InvalidArgumentType"),
    ("CREATE ()-[:A|B]->()", "NoSingleRelationshipType"),
    ("CREATE ()-[:A]-()", "RequiresDirectedRelationship"),
    ("CREATE ()-[:A*2]->()", "CreatingVarLength"),
    ("MATCH (n) DELETE n:Label", "InvalidDelete"),
    ("MATCH (n) DELETE 1", "InvalidArgumentType"),
    ("MATCH (n $map) RETURN n", "InvalidParameterUse"),
    ("RETURN 1 AND true", "InvalidArgumentType"),
    ("MATCH (n) RETURN type(n)", "InvalidArgumentType"),
    ("WITH 1 AS x RETURN x.y", "InvalidArgumentType"),
    ("MATCH (n) RETURN (n)-->()", "UnexpectedSyntax"),
    ("RETURN nothing(1)", "UnknownFunction"),
    ("RETURN size()", "InvalidNumberOfArguments"),
    ("MATCH (n) WHERE EXISTS { MATCH (n) SET n.x = 1 } RETURN n", "InvalidClauseComposition"),
    ("CALL no.such()", "ProcedureNotFound"),
];

#[test]
fn nonsense_is_refused_before_it_runs() {
    let graph = world();
    for (text, detail) in REFUSED {
        let error = planned(&graph, text, true).expect_err(text);
        assert_eq!((error.phase, error.detail), (Phase::CompileTime, *detail), "{text}: {error}");
    }
}

#[test]
fn a_misspelt_name_is_met_with_the_right_one() {
    let graph = world();
    for (text, help) in [
        ("MATCH (event) RETURN evnt", "did you mean `event`?"),
        ("RETURN toUper('a')", "did you mean toUpper()?"),
        ("CALL db.label()", "did you mean db.labels()?"),
        ("MATCH (n) WITH n.name AS name WHERE nmae = 'a' RETURN name", "did you mean `name`?"),
        ("MATCH (town) CREATE (:X {x: twon.size})", "did you mean `town`?"),
        ("RETURN [item IN [1] | itme]", "did you mean `item`?"),
        ("RETURN cuont(1)", "did you mean count()?"),
    ] {
        let error = planned(&graph, text, true).expect_err(text);
        assert_eq!(error.diagnostic.help.as_deref(), Some(help));
        assert!(error.diagnostic.span.is_some(), "{text}");
    }
}

/// A graph without such a name makes sense, so these are remarks and not refusals.
#[test]
fn a_name_the_graph_does_not_know_is_remarked_on() {
    let graph = world();
    for (text, warnings) in [
        ("MATCH (n:Persn) RETURN n", &["no label `Persn` in the graph; did you mean `Person`?"][..]),
        ("MATCH (n) WHERE n:Persn RETURN n", &["no label `Persn` in the graph; did you mean `Person`?"]),
        ("MATCH ()-[r:KNOSW]->() RETURN r", &["no relationship type `KNOSW` in the graph; did you mean `KNOWS`?"]),
        ("MATCH (n {naem: 'Ann'}) RETURN n", &["no property `naem` in the graph; did you mean `name`?"]),
        ("MATCH (n) RETURN n.naem", &["no property `naem` in the graph; did you mean `name`?"]),
        ("MATCH (n:Person)-[:KNOWS]->(m) RETURN n.name", &[]),
        // What a statement is about to make it need not know.
        ("MERGE (n:New {fresh: 1})-[:MADE]->(m:Newer)", &[]),
        ("CREATE (n:New {fresh: 1})-[:MADE]->(m:Newer)", &[]),
        ("MATCH (p:Person) MERGE (n:New {fresh: p.naem})", &["no property `naem` in the graph; did you mean `name`?"]),
    ] {
        assert_eq!(planned(&graph, text, true).expect(text).warnings(), warnings, "{text}");
    }
}

#[test]
fn a_misspelt_parameter_is_met_with_the_given_one() {
    let mut context = context();
    context.parameters.insert("city".to_owned(), crate::value::Value::Null);
    let error = run(&mut world(), "RETURN $ctiy", &context).expect_err("no such parameter");
    assert_eq!(error.diagnostic.help.as_deref(), Some("did you mean `$city`?"));
}

#[test]
fn what_depends_on_values_is_refused_when_it_runs() {
    for (text, detail) in [
        ("UNWIND [1, 'a'] AS x RETURN sum(x)", "InvalidArgumentType"),
        ("UNWIND [1] AS x RETURN percentileCont(x, 2)", "NumberOutOfRange"),
        ("UNWIND [0] AS x RETURN x ORDER BY 1 / x", "DivisionByZero"),
        ("MERGE (n:Thing {name: null})", "MergeReadOwnWrites"),
        ("CREATE (n {map: {a: 1}})", "InvalidPropertyType"),
        ("MATCH (p:Person {name: 'Ann'}) DELETE p", "DeleteConnectedNode"),
        ("MATCH (t:Town)-[w:WITHIN]->() DELETE w RETURN w.since", "DeletedEntityAccess"),
        ("RETURN $missing", "MissingParameter"),
    ] {
        let error = run(&mut world(), text, &context()).expect_err(text);
        assert_eq!(error.detail, detail, "{text}: {error}");
    }
}
