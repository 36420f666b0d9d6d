//! The same truth by two roads: triangles that are closed over laid out relationships, and those that are walked.

use proptest::prelude::*;

use super::{context, drawn, planned};
use crate::graph::{Batch, Change, Graph};
use crate::query::read;
use crate::value::{NodeId, RelationshipId, Value};

/// A relationship: its type, its ends, and its `kind`, if it has one.
type Drawn = (bool, u32, u32, Option<u8>);

/// Nodes 0 to 6, every third of them marked, and relationships between them, loops and parallel ones among them.
fn graph(relationships: &[Drawn]) -> Graph {
    let nodes = (0..7).map(|id| Change::CreateNode {
        id: NodeId(id),
        labels: if id % 3 == 0 { vec!["N".into(), "Marked".into()] } else { vec!["N".into()] },
        properties: vec![("name".into(), Value::String(format!("n{id}").into()))],
    });
    let relationships = (0..).zip(relationships).map(|(id, (other, start, end, kind))| Change::CreateRelationship {
        id: RelationshipId(id),
        kind: if *other { "S".into() } else { "R".into() },
        start: NodeId(*start),
        end: NodeId(*end),
        properties: kind.map(|kind| ("kind".into(), Value::String(format!("k{kind}").into()))).into_iter().collect(),
    });
    let mut graph = Graph::new();
    graph.apply(&Batch { changes: nodes.chain(relationships).collect() }).expect("the graph can be made");
    graph
}

fn relationships() -> impl Strategy<Value = Vec<Drawn>> {
    let one = (prop::bool::weighted(0.2), 0u32..7, 0u32..7, prop::option::weighted(0.9, 0u8..2));
    prop::collection::vec(one, 20..50)
}

fn step() -> impl Strategy<Value = (&'static str, &'static str)> {
    prop::sample::select(vec![
        ("-[", ":R]->"),
        ("-[", ":R]->"),
        ("<-[", ":R]-"),
        ("-[", ":R]-"),
        ("-[", ":R|S]->"),
        ("-[", "]->"),
    ])
}

fn conditions() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(
        vec![
            "r1.kind = 'k0'",
            "r2.kind = 'k0'",
            "r3.kind = 'k0'",
            "r2.kind <> 'k1'",
            "id(a) < id(b)",
            "id(a) < id(c)",
            "id(c) > id(b)",
            "b:Marked",
            "c.name <> 'n2'",
            "b.name <> c.name",
        ],
        0..6,
    )
}

fn ending() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "RETURN count(*) AS c",
        "RETURN count(*) AS c",
        "RETURN a.name AS n, count(*) AS c, count(DISTINCT b) AS d",
        "RETURN b.name AS n, count(c) AS c, max(c.name) AS m",
        "WITH b, c, a.name AS n RETURN n, c.name AS m, count(*) AS c",
        "RETURN collect(b.name)[0] IS NULL AS n, count(*) AS c",
        "RETURN r1.kind AS k, count(*) AS c",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn counted_triangles_are_those_that_are_walked(
        relationships in relationships(),
        steps in prop::array::uniform3(step()),
        apart in any::<bool>(),
        conditions in conditions(),
        ending in ending(),
        another in (0u32..7, 0u32..7),
    ) {
        let mut graph = graph(&relationships);
        let [one, two, three] = steps;
        let middle = if apart { " MATCH (c)" } else { "" };
        let pattern = format!("MATCH (a:N){}r1{}(b){}r2{}(c){middle}{}r3{}(a)", one.0, one.1, two.0, two.1, three.0, three.1);
        let wanted = if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
        let text = format!("{pattern}{wanted} {ending}");
        let rows = |graph: &Graph, optimized| {
            let plan = planned(graph, &text, optimized).expect("the statement makes sense");
            let mut lines = drawn(&read(&plan, graph.view(), &context()).expect("nothing fails"));
            lines.sort();
            (lines, plan.to_string())
        };
        let ((written, _), (optimized, plan)) = (rows(&graph, false), rows(&graph, true));
        prop_assert_eq!(&written, &optimized, "{}\n{}", text, &plan);
        // What was laid out may be kept, until something is written.
        prop_assert_eq!(&written, &rows(&graph, true).0, "{}\n{}", text, &plan);
        let id = RelationshipId(u32::try_from(relationships.len()).expect("few relationships"));
        let (start, end) = (NodeId(another.0), NodeId(another.1));
        let kind = vec![("kind".into(), Value::String("k0".into()))];
        let create = Change::CreateRelationship { id, kind: "R".into(), start, end, properties: kind };
        graph.apply(&Batch { changes: vec![create] }).expect("the relationship can be made");
        prop_assert_eq!(rows(&graph, false).0, rows(&graph, true).0, "{}\n{}", text, &plan);
        // Where there are few, it pays to walk them.
        let many = relationships.iter().filter(|(other, ..)| !other).count() >= 14;
        if many && ending.starts_with("RETURN count(*)") {
            prop_assert!(plan.contains("Triangle"), "{}\n{}", text, plan);
        }
    }
}
