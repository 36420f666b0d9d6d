//! Walks over plans: which slots an operator or an expression uses, and which it fills.

use super::operator::MergePlan;
use super::tally::{By, Tally};
use super::{
    Aggregate, CreatePath, Expression, MapItem, Operator, Pipeline, Removal, SeekRange, SetAction, Slot, SortKey,
    Subplan,
};

/// A set of slots.
#[derive(Clone, Debug, Default)]
pub(crate) struct SlotSet {
    words: Vec<u64>,
}

impl SlotSet {
    pub(crate) fn insert(&mut self, slot: &Slot) {
        let word = slot.index / 64;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (slot.index % 64);
    }

    pub(crate) fn remove(&mut self, slot: &Slot) {
        if let Some(word) = self.words.get_mut(slot.index / 64) {
            *word &= !(1 << (slot.index % 64));
        }
    }

    pub(crate) fn contains(&self, slot: &Slot) -> bool {
        self.contains_index(slot.index)
    }

    pub(crate) fn contains_index(&self, index: usize) -> bool {
        self.words.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    pub(crate) fn extend(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    pub(crate) fn subtract(&mut self, other: &Self) {
        for (word, less) in self.words.iter_mut().zip(&other.words) {
            *word &= !less;
        }
    }

    /// The indexes of the slots, in order.
    pub(crate) fn into_indexes(self) -> impl Iterator<Item = usize> {
        let words = self.words.into_iter().enumerate().filter(|(_, word)| *word != 0);
        words.flat_map(|(place, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| place * 64 + bit)
        })
    }

    pub(crate) fn is_subset(&self, other: &Self) -> bool {
        self.words.iter().enumerate().all(|(i, word)| word & !other.words.get(i).copied().unwrap_or(0) == 0)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(crate) fn intersects(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }
}

impl<'a> FromIterator<&'a Slot> for SlotSet {
    fn from_iter<T: IntoIterator<Item = &'a Slot>>(slots: T) -> Self {
        let mut set = Self::default();
        slots.into_iter().for_each(|slot| set.insert(slot));
        set
    }
}

/// The slots an expression needs from the row it is evaluated for.
pub(crate) fn needs(expression: &Expression) -> SlotSet {
    let mut uses = Uses::default();
    uses.expression(expression);
    uses.outer()
}

/// The slots an operator needs from the rows that reach it.
pub(crate) fn operator_needs(operator: &Operator) -> SlotSet {
    let mut uses = Uses::default();
    uses.operator(operator);
    // What an operator itself fills is bound within its expressions only where a subplan sees it.
    uses.outer()
}

/// The slots a pipeline needs from the rows it starts with.
pub(crate) fn pipeline_needs(pipeline: &Pipeline) -> SlotSet {
    let mut uses = Uses::default();
    uses.branch(pipeline, [], []);
    uses.outer()
}

/// The slots an operator fills.
pub(crate) fn fills(operator: &Operator) -> Vec<Slot> {
    match operator {
        Operator::AllNodes { node }
        | Operator::LabelScan { node, .. }
        | Operator::PropertySeek { node, .. }
        | Operator::IdSeek { node, .. } => vec![node.clone()],
        Operator::Expand { relationship, to, into, .. } => end_and(relationship, to, *into),
        Operator::VariableExpand { relationships, to, into, .. } => end_and(relationships, to, *into),
        Operator::Triangle(triangle) => triangle.corners.iter().chain([&triangle.count]).cloned().collect(),
        Operator::Tally(tally) => tally_fills(tally),
        Operator::Ends { from, to, .. } => {
            [from, to].into_iter().filter(|(_, bound)| !bound).map(|(slot, _)| slot.clone()).collect()
        }
        Operator::Neighbourhood(neighbourhood) => neighbourhood.fills(),
        Operator::ShortestPath { relationships, .. } => vec![relationships.clone()],
        Operator::Project { items } => items.iter().map(|(slot, _)| slot.clone()).collect(),
        Operator::Aggregate { keys, aggregates } => {
            keys.iter().map(|(slot, _)| slot).chain(aggregates.iter().map(|(slot, _)| slot)).cloned().collect()
        }
        Operator::Unwind { variable, .. } => vec![variable.clone()],
        Operator::Optional { introduced, .. } => introduced.clone(),
        Operator::Apply { outputs, .. } | Operator::Join { outputs, .. } | Operator::Union { outputs, .. } => {
            outputs.clone()
        }
        Operator::Create { paths } => paths.iter().flat_map(created).collect(),
        Operator::Merge { plan } => plan.introduced.clone(),
        Operator::ProcedureCall { outputs, .. } => outputs.iter().map(|(_, slot)| slot.clone()).collect(),
        Operator::Filter { .. }
        | Operator::Distinct { .. }
        | Operator::Sort { .. }
        | Operator::Top { .. }
        | Operator::Skip { .. }
        | Operator::Limit { .. }
        | Operator::SemiApply { .. }
        | Operator::SemiJoin { .. }
        | Operator::Eager
        | Operator::Set { .. }
        | Operator::Remove { .. }
        | Operator::Delete { .. } => Vec::new(),
    }
}

/// The node it tells rows apart by, where that was not there before, and their number.
fn tally_fills(tally: &Tally) -> Vec<Slot> {
    match &tally.by {
        By::End { to, .. } => vec![to.clone(), tally.times.clone()],
        By::Property { .. } => vec![tally.times.clone()],
    }
}

fn end_and(relationship: &Slot, to: &Slot, into: bool) -> Vec<Slot> {
    if into { vec![relationship.clone()] } else { vec![relationship.clone(), to.clone()] }
}

fn created(path: &CreatePath) -> Vec<Slot> {
    let nodes = path.nodes.iter().map(|node| node.slot.clone());
    let relationships = path.relationships.iter().map(|relationship| relationship.slot.clone());
    nodes.chain(relationships).chain(path.path.iter().map(|(slot, _)| slot.clone())).collect()
}

/// What is used, and what is bound on the way.
#[derive(Default)]
struct Uses {
    used: SlotSet,
    bound: SlotSet,
}

impl Uses {
    fn outer(mut self) -> SlotSet {
        self.used.subtract(&self.bound);
        self.used
    }

    fn slots<'a>(&mut self, slots: impl IntoIterator<Item = &'a Slot>) {
        slots.into_iter().for_each(|slot| self.used.insert(slot));
    }

    fn expressions<'a>(&mut self, expressions: impl IntoIterator<Item = &'a Expression>) {
        expressions.into_iter().for_each(|expression| self.expression(expression));
    }

    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Slot(slot) => self.used.insert(slot),
            Expression::Path(slots) => self.slots(slots),
            Expression::Comprehension(variable, ..) | Expression::Quantifier(_, variable, ..) => {
                self.bound.insert(variable)
            }
            Expression::Reduce { accumulator, variable, .. } => {
                self.bound.insert(accumulator);
                self.bound.insert(variable);
            }
            Expression::Subquery(subquery) => self.subplan(&subquery.plan),
            _ => {}
        }
        for child in children(expression) {
            self.expression(child);
        }
    }

    fn subplan(&mut self, plan: &Subplan) {
        self.branch(&plan.pipeline, [&plan.ordinal], []);
    }

    /// A pipeline within: what its operators need before anything in it fills it. `given` is filled from the start,
    /// `outputs` are needed at the end.
    fn branch<'a>(
        &mut self,
        pipeline: &Pipeline,
        given: impl IntoIterator<Item = &'a Slot>,
        outputs: impl IntoIterator<Item = &'a Slot>,
    ) {
        let mut filled: SlotSet = given.into_iter().collect();
        for operator in &pipeline.operators {
            let mut needed = operator_needs(operator);
            needed.subtract(&filled);
            self.used.extend(&needed);
            fills(operator).iter().for_each(|slot| filled.insert(slot));
        }
        let mut outputs: SlotSet = outputs.into_iter().collect();
        outputs.subtract(&filled);
        self.used.extend(&outputs);
    }

    fn operator(&mut self, operator: &Operator) {
        match operator {
            Operator::AllNodes { .. } | Operator::LabelScan { .. } | Operator::Eager => {}
            Operator::PropertySeek { range, .. } => self.range(range),
            Operator::IdSeek { id: expression, .. }
            | Operator::Filter { condition: expression }
            | Operator::Skip { count: expression }
            | Operator::Limit { count: expression }
            | Operator::Unwind { list: expression, .. } => self.expression(expression),
            Operator::Expand { from, to, into, unlike, .. } => {
                self.walk(from, to, *into, unlike);
            }
            Operator::VariableExpand { from, to, into, unlike, condition, .. } => {
                self.walk(from, to, *into, unlike);
                self.condition(condition.as_ref());
            }
            Operator::Triangle(triangle) => {
                self.used.insert(&triangle.from);
                triangle.own().for_each(|slot| self.bound.insert(slot));
                self.expressions(triangle.expressions());
            }
            Operator::Tally(tally) => self.slots([tally.by.from()].into_iter().chain(&tally.weight)),
            Operator::Ends { relationship, from, to, unlike, .. } => {
                self.used.insert(relationship);
                self.slots(unlike);
                self.slots([from, to].into_iter().filter(|(_, bound)| *bound).map(|(slot, _)| slot));
            }
            Operator::ShortestPath { from, to, condition, filter, relationships, .. } => {
                self.walk(from, to, true, &[]);
                self.bound.insert(relationships);
                self.condition(condition.as_ref());
                self.condition(filter.as_ref());
            }
            Operator::Project { items } => self.expressions(items.iter().map(|(_, expression)| expression)),
            Operator::Aggregate { keys, aggregates } => {
                self.expressions(keys.iter().map(|(_, expression)| expression));
                aggregates.iter().for_each(|(_, Aggregate { arguments, .. })| self.expressions(arguments));
            }
            Operator::Neighbourhood(neighbourhood) => self.used.insert(&neighbourhood.from),
            Operator::Distinct { slots } => self.slots(slots),
            Operator::Sort { keys } => self.sort(keys),
            Operator::Top { keys, skip, limit, .. } => {
                self.sort(keys);
                self.expressions(skip.iter().chain([limit]));
            }
            Operator::Optional { inner, .. } | Operator::SemiApply { inner, .. } => self.subplan(inner),
            // What a CALL only hands on is needed of the rows it is called for.
            Operator::Apply { inner, outputs } => self.branch(&inner.pipeline, [&inner.ordinal], outputs),
            Operator::SemiJoin { node, build, .. } => {
                self.branch(build, [], []);
                self.used.insert(node);
            }
            Operator::Join { build, keys, .. } => {
                self.branch(build, [], []);
                self.expressions(keys.iter().map(|(probe, _)| probe));
            }
            Operator::Union { branches, .. } => {
                branches.iter().for_each(|(branch, slots)| self.branch(branch, [], slots));
            }
            Operator::Create { paths } => paths.iter().for_each(|path| self.create(path)),
            Operator::Merge { plan } => self.merge(plan),
            Operator::Set { actions } => actions.iter().for_each(|action| self.set(action)),
            Operator::Remove { removals } => removals.iter().for_each(|removal| self.removal(removal)),
            Operator::Delete { expressions, .. } => self.expressions(expressions),
            Operator::ProcedureCall { arguments, .. } => self.expressions(arguments),
        }
    }

    fn walk(&mut self, from: &Slot, to: &Slot, into: bool, unlike: &[Slot]) {
        self.used.insert(from);
        if into {
            self.used.insert(to);
        }
        self.slots(unlike);
    }

    fn condition(&mut self, condition: Option<&(Slot, Box<Expression>)>) {
        if let Some((slot, expression)) = condition {
            self.bound.insert(slot);
            self.expression(expression);
        }
    }

    fn range(&mut self, range: &SeekRange) {
        match range {
            SeekRange::Equal(value) | SeekRange::AnyOf(value) | SeekRange::Prefix(value) => self.expression(value),
            SeekRange::Days(..) => {}
            SeekRange::Between(low, high) => self.expressions(low.iter().chain(high).map(|(bound, _)| bound)),
        }
    }

    fn sort(&mut self, keys: &[SortKey]) {
        self.expressions(keys.iter().map(|key| &key.expression));
    }

    fn create(&mut self, path: &CreatePath) {
        created(path).iter().for_each(|slot| self.bound.insert(slot));
        self.expressions(path.nodes.iter().filter_map(|node| node.properties.as_ref()));
        for relationship in &path.relationships {
            self.slots([&relationship.start, &relationship.end]);
            self.expressions(&relationship.properties);
        }
        self.slots(path.path.iter().flat_map(|(_, slots)| slots));
    }

    fn merge(&mut self, plan: &MergePlan) {
        self.subplan(&plan.find);
        self.create(&plan.create);
        plan.on_match.iter().chain(&plan.on_create).for_each(|action| self.set(action));
    }

    fn set(&mut self, action: &SetAction) {
        match action {
            SetAction::Property { target, value, .. } => self.expressions([target, value]),
            SetAction::Properties { target, value, .. } => {
                self.used.insert(target);
                self.expression(value);
            }
            SetAction::Labels { target, .. } => self.used.insert(target),
        }
    }

    fn removal(&mut self, removal: &Removal) {
        match removal {
            Removal::Property { target, .. } => self.expression(target),
            Removal::Labels { target, .. } => self.used.insert(target),
        }
    }
}

/// The expressions directly within one.
pub(crate) fn children(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::Constant(_)
        | Expression::Parameter(_)
        | Expression::Slot(_)
        | Expression::Subquery(_)
        | Expression::Path(_) => Vec::new(),
        Expression::List(items) | Expression::Logical(_, items) | Expression::Call(_, _, items) => {
            items.iter().collect()
        }
        Expression::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        Expression::MapProjection(base, items) => {
            std::iter::once(&**base).chain(items.iter().filter_map(entry_value)).collect()
        }
        Expression::Property(a, _)
        | Expression::Unary(_, a)
        | Expression::IsNull(a, _)
        | Expression::HasLabels(a, _) => vec![a],
        Expression::Index(a, b) | Expression::Test(_, a, b) => vec![a, b],
        Expression::Slice(a, b, c) => std::iter::once(&**a).chain(b.as_deref()).chain(c.as_deref()).collect(),
        Expression::Arithmetic(first, rest, _) => {
            std::iter::once(&**first).chain(rest.iter().map(|(_, e)| e)).collect()
        }
        Expression::Comparison(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, e)| e)).collect(),
        Expression::Case(subject, alternatives, default) => {
            let alternatives = alternatives.iter().flat_map(|(when, then)| [when, then]);
            subject.as_deref().into_iter().chain(alternatives).chain(default.as_deref()).collect()
        }
        Expression::Comprehension(_, list, filter, result) => {
            std::iter::once(&**list).chain(filter.as_deref()).chain(result.as_deref()).collect()
        }
        Expression::Quantifier(_, _, list, filter) => std::iter::once(&**list).chain(filter.as_deref()).collect(),
        Expression::Reduce { initial, list, step, .. } => vec![initial, list, step],
    }
}

fn entry_value(item: &MapItem) -> Option<&Expression> {
    match item {
        MapItem::Entry(_, value) => Some(value),
        MapItem::AllProperties => None,
    }
}
