//! Walks over syntax trees: what an expression is made of, and what it aggregates.

use crate::query::ast::{Expression, ExpressionKind, MapProjectionItem};
use crate::query::function;

/// The expressions directly within one that see the same variables.
///
/// Conditions and results of comprehensions see more, and patterns and queries in braces are worlds of their own; they are
/// left out.
pub(super) fn children(expression: &Expression) -> Vec<&Expression> {
    use ExpressionKind as Kind;
    match &expression.kind {
        Kind::Literal(_) | Kind::Parameter(_) | Kind::Variable(_) | Kind::CountStar => Vec::new(),
        Kind::PatternPredicate(_) | Kind::PatternComprehension { .. } | Kind::Exists(_) | Kind::Count(_) => Vec::new(),
        Kind::List(items) | Kind::Logical(_, items) | Kind::Function { arguments: items, .. } => items.iter().collect(),
        Kind::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
        Kind::Property(a, _) | Kind::Unary(_, a) | Kind::IsNull { operand: a, .. } | Kind::HasLabels(a, _) => vec![a],
        Kind::Index(a, b) | Kind::Test(_, a, b) => vec![a, b],
        Kind::Slice(a, from, to) => std::iter::once(&**a).chain(from.as_deref()).chain(to.as_deref()).collect(),
        Kind::MapProjection(_, items) => items.iter().filter_map(entry).collect(),
        Kind::Arithmetic(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, e)| e)).collect(),
        Kind::Comparison(first, rest) => std::iter::once(&**first).chain(rest.iter().map(|(_, e)| e)).collect(),
        Kind::Case { subject, alternatives, default } => {
            let alternatives = alternatives.iter().flat_map(|(when, then)| [when, then]);
            subject.as_deref().into_iter().chain(alternatives).chain(default.as_deref()).collect()
        }
        Kind::ListComprehension { list, .. } | Kind::Quantifier { list, .. } => vec![list],
        Kind::Reduce { initial, list, .. } => vec![initial, list],
    }
}

fn entry(item: &MapProjectionItem) -> Option<&Expression> {
    match item {
        MapProjectionItem::Entry(_, value) => Some(value),
        _ => None,
    }
}

/// The aggregations in an expression, outermost only, in the order written.
pub(super) fn aggregations(expression: &Expression) -> Vec<&Expression> {
    let mut found = Vec::new();
    let mut pending = vec![expression];
    while let Some(expression) = pending.pop() {
        if is_aggregation(expression) {
            found.push(expression);
        } else {
            pending.extend(children(expression).into_iter().rev());
        }
    }
    found
}

/// Whether an expression has an aggregation in it.
pub(super) fn aggregates(expression: &Expression) -> bool {
    !aggregations(expression).is_empty()
}

/// Whether an expression is a call of an aggregation.
pub(super) fn is_aggregation(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::CountStar => true,
        ExpressionKind::Function { name, .. } => {
            matches!(name.as_slice(), [name] if function::aggregation(&name.text).is_some())
        }
        _ => false,
    }
}
