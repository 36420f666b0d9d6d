//! An expansion, or two one after the other, with the filters that follow each, and what an index is asked for in their place.

use super::{Around, of_conditions};
use crate::query::ast::{ComparisonOperator, LabelExpression, Name};
use crate::query::plan::neighbourhood::Second;
use crate::query::plan::{Expression, Operator, SeekRange, Slot, Step};

/// The first operators of some.
pub(super) struct Run<'o> {
    pub(super) from: &'o Slot,
    pub(super) first: &'o Step,
    pub(super) middle: &'o Slot,
    onward: Option<Onward<'o>>,
    relationship: &'o Slot,
    pub(super) conditions: Vec<Expression>,
    /// How many operators it is.
    pub(super) length: usize,
}

/// The second expansion.
struct Onward<'o> {
    step: &'o Step,
    relationship: &'o Slot,
    far: &'o Slot,
    unlike: bool,
}

impl<'o> Run<'o> {
    /// An expansion and the filters after it.
    pub(super) fn one(operators: &'o [Operator]) -> Option<Self> {
        let Operator::Expand { from, step, relationship, to, into: false, unlike } = operators.first()? else {
            return None;
        };
        let mut run =
            Self { from, first: step, middle: to, onward: None, relationship, conditions: Vec::new(), length: 1 };
        run.filters(operators);
        unlike.is_empty().then_some(run)
    }

    /// The same with an expansion onward from its end.
    pub(super) fn two(operators: &'o [Operator]) -> Option<Self> {
        let mut run = Self::one(operators)?;
        let Operator::Expand { from, step, relationship, to, into: false, unlike } = operators.get(run.length)? else {
            return None;
        };
        let apart = unlike.iter().all(|slot| slot == run.relationship);
        if from != run.middle || !apart {
            return None;
        }
        run.onward = Some(Onward { step, relationship, far: to, unlike: !unlike.is_empty() });
        run.length += 1;
        run.filters(operators);
        Some(run)
    }

    fn filters(&mut self, operators: &'o [Operator]) {
        while let Some(conditions) = operators.get(self.length).and_then(conditions) {
            self.conditions.extend(conditions);
            self.length += 1;
        }
    }

    pub(super) fn far(&self) -> Option<&'o Slot> {
        self.onward.as_ref().map(|onward| onward.far)
    }

    pub(super) fn second(&self) -> Option<Second> {
        let Onward { step, far, unlike, .. } = self.onward.as_ref()?;
        Some(Second { step: (*step).clone(), far: (*far).clone(), unlike: *unlike })
    }

    /// Whether a relationship of the run is asked for, by a condition or afterwards.
    pub(super) fn is_seen(&self, around: &Around<'_>) -> bool {
        let within = of_conditions(&self.conditions);
        let onward = self.onward.as_ref().map(|onward| onward.relationship);
        let mut relationships = std::iter::once(self.relationship).chain(onward);
        relationships.any(|slot| around.is_asked(slot, self.length) || within.contains(slot))
    }
}

/// What an operator demands of rows, where it does nothing else.
fn conditions(operator: &Operator) -> Option<Vec<Expression>> {
    match operator {
        Operator::Filter { condition } => Some(condition.clone().conjuncts()),
        Operator::SemiJoin { node, build, found, negated: false } => match build.operators.as_slice() {
            [Operator::PropertySeek { node: sought, label, key, range }] if sought == found => {
                found_by_index(node, label.as_ref(), key, range)
            }
            _ => None,
        },
        _ => None,
    }
}

/// What is true of a node that an index finds.
fn found_by_index(node: &Slot, label: Option<&Name>, key: &Name, range: &SeekRange) -> Option<Vec<Expression>> {
    let node = || Box::new(Expression::Slot(node.clone()));
    let compared = |operator, value: &Expression| {
        let property = Box::new(Expression::Property(node(), key.clone()));
        Expression::Comparison(property, vec![(operator, value.clone())])
    };
    let mut conditions: Vec<Expression> =
        label.iter().map(|label| Expression::HasLabels(node(), LabelExpression::Label((*label).clone()))).collect();
    match range {
        SeekRange::Equal(value) => conditions.push(compared(ComparisonOperator::Equal, value)),
        SeekRange::Between(low, high) => {
            let bound = |within: bool, strict, loose| if within { loose } else { strict };
            conditions.extend(low.iter().map(|(value, within)| {
                compared(bound(*within, ComparisonOperator::Greater, ComparisonOperator::GreaterOrEqual), value)
            }));
            conditions.extend(high.iter().map(|(value, within)| {
                compared(bound(*within, ComparisonOperator::Less, ComparisonOperator::LessOrEqual), value)
            }));
        }
        SeekRange::AnyOf(_) | SeekRange::Prefix(_) | SeekRange::Days(..) => return None,
    }
    Some(conditions)
}
