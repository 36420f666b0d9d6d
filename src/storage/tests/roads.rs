//! Random graphs: what is written is what is read.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::graph::tests::roads::{batch, continued, look, step};
use crate::storage::format::change::{decode_batch, encode_changes};

fn graph_of(batch: &Batch) -> Graph {
    let mut graph = Graph::new();
    graph.apply(batch).expect("the changes make sense");
    graph
}

proptest! {
    #[test]
    fn a_batch_comes_back_from_its_bytes(steps in vec(step(), 0..40)) {
        let bytes = encode_changes(&batch(&steps).changes);
        let decoded = decode_batch(&bytes).expect("what was encoded is understood");
        prop_assert_eq!(encode_changes(&decoded.changes), bytes);
        prop_assert_eq!(print(graph_of(&decoded).view()), print(graph_of(&batch(&steps)).view()));
    }

    #[test]
    fn a_graph_comes_back_from_its_snapshot(steps in vec(step(), 0..60)) {
        let graph = graph_of(&batch(&steps));
        let bytes = snapshot_of(&graph);
        let (whole, promised) = (opened(&bytes, Snapshot::whole_graph), opened(&bytes, Snapshot::promised_graph));
        prop_assert_eq!(print(whole.view()), print(graph.view()));
        prop_assert_eq!(print(promised.view()), print(graph.view()));
        prop_assert_eq!(&snapshot_of(&whole), &bytes);
        prop_assert_eq!(&snapshot_of(&opened(&bytes, Snapshot::promised_graph)), &bytes);
    }

    /// Looks and writes in any order: a graph that is read when it is needed is the graph that was read before.
    #[test]
    fn a_promised_graph_is_the_graph(before in vec(step(), 0..40), after in vec(step(), 0..40)) {
        let (mut live, steps) = (Graph::new(), [before, after]);
        let first = continued(&mut live, &steps[0]);
        let bytes = snapshot_of(&graph_of(&first));
        let mut promised = opened(&bytes, Snapshot::promised_graph);
        continued(&mut live, &steps[1]);
        continued(&mut promised, &steps[1]);
        look(promised.view());
        prop_assert_eq!(print(promised.view()), print(live.view()));
        prop_assert_eq!(snapshot_of(&promised), snapshot_of(&live));
    }
}
