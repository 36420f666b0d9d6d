//! Passes over the ways of a node whose middle or far end does not fit.

use super::bearing::Bearing;
use crate::graph::{LabelSet, Neighbourhood as Rows, Row, Symbol, View};
use crate::query::ast::LabelExpression;
use crate::query::plan::neighbourhood::Neighbourhood;
use crate::value::NodeId;

/// What must be looked at, way by way.
pub(super) struct Sieve<'g> {
    view: View<'g>,
    /// For each set of labels, whether a node with it fits.
    middles: Option<Vec<bool>>,
    fars: Option<Vec<bool>>,
}

/// What must be looked at in one row.
pub(super) struct Mesh<'s> {
    view: View<'s>,
    middles: Option<&'s [bool]>,
    fars: Option<&'s [bool]>,
    targets: Option<&'s [NodeId]>,
}

impl<'g> Sieve<'g> {
    pub(super) fn of(plan: &Neighbourhood, view: View<'g>) -> Self {
        let table = |labels: &LabelExpression| {
            let (_, sets) = view.label_sets();
            sets.iter().map(|set| fits(labels, set, view)).collect()
        };
        Self { view, middles: plan.middle_labels.as_ref().map(table), fars: plan.far_labels.as_ref().map(table) }
    }

    /// What must be looked at in a row: labels that all its nodes have need not.
    pub(super) fn mesh<'s>(&'s self, bearing: &'s Bearing, rows: &Rows<'_>, row: &Row) -> Mesh<'s> {
        let middles = self.middles.as_deref().filter(|table| !rows.middles_all(row, |set| holds(table, set)));
        let fars = self.fars.as_deref().filter(|table| !rows.fars_all(row, |set| holds(table, set)));
        Mesh { view: self.view, middles, fars, targets: bearing.targets.as_deref() }
    }

    /// Whether a node fits as a far end.
    pub(super) fn admits_far(&self, node: NodeId) -> bool {
        self.fars.as_deref().is_none_or(|table| labelled(table, node, self.view))
    }
}

impl Mesh<'_> {
    /// Whether nothing must be looked at.
    pub(super) fn is_open(&self) -> bool {
        self.middles.is_none() && self.fars.is_none() && self.targets.is_none()
    }

    /// The only node that may be at the far end, where there is only one.
    pub(super) fn target(&self) -> Option<NodeId> {
        match self.targets {
            Some([target]) => Some(*target),
            _ => None,
        }
    }

    /// Whether the middle of a way fits.
    #[inline]
    pub(super) fn admits_middle(&self, row: &Row, way: usize) -> bool {
        self.middles.is_none_or(|table| labelled(table, row.middles()[way], self.view))
    }

    /// Whether a way fits.
    #[inline]
    pub(super) fn passes(&self, row: &Row, way: usize) -> bool {
        self.targets.is_none_or(|targets| targets.binary_search(&row.fars()[way]).is_ok())
            && self.admits_middle(row, way)
            && self.fars.is_none_or(|table| labelled(table, row.fars()[way], self.view))
    }
}

fn holds(table: &[bool], set: LabelSet) -> bool {
    table.get(set.0 as usize).copied().unwrap_or(false)
}

fn labelled(table: &[bool], node: NodeId, view: View<'_>) -> bool {
    view.label_sets().0.get(node.index()).is_some_and(|set| holds(table, set))
}

/// Whether a set of labels fits.
fn fits(labels: &LabelExpression, set: &[Symbol], view: View<'_>) -> bool {
    match labels {
        LabelExpression::Label(name) => view.symbol(&name.text).is_some_and(|label| set.contains(&label)),
        LabelExpression::Any => !set.is_empty(),
        LabelExpression::Not(operand) => !fits(operand, set, view),
        LabelExpression::And(operands) => operands.iter().all(|operand| fits(operand, set, view)),
        LabelExpression::Or(operands) => operands.iter().any(|operand| fits(operand, set, view)),
    }
}
