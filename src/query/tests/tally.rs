//! The same truth by two roads: rows that are counted ahead of an aggregation, and those that are made one by one.

use std::num::NonZeroUsize;

use proptest::prelude::*;

use super::{context, drawn, planned};
use crate::graph::{Batch, Change, Graph, Transaction};
use crate::query::{read, write};
use crate::time::Date;
use crate::value::{NodeId, RelationshipId, Value};

/// An event: its kind, its day, if it has them, and whether it is an `Event` at all.
type Event = (Option<u8>, Option<i64>, bool);

/// Three places and a person, and events that lead to them; some to several, some to none.
fn graph(events: &[Event], relationships: &[(u32, u32, bool)]) -> Graph {
    let text = |text: String| Value::String(text.into());
    let places = (0..4).map(|id| Change::CreateNode {
        id: NodeId(id),
        labels: vec![if id < 3 { "Place".into() } else { "Person".into() }],
        properties: vec![("name".into(), text(format!("place {id}")))],
    });
    let count = u32::try_from(events.len()).expect("few events");
    let events = (4..).zip(events).map(|(id, (kind, day, is_event))| Change::CreateNode {
        id: NodeId(id),
        labels: if *is_event { vec!["Event".into()] } else { vec!["Plan".into()] },
        properties: [
            kind.map(|kind| ("kind".into(), text(format!("k{kind}")))),
            day.map(|days| ("day".into(), Value::Date(Date { days }))),
        ]
        .into_iter()
        .flatten()
        .collect(),
    });
    let relationships = (0..).zip(relationships).map(|(id, (start, end, other))| Change::CreateRelationship {
        id: RelationshipId(id),
        kind: if *other { "NEAR".into() } else { "AT".into() },
        start: NodeId(4 + start % count),
        end: NodeId(end % 4),
        properties: vec![],
    });
    let mut graph = Graph::new();
    let changes = places.chain(events).chain(relationships).collect();
    graph.apply(&Batch { changes }).expect("the graph can be made");
    graph
}

fn event() -> impl Strategy<Value = Event> {
    let day = prop_oneof![-3i64..3, 18_000i64..18_090, Just(-400_000)];
    (prop::option::weighted(0.9, 0u8..3), prop::option::weighted(0.9, day), prop::bool::weighted(0.8))
}

const PATTERNS: [&str; 12] = [
    "MATCH (e:Event)-[:AT]->(y:Place)",
    "MATCH (e:Event {kind: 'k1'})-[:AT]->(y:Place) WHERE y.name <> 'place 2'",
    "MATCH (e:Event)-[:AT|NEAR]->(y:Place) WHERE e.kind = 'k0'",
    "MATCH (e:Event {kind: 'k1'}) WITH e MATCH (e)-[r:AT]->(y:Place) WHERE y.name CONTAINS '1'",
    "MATCH (e:Event)-[:AT]-(y:Place) WHERE e.day > date('1980-01-01')",
    "MATCH (e) WITH e MATCH (e)-->(y:Place) WHERE y.name <> 'place 2'",
    "MATCH (e:Event) WITH e MATCH (e)-[:AT|NEAR]->(y:Place) WHERE y.name <> 'place 2'",
    "MATCH (y:Place)<-[:AT]-(e:Event)-[:NEAR]->(z:Person) WITH e, z AS y",
    "MATCH (e:Event) WITH e MATCH (e)-[:AT]->(p:Place) WITH p MATCH (p)<-[:NEAR]-(f) WITH f MATCH (f)-[:AT]->(y:Place)",
    "MATCH (e:Event)-[:AT]->(y:Place)<-[:NEAR]-(f:Event)-[:AT]->(z:Person) WITH z AS y, e.kind AS k WITH y",
    "MATCH (e:Event)-[:AT]->(:Place)<-[:NEAR]-(:Plan)-[:AT]->(y:Place)",
    "MATCH (e:Event)-[:AT]->(y:Place) WHERE NOT (y)<-[:NEAR]-(:Plan)",
];

const ENDINGS: [&str; 6] = [
    "RETURN count(*) AS c",
    "RETURN count(y) AS c",
    "RETURN y.name AS n, count(*) AS c",
    "RETURN y AS y, count(*) AS c, count(DISTINCT y.name) AS d, max(y.name) AS m",
    "RETURN sum(size(y.name)) AS s, count(*) AS c",
    "RETURN y.name STARTS WITH 'place' AS n, count(y) AS c",
];

fn together() -> impl Strategy<Value = String> {
    let (pattern, ending) = (prop::sample::select(PATTERNS.to_vec()), prop::sample::select(ENDINGS.to_vec()));
    (pattern, ending).prop_map(|(pattern, ending)| format!("{pattern} {ending}"))
}

fn alone() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "MATCH (e:Event) WHERE e.kind = 'k1' RETURN date.truncate('month', e.day) AS m, count(*) AS c",
        "MATCH (e:Event) RETURN e.day AS d, count(e) AS c, count(DISTINCT e.day) AS k",
        "MATCH (e:Event) RETURN e.kind AS d, count(*) AS c",
        "MATCH (e:Event) WHERE e.day < date('1970-01-02') RETURN e.day AS d, count(*) AS c, min(e.day) AS k",
        "MATCH (e) RETURN e.kind AS d, count(*) AS c",
        "MATCH (e:Event) RETURN e.kind AS d, max(e.day) AS k, count(*) AS c",
        "MATCH (e:Event) RETURN e.kind AS d, count(e.day) AS c, count(DISTINCT e) AS k",
        "MATCH (y:Place)<-[:AT]-(e) RETURN e.kind AS d, count(*) AS c",
        "MATCH (e:Event) OPTIONAL MATCH (e)-[:NEAR]->(y:Person) WITH y RETURN y.kind AS d, count(*) AS c, count(y) AS k",
    ])
}

/// The rows of a statement in some order, read, or in the middle of a transaction; and its plan.
fn rows(graph: &mut Graph, text: &str, optimized: bool, (writing, threads): (bool, usize)) -> (Vec<String>, String) {
    let plan = planned(graph, text, optimized).expect("the statement makes sense");
    let mut context = context();
    context.limits.threads = NonZeroUsize::new(threads).expect("not zero");
    let rows = if writing {
        write(&plan, &mut Transaction::begin(graph), &context)
    } else {
        read(&plan, graph.view(), &context)
    };
    let mut lines = drawn(&rows.expect("nothing fails"));
    lines.sort();
    (lines, plan.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn rows_counted_ahead_are_those_made_one_by_one(
        events in prop::collection::vec(event(), 1..40),
        relationships in prop::collection::vec((any::<u32>(), any::<u32>(), prop::bool::weighted(0.3)), 0..80),
        text in prop_oneof![together(), alone().prop_map(str::to_owned)],
        another in (0u32..4, any::<u32>(), any::<u32>()),
    ) {
        let mut graph = graph(&events, &relationships);
        for (writing, step) in [(false, 0), (false, 1), (true, 2), (false, 3)] {
            let written = rows(&mut graph, &text, false, (writing, 1)).0;
            for threads in [1, 3] {
                let (optimized, plan) = rows(&mut graph, &text, true, (writing, threads));
                prop_assert_eq!(&written, &optimized, "{}\n{}step {} on {}", &text, &plan, step, threads);
            }
            change(&mut graph, step, another, (events.len(), relationships.len()));
        }
    }
}

/// Something else each time: a relationship comes, one goes and comes again, an event changes.
fn change(
    graph: &mut Graph,
    step: u32,
    (place, event, gone): (u32, u32, u32),
    (events, relationships): (usize, usize),
) {
    let (events, count) = (u32::try_from(events).expect("few"), u32::try_from(relationships).expect("few"));
    let event = NodeId(4 + event % events);
    let create = |id| Change::CreateRelationship {
        id: RelationshipId(id),
        kind: "AT".into(),
        start: event,
        end: NodeId(place),
        properties: vec![],
    };
    let changes = match step {
        0 => vec![create(count)],
        1 if count > 0 => vec![Change::DeleteRelationship { id: RelationshipId(gone % count) }],
        2 => vec![Change::SetNodeProperty { id: event, key: "kind".into(), value: Value::String("k1".into()) }],
        _ => vec![],
    };
    graph.apply(&Batch { changes }).expect("the change can be made");
}

#[test]
fn what_comes_together_is_tallied() {
    let events: Vec<Event> = (0..30).map(|id| (Some(id), Some(i64::from(id)), true)).collect();
    let relationships: Vec<_> = (0..60).map(|id| (id / 2, id % 3, id % 2 == 1)).collect();
    let graph = graph(&events, &relationships);
    for (text, line) in [
        (
            "MATCH (e:Event {kind: 'k1'})-[:AT]->(y:Place) WHERE y.name CONTAINS '1' RETURN count(*) AS c",
            "Tally (e)-[:AT]->(y) as times",
        ),
        ("MATCH (e:Event) RETURN date.truncate('month', e.day) AS m, count(*) AS c", "Tally e by e.day as times"),
        (
            "MATCH (e:Event {kind: 'k1'})-[:AT]->(y:Place) RETURN y.name AS n, count(y) AS c, max(y.name) AS m",
            "Tally (e)-[:AT]->(y) as times",
        ),
    ] {
        let plan = planned(&graph, text, true).expect("the statement makes sense").to_string();
        assert!(plan.contains(line), "{text}\n{plan}");
    }
    for text in [
        "MATCH (e:Event)-[:AT]->(y:Place) RETURN e.kind AS k, y.name AS n, count(*) AS c",
        "MATCH (e:Event)-[:AT]->(y:Place) RETURN collect(y.name) AS n",
        "MATCH (e:Event)-[:AT]->(y:Place) WHERE rand() < size(y.name) RETURN count(*) AS c",
    ] {
        let plan = planned(&graph, text, true).expect("the statement makes sense").to_string();
        assert!(!plan.contains("Tally"), "{text}\n{plan}");
    }
    let all = PATTERNS.iter().flat_map(|pattern| ENDINGS.iter().map(move |ending| format!("{pattern} {ending}")));
    let plans = all.map(|text| planned(&graph, &text, true).expect("the statement makes sense").to_string());
    let tallied = plans.filter(|plan| plan.contains("Tally (")).count();
    assert!(tallied >= 12, "{tallied} are tallied by the node at the end");
}
