//! The same truth by two roads: properties read from the graph's columns in loops of their type, and taken one by one from
//! the map of a node's properties.

use proptest::prelude::*;

use super::{context, drawn, planned};
use crate::graph::{Batch, Change, Graph};
use crate::query::read;
use crate::time::Date;
use crate::value::{NodeId, RelationshipId, Value};

fn text() -> impl Strategy<Value = Value> {
    prop::sample::select(vec!["", "a", "ab", "abc", "b", "ba", "c"]).prop_map(|text| Value::String(text.into()))
}

fn day() -> impl Strategy<Value = Value> {
    prop_oneof![19_000i64..19_100, -800_000i64..800_000].prop_map(|days| Value::Date(Date { days }))
}

fn integer() -> impl Strategy<Value = Value> {
    prop_oneof![-3i64..4, any::<i64>()].prop_map(Value::Integer)
}

/// The values of a property of nodes: mostly of one type, mostly there.
fn values() -> impl Strategy<Value = Vec<Value>> {
    fn some(value: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Vec<Value>> {
        prop::collection::vec(prop_oneof![5 => value, 1 => Just(Value::Null)], 1..30).boxed()
    }
    prop_oneof![
        some(text()),
        some(day()),
        some(integer()),
        some(prop_oneof![text(), day(), integer(), any::<bool>().prop_map(Value::Boolean)]),
    ]
}

/// Nodes with a value each, every third of them marked, and relationships from each to one or two others.
fn graph(values: &[Value]) -> Graph {
    let count = u32::try_from(values.len()).expect("few nodes");
    let nodes = (0..).zip(values).map(|(id, value)| Change::CreateNode {
        id: NodeId(id),
        labels: if id % 3 == 0 { vec!["Marked".into()] } else { vec!["N".into()] },
        properties: Some(("v".into(), value.clone())).filter(|(_, value)| !value.is_null()).into_iter().collect(),
    });
    let ends = (0..count).flat_map(|id| [(id, id * 7 % count), (id, id * 5 % count)]);
    let relationships = (0..).zip(ends).map(|(id, (start, end))| Change::CreateRelationship {
        id: RelationshipId(id),
        kind: "T".into(),
        start: NodeId(start),
        end: NodeId(end),
        properties: vec![("v".into(), values[start as usize].clone())]
            .into_iter()
            .filter(|(_, v)| !v.is_null())
            .collect(),
    });
    let mut graph = Graph::new();
    graph.apply(&Batch { changes: nodes.chain(relationships).collect() }).expect("the graph can be made");
    graph
}

/// Statements in which `§` stands for a property of what comes before it.
fn statement() -> impl Strategy<Value = String> {
    let condition = prop::sample::select(vec![
        "",
        "WHERE e§ = 'ab'",
        "WHERE 'a' <> e§",
        "WHERE e§ = 'nowhere'",
        "WHERE e§ STARTS WITH 'a'",
        "WHERE e§ ENDS WITH 'b'",
        "WHERE e§ CONTAINS 'b' AND e:N",
        "WHERE NOT e§ CONTAINS 'a'",
        "WHERE e§ > date('2022-01-20')",
        "WHERE e§ IS NULL OR e:Marked",
        "WHERE e§ = 1 OR e§ = 'a'",
    ]);
    let key = prop::sample::select(vec![
        "e§",
        "date.truncate('month', e§)",
        "date.truncate('Week', e§)",
        "date.truncate('hour', e§)",
        "toString(e§)",
        "coalesce(e§, 'none')",
        "e§ IS NULL",
        "e§ = 'a'",
        "CASE WHEN e§ > 0 THEN 'more' ELSE e§ END",
        "e§.year",
        "e§ + e§",
    ]);
    let pattern =
        prop::sample::select(vec!["(e)", "(e:N)", "(e)-[:T]->(y:N)", "()-[e:T]->(y)", "(e)<-[:T]-(y:Marked)"]);
    let ending = prop::sample::select(vec![
        "count(*) AS c",
        "count(e§) AS c, count(DISTINCT e§) AS d",
        "max(e§) AS m, count(*) AS c",
        "e§ AS w, count(*) AS c",
    ]);
    let grouped = (pattern.clone(), condition.clone(), key, ending).prop_map(|(pattern, condition, key, ending)| {
        format!("MATCH {pattern} {condition} RETURN {key} AS k, {ending}")
    });
    let counted = (pattern, condition.clone()).prop_map(|(pattern, condition)| {
        let condition = condition.replace("e:N", "true").replace("e:Marked", "false");
        format!("MATCH {pattern} {condition} RETURN count(*) AS c")
    });
    let first = (condition, prop::sample::select(vec!["", " DESC"]), 1..5).prop_map(|(condition, way, limit)| {
        format!("MATCH (e:N) {condition} RETURN e§ AS k, id(e) AS i ORDER BY k{way}, i LIMIT {limit}")
    });
    let sought = prop::sample::select(vec![
        "MATCH (e:N) WHERE e§ STARTS WITH 'a' RETURN e§ AS k ORDER BY k LIMIT 3",
        "MATCH (e) WHERE e§ >= 'a' AND e§ < 'b' RETURN e§ AS k ORDER BY e§",
        "MATCH (e) WHERE e§ IN ['b', 'a', 'ab'] RETURN e§ AS k ORDER BY k",
        "MATCH (e) WHERE e§ > 0 WITH e, e§ AS k WHERE e:N RETURN k ORDER BY k SKIP 1 LIMIT 2",
        "MATCH (e) WHERE e§ >= date('2022-01-20') RETURN e§ AS k ORDER BY k",
    ]);
    prop_oneof![3 => grouped, 2 => counted, 1 => first, 2 => sought.prop_map(str::to_owned)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn columns_hold_what_nodes_have(values in values(), statement in statement()) {
        let graph = graph(&values);
        let rows = |text: &str, optimized| {
            let plan = planned(&graph, text, optimized).expect("the statement makes sense");
            read(&plan, graph.view(), &context()).map(|rows| {
                let mut lines = drawn(&rows);
                if !text.contains("ORDER BY") {
                    lines.sort();
                }
                lines
            }).map_err(|_| "an error, which of several depends on the order of rows")
        };
        let one_by_one = rows(&statement.replace('§', "['v']").replace("e[", "properties(e)["), false);
        for optimized in [false, true] {
            prop_assert_eq!(&rows(&statement.replace('§', ".v"), optimized), &one_by_one, "{}", statement);
        }
    }
}

fn condition() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "b.v STARTS WITH 'a'",
        "b.v CONTAINS 'b' OR b:Marked",
        "b.v > 'a'",
        "b.v = 2",
        "b.v IS NULL",
        "NOT b:Marked AND b.v <> 'a'",
        "b.v IN ['a', 'b', 1, 2]",
        "b.v > date({year: 2022, month: 3})",
        "toString(b.v) ENDS WITH 'a'",
        "b.v <> a.v",
    ])
}

proptest! {
    #[test]
    fn a_condition_on_nodes_that_come_again_is_that_of_each_row(values in values(), condition in condition()) {
        let graph = graph(&values);
        let texts = [
            format!("UNWIND range(1, 9) AS i MATCH (a)-[:T]->(b) WHERE i < 9 WITH a, b, i WHERE {condition} RETURN i, id(a), id(b)"),
            format!("UNWIND range(1, 9) AS i MATCH (a)-[:T]->(b) WHERE i < 9 WITH a, b, i, {condition} AS kept WHERE kept RETURN i, id(a), id(b)"),
        ];
        let rows = |text: &String, optimized| {
            let plan = planned(&graph, text, optimized).expect("the statement makes sense");
            let mut lines = drawn(&read(&plan, graph.view(), &context()).expect("nothing fails"));
            lines.sort();
            lines
        };
        let [remembered, each] = texts.each_ref().map(|text| rows(text, false));
        prop_assert_eq!(&remembered, &each, "{}", condition);
        prop_assert_eq!(&rows(&texts[0], true), &each, "{}", condition);
    }
}
