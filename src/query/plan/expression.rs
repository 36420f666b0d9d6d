//! Expressions whose variables are slots.
//!
//! The shape follows [`ast::ExpressionKind`](crate::query::ast::ExpressionKind) where evaluation does; names of variables
//! are gone, aggregations are gone (an operator computes them), and everything that matches a pattern is a [`Subquery`].

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::operator::Subplan;
use crate::query::ast::{
    ArithmeticOperator, ComparisonOperator, LabelExpression, LogicalOperator, Name, QuantifierKind, Span, TestOperator,
    UnaryOperator,
};
use crate::query::function::Function;
use crate::value::Value;

/// Where a row keeps a value. The name is only for people.
#[derive(Clone)]
pub(crate) struct Slot {
    pub(crate) index: usize,
    pub(crate) name: Arc<str>,
}

/// The function of a call. Two are equal when they are called the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Callee(pub(crate) &'static Function);

/// An expression over the slots of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    /// A value known when the statement is planned.
    Constant(Value),
    /// `$name`, known when it runs.
    Parameter(Name),
    /// What the row keeps in a slot.
    Slot(Slot),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `{key: value}`
    Map(Vec<(Arc<str>, Expression)>),
    /// `a {.key, .*, key: value}`
    MapProjection(Box<Expression>, Vec<MapItem>),
    /// `a.key`
    Property(Box<Expression>, Name),
    /// `a[i]`
    Index(Box<Expression>, Box<Expression>),
    /// `a[from..to]`
    Slice(Box<Expression>, Option<Box<Expression>>, Option<Box<Expression>>),
    /// `NOT a`, `-a`, `+a`
    Unary(UnaryOperator, Box<Expression>),
    /// `a AND b AND …`
    Logical(LogicalOperator, Vec<Expression>),
    /// `a + b - …`, from left to right, and where it stands: an overflow has a place.
    Arithmetic(Box<Expression>, Vec<(ArithmeticOperator, Expression)>, Span),
    /// `a < b <= …`, all to be true.
    Comparison(Box<Expression>, Vec<(ComparisonOperator, Expression)>),
    /// `a STARTS WITH b`
    Test(TestOperator, Box<Expression>, Box<Expression>),
    /// `a IS NULL`, and with `true` `a IS NOT NULL`.
    IsNull(Box<Expression>, bool),
    /// `a:Label`
    HasLabels(Box<Expression>, LabelExpression),
    /// `name(a, b)`
    Call(Callee, Span, Vec<Expression>),
    /// `CASE … END`: subject, alternatives, default.
    Case(Option<Box<Expression>>, Vec<(Expression, Expression)>, Option<Box<Expression>>),
    /// `[variable IN list WHERE filter | result]`
    Comprehension(Slot, Box<Expression>, Option<Box<Expression>>, Option<Box<Expression>>),
    /// `all(variable IN list WHERE filter)`
    Quantifier(QuantifierKind, Slot, Box<Expression>, Option<Box<Expression>>),
    /// `reduce(accumulator = initial, variable IN list | step)`
    Reduce {
        /// The running result.
        accumulator: Slot,
        /// Its first value.
        initial: Box<Expression>,
        /// One element.
        variable: Slot,
        /// The list.
        list: Box<Expression>,
        /// The next value.
        step: Box<Expression>,
    },
    /// What a pattern or a query inside the expression finds.
    Subquery(Box<Subquery>),
    /// A path of nodes and, between them, relationships or lists of relationships.
    Path(Vec<Slot>),
}

/// One item of a map projection.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum MapItem {
    /// `key: value`; `.key` is `key: a.key`.
    Entry(Arc<str>, Expression),
    /// `.*`
    AllProperties,
}

/// A pipeline that runs for each row an expression is evaluated for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Subquery {
    pub(crate) kind: SubqueryKind,
    pub(crate) plan: Subplan,
}

/// What is made of a subquery's rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SubqueryKind {
    /// Whether there is one.
    Exists,
    /// How many there are.
    Count,
    /// The list of what they keep in a slot.
    Collect(Slot),
}

impl Expression {
    /// The conjuncts of a condition, one by one.
    pub(crate) fn conjuncts(self) -> Vec<Self> {
        match self {
            Self::Logical(LogicalOperator::And, operands) => operands.into_iter().flat_map(Self::conjuncts).collect(),
            other => vec![other],
        }
    }

    /// The condition that all of `conjuncts` hold; `None` where there are none.
    pub(crate) fn all(mut conjuncts: Vec<Self>) -> Option<Self> {
        match conjuncts.len() {
            0 | 1 => conjuncts.pop(),
            _ => Some(Self::Logical(LogicalOperator::And, conjuncts)),
        }
    }
}

impl PartialEq for Slot {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl Eq for Slot {}

impl Hash for Slot {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl PartialEq for Callee {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.name, self.index)
    }
}
