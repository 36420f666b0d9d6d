//! All nodes a scan finds at once, as they lie in an index: for loops that want nothing else of its rows.

use std::borrow::Cow;
use std::ops::Range;

use crate::graph::{Symbol, View};
use crate::value::NodeId;

/// Nodes, one row for each that has the label.
pub(super) struct Bulk<'g> {
    pub(super) nodes: Cow<'g, [NodeId]>,
    /// What is still to be looked at.
    pub(super) label: Option<Symbol>,
    /// Where they lie in an index.
    pub(super) span: Option<Span>,
    pub(super) view: View<'g>,
}

/// A part of the nodes in order of a property, as the graph is now.
pub(super) struct Span {
    pub(super) key: Symbol,
    pub(super) range: Range<usize>,
}

impl<'g> Bulk<'g> {
    /// Nodes of which nothing more need be known.
    pub(super) fn of(nodes: impl Into<Cow<'g, [NodeId]>>, view: View<'g>) -> Self {
        Self { nodes: nodes.into(), label: None, span: None, view }
    }

    /// Tells of any node whether it has the label.
    pub(super) fn is_labelled(&self) -> impl Fn(NodeId) -> bool + 'g {
        let (label, view) = (self.label, self.view);
        view.labels_test(move |labels| label.is_none_or(|label| labels.contains(&label)))
    }

    /// How many rows they are.
    pub(super) fn rows(&self) -> usize {
        let is_labelled = self.is_labelled();
        self.nodes.iter().filter(|node| is_labelled(**node)).count()
    }
}
