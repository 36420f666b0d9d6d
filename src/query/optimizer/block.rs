//! Neighbouring scans, expansions and filters, put into the cheapest order.
//!
//! A [`Block`] is what they say, without an order: nodes to find, relationships between nodes, conditions. Where to start
//! is tried from every node; from there the relationship that adds the fewest rows is taken next, and every condition is
//! tested as soon as it can be.

use rustc_hash::FxHashMap;

use super::access::{self, Access};
use super::among;
use super::cost;
use super::cost::Costs;
use super::exists;
use crate::query::ast::{ComparisonOperator, Span};
use crate::query::function;
use crate::query::plan::walk::{SlotSet, children, fills, needs, operator_needs, pipeline_needs};
use crate::query::plan::{Callee, Expression, Length, Operator, Pipeline, Slot, Step};

/// Starts tried at most; patterns with more nodes are rare, and the first few starts are as good as any.
const MAXIMUM_STARTS: usize = 16;

/// A run with more operators stays as it is written: to compare orders would take longer than most answers.
const MAXIMUM_OPERATORS: usize = 64;

/// Nodes, relationships and conditions in no order.
#[derive(Clone, Default)]
struct Block {
    nodes: Vec<Slot>,
    edges: Vec<Edge>,
    conditions: Vec<Expression>,
}

/// A relationship, or a walk over several.
#[derive(Clone)]
struct Edge {
    from: Slot,
    step: Step,
    relationship: Slot,
    to: Slot,
    unlike: Vec<Slot>,
    walk: Option<Walk>,
}

#[derive(Clone)]
struct Walk {
    length: Length,
    condition: Option<(Slot, Box<Expression>)>,
}

/// An order in the making.
struct Arrangement<'a, 'v> {
    costs: &'a Costs<'v>,
    /// The slots that are asked for after the block.
    wanted: &'a SlotSet,
    block: Block,
    bound: SlotSet,
    operators: Vec<Operator>,
    rows: f64,
    cost: f64,
}

/// Puts every run of scans, expansions and filters of a pipeline into the cheapest order.
pub(super) fn arrange(pipeline: Pipeline, bound: &SlotSet, wanted: &SlotSet, costs: &Costs<'_>) -> Pipeline {
    let mut operators = Vec::with_capacity(pipeline.operators.len());
    let mut bound = bound.clone();
    let mut rows = 1.0;
    let last_uses = last_uses(&pipeline.operators);
    let mut rest = pipeline.operators.into_iter().peekable();
    let count = rest.len();
    while let Some(operator) = rest.next() {
        if !is_arrangeable(&operator) {
            rows = cost::rows_after(&operator, rows, costs);
            fills(&operator).iter().for_each(|slot| bound.insert(slot));
            operators.push(operator);
            continue;
        }
        let mut run = vec![operator];
        while let Some(next) = rest.next_if(is_arrangeable) {
            run.push(next);
        }
        if run.len() > MAXIMUM_OPERATORS {
            run.iter().flat_map(fills).for_each(|slot| bound.insert(&slot));
            operators.extend(run);
            continue;
        }
        let mut after = wanted.clone();
        let place = count - rest.len();
        let is_used = |slot: &Slot| last_uses.get(&slot.index).is_some_and(|last| *last >= place);
        run.iter().flat_map(fills).filter(is_used).for_each(|slot| after.insert(&slot));
        let (arranged, rows_after, _) = arrange_run(run, &bound, &after, rows, costs);
        rows = rows_after;
        arranged.iter().flat_map(fills).for_each(|slot| bound.insert(&slot));
        operators.extend(arranged);
    }
    Pipeline { operators }
}

/// The last operator that uses each slot, by the slot's index.
pub(super) fn last_uses(operators: &[Operator]) -> FxHashMap<usize, usize> {
    let uses = operators.iter().enumerate();
    uses.flat_map(|(place, operator)| operator_needs(operator).into_indexes().map(move |slot| (slot, place))).collect()
}

/// Whether an operator only narrows or widens rows by a pattern.
fn is_arrangeable(operator: &Operator) -> bool {
    matches!(
        operator,
        Operator::AllNodes { .. } | Operator::Expand { .. } | Operator::VariableExpand { .. } | Operator::Filter { .. }
    )
}

/// The cheapest order of a run, the rows that come out of it and what it costs.
pub(super) fn arrange_run(
    run: Vec<Operator>,
    bound: &SlotSet,
    wanted: &SlotSet,
    rows: f64,
    costs: &Costs<'_>,
) -> (Vec<Operator>, f64, f64) {
    let block = Block::of(run);
    let begin = || Arrangement {
        costs,
        wanted,
        block: block.clone(),
        bound: bound.clone(),
        operators: Vec::new(),
        rows,
        cost: 0.0,
    };
    let mut best = begin().complete(None);
    for start in block.nodes.iter().take(MAXIMUM_STARTS).filter(|start| !bound.contains(start)) {
        let other = begin().complete(Some(start));
        if other.cost < best.cost {
            best = other;
        }
    }
    (best.operators, best.rows, best.cost)
}

impl Block {
    fn of(run: Vec<Operator>) -> Self {
        let mut block = Self::default();
        for operator in run {
            match operator {
                Operator::AllNodes { node } => block.node(node),
                Operator::Expand { from, step, relationship, to, unlike, .. } => {
                    block.node(to.clone());
                    block.edges.push(Edge { from, step, relationship, to, unlike, walk: None });
                }
                Operator::VariableExpand { from, step, length, relationships, to, unlike, condition, .. } => {
                    block.node(to.clone());
                    let walk = Some(Walk { length, condition });
                    block.edges.push(Edge { from, step, relationship: relationships, to, unlike, walk });
                }
                Operator::Filter { condition } => block.conditions.extend(condition.conjuncts()),
                other => unreachable!("{other} has no place in a pattern"),
            }
        }
        block
    }

    fn node(&mut self, node: Slot) {
        if !self.nodes.contains(&node) {
            self.nodes.push(node);
        }
    }

    /// The part of the block that hangs together with a node over edges.
    fn component(&self, start: &Slot, bound: &SlotSet) -> Self {
        let mut nodes = vec![start.clone()];
        let mut edges: Vec<Edge> = Vec::new();
        loop {
            let joins = |edge: &&Edge| {
                let known = edges.iter().any(|other| other.relationship == edge.relationship);
                !known && (nodes.contains(&edge.from) || nodes.contains(&edge.to))
            };
            let Some(edge) = self.edges.iter().find(joins).cloned() else { break };
            for node in [&edge.from, &edge.to] {
                if !nodes.contains(node) {
                    nodes.push(node.clone());
                }
            }
            edges.push(edge);
        }
        let slots: SlotSet = nodes.iter().chain(edges.iter().map(|edge| &edge.relationship)).collect();
        let own = |condition: &&Expression| {
            let needs = needs(condition);
            needs.intersects(&slots) && needs.is_subset(&slots)
        };
        let conditions = self.conditions.iter().filter(own).cloned().collect();
        nodes.retain(|node| !bound.contains(node));
        Self { nodes, edges, conditions }
    }
}

impl Arrangement<'_, '_> {
    /// Adds everything, beginning with a node where one is given.
    fn complete(mut self, start: Option<&Slot>) -> Self {
        self.test();
        if let Some(start) = start {
            self.find(start.clone());
        }
        loop {
            if let Some(index) = self.cheapest_edge() {
                self.follow(index);
            } else if let Some(node) = self.cheapest_node() {
                if !self.join(&node) {
                    self.find(node);
                }
            } else {
                break;
            }
        }
        // Walks whose conditions speak of what is never bound here run last, as they are.
        while !self.block.edges.is_empty() {
            self.follow(0);
        }
        self.test_all();
        self
    }

    fn push(&mut self, operator: Operator) {
        fills(&operator).iter().for_each(|slot| self.bound.insert(slot));
        self.operators.push(operator);
    }

    /// Finds a node anew.
    fn find(&mut self, node: Slot) {
        if self.begin_among(&node) {
            return;
        }
        let Access { operator, rows, cost, .. } = {
            let access = access::best(&node, &self.block.conditions, &self.bound, self.costs);
            access::take_answered(&access, &node, &mut self.block.conditions);
            access
        };
        self.cost += self.rows * cost;
        self.rows *= rows;
        self.push(operator);
        self.test();
    }

    /// Begins with the nodes that meet an existential condition, where that is the cheapest way to find the first node.
    fn begin_among(&mut self, node: &Slot) -> bool {
        if !self.operators.is_empty() || !self.bound.is_empty() {
            return false;
        }
        let access = access::best(node, &self.block.conditions, &self.bound, self.costs);
        let source = exists::source(node, &self.block.conditions, self.costs);
        let Some((place, built)) = source.filter(|(_, built)| built.cost < access.cost) else { return false };
        self.block.conditions.remove(place);
        self.cost += built.cost;
        self.rows *= built.rows;
        built.pipeline.operators.into_iter().for_each(|operator| self.push(operator));
        self.test();
        true
    }

    /// The node that is cheapest to find.
    fn cheapest_node(&self) -> Option<Slot> {
        let free = self.block.nodes.iter().filter(|node| !self.bound.contains(node));
        let cost = |node: &Slot| access::best(node, &self.block.conditions, &self.bound, self.costs).cost;
        free.map(|node| (cost(node), node)).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, node)| node.clone())
    }

    /// The relationship that adds the fewest rows, among those with an end that is known.
    fn cheapest_edge(&self) -> Option<usize> {
        let open = self.block.edges.iter().enumerate().filter(|(_, edge)| self.is_open(edge));
        open.map(|(index, edge)| (self.growth(edge), index)).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, index)| index)
    }

    fn is_open(&self, edge: &Edge) -> bool {
        let condition = edge.walk.as_ref().and_then(|walk| walk.condition.as_ref());
        let known = condition.is_none_or(|(slot, condition)| {
            let mut needs = needs(condition);
            needs.remove(slot);
            needs.is_subset(&self.bound)
        });
        known && (self.bound.contains(&edge.from) || self.bound.contains(&edge.to))
    }

    /// How many rows a row becomes, conditions included.
    fn growth(&self, edge: &Edge) -> f64 {
        let mut bound = self.bound.clone();
        [&edge.from, &edge.to, &edge.relationship].into_iter().for_each(|slot| bound.insert(slot));
        let conditions = self.block.conditions.iter().filter(|condition| needs(condition).is_subset(&bound));
        self.fan_out(edge) * conditions.map(|condition| self.costs.selectivity(condition)).product::<f64>()
    }

    fn fan_out(&self, edge: &Edge) -> f64 {
        let forward = self.bound.contains(&edge.from);
        let (near, far) = if forward { (&edge.from, &edge.to) } else { (&edge.to, &edge.from) };
        let mut fan_out = self.costs.fan_out(&edge.step, self.node_count(near));
        if let Some(walk) = &edge.walk {
            fan_out = Costs::walks(walk.length, fan_out);
        }
        if self.bound.contains(near) && self.bound.contains(far) {
            return fan_out / self.node_count(far).max(1.0);
        }
        fan_out
    }

    /// How many nodes are like this one.
    fn node_count(&self, node: &Slot) -> f64 {
        let labels = access::labels(node, &self.block.conditions);
        labels.iter().map(|label| self.costs.labelled(label)).fold(self.costs.nodes(), f64::min)
    }

    /// Goes along a relationship from the end that is known.
    fn follow(&mut self, index: usize) {
        let fan_out = self.fan_out(&self.block.edges[index]);
        let edge = self.block.edges.remove(index);
        let forward = self.bound.contains(&edge.from);
        let into = forward && self.bound.contains(&edge.to);
        let unlike = self.unlike(&edge);
        let Edge { from, step, relationship, to, walk, .. } = edge;
        let (from, step, to) = if forward { (from, step, to) } else { (to, step.reversed(), from) };
        let turned = (!forward && walk.is_some() && self.is_wanted(&relationship)).then(|| relationship.clone());
        self.cost += self.rows * fan_out.max(1.0);
        self.rows *= fan_out;
        self.push(match walk {
            None => Operator::Expand { from, step, relationship, to, into, unlike },
            Some(Walk { length, condition }) => {
                let relationships = relationship;
                Operator::VariableExpand {
                    from,
                    step,
                    length,
                    relationships,
                    to,
                    into,
                    unlike,
                    condition,
                    reach: false,
                }
            }
        });
        // A walk taken from its far end finds its relationships in the opposite order.
        if let Some(list) = turned {
            self.operators.push(Operator::Project { items: vec![(list.clone(), reverse(list))] });
        }
        self.test();
    }

    fn is_wanted(&self, slot: &Slot) -> bool {
        self.wanted.contains(slot) || self.block.conditions.iter().any(|condition| needs(condition).contains(slot))
    }

    /// The relationships this one may not repeat, of those that are known by now. It is a condition of both.
    fn unlike(&mut self, edge: &Edge) -> Vec<Slot> {
        let (known, later): (Vec<_>, Vec<_>) = edge.unlike.iter().cloned().partition(|slot| {
            self.bound.contains(slot) || !self.block.edges.iter().any(|other| other.relationship == *slot)
        });
        for other in &mut self.block.edges {
            if later.contains(&other.relationship) {
                other.unlike.push(edge.relationship.clone());
            }
        }
        known
    }

    /// Tests every condition that can be tested by now.
    fn test(&mut self) {
        let conditions = std::mem::take(&mut self.block.conditions);
        let (ready, waiting) = conditions.into_iter().partition(|condition| needs(condition).is_subset(&self.bound));
        self.block.conditions = waiting;
        self.filter(ready);
    }

    /// Tests what is left: conditions on slots that are filled elsewhere.
    fn test_all(&mut self) {
        let conditions = std::mem::take(&mut self.block.conditions);
        self.filter(conditions);
    }

    fn filter(&mut self, mut conditions: Vec<Expression>) {
        let rows = self.rows * conditions.iter().map(|condition| self.costs.selectivity(condition)).product::<f64>();
        let looked_up = among::look_up(&self.operators, self.rows, &mut conditions, self.costs);
        self.operators.extend(looked_up);
        conditions.sort_by_key(effort);
        self.rows = rows;
        self.operators.extend(Expression::all(conditions).map(|condition| Operator::Filter { condition }));
    }

    /// Joins the part of the pattern around a node as a whole, where it does not depend on the rows so far and would be
    /// matched again for each of them.
    fn join(&mut self, node: &Slot) -> bool {
        if self.operators.is_empty() || self.rows <= 2.0 {
            return false;
        }
        let component = self.block.component(node, &self.bound);
        let bound = SlotSet::default();
        let (costs, wanted, block) = (self.costs, self.wanted, component.clone());
        let begin = Arrangement { costs, wanted, block, bound, operators: Vec::new(), rows: 1.0, cost: 0.0 };
        let Arrangement { operators, rows, cost, .. } = begin.complete(None);
        let build = Pipeline { operators };
        let independent = pipeline_needs(&build).is_empty();
        if build.operators.len() < 2 || !independent {
            return false;
        }
        let outputs: Vec<Slot> = build.operators.iter().flat_map(fills).collect();
        let built: SlotSet = outputs.iter().collect();
        self.block.edges.retain(|edge| !component.edges.iter().any(|other| other.relationship == edge.relationship));
        self.block.conditions.retain(|condition| !component.conditions.contains(condition));
        let keys = self.keys(&built);
        self.cost += cost + self.rows;
        self.rows *= if keys.is_empty() { rows } else { 1.0 };
        self.push(Operator::Join { build, keys, outputs });
        self.test();
        true
    }

    /// The equalities between the rows so far and a part to be joined. They stay conditions, because keys are equal
    /// where `=` is unknown (lists with null in them) or false (`NaN`).
    fn keys(&self, built: &SlotSet) -> Vec<(Expression, Expression)> {
        let mut keys = Vec::new();
        for condition in &self.block.conditions {
            let Expression::Comparison(left, links) = condition else { continue };
            let [(ComparisonOperator::Equal, right)] = links.as_slice() else { continue };
            for (probe, build) in [(&**left, right), (right, &**left)] {
                let (probes, builds) = (needs(probe), needs(build));
                if probes.is_subset(&self.bound) && builds.is_subset(built) && !builds.is_empty() {
                    keys.push((probe.clone(), build.clone()));
                    break;
                }
            }
        }
        keys
    }
}

/// How much work a condition is, roughly: what is cheap is tested first.
fn effort(condition: &Expression) -> u8 {
    let mut effort = 0;
    let mut pending = vec![condition];
    while let Some(expression) = pending.pop() {
        effort = effort.max(match expression {
            Expression::HasLabels(..) => 1,
            Expression::Comparison(..) | Expression::IsNull(..) => 2,
            Expression::Test(..) => 3,
            Expression::Call(..) => 4,
            Expression::Comprehension(..) | Expression::Quantifier(..) | Expression::Reduce { .. } => 5,
            Expression::Subquery(_) => 6,
            _ => 0,
        });
        pending.extend(children(expression));
    }
    effort
}

/// The function that turns a list round.
fn reverse(list: Slot) -> Expression {
    let function = function::lookup("reverse").expect("reverse() is a function of Cypher");
    Expression::Call(Callee(function), Span::default(), vec![Expression::Slot(list)])
}
