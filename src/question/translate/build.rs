//! Pieces of syntax trees, named as they print.
//!
//! Names only ever become string literals here, so a name is a name whatever is written in it.

use std::sync::Arc;

use crate::query::ast::{
    ArithmeticOperator, Clause, ClauseKind, ComparisonOperator, Direction, Expression, ExpressionKind, LabelExpression,
    Literal, LogicalOperator, Mode, Name, NodePattern, PathLength, PathPattern, PathSelector, Projection,
    ProjectionItem, QuantifierKind, Query, RelationshipPattern, SingleQuery, SortItem, Span, Statement, Subquery,
    TestOperator, UnaryOperator,
};
use crate::time::Date;

/// `name`
pub(super) fn variable(name: &str) -> Expression {
    Expression::new(ExpressionKind::Variable(Name::new(name)))
}

/// `'text'`
pub(super) fn string(text: &str) -> Expression {
    literal(Literal::String(Arc::from(text)))
}

/// `1`
pub(super) fn integer(number: i64) -> Expression {
    literal(Literal::Integer(number))
}

/// `1.5`
pub(super) fn float(number: f64) -> Expression {
    literal(Literal::Float(number))
}

/// `null`
pub(super) fn null() -> Expression {
    literal(Literal::Null)
}

/// `true`, `false`
pub(super) fn boolean(value: bool) -> Expression {
    literal(Literal::Boolean(value))
}

/// `count(*)`
pub(super) fn count_star() -> Expression {
    Expression::new(ExpressionKind::CountStar)
}

fn literal(literal: Literal) -> Expression {
    Expression::new(ExpressionKind::Literal(literal))
}

/// `variable.key`
pub(super) fn property(name: &str, key: &str) -> Expression {
    Expression::new(ExpressionKind::Property(Box::new(variable(name)), Name::new(key)))
}

/// `[a, b]`
pub(super) fn list(elements: Vec<Expression>) -> Expression {
    Expression::new(ExpressionKind::List(elements))
}

/// `name(arguments)`; dots in the name separate its parts.
pub(super) fn call(name: &str, arguments: Vec<Expression>) -> Expression {
    let name = name.split('.').map(Name::new).collect();
    Expression::new(ExpressionKind::Function { name, distinct: false, arguments })
}

/// `count(DISTINCT expression)`
pub(super) fn count_distinct(expression: Expression) -> Expression {
    let name = vec![Name::new("count")];
    Expression::new(ExpressionKind::Function { name, distinct: true, arguments: vec![expression] })
}

/// `date('2025-05-23')`
pub(super) fn date(date: Date) -> Expression {
    call("date", vec![string(&date.to_string())])
}

/// `coalesce(expression, default)`
pub(super) fn coalesce(expression: Expression, default: Expression) -> Expression {
    call("coalesce", vec![expression, default])
}

/// `left operator right`
pub(super) fn compare(left: Expression, operator: ComparisonOperator, right: Expression) -> Expression {
    Expression::new(ExpressionKind::Comparison(Box::new(left), vec![(operator, right)]))
}

/// `left = right`
pub(super) fn equal(left: Expression, right: Expression) -> Expression {
    compare(left, ComparisonOperator::Equal, right)
}

/// `left operator right`, for `IN`, `CONTAINS` and their kin.
pub(super) fn test(left: Expression, operator: TestOperator, right: Expression) -> Expression {
    Expression::new(ExpressionKind::Test(operator, Box::new(left), Box::new(right)))
}

/// `NOT condition`
pub(super) fn not(condition: Expression) -> Expression {
    Expression::new(ExpressionKind::Unary(UnaryOperator::Not, Box::new(condition)))
}

/// `expression IS NULL`
pub(super) fn is_null(operand: Expression) -> Expression {
    Expression::new(ExpressionKind::IsNull { operand: Box::new(operand), negated: false })
}

/// `expression IS NOT NULL`
pub(super) fn is_not_null(operand: Expression) -> Expression {
    Expression::new(ExpressionKind::IsNull { operand: Box::new(operand), negated: true })
}

/// `variable:Label`
pub(super) fn has_label(name: &str, label: &str) -> Expression {
    let label = LabelExpression::Label(Name::new(label));
    Expression::new(ExpressionKind::HasLabels(Box::new(variable(name)), label))
}

/// `CASE WHEN condition THEN value END`
pub(super) fn when(condition: Expression, value: Expression) -> Expression {
    Expression::new(ExpressionKind::Case { subject: None, alternatives: vec![(condition, value)], default: None })
}

/// `CASE WHEN condition THEN value ELSE other END`
pub(super) fn choice(condition: Expression, value: Expression, other: Expression) -> Expression {
    Expression::new(ExpressionKind::Case {
        subject: None,
        alternatives: vec![(condition, value)],
        default: Some(Box::new(other)),
    })
}

/// `CASE WHEN condition THEN value … ELSE other END`
pub(super) fn cases(alternatives: Vec<(Expression, Expression)>, other: Expression) -> Expression {
    Expression::new(ExpressionKind::Case { subject: None, alternatives, default: Some(Box::new(other)) })
}

/// `EXISTS { subquery }`
pub(super) fn exists(subquery: Subquery) -> Expression {
    Expression::new(ExpressionKind::Exists(Box::new(subquery)))
}

/// `left - right`
pub(super) fn minus(left: Expression, right: Expression) -> Expression {
    arithmetic(left, ArithmeticOperator::Subtract, vec![right])
}

/// `left + right`
pub(super) fn plus(left: Expression, right: Expression) -> Expression {
    arithmetic(left, ArithmeticOperator::Add, vec![right])
}

/// `a * b * …`
pub(super) fn times(mut factors: Vec<Expression>) -> Expression {
    let first = factors.remove(0);
    arithmetic(first, ArithmeticOperator::Multiply, factors)
}

fn arithmetic(left: Expression, operator: ArithmeticOperator, rest: Vec<Expression>) -> Expression {
    let rest = rest.into_iter().map(|operand| (operator, operand)).collect();
    Expression::new(ExpressionKind::Arithmetic(Box::new(left), rest))
}

/// `a AND b`; `None` for no condition.
pub(super) fn all_of(conditions: Vec<Expression>) -> Option<Expression> {
    logical(LogicalOperator::And, conditions)
}

/// `a OR b`; `None` for no condition.
pub(super) fn any_of(conditions: Vec<Expression>) -> Option<Expression> {
    logical(LogicalOperator::Or, conditions)
}

fn logical(operator: LogicalOperator, conditions: Vec<Expression>) -> Option<Expression> {
    let mut flat = Vec::new();
    for condition in conditions {
        match condition.kind {
            ExpressionKind::Logical(inner, operands) if inner == operator => flat.extend(operands),
            kind => flat.push(Expression::new(kind)),
        }
    }
    match flat.len() {
        0 | 1 => flat.pop(),
        _ => Some(Expression::new(ExpressionKind::Logical(operator, flat))),
    }
}

/// `(variable:Label:…)`; an empty name is no variable.
pub(super) fn node(name: &str, labels: &[&str]) -> NodePattern {
    NodePattern {
        variable: (!name.is_empty()).then(|| Name::new(name)),
        labels: label_expression(labels),
        ..NodePattern::default()
    }
}

fn label_expression(labels: &[&str]) -> Option<LabelExpression> {
    let mut labels: Vec<_> = labels.iter().map(|label| LabelExpression::Label(Name::new(*label))).collect();
    match labels.len() {
        0 | 1 => labels.pop(),
        _ => Some(LabelExpression::And(labels)),
    }
}

/// `(variable:Label {key: value, …})`
pub(super) fn node_with(name: &str, labels: &[&str], properties: Vec<(&str, Expression)>) -> NodePattern {
    let entries = properties.into_iter().map(|(key, value)| (Name::new(key), value)).collect();
    NodePattern { properties: Some(Expression::new(ExpressionKind::Map(entries))), ..node(name, labels) }
}

/// A path being written from left to right.
pub(super) struct Path(PathPattern);

impl Path {
    /// A path of one node.
    pub(super) fn from(start: NodePattern) -> Self {
        Self(PathPattern {
            variable: None,
            selector: PathSelector::All,
            start,
            steps: Vec::new(),
            span: Span::default(),
        })
    }

    /// `…-[:TYPE|TYPE]->(node)`
    pub(super) fn to(self, types: &[&str], node: NodePattern) -> Self {
        self.step("", types, Direction::Outgoing, None, node)
    }

    /// `…<-[:TYPE|TYPE]-(node)`
    pub(super) fn back(self, types: &[&str], node: NodePattern) -> Self {
        self.step("", types, Direction::Incoming, None, node)
    }

    /// `…-[:TYPE*0..]->(node)`
    pub(super) fn any_number(self, kind: &str, node: NodePattern) -> Self {
        let length = PathLength { minimum: Some(0), maximum: None };
        self.step("", &[kind], Direction::Outgoing, Some(length), node)
    }

    /// A step with everything said.
    pub(super) fn step(
        mut self,
        name: &str,
        types: &[&str],
        direction: Direction,
        length: Option<PathLength>,
        node: NodePattern,
    ) -> Self {
        let relationship = RelationshipPattern {
            variable: (!name.is_empty()).then(|| Name::new(name)),
            types: types.iter().map(|kind| Name::new(*kind)).collect(),
            direction,
            length,
            ..RelationshipPattern::default()
        };
        self.0.steps.push((relationship, node));
        self
    }

    /// The pattern.
    pub(super) fn pattern(self) -> PathPattern {
        self.0
    }

    /// The path as a condition: such a path exists.
    pub(super) fn exists(self) -> Expression {
        Expression::new(ExpressionKind::PatternPredicate(Box::new(self.0)))
    }

    /// `EXISTS { path WHERE filter }`
    pub(super) fn exists_where(self, filter: Option<Expression>) -> Expression {
        let subquery = Subquery::Pattern { pattern: vec![self.0], filter };
        Expression::new(ExpressionKind::Exists(Box::new(subquery)))
    }

    /// `name = shortestPath(path)`
    pub(super) fn shortest(mut self, name: &str) -> PathPattern {
        self.0.variable = Some(Name::new(name));
        self.0.selector = PathSelector::Shortest;
        self.0
    }

    /// `[path | result]`
    pub(super) fn each(self, result: Expression) -> Expression {
        Expression::new(ExpressionKind::PatternComprehension {
            path: Box::new(self.0),
            filter: None,
            result: Box::new(result),
        })
    }
}

/// `[variable IN list | result]`
pub(super) fn for_each(name: &str, list: Expression, result: Expression) -> Expression {
    Expression::new(ExpressionKind::ListComprehension {
        variable: Name::new(name),
        list: Box::new(list),
        filter: None,
        result: Some(Box::new(result)),
    })
}

/// `any(variable IN list WHERE condition)`, or another number of them
pub(super) fn quantified(kind: QuantifierKind, name: &str, list: Expression, condition: Expression) -> Expression {
    Expression::new(ExpressionKind::Quantifier {
        kind,
        variable: Name::new(name),
        list: Box::new(list),
        filter: Some(Box::new(condition)),
    })
}

/// `MATCH pattern, … WHERE filter`
pub(super) fn match_(pattern: Vec<PathPattern>, filter: Option<Expression>) -> Clause {
    clause(ClauseKind::Match { optional: false, pattern, filter })
}

/// `OPTIONAL MATCH pattern, … WHERE filter`
pub(super) fn optional_match(pattern: Vec<PathPattern>, filter: Option<Expression>) -> Clause {
    clause(ClauseKind::Match { optional: true, pattern, filter })
}

/// `UNWIND list AS name`
pub(super) fn unwind(list: Expression, name: &str) -> Clause {
    clause(ClauseKind::Unwind { list, variable: Name::new(name) })
}

/// `WITH items WHERE filter`
pub(super) fn with(items: Vec<ProjectionItem>, filter: Option<Expression>) -> Clause {
    clause(ClauseKind::With { projection: Projection { items, ..Projection::default() }, filter })
}

fn clause(kind: ClauseKind) -> Clause {
    Clause { kind, span: Span::default() }
}

/// `expression AS name`; with its text, as the parser keeps it, so that the statement is the tree its Cypher reads as.
pub(super) fn column(expression: Expression, name: &str) -> ProjectionItem {
    ProjectionItem { text: Arc::from(expression.to_string()), expression, alias: Some(Name::new(name)) }
}

/// `name`, passed on.
pub(super) fn pass(name: &str) -> ProjectionItem {
    ProjectionItem { expression: variable(name), alias: None, text: Arc::from(name) }
}

/// The columns of an answer, in an order, possibly only the first of them.
pub(super) struct Answer {
    projection: Projection,
}

impl Answer {
    /// `RETURN columns`
    pub(super) fn of(items: Vec<ProjectionItem>) -> Self {
        Self { projection: Projection { items, ..Projection::default() } }
    }

    /// `RETURN DISTINCT`
    pub(super) fn distinct(mut self) -> Self {
        self.projection.distinct = true;
        self
    }

    /// `ORDER BY names`
    pub(super) fn by(mut self, names: &[&str]) -> Self {
        self.projection.order.extend(names.iter().map(|name| sort(name, false)));
        self
    }

    /// `ORDER BY name DESC`
    pub(super) fn by_falling(mut self, name: &str) -> Self {
        self.projection.order.push(sort(name, true));
        self
    }

    /// `SKIP count`, where there is something to skip
    pub(super) fn after(mut self, count: u64) -> Self {
        self.projection.skip = (count > 0).then(|| integer(i64::try_from(count).unwrap_or(i64::MAX)));
        self
    }

    /// `LIMIT count`
    pub(super) fn first(mut self, count: Option<u64>) -> Self {
        let count = count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        self.projection.limit = count.map(integer);
        self
    }

    /// The columns handed on to the next clause.
    pub(super) fn with_clause(self) -> Clause {
        clause(ClauseKind::With { projection: self.projection, filter: None })
    }

    /// The clause.
    pub(super) fn clause(self) -> Clause {
        clause(ClauseKind::Return { projection: self.projection })
    }
}

fn sort(name: &str, descending: bool) -> SortItem {
    SortItem { expression: variable(name), descending }
}

/// A statement of these clauses.
pub(super) fn statement(clauses: Vec<Clause>) -> Statement {
    Statement { mode: Mode::Run, query: Query { first: SingleQuery { clauses }, unions: Vec::new() } }
}
