//! Triangles that are only counted: nothing after them speaks of their relationships.
//!
//! ```text
//! Aggregate count(*) AS c                        Aggregate sum(triangles) AS c
//! └─ ExpandInto (c)-[r3:REL]->(a)                └─ Triangle (a)-[r1:REL]->(b)-[r2:REL]->(c)-[r3:REL]->(a)
//!    └─ Expand (b)-[r2:REL]->(c)                    └─ LabelScan a:Entity
//!       └─ Expand (a)-[r1:REL]->(b)
//!          └─ LabelScan a:Entity
//! ```
//! Walks of two relationships are many more than triangles, so where more of them are expected than there are relationships,
//! those are laid out once and triangles closed over them.

use super::access;
use super::cost::{Costs, rows_after};
use crate::query::ast::{ComparisonOperator, TestOperator};
use crate::query::plan::triangle::Side;
use crate::query::plan::walk::{SlotSet, children, needs, operator_needs};
use crate::query::plan::{Aggregate, AggregateKind, Expression, Operator, Pipeline, Slot, Step, Triangle};

/// Puts counted triangles in the place of expansions.
pub(super) fn close(pipeline: &mut Pipeline, costs: &Costs<'_>) {
    let mut rows = 1.0;
    for start in 0..pipeline.operators.len() {
        let (before, after) = pipeline.operators.split_at(start);
        if let Some(found) = Found::at(after).filter(|found| found.pays(before, rows, costs)) {
            found.put(pipeline, start);
            return;
        }
        rows = rows_after(&pipeline.operators[start], rows, costs);
    }
}

/// A triangle and what comes with it.
struct Found {
    triangle: Triangle,
    /// Conditions that are no part of it, on what is known before it and on what it finds.
    before: Vec<Expression>,
    after: Vec<Expression>,
    /// How many operators it takes the place of, and where it is counted after those.
    length: usize,
    counted: usize,
}

/// An expansion along one relationship.
#[derive(Clone)]
struct Edge {
    from: Slot,
    step: Step,
    relationship: Slot,
    to: Slot,
}

impl Found {
    /// The triangle that operators begin with.
    fn at(operators: &[Operator]) -> Option<Self> {
        let (edges, unlike, conditions, length) = expansions(operators)?;
        let mut triangle = ring(edges)?;
        triangle.unlike = pairs(&triangle, &unlike)?;
        let relationships: SlotSet = triangle.sides.iter().map(|side| &side.relationship).collect();
        let counted = length + counted(&operators[length..], &triangle, &relationships)?;
        let mut found = Self { triangle, before: Vec::new(), after: Vec::new(), length, counted };
        conditions.into_iter().try_for_each(|condition| found.place(condition, &relationships))?;
        Some(found)
    }

    /// Finds the place of a condition; none where it has none.
    fn place(&mut self, condition: Expression, relationships: &SlotSet) -> Option<()> {
        let needs = needs(&condition);
        let triangle = &mut self.triangle;
        if needs.intersects(relationships) {
            let own = |side: &&mut Side| needs.is_subset(&[&side.relationship].into_iter().collect());
            let side =
                triangle.sides.iter_mut().find(own).filter(|_| is_truth(&condition) && never_fails(&condition))?;
            join(&mut side.condition, condition);
        } else if !needs.intersects(&triangle.corners.iter().collect()) {
            self.before.push(condition);
        } else if let Some(below) = below(&condition, triangle) {
            triangle.below.push(below);
        } else {
            let alone = |corner: &Slot| needs.is_subset(&[corner].into_iter().collect());
            match triangle.corners.iter().position(alone).filter(|_| is_truth(&condition) && never_fails(&condition)) {
                Some(corner) => join(&mut triangle.conditions[corner], condition),
                None => self.after.push(condition),
            }
        }
        Some(())
    }

    /// Whether more walks of two relationships are expected than relationships must be looked at.
    fn pays(&self, before: &[Operator], rows: f64, costs: &Costs<'_>) -> bool {
        let [there, on, back] = &self.triangle.sides;
        let of = |side: &Side| costs.fan_out(&side.step, 1.0);
        let nodes = |node: &Slot, conditions: &[Expression]| {
            let labels = access::labels(node, conditions);
            labels.iter().map(|label| costs.labelled(label)).fold(costs.nodes(), f64::min).max(1.0)
        };
        let from = before.last().and_then(|scan| access::label_of_scan(scan, &self.triangle.from));
        let from = from.map_or_else(|| nodes(&self.triangle.from, &self.before), |label| costs.labelled(label));
        // No more nodes are a first corner than relationships lead there.
        let first = nodes(&self.triangle.corners[0], self.triangle.conditions[0].as_slice()).min(of(there).max(1.0));
        rows * of(there) / from.max(1.0) * of(on) / first >= of(there).max(of(on)).max(of(back))
    }

    fn put(self, pipeline: &mut Pipeline, start: usize) {
        let count = self.triangle.count.clone();
        if let Operator::Aggregate { aggregates, .. } = &mut pipeline.operators[start + self.counted] {
            aggregates.iter_mut().for_each(|(_, aggregate)| sum_up(aggregate, &count));
        }
        let filter = |conditions| Expression::all(conditions).map(|condition| Operator::Filter { condition });
        let triangle = Operator::Triangle(Box::new(self.triangle));
        let operators = filter(self.before).into_iter().chain([triangle]).chain(filter(self.after));
        pipeline.operators.splice(start..start + self.length, operators);
    }
}

type Expansions = ([Edge; 3], Vec<(Slot, Slot)>, Vec<Expression>, usize);

/// Three expansions, the last between nodes that are known, with the conditions between and after them.
fn expansions(operators: &[Operator]) -> Option<Expansions> {
    let (mut edges, mut unlike, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
    let mut length = 0;
    for operator in operators {
        match operator {
            Operator::Expand { from, step, relationship, to, into, unlike: others } if edges.len() < 3 => {
                if *into != (edges.len() == 2) {
                    return None;
                }
                let (step, from, to) = (step.clone(), from.clone(), to.clone());
                unlike.extend(others.iter().map(|other| (relationship.clone(), other.clone())));
                edges.push(Edge { from, step, relationship: relationship.clone(), to });
            }
            Operator::Filter { condition } if !edges.is_empty() => conditions.extend(condition.clone().conjuncts()),
            _ => break,
        }
        length += 1;
    }
    edges.try_into().ok().map(|edges| (edges, unlike, conditions, length))
}

/// The ring that three edges make, from the node that was known first.
fn ring([first, second, third]: [Edge; 3]) -> Option<Triangle> {
    let (from, one, two) = (first.from.clone(), first.to.clone(), second.to.clone());
    let (on, back) = if second.from == one { (second, third) } else { (third, second) };
    let sides = [side(first, &from, &one)?, side(on, &one, &two)?, side(back, &two, &from)?];
    let count = Slot { index: sides[0].relationship.index, name: "triangles".into() };
    let corners = [one, two];
    Some(Triangle { from, corners, sides, conditions: [None, None], below: Vec::new(), unlike: Vec::new(), count })
}

/// An edge as a side that leads from one node to another, where it joins those.
fn side(edge: Edge, from: &Slot, to: &Slot) -> Option<Side> {
    let Edge { relationship, step, .. } = edge;
    if (&edge.from, &edge.to) == (from, to) {
        return Some(Side { step, relationship, condition: None });
    }
    let turned = (&edge.from, &edge.to) == (to, from);
    turned.then(|| Side { step: step.reversed(), relationship, condition: None })
}

/// Pairs of sides by their relationships; none where one of those is of no side.
fn pairs(triangle: &Triangle, unlike: &[(Slot, Slot)]) -> Option<Vec<(usize, usize)>> {
    let place = |slot: &Slot| triangle.sides.iter().position(|side| side.relationship == *slot);
    let mut pairs = Vec::new();
    for (one, other) in unlike {
        let (one, other) = (place(one)?, place(other)?);
        pairs.push((one.min(other), one.max(other)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    Some(pairs)
}

/// Where the rows of a triangle are counted, if nothing is asked of its relationships before and then.
fn counted(operators: &[Operator], triangle: &Triangle, relationships: &SlotSet) -> Option<usize> {
    for (place, operator) in operators.iter().enumerate() {
        if operator_needs(operator).intersects(relationships) {
            return None;
        }
        match operator {
            Operator::Filter { .. } | Operator::Project { .. } => {}
            Operator::Aggregate { aggregates, .. } => {
                return aggregates.iter().all(|(_, aggregate)| is_countable(aggregate, triangle)).then_some(place);
            }
            _ => return None,
        }
    }
    None
}

/// Whether an aggregation can be made of rows that stand for several.
fn is_countable(aggregate: &Aggregate, triangle: &Triangle) -> bool {
    let Aggregate { kind, distinct, .. } = aggregate;
    *distinct || matches!(kind, AggregateKind::Minimum | AggregateKind::Maximum) || counts_rows(aggregate, triangle)
}

/// `count(*)`, or `count(a)` of a node that every row has.
fn counts_rows(aggregate: &Aggregate, triangle: &Triangle) -> bool {
    let is_there = |argument: &Expression| match argument {
        Expression::Slot(slot) => *slot == triangle.from || triangle.corners.contains(slot),
        _ => false,
    };
    aggregate.kind == AggregateKind::Count && !aggregate.distinct && aggregate.arguments.iter().all(is_there)
}

fn sum_up(aggregate: &mut Aggregate, count: &Slot) {
    if aggregate.kind == AggregateKind::Count && !aggregate.distinct {
        let arguments = vec![Expression::Slot(count.clone())];
        *aggregate = Aggregate { kind: AggregateKind::Sum, distinct: false, arguments };
    }
}

/// `id(a) < id(b)`, or `>`, of two nodes of a triangle, as their places.
fn below(condition: &Expression, triangle: &Triangle) -> Option<(usize, usize)> {
    let Expression::Comparison(left, links) = condition else { return None };
    let [(operator, right)] = links.as_slice() else { return None };
    let place = |expression: &Expression| {
        let node = node_of_id(expression)?;
        let corner = triangle.corners.iter().position(|corner| corner == node).map(|corner| corner + 1);
        if *node == triangle.from { Some(0) } else { corner }
    };
    match operator {
        ComparisonOperator::Less => Some((place(left)?, place(right)?)),
        ComparisonOperator::Greater => Some((place(right)?, place(left)?)),
        _ => None,
    }
}

/// The node of `id(node)`.
fn node_of_id(expression: &Expression) -> Option<&Slot> {
    match expression {
        Expression::Call(callee, _, arguments) if callee.0.name == "id" => match arguments.as_slice() {
            [Expression::Slot(node)] => Some(node),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a condition is one that no value makes fail, so that it may be tested where the plan as written would not.
fn never_fails(condition: &Expression) -> bool {
    let is_plain = match condition {
        Expression::Constant(_)
        | Expression::Parameter(_)
        | Expression::Slot(_)
        | Expression::Comparison(..)
        | Expression::IsNull(..)
        | Expression::HasLabels(..) => true,
        Expression::Test(operator, ..) => {
            matches!(operator, TestOperator::StartsWith | TestOperator::EndsWith | TestOperator::Contains)
        }
        Expression::Logical(_, operands) => operands.iter().all(is_truth),
        Expression::Property(base, _) => matches!(**base, Expression::Slot(_)),
        _ => false,
    };
    is_plain && children(condition).into_iter().all(never_fails)
}

/// Whether an expression is true, false or null, whatever the values in it.
fn is_truth(expression: &Expression) -> bool {
    matches!(
        expression,
        Expression::Comparison(..)
            | Expression::Test(..)
            | Expression::IsNull(..)
            | Expression::HasLabels(..)
            | Expression::Logical(..)
    )
}

fn join(condition: &mut Option<Expression>, another: Expression) {
    let mut all = condition.take().map_or_else(Vec::new, Expression::conjuncts);
    all.push(another);
    *condition = Expression::all(all);
}
