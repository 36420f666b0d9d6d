//! Which expressions bind more tightly than others, and what their texts begin with: where parentheses must stand.

use crate::query::ast::{
    ArithmeticOperator, Expression, ExpressionKind, Literal, LogicalOperator, PathSelector, TestOperator, UnaryOperator,
};

/// How tightly an expression holds together, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Or,
    Xor,
    And,
    Not,
    Comparison,
    Test,
    Additive,
    Multiplicative,
    Power,
    Unary,
    Labelled,
    Atom,
}

/// How tightly an expression holds together.
pub(super) fn level(expression: &Expression) -> Level {
    match &expression.kind {
        ExpressionKind::Logical(LogicalOperator::Or, _) => Level::Or,
        ExpressionKind::Logical(LogicalOperator::Xor, _) => Level::Xor,
        ExpressionKind::Logical(LogicalOperator::And, _) => Level::And,
        ExpressionKind::Unary(UnaryOperator::Not, _) => Level::Not,
        ExpressionKind::Comparison(..) => Level::Comparison,
        // A path stands among conditions without parentheses, but not among numbers, where its dashes would mislead.
        ExpressionKind::PatternPredicate(path) if path.selector == PathSelector::All => Level::Comparison,
        ExpressionKind::Test(..) | ExpressionKind::IsNull { .. } => Level::Test,
        ExpressionKind::Arithmetic(_, rest) => {
            rest.first().map_or(Level::Additive, |(operator, _)| arithmetic_level(*operator))
        }
        ExpressionKind::Unary(..) | ExpressionKind::Literal(Literal::Integer(_) | Literal::Float(_)) => Level::Unary,
        ExpressionKind::HasLabels(..) => Level::Labelled,
        _ => Level::Atom,
    }
}

/// The level of an arithmetic operator.
pub(super) const fn arithmetic_level(operator: ArithmeticOperator) -> Level {
    match operator {
        ArithmeticOperator::Add | ArithmeticOperator::Subtract => Level::Additive,
        ArithmeticOperator::Multiply | ArithmeticOperator::Divide | ArithmeticOperator::Modulo => Level::Multiplicative,
        ArithmeticOperator::Power => Level::Power,
    }
}

/// The level of a logical operator's operands.
pub(super) const fn tighter_than(operator: LogicalOperator) -> Level {
    match operator {
        LogicalOperator::Or => Level::Xor,
        LogicalOperator::Xor => Level::And,
        LogicalOperator::And => Level::Not,
    }
}

/// The level of an arithmetic expression's operands.
pub(super) const fn tighter(level: Level) -> Level {
    match level {
        Level::Additive => Level::Multiplicative,
        Level::Multiplicative => Level::Power,
        _ => Level::Unary,
    }
}

/// Whether an expression begins with `variable IN`.
pub(super) fn begins_like_comprehension(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Test(TestOperator::In, left, _) if matches!(left.kind, ExpressionKind::Variable(_)) => true,
        _ => leftmost_operand(expression).is_some_and(begins_like_comprehension),
    }
}

/// The operand an expression's text begins with, where it begins with one that needs no parentheses.
fn leftmost_operand(expression: &Expression) -> Option<&Expression> {
    let (operand, minimum) = match &expression.kind {
        ExpressionKind::Logical(operator, operands) => (operands.first()?, tighter_than(*operator)),
        ExpressionKind::Comparison(first, _) => (&**first, Level::Test),
        ExpressionKind::Test(_, left, _) => (&**left, Level::Test),
        ExpressionKind::IsNull { operand, .. } => (&**operand, Level::Test),
        ExpressionKind::Arithmetic(first, _) => (&**first, tighter(level(expression))),
        ExpressionKind::Property(base, _)
        | ExpressionKind::Index(base, _)
        | ExpressionKind::Slice(base, _, _)
        | ExpressionKind::HasLabels(base, _) => (&**base, Level::Atom),
        _ => return None,
    };
    (level(operand) >= minimum).then_some(operand)
}

/// Whether an expression begins with `[`.
pub(super) fn begins_with_bracket(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::List(_)
        | ExpressionKind::ListComprehension { .. }
        | ExpressionKind::PatternComprehension { .. } => true,
        _ => leftmost_operand(expression).is_some_and(begins_with_bracket),
    }
}
