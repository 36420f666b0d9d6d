//! One expression for one row.

use std::sync::Arc;

use annals::query::ErrorKind;
use annals::query::ast::{
    Expression, ExpressionKind as Kind, Literal, LogicalOperator, MapProjectionItem, Name, QuantifierKind, Subquery,
    UnaryOperator,
};
use annals::value::Value;

use super::{Failure, Result, Row, Scene, Stage, function, operator, pattern, step, type_error, value};

impl Scene<'_> {
    pub(super) fn evaluate(&self, expression: &Expression) -> Result<Value> {
        step(self.fuel)?;
        if let Some((_, value)) = self.known.iter().find(|(known, _)| known == expression) {
            return Ok(value.clone());
        }
        match &expression.kind {
            Kind::Literal(literal) => Ok(constant(literal)),
            Kind::Parameter(name) => {
                let missing = Failure::Error(ErrorKind::ParameterMissing, "MissingParameter");
                self.parameters.get(&*name.text).cloned().ok_or(missing)
            }
            Kind::Variable(name) => Ok(self.variable(name)),
            Kind::List(items) => self.all(items).map(Value::list),
            Kind::Map(entries) => self.map(entries),
            Kind::Property(base, key) => operator::property(self.world, &self.evaluate(base)?, &key.text),
            Kind::Index(base, index) => operator::index(self.world, &self.evaluate(base)?, &self.evaluate(index)?),
            Kind::Slice(base, from, to) => {
                let base = self.evaluate(base)?;
                let from = from.as_ref().map(|from| self.evaluate(from)).transpose()?;
                let to = to.as_ref().map(|to| self.evaluate(to)).transpose()?;
                operator::slice(&base, from.as_ref(), to.as_ref())
            }
            Kind::MapProjection(base, items) => self.map_projection(base, items),
            Kind::Unary(UnaryOperator::Not, operand) => Ok(truth(self.truth(operand)?.map(|truth| !truth))),
            Kind::Unary(operator, operand) => operator::unary(*operator, &self.evaluate(operand)?),
            Kind::Logical(operator, operands) => self.logical(*operator, operands).map(truth),
            Kind::Arithmetic(first, rest) => rest.iter().try_fold(self.evaluate(first)?, |left, (operator, right)| {
                operator::arithmetic(*operator, &left, &self.evaluate(right)?)
            }),
            Kind::Comparison(first, rest) => {
                let mut left = self.evaluate(first)?;
                let mut links = Vec::new();
                for (operator, right) in rest {
                    let right = self.evaluate(right)?;
                    links.push(operator::comparison(*operator, &left, &right));
                    left = right;
                }
                Ok(truth(value::all(links.into_iter())))
            }
            Kind::Test(operator, left, right) => {
                operator::test(*operator, &self.evaluate(left)?, &self.evaluate(right)?).map(truth)
            }
            Kind::IsNull { operand, negated } => Ok(Value::Boolean(self.evaluate(operand)?.is_null() != *negated)),
            Kind::HasLabels(base, labels) => pattern::has_labels(self.world, &self.evaluate(base)?, labels).map(truth),
            // `exists((a)-->(b))`, as older queries write it.
            Kind::Function { arguments, .. } if matches!(arguments[0].kind, Kind::PatternPredicate(_)) => {
                self.evaluate(&arguments[0])
            }
            Kind::Function { name, arguments, .. } => function::call(self.world, &name[0].text, &self.all(arguments)?),
            Kind::Case { subject, alternatives, default } => {
                self.case(subject.as_deref(), alternatives, default.as_deref())
            }
            Kind::ListComprehension { variable, list, filter, result } => {
                self.comprehension(variable, list, filter.as_deref(), result.as_deref())
            }
            Kind::Quantifier { kind, variable, list, filter } => {
                self.quantifier(*kind, variable, list, filter.as_deref()).map(truth)
            }
            Kind::Reduce { accumulator, initial, variable, list, step } => {
                self.reduce((accumulator, initial), (variable, list), step)
            }
            Kind::PatternComprehension { path, filter, result } => {
                let rows = pattern::matches(self, std::slice::from_ref(path), filter.as_deref())?;
                let results: Result<Vec<Value>> = rows.iter().map(|row| self.with(row).evaluate(result)).collect();
                Ok(Value::list(results?))
            }
            Kind::PatternPredicate(path) => {
                Ok(Value::Boolean(!pattern::matches(self, std::slice::from_ref(path), None)?.is_empty()))
            }
            Kind::Exists(subquery) => Ok(Value::Boolean(self.found(subquery)? > 0)),
            Kind::Count(subquery) => Ok(Value::Integer(i64::try_from(self.found(subquery)?).unwrap())),
            other => panic!("the oracle does not know {other:?}"),
        }
    }

    /// The truth of a condition; `None` is unknown.
    pub(super) fn truth(&self, condition: &Expression) -> Result<Option<bool>> {
        match self.evaluate(condition)? {
            Value::Boolean(truth) => Ok(Some(truth)),
            Value::Null => Ok(None),
            _ => type_error(),
        }
    }

    fn variable(&self, name: &Name) -> Value {
        self.row.get(&name.text).unwrap_or_else(|| panic!("`{}` is not bound in {:?}", name.text, self.row)).clone()
    }

    fn all(&self, expressions: &[Expression]) -> Result<Vec<Value>> {
        expressions.iter().map(|expression| self.evaluate(expression)).collect()
    }

    fn map(&self, entries: &[(Name, Expression)]) -> Result<Value> {
        let entries: Result<Vec<(Arc<str>, Value)>> =
            entries.iter().map(|(key, value)| Ok((key.text.clone(), self.evaluate(value)?))).collect();
        Ok(Value::map(entries?))
    }

    fn map_projection(&self, base: &Name, items: &[MapProjectionItem]) -> Result<Value> {
        let base = self.variable(base);
        if base.is_null() {
            return Ok(Value::Null);
        }
        let mut entries = Row::new();
        for item in items {
            match item {
                MapProjectionItem::Property(key) => {
                    drop(entries.insert(key.text.clone(), operator::property(self.world, &base, &key.text)?));
                }
                MapProjectionItem::AllProperties => match &base {
                    Value::Map(map) => entries.extend((**map).clone()),
                    entity => entries.extend(self.world.properties(entity).cloned().unwrap_or_default()),
                },
                MapProjectionItem::Entry(key, value) => drop(entries.insert(key.text.clone(), self.evaluate(value)?)),
                MapProjectionItem::Variable(name) => drop(entries.insert(name.text.clone(), self.variable(name))),
            }
        }
        Ok(Value::map(entries))
    }

    /// From left to right, as far as needed.
    fn logical(&self, operator: LogicalOperator, operands: &[Expression]) -> Result<Option<bool>> {
        let decisive = match operator {
            LogicalOperator::And => Some(false),
            LogicalOperator::Or => Some(true),
            LogicalOperator::Xor => None,
        };
        let mut verdict = self.truth(&operands[0])?;
        for operand in &operands[1..] {
            if verdict.is_some() && verdict == decisive {
                break;
            }
            let next = self.truth(operand)?;
            verdict = match decisive {
                None => verdict.zip(next).map(|(left, right)| left != right),
                decisive if next == decisive => next,
                _ => verdict.and(next),
            };
        }
        Ok(verdict)
    }

    fn case(
        &self,
        subject: Option<&Expression>,
        alternatives: &[(Expression, Expression)],
        default: Option<&Expression>,
    ) -> Result<Value> {
        let subject = subject.map(|subject| self.evaluate(subject)).transpose()?;
        for (when, then) in alternatives {
            let chosen = match &subject {
                Some(subject) => value::equal(subject, &self.evaluate(when)?),
                None => self.truth(when)?,
            };
            if chosen == Some(true) {
                return self.evaluate(then);
            }
        }
        default.map_or(Ok(Value::Null), |default| self.evaluate(default))
    }

    /// The rows with a variable bound to each element in turn; `None` where the list is null.
    fn elements(&self, variable: &Name, list: &Expression) -> Result<Option<Vec<Row>>> {
        match self.evaluate(list)? {
            Value::Null => Ok(None),
            Value::List(items) => Ok(Some(items.iter().map(|item| bind(self.row, variable, item.clone())).collect())),
            _ => type_error(),
        }
    }

    fn comprehension(
        &self,
        variable: &Name,
        list: &Expression,
        filter: Option<&Expression>,
        result: Option<&Expression>,
    ) -> Result<Value> {
        let Some(rows) = self.elements(variable, list)? else { return Ok(Value::Null) };
        let mut kept = Vec::new();
        for row in rows {
            let inner = self.with(&row);
            if filter.map_or(Ok(Some(true)), |filter| inner.truth(filter))? == Some(true) {
                kept.push(result.map_or_else(|| Ok(row[&variable.text].clone()), |result| inner.evaluate(result))?);
            }
        }
        Ok(Value::list(kept))
    }

    fn quantifier(
        &self,
        kind: QuantifierKind,
        variable: &Name,
        list: &Expression,
        filter: Option<&Expression>,
    ) -> Result<Option<bool>> {
        let Some(rows) = self.elements(variable, list)? else { return Ok(None) };
        let mut truths = Vec::new();
        for row in rows {
            truths.push(filter.map_or(Ok(Some(true)), |filter| self.with(&row).truth(filter))?);
        }
        let fails = |truth: &Option<bool>| truth.map(|truth| !truth);
        let none = value::all(truths.iter().map(fails));
        Ok(match kind {
            QuantifierKind::All => value::all(truths.iter().copied()),
            QuantifierKind::None => none,
            QuantifierKind::Any => fails(&none),
            QuantifierKind::Single => match truths.iter().filter(|truth| **truth == Some(true)).count() {
                2.. => Some(false),
                _ if truths.contains(&None) => None,
                passed => Some(passed == 1),
            },
        })
    }

    fn reduce(
        &self,
        (accumulator, initial): (&Name, &Expression),
        (variable, list): (&Name, &Expression),
        next: &Expression,
    ) -> Result<Value> {
        let Some(rows) = self.elements(variable, list)? else { return Ok(Value::Null) };
        rows.iter().try_fold(self.evaluate(initial)?, |running, row| {
            self.with(&bind(row, accumulator, running)).evaluate(next)
        })
    }

    /// How many rows a query in braces has.
    fn found(&self, subquery: &Subquery) -> Result<usize> {
        match subquery {
            Subquery::Pattern { pattern, filter } => Ok(pattern::matches(self, pattern, filter.as_ref())?.len()),
            Subquery::Query(query) => {
                let world = self.world.clone();
                let mut inner = Stage { world, parameters: self.parameters, fuel: self.fuel.clone() };
                let rows = inner.query(query, vec![self.row.clone()])?.ties.iter().map(Vec::len).sum();
                self.fuel.set(inner.fuel.get());
                Ok(rows)
            }
        }
    }
}

pub(super) fn bind(row: &Row, name: &Name, value: Value) -> Row {
    let mut row = row.clone();
    row.insert(name.text.clone(), value);
    row
}

pub(super) fn truth(truth: Option<bool>) -> Value {
    truth.map_or(Value::Null, Value::Boolean)
}

fn constant(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Boolean(truth) => Value::Boolean(*truth),
        Literal::Integer(integer) => Value::Integer(*integer),
        Literal::Float(float) => Value::Float(*float),
        Literal::String(text) => Value::String(text.clone()),
    }
}
