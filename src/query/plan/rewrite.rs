//! Walks over plans that change them: the expressions of an operator, and the expressions within one.

use super::{Aggregate, CreatePath, Expression, MapItem, Operator, Pipeline, Removal, SeekRange, SetAction, SortKey};

/// The expressions directly within one.
pub(crate) fn children_mut(expression: &mut Expression) -> Vec<&mut Expression> {
    match expression {
        Expression::Constant(_)
        | Expression::Parameter(_)
        | Expression::Slot(_)
        | Expression::Subquery(_)
        | Expression::Path(_) => Vec::new(),
        Expression::List(items) | Expression::Logical(_, items) | Expression::Call(_, _, items) => {
            items.iter_mut().collect()
        }
        Expression::Map(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
        Expression::MapProjection(base, items) => {
            std::iter::once(&mut **base).chain(items.iter_mut().filter_map(entry_value)).collect()
        }
        Expression::Property(a, _)
        | Expression::Unary(_, a)
        | Expression::IsNull(a, _)
        | Expression::HasLabels(a, _) => vec![a],
        Expression::Index(a, b) | Expression::Test(_, a, b) => vec![a, b],
        Expression::Slice(a, b, c) => {
            std::iter::once(&mut **a).chain(b.as_deref_mut()).chain(c.as_deref_mut()).collect()
        }
        Expression::Arithmetic(first, rest, _) => {
            std::iter::once(&mut **first).chain(rest.iter_mut().map(|(_, e)| e)).collect()
        }
        Expression::Comparison(first, rest) => {
            std::iter::once(&mut **first).chain(rest.iter_mut().map(|(_, e)| e)).collect()
        }
        Expression::Case(subject, alternatives, default) => {
            let alternatives = alternatives.iter_mut().flat_map(|(when, then)| [when, then]);
            subject.as_deref_mut().into_iter().chain(alternatives).chain(default.as_deref_mut()).collect()
        }
        Expression::Comprehension(_, list, filter, result) => {
            std::iter::once(&mut **list).chain(filter.as_deref_mut()).chain(result.as_deref_mut()).collect()
        }
        Expression::Quantifier(_, _, list, filter) => {
            std::iter::once(&mut **list).chain(filter.as_deref_mut()).collect()
        }
        Expression::Reduce { initial, list, step, .. } => vec![initial, list, step],
    }
}

fn entry_value(item: &mut MapItem) -> Option<&mut Expression> {
    match item {
        MapItem::Entry(_, value) => Some(value),
        MapItem::AllProperties => None,
    }
}

/// The expressions of an operator.
pub(crate) fn expressions_mut(operator: &mut Operator) -> Vec<&mut Expression> {
    match operator {
        Operator::PropertySeek { range, .. } => bounds_mut(range),
        Operator::IdSeek { id: expression, .. }
        | Operator::Filter { condition: expression }
        | Operator::Skip { count: expression }
        | Operator::Limit { count: expression }
        | Operator::Unwind { list: expression, .. } => vec![expression],
        Operator::VariableExpand { condition, .. } => {
            condition.iter_mut().map(|(_, condition)| &mut **condition).collect()
        }
        Operator::ShortestPath { condition, filter, .. } => {
            condition.iter_mut().chain(filter).map(|(_, condition)| &mut **condition).collect()
        }
        Operator::Triangle(triangle) => triangle.expressions_mut().collect(),
        Operator::Project { items } => items.iter_mut().map(|(_, expression)| expression).collect(),
        Operator::Aggregate { keys, aggregates } => {
            let arguments = aggregates.iter_mut().flat_map(|(_, Aggregate { arguments, .. })| arguments);
            keys.iter_mut().map(|(_, expression)| expression).chain(arguments).collect()
        }
        Operator::Sort { keys } => sort_mut(keys).collect(),
        Operator::Top { keys, skip, limit, .. } => sort_mut(keys).chain(skip).chain([limit]).collect(),
        Operator::Neighbourhood(neighbourhood) => neighbourhood.expressions_mut(),
        Operator::Join { keys, .. } => keys.iter_mut().flat_map(|(probe, build)| [probe, build]).collect(),
        Operator::Create { paths } => paths.iter_mut().flat_map(create_mut).collect(),
        Operator::Merge { plan } => {
            let actions = plan.on_match.iter_mut().chain(&mut plan.on_create).flat_map(set_mut);
            create_mut(&mut plan.create).into_iter().chain(actions).collect()
        }
        Operator::Set { actions } => actions.iter_mut().flat_map(set_mut).collect(),
        Operator::Remove { removals } => removals.iter_mut().filter_map(removal_mut).collect(),
        Operator::Delete { expressions, .. } => expressions.iter_mut().collect(),
        Operator::ProcedureCall { arguments, .. } => arguments.iter_mut().collect(),
        Operator::AllNodes { .. }
        | Operator::LabelScan { .. }
        | Operator::Expand { .. }
        | Operator::Ends { .. }
        | Operator::Tally(_)
        | Operator::Distinct { .. }
        | Operator::Optional { .. }
        | Operator::Apply { .. }
        | Operator::SemiApply { .. }
        | Operator::SemiJoin { .. }
        | Operator::Union { .. }
        | Operator::Eager => Vec::new(),
    }
}

/// The pipelines an operator branches into, not counting those within its expressions.
pub(crate) fn branches_mut(operator: &mut Operator) -> Vec<&mut Pipeline> {
    match operator {
        Operator::Optional { inner, .. } | Operator::Apply { inner, .. } | Operator::SemiApply { inner, .. } => {
            vec![&mut inner.pipeline]
        }
        Operator::SemiJoin { build, .. } | Operator::Join { build, .. } => vec![build],
        Operator::Union { branches, .. } => branches.iter_mut().map(|(branch, _)| branch).collect(),
        Operator::Merge { plan } => vec![&mut plan.find.pipeline],
        _ => Vec::new(),
    }
}

fn bounds_mut(range: &mut SeekRange) -> Vec<&mut Expression> {
    match range {
        SeekRange::Equal(value) | SeekRange::AnyOf(value) | SeekRange::Prefix(value) => vec![value],
        SeekRange::Days(..) => Vec::new(),
        SeekRange::Between(low, high) => low.iter_mut().chain(high).map(|(bound, _)| bound).collect(),
    }
}

fn sort_mut(keys: &mut [SortKey]) -> impl Iterator<Item = &mut Expression> {
    keys.iter_mut().map(|key| &mut key.expression)
}

fn create_mut(path: &mut CreatePath) -> Vec<&mut Expression> {
    let nodes = path.nodes.iter_mut().filter_map(|node| node.properties.as_mut());
    nodes.chain(path.relationships.iter_mut().filter_map(|relationship| relationship.properties.as_mut())).collect()
}

fn set_mut(action: &mut SetAction) -> Vec<&mut Expression> {
    match action {
        SetAction::Property { target, value, .. } => vec![target, value],
        SetAction::Properties { value, .. } => vec![value],
        SetAction::Labels { .. } => Vec::new(),
    }
}

fn removal_mut(removal: &mut Removal) -> Option<&mut Expression> {
    match removal {
        Removal::Property { target, .. } => Some(target),
        Removal::Labels { .. } => None,
    }
}
