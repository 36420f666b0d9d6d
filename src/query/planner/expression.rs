//! Expressions: names become slots, patterns become subqueries, and what can never work is refused.

use super::kind::{self, Kind};
use super::mention::mentions;
use super::scope::Scope;
use super::syntax::is_aggregation;
use super::{Planner, syntax};
use crate::query::ast::{
    self, ExpressionKind, Literal, LogicalOperator, MapProjectionItem, Name, PathSelector, Span, UnaryOperator,
};
use crate::query::function;
use crate::query::plan::{Callee, Expression, MapItem};
use crate::query::{ErrorKind, QueryError};
use crate::value::Value;

type Lowered = Result<(Expression, Kind), QueryError>;

impl Planner<'_> {
    /// An expression with slots for names, without what is known of it.
    pub(super) fn lower(&mut self, expression: &ast::Expression, scope: &Scope) -> Result<Expression, QueryError> {
        self.expression(expression, scope).map(|(lowered, _)| lowered)
    }

    /// A condition: here, and in its operands, a bare pattern asks whether it exists.
    pub(super) fn condition(&mut self, expression: &ast::Expression, scope: &Scope) -> Result<Expression, QueryError> {
        let (lowered, kind) = self.truth(expression, scope)?;
        kind::expect_boolean(&kind, expression.span)?;
        Ok(lowered)
    }

    fn truth(&mut self, expression: &ast::Expression, scope: &Scope) -> Lowered {
        match &expression.kind {
            ExpressionKind::PatternPredicate(path) => {
                let subquery = self.pattern_predicate(path, scope)?;
                Ok((subquery, Kind::Boolean))
            }
            ExpressionKind::Logical(operator, operands) => self.logical(*operator, operands, scope),
            ExpressionKind::Unary(UnaryOperator::Not, operand) => self.not(operand, scope),
            _ => self.expression(expression, scope),
        }
    }

    /// An expression with slots for names, and what is known of its value.
    pub(super) fn expression(&mut self, expression: &ast::Expression, scope: &Scope) -> Lowered {
        if let Some((slot, kind)) = scope.known.find(expression) {
            return Ok((Expression::Slot(slot.clone()), kind.clone()));
        }
        let span = expression.span;
        match &expression.kind {
            ExpressionKind::Literal(literal) => Ok(constant(literal)),
            ExpressionKind::Parameter(name) => Ok((self.parameter(name), Kind::Any)),
            ExpressionKind::Variable(name) => {
                scope.resolve(name).map(|binding| (Expression::Slot(binding.slot.clone()), binding.kind.clone()))
            }
            ExpressionKind::List(items) => self.list(items, scope),
            ExpressionKind::Map(entries) => self.map(entries, scope),
            ExpressionKind::MapProjection(base, items) => self.map_projection(base, items, scope),
            ExpressionKind::Property(base, key) => self.property(base, key, scope),
            ExpressionKind::Index(base, index) => self.index(base, index, scope),
            ExpressionKind::Slice(base, from, to) => self.slice(base, from.as_deref(), to.as_deref(), scope),
            ExpressionKind::Unary(UnaryOperator::Not, operand) => self.not(operand, scope),
            ExpressionKind::Unary(operator, operand) => self.sign(*operator, operand, scope),
            ExpressionKind::Logical(operator, operands) => self.logical(*operator, operands, scope),
            ExpressionKind::Arithmetic(first, rest) => self.arithmetic(first, rest, span, scope),
            ExpressionKind::Comparison(first, rest) => {
                let first = self.lower(first, scope)?;
                let rest = rest.iter().map(|(operator, operand)| Ok((*operator, self.lower(operand, scope)?)));
                Ok((Expression::Comparison(Box::new(first), rest.collect::<Result<_, QueryError>>()?), Kind::Boolean))
            }
            ExpressionKind::Test(operator, left, right) => self.test(*operator, left, right, scope),
            ExpressionKind::IsNull { operand, negated } => {
                let operand = self.lower(operand, scope)?;
                Ok((Expression::IsNull(Box::new(operand), *negated), Kind::Boolean))
            }
            ExpressionKind::HasLabels(operand, labels) => self.has_labels(operand, labels, scope),
            ExpressionKind::CountStar => Err(misplaced_aggregation(expression)),
            ExpressionKind::Function { .. } if is_aggregation(expression) => Err(misplaced_aggregation(expression)),
            ExpressionKind::Function { name, distinct, arguments } => {
                self.call(name, *distinct, arguments, span, scope)
            }
            ExpressionKind::Case { subject, alternatives, default } => {
                self.case(subject.as_deref(), alternatives, default.as_deref(), scope)
            }
            ExpressionKind::ListComprehension { variable, list, filter, result } => {
                self.comprehension(variable, list, filter.as_deref(), result.as_deref(), scope)
            }
            ExpressionKind::Quantifier { kind, variable, list, filter } => {
                let (list, elements) = self.iterated(list, scope)?;
                let slot = self.slot(variable.text.clone());
                let inner = inner_scope(scope, &[(variable, &slot, elements)]);
                let filter = filter.as_ref().map(|filter| self.condition(filter, &inner)).transpose()?.map(Box::new);
                Ok((Expression::Quantifier(*kind, slot, Box::new(list), filter), Kind::Boolean))
            }
            ExpressionKind::Reduce { accumulator, initial, variable, list, step } => {
                let (list, elements) = self.iterated(list, scope)?;
                let initial = Box::new(self.lower(initial, scope)?);
                let (running, element) = (self.slot(accumulator.text.clone()), self.slot(variable.text.clone()));
                let inner = inner_scope(scope, &[(accumulator, &running, Kind::Any), (variable, &element, elements)]);
                let step = Box::new(self.lower(step, &inner)?);
                let list = Box::new(list);
                Ok((Expression::Reduce { accumulator: running, initial, variable: element, list, step }, Kind::Any))
            }
            ExpressionKind::PatternComprehension { path, filter, result } => {
                self.pattern_comprehension(path, filter.as_deref(), result, scope)
            }
            ExpressionKind::PatternPredicate(path) if path.selector != PathSelector::All => {
                self.shortest_value(path, span, scope)
            }
            ExpressionKind::PatternPredicate(path) => Err(syntax("UnexpectedSyntax", "a pattern is no value")
                .at(path.span)
                .help("a pattern may be a condition of WHERE, or stand in a comprehension: `[(a)-->(b) | b]`")),
            ExpressionKind::Exists(subquery) => self.exists(subquery, span, scope),
            ExpressionKind::Count(subquery) => self.count(subquery, span, scope),
        }
    }

    fn expressions(&mut self, items: &[ast::Expression], scope: &Scope) -> Result<Vec<(Expression, Kind)>, QueryError> {
        items.iter().map(|item| self.expression(item, scope)).collect()
    }

    fn list(&mut self, items: &[ast::Expression], scope: &Scope) -> Lowered {
        let (items, kinds): (Vec<_>, Vec<_>) = self.expressions(items, scope)?.into_iter().unzip();
        let element = kinds.into_iter().reduce(Kind::or).unwrap_or(Kind::Any);
        let constants: Option<Vec<Value>> = items.iter().map(as_constant).collect();
        let list = match constants {
            Some(values) => Expression::Constant(Value::List(values.into())),
            None => Expression::List(items),
        };
        Ok((list, Kind::list(element)))
    }

    fn map(&mut self, entries: &[(Name, ast::Expression)], scope: &Scope) -> Lowered {
        let entries = entries.iter().map(|(key, value)| Ok((key.text.clone(), self.lower(value, scope)?)));
        Ok((Expression::Map(entries.collect::<Result<_, QueryError>>()?), Kind::Map))
    }

    fn map_projection(&mut self, base: &Name, items: &[MapProjectionItem], scope: &Scope) -> Lowered {
        let binding = scope.resolve(base)?;
        kind::expect(
            &binding.kind,
            &[Kind::Node, Kind::Relationship, Kind::Map],
            "a node, a relationship or a map",
            base.span,
        )?;
        let base = Expression::Slot(binding.slot.clone());
        let items = items.iter().map(|item| {
            Ok(match item {
                MapProjectionItem::Property(key) => {
                    MapItem::Entry(key.text.clone(), Expression::Property(Box::new(base.clone()), key.clone()))
                }
                MapProjectionItem::AllProperties => MapItem::AllProperties,
                MapProjectionItem::Entry(key, value) => MapItem::Entry(key.text.clone(), self.lower(value, scope)?),
                MapProjectionItem::Variable(name) => {
                    MapItem::Entry(name.text.clone(), Expression::Slot(scope.resolve(name)?.slot.clone()))
                }
            })
        });
        let items = items.collect::<Result<_, QueryError>>()?;
        Ok((Expression::MapProjection(Box::new(base), items), Kind::Map))
    }

    fn property(&mut self, base: &ast::Expression, key: &Name, scope: &Scope) -> Lowered {
        let (lowered, kind) = self.expression(base, scope)?;
        if !kind.may_be(&[Kind::Node, Kind::Relationship, Kind::Map]) {
            let message = format!("{} has no properties", kind.one());
            // The TCK tells the two apart: what a pattern makes a path can be seen in the text.
            let class = if kind == Kind::Path { ErrorKind::SyntaxError } else { ErrorKind::TypeError };
            return Err(QueryError::compile(class, "InvalidArgumentType", message).at(base.span));
        }
        if matches!(kind, Kind::Node | Kind::Relationship) {
            self.know_key(key);
        }
        Ok((Expression::Property(Box::new(lowered), key.clone()), Kind::Any))
    }

    fn index(&mut self, base: &ast::Expression, index: &ast::Expression, scope: &Scope) -> Lowered {
        let (base, kind) = self.expression(base, scope)?;
        let index = self.lower(index, scope)?;
        Ok((Expression::Index(Box::new(base), Box::new(index)), kind.element()))
    }

    fn slice(
        &mut self,
        base: &ast::Expression,
        from: Option<&ast::Expression>,
        to: Option<&ast::Expression>,
        scope: &Scope,
    ) -> Lowered {
        let (base, kind) = self.expression(base, scope)?;
        let mut bound = |bound: Option<&ast::Expression>| bound.map(|b| self.lower(b, scope).map(Box::new)).transpose();
        let (from, to) = (bound(from)?, bound(to)?);
        Ok((Expression::Slice(Box::new(base), from, to), kind))
    }

    fn not(&mut self, operand: &ast::Expression, scope: &Scope) -> Lowered {
        let lowered = self.condition(operand, scope)?;
        Ok((Expression::Unary(UnaryOperator::Not, Box::new(lowered)), Kind::Boolean))
    }

    fn sign(&mut self, operator: UnaryOperator, operand: &ast::Expression, scope: &Scope) -> Lowered {
        let (lowered, kind) = self.expression(operand, scope)?;
        let wrong =
            [Kind::Boolean, Kind::String, Kind::list(Kind::Any), Kind::Map, Kind::Node, Kind::Relationship, Kind::Path];
        if !matches!(kind, Kind::Any | Kind::Null) && kind.may_be(&wrong) {
            return Err(syntax("InvalidArgumentType", format!("{} has no sign", kind.one())).at(operand.span));
        }
        Ok((Expression::Unary(operator, Box::new(lowered)), kind))
    }

    fn logical(&mut self, operator: LogicalOperator, operands: &[ast::Expression], scope: &Scope) -> Lowered {
        let operands: Result<Vec<_>, _> = operands.iter().map(|operand| self.condition(operand, scope)).collect();
        Ok((Expression::Logical(operator, operands?), Kind::Boolean))
    }

    fn arithmetic(
        &mut self,
        first: &ast::Expression,
        rest: &[(ast::ArithmeticOperator, ast::Expression)],
        span: Span,
        scope: &Scope,
    ) -> Lowered {
        let (first, mut kind) = self.expression(first, scope)?;
        let mut operands = Vec::with_capacity(rest.len());
        for (operator, operand) in rest {
            let (operand, right) = self.expression(operand, scope)?;
            kind = kind::arithmetic(*operator, &kind, &right, span)?;
            operands.push((*operator, operand));
        }
        Ok((Expression::Arithmetic(Box::new(first), operands, span), kind))
    }

    fn test(
        &mut self,
        operator: ast::TestOperator,
        left: &ast::Expression,
        right: &ast::Expression,
        scope: &Scope,
    ) -> Lowered {
        let lowered = self.lower(left, scope)?;
        let (list, kind) = self.expression(right, scope)?;
        if operator == ast::TestOperator::In {
            kind::expect(&kind, &[Kind::list(Kind::Any)], "a list", right.span)?;
        }
        Ok((Expression::Test(operator, Box::new(lowered), Box::new(list)), Kind::Boolean))
    }

    fn has_labels(&mut self, operand: &ast::Expression, labels: &ast::LabelExpression, scope: &Scope) -> Lowered {
        let (lowered, kind) = self.expression(operand, scope)?;
        kind::expect(&kind, &[Kind::Node, Kind::Relationship], "a node or a relationship", operand.span)?;
        if kind == Kind::Node {
            self.know_labels(labels);
        }
        Ok((Expression::HasLabels(Box::new(lowered), labels.clone()), Kind::Boolean))
    }

    fn call(
        &mut self,
        name: &[Name],
        distinct: bool,
        arguments: &[ast::Expression],
        span: Span,
        scope: &Scope,
    ) -> Lowered {
        let full = name.iter().map(|part| &*part.text).collect::<Vec<_>>().join(".");
        if let ([argument], true) = (arguments, full.eq_ignore_ascii_case("exists")) {
            return self.exists_function(argument, scope);
        }
        let Some(function) = function::lookup(&full) else { return Err(unknown_function(&full, span)) };
        if distinct {
            return Err(syntax(
                "UnexpectedSyntax",
                format!("{}() is no aggregation: DISTINCT means nothing in it", function.name),
            )
            .at(span));
        }
        if !function.arity.accepts(arguments.len()) {
            return Err(function.wrong_arity(arguments.len()).at(span));
        }
        let (lowered, kinds): (Vec<_>, Vec<_>) = self.expressions(arguments, scope)?.into_iter().unzip();
        let kinds: Vec<_> = kinds.into_iter().zip(arguments.iter().map(|argument| argument.span)).collect();
        let kind = kind::call(&function.name.to_lowercase(), &kinds)?;
        Ok((Expression::Call(Callee(function), span, lowered), kind))
    }

    /// `exists(n.key)` and `exists((n)-->())`, as older queries write them.
    fn exists_function(&mut self, argument: &ast::Expression, scope: &Scope) -> Lowered {
        if let ExpressionKind::PatternPredicate(path) = &argument.kind {
            return Ok((self.pattern_predicate(path, scope)?, Kind::Boolean));
        }
        let lowered = self.lower(argument, scope)?;
        Ok((Expression::IsNull(Box::new(lowered), true), Kind::Boolean))
    }

    fn case(
        &mut self,
        subject: Option<&ast::Expression>,
        alternatives: &[(ast::Expression, ast::Expression)],
        default: Option<&ast::Expression>,
        scope: &Scope,
    ) -> Lowered {
        let subject = subject.map(|subject| self.lower(subject, scope)).transpose()?.map(Box::new);
        let mut kind = Kind::Null;
        let mut lowered = Vec::with_capacity(alternatives.len());
        for (when, then) in alternatives {
            let when = if subject.is_some() { self.lower(when, scope)? } else { self.condition(when, scope)? };
            let (then, then_kind) = self.expression(then, scope)?;
            kind = kind.or(then_kind);
            lowered.push((when, then));
        }
        let default = default.map(|default| self.expression(default, scope)).transpose()?;
        let (default, kind) = match default {
            Some((default, default_kind)) => (Some(Box::new(default)), kind.or(default_kind)),
            None => (None, kind),
        };
        Ok((Expression::Case(subject, lowered, default), kind))
    }

    fn comprehension(
        &mut self,
        variable: &Name,
        list: &ast::Expression,
        filter: Option<&ast::Expression>,
        result: Option<&ast::Expression>,
        scope: &Scope,
    ) -> Lowered {
        let (list, elements) = self.iterated(list, scope)?;
        let slot = self.slot(variable.text.clone());
        let inner = inner_scope(scope, &[(variable, &slot, elements.clone())]);
        let filter = filter.map(|filter| self.condition(filter, &inner)).transpose()?.map(Box::new);
        let result = result.map(|result| self.expression(result, &inner)).transpose()?;
        let (result, kind) = match result {
            Some((result, kind)) => (Some(Box::new(result)), kind),
            None => (None, elements),
        };
        Ok((Expression::Comprehension(slot, Box::new(list), filter, result), Kind::list(kind)))
    }

    /// A list that is gone through, and the kind of its elements.
    fn iterated(&mut self, list: &ast::Expression, scope: &Scope) -> Result<(Expression, Kind), QueryError> {
        let (lowered, kind) = self.expression(list, scope)?;
        kind::expect(&kind, &[Kind::list(Kind::Any)], "a list", list.span)?;
        Ok((lowered, kind.element()))
    }
}

/// The scope within an expression that binds variables of its own. An expression known outside may mean another thing here.
fn inner_scope(scope: &Scope, variables: &[(&Name, &crate::query::plan::Slot, Kind)]) -> Scope {
    let mut inner = scope.clone();
    let names = variables.iter().map(|(name, ..)| &*name.text).collect();
    inner.known.retain(|known| !mentions(known, &names));
    for (name, slot, kind) in variables {
        inner.bind(name.text.clone(), (*slot).clone(), kind.clone());
    }
    inner
}

fn constant(literal: &Literal) -> (Expression, Kind) {
    let value = match literal {
        Literal::Null => Value::Null,
        Literal::Boolean(value) => Value::Boolean(*value),
        Literal::Integer(value) => Value::Integer(*value),
        Literal::Float(value) => Value::Float(*value),
        Literal::String(text) => Value::String(text.clone()),
    };
    let kind = Kind::of(&value);
    (Expression::Constant(value), kind)
}

fn as_constant(expression: &Expression) -> Option<Value> {
    match expression {
        Expression::Constant(value) => Some(value.clone()),
        _ => None,
    }
}

/// An aggregation where there are no rows to aggregate.
pub(super) fn misplaced_aggregation(aggregation: &ast::Expression) -> QueryError {
    let name = match &aggregation.kind {
        ExpressionKind::Function { name, .. } => name.last().map_or("count", |name| &*name.text),
        _ => "count",
    };
    syntax("InvalidAggregation", format!("{name}() aggregates rows; here is only one"))
        .at(aggregation.span)
        .help("aggregate in WITH or RETURN, and use the result's name here")
}

fn unknown_function(name: &str, span: Span) -> QueryError {
    let error = syntax("UnknownFunction", format!("no function is called `{name}`")).at(span);
    match super::remark::nearest(name, function::names()) {
        Some(near) => error.help(format!("did you mean {near}()?")),
        None => error,
    }
}
