//! Expressions of plans as text, close to how they are written.

use std::fmt;

use super::comma;
use crate::query::ast::{LabelExpression, QuantifierKind, UnaryOperator};
use crate::query::plan::{Expression, MapItem, Subquery, SubqueryKind};

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(value) => write!(f, "{value}"),
            Self::Parameter(name) => write!(f, "${}", name.text),
            Self::Slot(slot) => write!(f, "{slot}"),
            Self::List(items) => write!(f, "[{}]", comma(items)),
            Self::Map(entries) => {
                write!(f, "{{{}}}", comma(entries.iter().map(|(key, value)| format!("{key}: {value}"))))
            }
            Self::MapProjection(base, items) => write!(f, "{base} {{{}}}", comma(items)),
            Self::Property(base, key) => write!(f, "{}.{}", Operand(base), key.text),
            Self::Index(base, index) => write!(f, "{}[{index}]", Operand(base)),
            Self::Slice(base, from, to) => write!(f, "{}[{}..{}]", Operand(base), Maybe(from), Maybe(to)),
            Self::Unary(operator, operand) => write!(f, "{}{}", unary(*operator), Operand(operand)),
            Self::Logical(operator, operands) => {
                let operands: Vec<_> = operands.iter().map(|operand| Operand(operand).to_string()).collect();
                f.write_str(&operands.join(&format!(" {} ", operator.symbol())))
            }
            Self::Arithmetic(first, rest, _) => {
                write!(f, "{}", Operand(first))?;
                rest.iter().try_for_each(|(operator, operand)| write!(f, " {} {}", operator.symbol(), Operand(operand)))
            }
            Self::Comparison(first, rest) => {
                write!(f, "{}", Operand(first))?;
                rest.iter().try_for_each(|(operator, operand)| write!(f, " {} {}", operator.symbol(), Operand(operand)))
            }
            Self::Test(operator, left, right) => {
                write!(f, "{} {} {}", Operand(left), operator.symbol(), Operand(right))
            }
            Self::IsNull(operand, negated) => {
                write!(f, "{} IS {}NULL", Operand(operand), if *negated { "NOT " } else { "" })
            }
            Self::HasLabels(operand, labels) => write!(f, "{}:{}", Operand(operand), Labels(labels)),
            Self::Call(callee, _, arguments) => write!(f, "{}({})", callee.0.name, comma(arguments)),
            Self::Case(subject, alternatives, default) => {
                write_case(f, subject.as_deref(), alternatives, default.as_deref())
            }
            Self::Comprehension(variable, list, filter, result) => {
                write!(f, "[{variable} IN {list}")?;
                filter.as_ref().map_or(Ok(()), |filter| write!(f, " WHERE {filter}"))?;
                result.as_ref().map_or(Ok(()), |result| write!(f, " | {result}"))?;
                f.write_str("]")
            }
            Self::Quantifier(kind, variable, list, filter) => {
                write!(f, "{}({variable} IN {list}", quantifier(*kind))?;
                filter.as_ref().map_or(Ok(()), |filter| write!(f, " WHERE {filter}"))?;
                f.write_str(")")
            }
            Self::Reduce { accumulator, initial, variable, list, step } => {
                write!(f, "reduce({accumulator} = {initial}, {variable} IN {list} | {step})")
            }
            Self::Subquery(subquery) => write!(f, "{subquery}"),
            Self::Path(slots) => write!(f, "path({})", comma(slots)),
        }
    }
}

fn write_case(
    f: &mut fmt::Formatter<'_>,
    subject: Option<&Expression>,
    alternatives: &[(Expression, Expression)],
    default: Option<&Expression>,
) -> fmt::Result {
    f.write_str("CASE")?;
    subject.map_or(Ok(()), |subject| write!(f, " {subject}"))?;
    alternatives.iter().try_for_each(|(when, then)| write!(f, " WHEN {when} THEN {then}"))?;
    default.map_or(Ok(()), |default| write!(f, " ELSE {default}"))?;
    f.write_str(" END")
}

impl fmt::Display for Subquery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            SubqueryKind::Exists => f.write_str("EXISTS {…}"),
            SubqueryKind::Count => f.write_str("COUNT {…}"),
            SubqueryKind::Collect(slot) => write!(f, "COLLECT {{… {slot}}}"),
        }
    }
}

impl fmt::Display for MapItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(key, value) => write!(f, "{key}: {value}"),
            Self::AllProperties => f.write_str(".*"),
        }
    }
}

/// An expression as an operand: in parentheses where it has operators of its own.
struct Operand<'a>(&'a Expression);

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expression::Logical(..) | Expression::Arithmetic(..) | Expression::Test(..) | Expression::Unary(..) => {
                write!(f, "({})", self.0)
            }
            Expression::Comparison(..) => write!(f, "{}", self.0),
            _ => write!(f, "{}", self.0),
        }
    }
}

struct Maybe<'a>(&'a Option<Box<Expression>>);

impl fmt::Display for Maybe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |expression| write!(f, "{expression}"))
    }
}

/// A condition on labels, as it is written.
struct Labels<'a>(&'a LabelExpression);

impl fmt::Display for Labels<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            LabelExpression::Label(name) => f.write_str(&name.text),
            LabelExpression::Any => f.write_str("%"),
            LabelExpression::Not(inner) => write!(f, "!{}", Inner(inner)),
            LabelExpression::And(operands) => join(f, operands, "&"),
            LabelExpression::Or(operands) => join(f, operands, "|"),
        }
    }
}

struct Inner<'a>(&'a LabelExpression);

impl fmt::Display for Inner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            LabelExpression::And(_) | LabelExpression::Or(_) => write!(f, "({})", Labels(self.0)),
            _ => write!(f, "{}", Labels(self.0)),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, operands: &[LabelExpression], separator: &str) -> fmt::Result {
    let operands: Vec<_> = operands.iter().map(|operand| Inner(operand).to_string()).collect();
    f.write_str(&operands.join(separator))
}

fn unary(operator: UnaryOperator) -> &'static str {
    match operator {
        UnaryOperator::Not => "NOT ",
        UnaryOperator::Negate => "-",
        UnaryOperator::Plus => "+",
    }
}

fn quantifier(kind: QuantifierKind) -> &'static str {
    match kind {
        QuantifierKind::All => "all",
        QuantifierKind::Any => "any",
        QuantifierKind::None => "none",
        QuantifierKind::Single => "single",
    }
}
