//! The same truth by two roads: index = scan, replay = live, rolled back = before.

pub(crate) mod roads;

use std::fmt::Write;

use super::*;
use crate::value::{NodeId, RelationshipId, Value};

/// A graph as text: everything a view can tell without an index, in order of id.
pub(crate) fn print(view: View<'_>) -> String {
    let mut text = String::new();
    for id in view.nodes() {
        write!(text, "({id}").expect("a string takes text");
        view.labels(id).iter().for_each(|label| write!(text, ":{}", view.name(*label)).expect("a string takes text"));
        writeln!(text, " {})", properties(view, &view.node_properties(id))).expect("a string takes text");
    }
    for id in view.relationships() {
        let ends = view.relationship(id).expect("a listed relationship is there");
        let (kind, properties) = (view.name(ends.kind), properties(view, &view.relationship_properties(id)));
        writeln!(text, "({})-[{id}:{kind} {properties}]->({})", ends.start, ends.end).expect("a string takes text");
    }
    write!(text, "next {} {}", view.next_node_id(), view.next_relationship_id()).expect("a string takes text");
    text
}

fn properties(view: View<'_>, properties: &[(Symbol, Value)]) -> String {
    let texts: Vec<String> = properties.iter().map(|(key, value)| format!("{}: {value}", view.name(*key))).collect();
    texts.join(", ")
}

pub(crate) fn node(id: u32, labels: &[&str], properties: &[(&str, Value)]) -> Change {
    let properties = properties.iter().map(|(key, value)| (Name::from(*key), value.clone())).collect();
    Change::CreateNode { id: NodeId(id), labels: labels.iter().map(|label| Name::from(*label)).collect(), properties }
}

pub(crate) fn relationship(id: u32, kind: &str, start: u32, end: u32) -> Change {
    let (start, end) = (NodeId(start), NodeId(end));
    Change::CreateRelationship { id: RelationshipId(id), kind: kind.into(), start, end, properties: Vec::new() }
}

pub(crate) fn text(text: &str) -> Value {
    Value::String(text.into())
}

fn small() -> Graph {
    let mut graph = Graph::new();
    let changes = vec![
        node(0, &["Entity", "City"], &[("name", text("Kyiv"))]),
        node(1, &["Event"], &[("n", Value::Integer(1))]),
        node(2, &["Event"], &[("n", Value::Integer(2))]),
        relationship(0, "OCCURRED_IN", 1, 0),
        relationship(1, "OCCURRED_IN", 2, 0),
        relationship(2, "ABOUT", 2, 2),
    ];
    graph.apply(&Batch { changes }).expect("the changes make sense");
    graph
}

#[test]
fn neighbours_come_by_type_and_id_and_a_loop_once() {
    let graph = small();
    let view = graph.view();
    let found = |id, direction| -> Vec<u32> {
        view.neighbours(NodeId(id), direction, None).map(|neighbour| neighbour.relationship.0).collect()
    };
    assert_eq!(found(2, Direction::Both), [1, 2]);
    assert_eq!(found(2, Direction::Incoming), [2]);
    assert_eq!(found(0, Direction::Incoming), [0, 1]);
    assert!(found(0, Direction::Outgoing).is_empty());
}

#[test]
fn a_batch_that_fails_changes_nothing() {
    let mut graph = small();
    let before = print(graph.view());
    let changes = vec![
        node(3, &["New"], &[("new", Value::Integer(1))]),
        Change::DeleteRelationship { id: RelationshipId(2) },
        Change::SetNodeProperty { id: NodeId(0), key: "name".into(), value: Value::Null },
        Change::DeleteNode { id: NodeId(0) },
    ];
    assert_eq!(graph.apply(&Batch { changes }), Err(ApplyError::StillConnected(NodeId(0))));
    assert_eq!(print(graph.view()), before);
    assert_eq!(graph.view().symbol("new"), None);
}

#[test]
fn a_dropped_transaction_leaves_no_trace() {
    let mut graph = small();
    let before = print(graph.view());
    let mut transaction = Transaction::begin(&mut graph);
    let id = transaction.next_node_id();
    transaction.apply(node(id.0, &["Event", "Attack"], &[])).expect("the id is free");
    let savepoint = transaction.savepoint();
    transaction.apply(Change::DeleteNode { id }).expect("it has no relationships");
    assert!(!transaction.view().has_node(id));
    transaction.rollback_to(savepoint);
    assert!(transaction.view().has_node(id));
    drop(transaction);
    assert_eq!(print(graph.view()), before);
}

#[test]
fn misspelt_names_are_found_nearest_first() {
    let mut graph = Graph::new();
    let names = ["Kyiv", "Kharkiv", "Volodymyr Zelenskyy", "Ukraine"];
    let nodes = (0..).zip(names).map(|(id, name)| node(id, &["Entity"], &[("name", text(name))]));
    graph.apply(&Batch { changes: nodes.collect() }).expect("the changes make sense");
    let like = |name| graph.view().names_like(name, 2).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(like("Kyyiv"), ["Kyiv"]);
    assert_eq!(like("ukrane"), ["Ukraine"]);
    assert_eq!(like("zelensky"), ["Volodymyr Zelenskyy"]);
    assert_eq!(like("Paris"), [""; 0]);
}

#[test]
fn completion_offers_the_shortest_first() {
    let mut graph = Graph::new();
    let names = ["Red Cross", "Red Sea", "red", "Blue"];
    let nodes = (0..).zip(names).map(|(id, name)| node(id, &["Entity"], &[("name", text(name))]));
    graph.apply(&Batch { changes: nodes.collect() }).expect("the changes make sense");
    let found = graph.view().names_with_prefix("RED", 2);
    assert_eq!(found, [("red", NodeId(2)), ("Red Sea", NodeId(1))]);
    assert!(graph.view().name_continues("red"));
    assert!(!graph.view().name_continues("blue"));
}

#[test]
fn a_wild_id_is_refused() {
    let mut graph = small();
    let wild = Batch { changes: vec![node(u32::MAX - 1, &[], &[])] };
    assert_eq!(graph.apply(&wild), Err(ApplyError::IdOutOfReach(u32::MAX - 1)));
    let skipping = Batch { changes: vec![node(1000, &[], &[])] };
    assert_eq!(graph.apply(&skipping), Ok(()));
    assert_eq!((graph.view().node_count(), graph.view().next_node_id()), (4, NodeId(1001)));
    assert!(!graph.view().has_node(NodeId(999)));
}

#[test]
fn a_graph_is_shared_between_threads() {
    const fn shared<T: Send + Sync>() {}
    shared::<Graph>();
    shared::<View<'static>>();
    let graph = small();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert_eq!(graph.view().named("KYIV"), [NodeId(0)]));
        }
    });
}
