//! Expressions: the grammar reads one flat row of terms and operators, this gives it its shape.
//!
//! ```text
//! a OR b AND NOT c + 1 < d        the row
//!
//! OR ─┬─ a                        the tree: what binds tighter hangs lower
//!     └─ AND ─┬─ b
//!             └─ NOT ── < ─┬─ c + 1
//!                          └─ d
//! ```
//! A run of operators of one level becomes one node with many operands, so a long chain needs no deep recursion.

use std::iter::Peekable;

use super::Result;
use super::atom::{atom, number};
use super::clause::expressions;
use super::grammar::{Pair, Pairs, Rule, first, name, presume, span};
use super::pattern::label_predicate;
use super::syntax::{nested_too_deep, unexpected};
use crate::query::ast::{
    ArithmeticOperator, ComparisonOperator, Expression, ExpressionKind, LogicalOperator, MapProjectionItem, Name,
    TestOperator, UnaryOperator,
};

/// How tightly an operator binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    Xor,
    And,
    Comparison,
    Test,
    Additive,
    Multiplicative,
    Power,
    Unary,
}

impl Level {
    /// The level of an operator between two operands.
    fn of(rule: Rule) -> Self {
        match rule {
            Rule::OR => Self::Or,
            Rule::XOR => Self::Xor,
            Rule::AND => Self::And,
            Rule::comparison_operator => Self::Comparison,
            Rule::additive_operator => Self::Additive,
            Rule::multiplicative_operator => Self::Multiplicative,
            Rule::power_operator => Self::Power,
            _ => Self::Test,
        }
    }

    /// The next tighter level, that of the operands.
    const fn tighter(self) -> Self {
        match self {
            Self::Or => Self::Xor,
            Self::Xor => Self::And,
            Self::And => Self::Comparison,
            Self::Comparison => Self::Test,
            Self::Test => Self::Additive,
            Self::Additive => Self::Multiplicative,
            Self::Multiplicative => Self::Power,
            Self::Power | Self::Unary => Self::Unary,
        }
    }
}

/// How many suffixes (`a.b.c`, `a[0][1]`) or tests (`a IN b IN c`) may follow each other: each is one level of the tree.
const LONGEST_CHAIN: usize = 50;

/// An expression, also one before the bar of a comprehension.
pub(super) fn expression(pair: Pair<'_>) -> Result<Expression> {
    row(pair.into_inner())
}

/// An expression from the pairs of its row.
pub(super) fn row(pairs: Pairs<'_>) -> Result<Expression> {
    Row(pairs.peekable()).at_least(Level::Or)
}

struct Row<'t>(Peekable<Pairs<'t>>);

impl<'t> Row<'t> {
    /// An expression of operators that bind at least as tightly as `minimum`.
    fn at_least(&mut self, minimum: Level) -> Result<Expression> {
        let mut left = if minimum <= Level::Comparison { self.negatable() } else { self.unary() }?;
        let mut tests = 0;
        while let Some(level) = self.0.peek().map(|pair| Level::of(pair.as_rule())).filter(|level| *level >= minimum) {
            left = match level {
                Level::Or => self.logical(left, LogicalOperator::Or, level),
                Level::Xor => self.logical(left, LogicalOperator::Xor, level),
                Level::And => self.logical(left, LogicalOperator::And, level),
                Level::Comparison => self.comparison(left),
                Level::Test if tests == LONGEST_CHAIN => Err(nested_too_deep(left.span)),
                Level::Test => self.test(left),
                _ => self.arithmetic(left, level),
            }?;
            tests += usize::from(level == Level::Test);
        }
        Ok(left)
    }

    /// The next operator, where it is of this level.
    fn operator(&mut self, level: Level) -> Option<Pair<'t>> {
        self.0.next_if(|pair| Level::of(pair.as_rule()) == level)
    }

    fn logical(&mut self, first: Expression, operator: LogicalOperator, level: Level) -> Result<Expression> {
        let mut operands = vec![first];
        while self.operator(level).is_some() {
            operands.push(self.at_least(level.tighter())?);
        }
        let span = operands[0].span.to(operands[operands.len() - 1].span);
        Ok(Expression { kind: ExpressionKind::Logical(operator, operands), span })
    }

    fn comparison(&mut self, first: Expression) -> Result<Expression> {
        let mut span = first.span;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(Level::Comparison) {
            let operand = self.at_least(Level::Test)?;
            span = span.to(operand.span);
            rest.push((comparison_operator(operator.as_str()), operand));
        }
        Ok(Expression { kind: ExpressionKind::Comparison(Box::new(first), rest), span })
    }

    fn arithmetic(&mut self, first: Expression, level: Level) -> Result<Expression> {
        let mut span = first.span;
        let mut rest = Vec::new();
        while let Some(operator) = self.operator(level) {
            let operand = self.at_least(level.tighter())?;
            span = span.to(operand.span);
            rest.push((arithmetic_operator(operator.as_str()), operand));
        }
        Ok(Expression { kind: ExpressionKind::Arithmetic(Box::new(first), rest), span })
    }

    fn test(&mut self, left: Expression) -> Result<Expression> {
        let operator = presume(self.0.next());
        let kind = match operator.as_rule() {
            Rule::null_predicate => return Ok(is_null(left, operator)),
            Rule::IN => TestOperator::In,
            Rule::starts_with => TestOperator::StartsWith,
            Rule::ends_with => TestOperator::EndsWith,
            Rule::CONTAINS => TestOperator::Contains,
            _ => TestOperator::Matches,
        };
        let right = self.at_least(Level::Additive)?;
        let span = left.span.to(right.span);
        Ok(Expression { kind: ExpressionKind::Test(kind, Box::new(left), Box::new(right)), span })
    }

    /// A condition with `NOT` before it, or anything tighter.
    fn negatable(&mut self) -> Result<Expression> {
        match self.0.next_if(|pair| pair.as_rule() == Rule::NOT) {
            Some(not) => {
                let operand = self.at_least(Level::Comparison)?;
                Ok(unary(UnaryOperator::Not, &not, operand))
            }
            None => self.unary(),
        }
    }

    fn unary(&mut self) -> Result<Expression> {
        let pair = presume(self.0.next());
        match pair.as_rule() {
            Rule::NOT => Err(unexpected(span(&pair), "expected an expression, found `NOT`")
                .help("NOT binds less tightly than the operator before it; put `(NOT …)` in parentheses")),
            Rule::sign if pair.as_str() == "-" => self.negation(&pair),
            Rule::sign => {
                let operand = self.unary()?;
                Ok(unary(UnaryOperator::Plus, &pair, operand))
            }
            _ => self.suffixed(pair, false),
        }
    }

    /// `-a`; the sign of a number that stands alone is part of it.
    fn negation(&mut self, sign: &Pair<'t>) -> Result<Expression> {
        if let Some(number) = self.0.next_if(|pair| pair.as_rule() == Rule::number_literal) {
            let operand = self.suffixed(number, true)?;
            if matches!(operand.kind, ExpressionKind::Literal(_)) {
                return Ok(Expression { span: span(sign).to(operand.span), ..operand });
            }
            return Ok(unary(UnaryOperator::Negate, sign, operand));
        }
        let operand = self.unary()?;
        Ok(unary(UnaryOperator::Negate, sign, operand))
    }

    /// An atom and what follows it directly: `.key`, `[index]`, `(arguments)`, `{projection}`, `:Label`.
    fn suffixed(&mut self, pair: Pair<'t>, negative: bool) -> Result<Expression> {
        let has_suffix = self.0.peek().is_some_and(|next| is_suffix(next.as_rule()));
        let mut base = match pair.as_rule() {
            Rule::number_literal => number(&pair, negative && !has_suffix)?,
            _ => atom(pair)?,
        };
        let mut length = 0;
        while let Some(next) = self.0.next_if(|next| is_suffix(next.as_rule())) {
            if length == LONGEST_CHAIN {
                return Err(nested_too_deep(base.span));
            }
            base = suffix(base, next)?;
            length += 1;
        }
        Ok(base)
    }
}

fn comparison_operator(text: &str) -> ComparisonOperator {
    match text {
        "=" => ComparisonOperator::Equal,
        "<>" => ComparisonOperator::NotEqual,
        "<" => ComparisonOperator::Less,
        "<=" => ComparisonOperator::LessOrEqual,
        ">" => ComparisonOperator::Greater,
        _ => ComparisonOperator::GreaterOrEqual,
    }
}

fn arithmetic_operator(text: &str) -> ArithmeticOperator {
    match text {
        "+" => ArithmeticOperator::Add,
        "-" => ArithmeticOperator::Subtract,
        "*" => ArithmeticOperator::Multiply,
        "/" => ArithmeticOperator::Divide,
        "%" => ArithmeticOperator::Modulo,
        _ => ArithmeticOperator::Power,
    }
}

fn is_null(operand: Expression, predicate: Pair<'_>) -> Expression {
    let span = operand.span.to(span(&predicate));
    let negated = predicate.into_inner().any(|part| part.as_rule() == Rule::NOT);
    Expression { kind: ExpressionKind::IsNull { operand: Box::new(operand), negated }, span }
}

fn unary(operator: UnaryOperator, sign: &Pair<'_>, operand: Expression) -> Expression {
    let span = span(sign).to(operand.span);
    Expression { kind: ExpressionKind::Unary(operator, Box::new(operand)), span }
}

fn is_suffix(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::property_lookup
            | Rule::subscript
            | Rule::function_arguments
            | Rule::map_projection
            | Rule::label_predicate
            | Rule::narrow_label_predicate
    )
}

fn suffix(base: Expression, pair: Pair<'_>) -> Result<Expression> {
    let whole = base.span.to(span(&pair));
    let kind = match pair.as_rule() {
        Rule::property_lookup => ExpressionKind::Property(Box::new(base), name(&first(pair))),
        Rule::subscript => subscript(base, pair)?,
        Rule::function_arguments => function(base, pair)?,
        Rule::map_projection => map_projection(base, pair)?,
        _ => ExpressionKind::HasLabels(Box::new(base), label_predicate(pair)),
    };
    Ok(Expression { kind, span: whole })
}

/// `[index]`, `[from..to]`
fn subscript(base: Expression, pair: Pair<'_>) -> Result<ExpressionKind> {
    let (mut before, mut after, mut is_slice) = (None, None, false);
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::range_operator => is_slice = true,
            Rule::expression if is_slice => after = Some(Box::new(expression(part)?)),
            Rule::expression => before = Some(Box::new(expression(part)?)),
            _ => {}
        }
    }
    let base = Box::new(base);
    Ok(match before {
        Some(index) if !is_slice => ExpressionKind::Index(base, index),
        from => ExpressionKind::Slice(base, from, after),
    })
}

fn function(base: Expression, pair: Pair<'_>) -> Result<ExpressionKind> {
    let place = base.span;
    let Some(name) = function_name(base) else {
        return Err(unexpected(place, "expected the name of a function before `(`"));
    };
    let has = |rule| pair.clone().into_inner().any(|part| part.as_rule() == rule);
    let distinct = has(Rule::DISTINCT);
    if !has(Rule::star) {
        return Ok(ExpressionKind::Function { name, distinct, arguments: expressions(pair)? });
    }
    match name.as_slice() {
        [only] if only.text.eq_ignore_ascii_case("count") => Ok(ExpressionKind::CountStar),
        _ => Err(unexpected(place, "expected `count` before `(*)`: no other function counts rows")),
    }
}

/// The parts of `a.b.c`, where it can be the name of a function.
fn function_name(expression: Expression) -> Option<Vec<Name>> {
    let mut parts = Vec::new();
    let mut rest = expression;
    loop {
        match rest.kind {
            ExpressionKind::Property(base, name) => {
                parts.push(name);
                rest = *base;
            }
            ExpressionKind::Variable(name) => {
                parts.push(name);
                parts.reverse();
                return Some(parts);
            }
            _ => return None,
        }
    }
}

fn map_projection(base: Expression, pair: Pair<'_>) -> Result<ExpressionKind> {
    let ExpressionKind::Variable(variable) = base.kind else {
        return Err(unexpected(span(&pair), "expected an operator or the end of the expression before `{`")
            .help("a map projection follows a variable: `n {.name, age: 3}`"));
    };
    let items = pair.into_inner().filter(|part| part.as_rule() == Rule::map_projection_item);
    Ok(ExpressionKind::MapProjection(
        variable,
        items.map(|item| map_projection_item(first(item))).collect::<Result<_>>()?,
    ))
}

fn map_projection_item(pair: Pair<'_>) -> Result<MapProjectionItem> {
    Ok(match pair.as_rule() {
        Rule::all_properties => MapProjectionItem::AllProperties,
        Rule::property_lookup => MapProjectionItem::Property(name(&first(pair))),
        Rule::variable => MapProjectionItem::Variable(name(&first(pair))),
        _ => {
            let (key, value) = map_entry(pair)?;
            MapProjectionItem::Entry(key, value)
        }
    })
}

/// `key: value`
pub(super) fn map_entry(pair: Pair<'_>) -> Result<(Name, Expression)> {
    let mut parts = pair.into_inner();
    let key = name(&presume(parts.next()));
    Ok((key, expression(presume(parts.nth(1)))?))
}
