//! The operators of a plan: what each does to the rows that reach it.
//!
//! Operators only add slots to a row, except [`Operator::Aggregate`] and [`Operator::Distinct`], which make new rows.
//! What a clause no longer sees is simply not asked for again.

use std::sync::Arc;

use super::neighbourhood::Neighbourhood;
use super::{Expression, Pipeline, Slot, Tally, Triangle};
use crate::query::ast::{Direction, LabelExpression, Name, Span};
use crate::query::procedure::Procedure;
use crate::time::Date;

/// What is done to rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operator {
    /// A row for every node.
    AllNodes { node: Slot },
    /// A row for every node with a label.
    LabelScan { node: Slot, label: Name },
    /// A row for every node (with a label) whose property lies in a range, by index.
    PropertySeek { node: Slot, label: Option<Name>, key: Name, range: SeekRange },
    /// The node with an id, where there is one.
    IdSeek { node: Slot, id: Expression },
    /// A row for every relationship of a node.
    Expand { from: Slot, step: Step, relationship: Slot, to: Slot, into: bool, unlike: Vec<Slot> },
    /// A row for every walk of some length from a node, no relationship twice.
    VariableExpand {
        from: Slot,
        step: Step,
        length: Length,
        relationships: Slot,
        to: Slot,
        into: bool,
        unlike: Vec<Slot>,
        /// A condition on each relationship walked, bound to the slot.
        condition: Option<(Slot, Box<Expression>)>,
        /// Only the distinct ends matter, not the walks.
        reach: bool,
    },
    /// The nodes around a node: in order, counted, or each once.
    Neighbourhood(Box<Neighbourhood>),
    /// A row for each pair of nodes that make triangles with a node, with the number of these.
    Triangle(Box<Triangle>),
    /// One row for those that differ in nothing that is asked for, with their number.
    Tally(Box<Tally>),
    /// The ends of a relationship that is known already.
    Ends { relationship: Slot, step: Step, from: (Slot, bool), to: (Slot, bool), unlike: Vec<Slot> },
    /// The shortest walk between two known nodes, or all of the shortest.
    ShortestPath {
        from: Slot,
        step: Step,
        length: Length,
        relationships: Slot,
        to: Slot,
        all: bool,
        /// A condition on each relationship walked, bound to the slot.
        condition: Option<(Slot, Box<Expression>)>,
        /// A condition on the walk as a whole, bound to the slot as a path.
        filter: Option<(Slot, Box<Expression>)>,
    },
    /// The rows for which a condition is true.
    Filter { condition: Expression },
    /// Rows with more slots.
    Project { items: Vec<(Slot, Expression)> },
    /// One row for each group of equal keys.
    Aggregate { keys: Vec<(Slot, Expression)>, aggregates: Vec<(Slot, Aggregate)> },
    /// The first of each kind of row.
    Distinct { slots: Vec<Slot> },
    /// The rows in order.
    Sort { keys: Vec<SortKey> },
    /// The first rows in order, never holding more than asked for.
    Top {
        keys: Vec<SortKey>,
        skip: Option<Expression>,
        limit: Expression,
        /// Whether rows come in order of the first key, those where it is the same together.
        presorted: bool,
    },
    /// All rows but the first.
    Skip { count: Expression },
    /// No more rows than this.
    Limit { count: Expression },
    /// A row for each element of a list.
    Unwind { list: Expression, variable: Slot },
    /// The rows of the inner pipeline for each row, or one with nulls.
    Optional { inner: Subplan, introduced: Vec<Slot> },
    /// The rows of the inner pipeline for each row.
    Apply { inner: Subplan, outputs: Vec<Slot> },
    /// The rows for which the inner pipeline finds something, or nothing.
    SemiApply { inner: Subplan, negated: bool },
    /// The rows whose node is among those the build pipeline finds (or not), found once.
    SemiJoin { node: Slot, build: Pipeline, found: Slot, negated: bool },
    /// Each row with each row of a pipeline that does not depend on it, where the keys are equal.
    Join { build: Pipeline, keys: Vec<(Expression, Expression)>, outputs: Vec<Slot> },
    /// The rows of every branch, one branch after the other.
    Union { branches: Vec<(Pipeline, Vec<Slot>)>, outputs: Vec<Slot> },
    /// All rows before the first one goes on, so that a write is not seen by the read it comes from.
    Eager,
    /// New nodes and relationships.
    Create { paths: Vec<CreatePath> },
    /// What a pattern finds, or new nodes and relationships.
    Merge { plan: Box<MergePlan> },
    /// Properties and labels set.
    Set { actions: Vec<SetAction> },
    /// Properties and labels removed.
    Remove { removals: Vec<Removal> },
    /// Nodes, relationships and paths deleted.
    Delete { expressions: Vec<Expression>, detach: bool },
    /// The results of a procedure.
    ProcedureCall { procedure: Arc<Procedure>, arguments: Vec<Expression>, outputs: Vec<(usize, Slot)>, span: Span },
}

/// Which relationships are walked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    /// Any of these types; empty means every type.
    pub(crate) types: Vec<Name>,
    pub(crate) direction: Direction,
}

/// How many relationships a walk has; `maximum` `None` is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    pub(crate) minimum: u64,
    pub(crate) maximum: Option<u64>,
}

/// The values of a property that are sought.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SeekRange {
    /// Equal to it.
    Equal(Expression),
    /// Equal to one of the elements of a list.
    AnyOf(Expression),
    /// Between bounds; `true` where the bound itself is within.
    Between(Option<(Expression, bool)>, Option<(Expression, bool)>),
    /// Texts that start so.
    Prefix(Expression),
    /// Days at which something begins that is not over before the first and has begun by the last; without an end, it goes on.
    Days(Date, Date),
}

/// A pipeline that runs on the rows of an outer one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Subplan {
    pub(crate) pipeline: Pipeline,
    /// Where each row keeps the number of the outer row it belongs to.
    pub(crate) ordinal: Slot,
}

/// One key of an order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SortKey {
    pub(crate) expression: Expression,
    pub(crate) descending: bool,
}

/// One aggregation of a group.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Aggregate {
    pub(crate) kind: AggregateKind,
    pub(crate) distinct: bool,
    /// Empty for `count(*)`; two for percentiles.
    pub(crate) arguments: Vec<Expression>,
}

/// The aggregations of openCypher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AggregateKind {
    Count,
    Sum,
    Average,
    Minimum,
    Maximum,
    Collect,
    PercentileContinuous,
    PercentileDiscrete,
    StandardDeviation,
    StandardDeviationOfPopulation,
}

/// Nodes, then relationships between nodes, then the path they make.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CreatePath {
    pub(crate) nodes: Vec<CreateNode>,
    pub(crate) relationships: Vec<CreateRelationship>,
    pub(crate) path: Option<(Slot, Vec<Slot>)>,
}

/// A node to create.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CreateNode {
    pub(crate) slot: Slot,
    pub(crate) labels: Vec<Name>,
    pub(crate) properties: Option<Expression>,
}

/// A relationship to create.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CreateRelationship {
    pub(crate) slot: Slot,
    pub(crate) kind: Name,
    pub(crate) start: Slot,
    pub(crate) end: Slot,
    pub(crate) properties: Option<Expression>,
}

/// How `MERGE` finds or creates its path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MergePlan {
    pub(crate) find: Subplan,
    pub(crate) introduced: Vec<Slot>,
    pub(crate) create: CreatePath,
    pub(crate) on_match: Vec<SetAction>,
    pub(crate) on_create: Vec<SetAction>,
}

/// One thing to set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SetAction {
    /// `target.key = value`
    Property { target: Expression, key: Name, value: Expression },
    /// `target = map`, or with `keep` `target += map`.
    Properties { target: Slot, value: Expression, keep: bool },
    /// `target:Label`
    Labels { target: Slot, labels: Vec<Name> },
}

/// One thing to remove.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Removal {
    /// `target.key`
    Property { target: Expression, key: Name },
    /// `target:Label`
    Labels { target: Slot, labels: Vec<Name> },
}

impl Operator {
    /// Whether it changes the graph.
    pub(crate) fn writes(&self) -> bool {
        match self {
            Self::Create { .. } | Self::Merge { .. } | Self::Set { .. } | Self::Remove { .. } | Self::Delete { .. } => {
                true
            }
            Self::Apply { inner, .. } => inner.pipeline.writes(),
            Self::Union { branches, .. } => branches.iter().any(|(branch, _)| branch.writes()),
            _ => false,
        }
    }

    /// Whether each row that comes out belongs to one row that went in, in the order they went in.
    pub(crate) fn keeps_rows_apart(&self) -> bool {
        if let Self::Neighbourhood(neighbourhood) = self {
            return neighbourhood.keeps_rows_apart();
        }
        !matches!(
            self,
            Self::Aggregate { .. }
                | Self::Tally(_)
                | Self::Distinct { .. }
                | Self::Sort { .. }
                | Self::Top { .. }
                | Self::Skip { .. }
                | Self::Limit { .. }
                | Self::Union { .. }
        )
    }
}

impl Subplan {
    /// Whether one run may serve many outer rows.
    pub(crate) fn keeps_rows_apart(&self) -> bool {
        self.pipeline.operators.iter().all(Operator::keeps_rows_apart)
    }
}

impl Step {
    /// The same relationships, seen from the other end.
    pub(crate) fn reversed(&self) -> Self {
        let direction = match self.direction {
            Direction::Outgoing => Direction::Incoming,
            Direction::Incoming => Direction::Outgoing,
            Direction::Both => Direction::Both,
        };
        Self { types: self.types.clone(), direction }
    }
}

/// The labels a node certainly has where the condition holds.
pub(crate) fn certain_labels(labels: &LabelExpression) -> Vec<&Name> {
    match labels {
        LabelExpression::Label(name) => vec![name],
        LabelExpression::And(operands) => operands.iter().flat_map(certain_labels).collect(),
        LabelExpression::Any | LabelExpression::Not(_) | LabelExpression::Or(_) => Vec::new(),
    }
}
