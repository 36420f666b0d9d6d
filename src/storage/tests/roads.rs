//! Random graphs: what is written is what is read.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::graph::Builder;
use crate::graph::tests::roads::{batch, step};
use crate::storage::format::change::{decode_batch, encode_changes};
use crate::storage::format::section::{decode_section, encode_sections};

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
    fn a_graph_comes_back_from_its_sections(steps in vec(step(), 0..60)) {
        let graph = graph_of(&batch(&steps));
        let sections: Vec<_> = encode_sections(graph.image()).collect();
        let mut builder = Builder::default();
        for (kind, bytes) in &sections {
            decode_section(*kind, bytes, &mut builder).expect("what was encoded is understood");
        }
        let read = builder.finish();
        prop_assert_eq!(print(read.view()), print(graph.view()));
        prop_assert!(encode_sections(read.image()).eq(sections));
    }
}
