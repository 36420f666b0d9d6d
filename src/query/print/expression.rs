//! Expressions, with parentheses only where an operand binds less tightly than its place asks.

use std::fmt::{self, Display, Formatter};

use super::clause::write_filter;
use super::name::{
    write_function_name, write_parameter, write_schema_name, write_symbolic_name, write_variable_before_brace,
};
use super::precedence::{
    Level, arithmetic_level, begins_like_comprehension, begins_with_bracket, level, tighter, tighter_than,
};
use super::write_list;
use crate::query::ast::{
    ArithmeticOperator, ComparisonOperator, Expression, ExpressionKind, LabelExpression, Literal, LogicalOperator,
    MapProjectionItem, Name, QuantifierKind, Subquery, UnaryOperator,
};
use crate::value::text::{float, quoted};

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExpressionKind::Literal(literal) => write_literal(f, literal),
            ExpressionKind::Parameter(name) => write_parameter(f, name),
            ExpressionKind::Variable(name) => write_symbolic_name(f, name),
            ExpressionKind::List(elements) => write_list_literal(f, elements),
            ExpressionKind::Map(entries) => write_map(f, entries),
            ExpressionKind::Property(base, key) => write_property(f, base, key),
            ExpressionKind::Index(base, index) => {
                write_operand(f, base, Level::Atom)?;
                write!(f, "[{index}]")
            }
            ExpressionKind::Slice(base, from, to) => write_slice(f, base, from.as_deref(), to.as_deref()),
            ExpressionKind::MapProjection(variable, items) => write_map_projection(f, variable, items),
            ExpressionKind::Unary(operator, operand) => write_unary(f, *operator, operand),
            ExpressionKind::Logical(operator, operands) => write_logical(f, *operator, operands),
            ExpressionKind::Arithmetic(first, rest) => write_arithmetic(f, first, rest),
            ExpressionKind::Comparison(first, rest) => write_comparison(f, first, rest),
            ExpressionKind::Test(operator, left, right) => {
                write_operand(f, left, Level::Test)?;
                write!(f, " {} ", operator.symbol())?;
                write_operand(f, right, Level::Additive)
            }
            ExpressionKind::IsNull { operand, negated } => {
                write_operand(f, operand, Level::Test)?;
                f.write_str(if *negated { " IS NOT NULL" } else { " IS NULL" })
            }
            ExpressionKind::HasLabels(base, labels) => write_has_labels(f, base, labels),
            ExpressionKind::CountStar => f.write_str("count(*)"),
            ExpressionKind::Function { name, distinct, arguments } => write_function(f, name, *distinct, arguments),
            ExpressionKind::Case { subject, alternatives, default } => {
                write_case(f, subject.as_deref(), alternatives, default.as_deref())
            }
            ExpressionKind::ListComprehension { variable, list, filter, result } => {
                f.write_str("[")?;
                write_element(f, variable, list)?;
                write_filter(f, filter.as_deref())?;
                write_result(f, result.as_deref())
            }
            ExpressionKind::PatternComprehension { path, filter, result } => {
                write!(f, "[{path}")?;
                write_filter(f, filter.as_deref())?;
                write_result(f, Some(result))
            }
            ExpressionKind::Quantifier { kind, variable, list, filter } => {
                f.write_str(quantifier(*kind))?;
                write_element(f, variable, list)?;
                write_filter(f, filter.as_deref())?;
                f.write_str(")")
            }
            ExpressionKind::Reduce { accumulator, initial, variable, list, step } => {
                f.write_str("reduce(")?;
                write_symbolic_name(f, accumulator)?;
                write!(f, " = {initial}, ")?;
                write_element(f, variable, list)?;
                write!(f, " | {step})")
            }
            ExpressionKind::PatternPredicate(path) => path.fmt(f),
            ExpressionKind::Exists(subquery) => write!(f, "EXISTS {{ {subquery} }}"),
            ExpressionKind::Count(subquery) => write!(f, "COUNT {{ {subquery} }}"),
        }
    }
}

/// An operand, in parentheses where it binds less tightly than its place asks.
fn write_operand(f: &mut Formatter<'_>, operand: &Expression, minimum: Level) -> fmt::Result {
    if level(operand) < minimum { write!(f, "({operand})") } else { operand.fmt(f) }
}

fn write_literal(f: &mut Formatter<'_>, literal: &Literal) -> fmt::Result {
    match literal {
        Literal::Null => f.write_str("null"),
        Literal::Boolean(truth) => truth.fmt(f),
        Literal::Integer(integer) => integer.fmt(f),
        // These have no literal; no text reads as them, but a tree may hold them.
        Literal::Float(number) if number.is_nan() => f.write_str("(0.0 / 0.0)"),
        Literal::Float(number) if number.is_infinite() => write!(f, "({:.1} / 0.0)", number.signum()),
        Literal::Float(number) => float(*number).fmt(f),
        Literal::String(text) => quoted(text).fmt(f),
    }
}

fn write_list_literal(f: &mut Formatter<'_>, elements: &[Expression]) -> fmt::Result {
    f.write_str("[")?;
    match elements {
        // `[x IN list]` would be a comprehension.
        [only] if begins_like_comprehension(only) => write!(f, "({only})"),
        elements => write_list(f, elements, |f, element| element.fmt(f)),
    }?;
    f.write_str("]")
}

fn write_map(f: &mut Formatter<'_>, entries: &[(Name, Expression)]) -> fmt::Result {
    f.write_str("{")?;
    write_list(f, entries, |f, (key, value)| write_entry(f, key, value))?;
    f.write_str("}")
}

fn write_entry(f: &mut Formatter<'_>, key: &Name, value: &Expression) -> fmt::Result {
    write_schema_name(f, key)?;
    write!(f, ": {value}")
}

fn write_property(f: &mut Formatter<'_>, base: &Expression, key: &Name) -> fmt::Result {
    write_operand(f, base, Level::Atom)?;
    f.write_str(".")?;
    write_schema_name(f, key)
}

/// The left side of an assignment: a variable or anything in parentheses, then keys.
pub(super) fn write_assignment_target(f: &mut Formatter<'_>, target: &Expression) -> fmt::Result {
    match &target.kind {
        ExpressionKind::Variable(name) => write_symbolic_name(f, name),
        ExpressionKind::Property(base, key) => {
            write_assignment_target(f, base)?;
            f.write_str(".")?;
            write_schema_name(f, key)
        }
        _ => write!(f, "({target})"),
    }
}

fn write_slice(
    f: &mut Formatter<'_>,
    base: &Expression,
    from: Option<&Expression>,
    to: Option<&Expression>,
) -> fmt::Result {
    write_operand(f, base, Level::Atom)?;
    f.write_str("[")?;
    from.map_or(Ok(()), |from| from.fmt(f))?;
    f.write_str("..")?;
    to.map_or(Ok(()), |to| to.fmt(f))?;
    f.write_str("]")
}

fn write_map_projection(f: &mut Formatter<'_>, variable: &Name, items: &[MapProjectionItem]) -> fmt::Result {
    write_variable_before_brace(f, variable)?;
    f.write_str(" {")?;
    write_list(f, items, |f, item| match item {
        MapProjectionItem::AllProperties => f.write_str(".*"),
        MapProjectionItem::Property(key) => {
            f.write_str(".")?;
            write_schema_name(f, key)
        }
        MapProjectionItem::Entry(key, value) => write_entry(f, key, value),
        MapProjectionItem::Variable(variable) => write_symbolic_name(f, variable),
    })?;
    f.write_str("}")
}

fn write_unary(f: &mut Formatter<'_>, operator: UnaryOperator, operand: &Expression) -> fmt::Result {
    let (sign, minimum) = match operator {
        UnaryOperator::Not => ("NOT ", Level::Not),
        UnaryOperator::Negate => ("-", Level::Unary),
        UnaryOperator::Plus => ("+", Level::Unary),
    };
    f.write_str(sign)?;
    // A sign before a number would become part of it.
    if operator == UnaryOperator::Negate && is_unsigned_number(operand) {
        return write!(f, "({operand})");
    }
    write_operand(f, operand, minimum)
}

fn is_unsigned_number(expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Literal(Literal::Integer(integer)) => *integer >= 0,
        ExpressionKind::Literal(Literal::Float(float)) => float.is_sign_positive(),
        _ => false,
    }
}

fn write_logical(f: &mut Formatter<'_>, operator: LogicalOperator, operands: &[Expression]) -> fmt::Result {
    for (index, operand) in operands.iter().enumerate() {
        if index > 0 {
            write!(f, " {} ", operator.symbol())?;
        }
        write_operand(f, operand, tighter_than(operator))?;
    }
    Ok(())
}

fn write_arithmetic(
    f: &mut Formatter<'_>,
    first: &Expression,
    rest: &[(ArithmeticOperator, Expression)],
) -> fmt::Result {
    let operand_level = rest.first().map_or(Level::Unary, |(operator, _)| tighter(arithmetic_level(*operator)));
    write_operand(f, first, operand_level)?;
    for (operator, operand) in rest {
        write!(f, " {} ", operator.symbol())?;
        // `(a) - [b]` would be the beginning of a path.
        if *operator == ArithmeticOperator::Subtract && begins_with_bracket(operand) {
            write!(f, "({operand})")?;
        } else {
            write_operand(f, operand, operand_level)?;
        }
    }
    Ok(())
}

fn write_comparison(
    f: &mut Formatter<'_>,
    first: &Expression,
    rest: &[(ComparisonOperator, Expression)],
) -> fmt::Result {
    write_operand(f, first, Level::Test)?;
    for (operator, operand) in rest {
        write!(f, " {} ", operator.symbol())?;
        write_operand(f, operand, Level::Test)?;
    }
    Ok(())
}

/// `a:Label`; alternatives in parentheses, because in a comprehension a bar would end the condition.
fn write_has_labels(f: &mut Formatter<'_>, base: &Expression, labels: &LabelExpression) -> fmt::Result {
    write_operand(f, base, Level::Atom)?;
    match labels {
        LabelExpression::Or(_) => write!(f, ":({labels})"),
        _ => write!(f, ":{labels}"),
    }
}

fn write_function(f: &mut Formatter<'_>, name: &[Name], distinct: bool, arguments: &[Expression]) -> fmt::Result {
    for (index, part) in name.iter().enumerate() {
        if index == 0 {
            write_function_name(f, part)?;
        } else {
            f.write_str(".")?;
            write_schema_name(f, part)?;
        }
    }
    f.write_str(if distinct { "(DISTINCT " } else { "(" })?;
    write_list(f, arguments, |f, argument| argument.fmt(f))?;
    f.write_str(")")
}

fn write_case(
    f: &mut Formatter<'_>,
    subject: Option<&Expression>,
    alternatives: &[(Expression, Expression)],
    default: Option<&Expression>,
) -> fmt::Result {
    f.write_str("CASE")?;
    if let Some(subject) = subject {
        write!(f, " {subject}")?;
    }
    for (condition, result) in alternatives {
        write!(f, " WHEN {condition} THEN {result}")?;
    }
    if let Some(default) = default {
        write!(f, " ELSE {default}")?;
    }
    f.write_str(" END")
}

/// `variable IN list`
fn write_element(f: &mut Formatter<'_>, variable: &Name, list: &Expression) -> fmt::Result {
    write_symbolic_name(f, variable)?;
    write!(f, " IN {list}")
}

/// `| result]` of a comprehension.
fn write_result(f: &mut Formatter<'_>, result: Option<&Expression>) -> fmt::Result {
    if let Some(result) = result {
        write!(f, " | {result}")?;
    }
    f.write_str("]")
}

const fn quantifier(kind: QuantifierKind) -> &'static str {
    match kind {
        QuantifierKind::All => "all(",
        QuantifierKind::Any => "any(",
        QuantifierKind::None => "none(",
        QuantifierKind::Single => "single(",
    }
}

impl Display for Subquery {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(query) => query.fmt(f),
            Self::Pattern { pattern, filter } => {
                write_list(f, pattern, |f, path| path.fmt(f))?;
                write_filter(f, filter.as_ref())
            }
        }
    }
}
