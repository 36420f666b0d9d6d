//! Groups and what is aggregated of them.

use annals::query::ErrorKind;
use annals::query::ast::{ArithmeticOperator, Expression, ExpressionKind};
use annals::value::Value;

use super::projection::Sight;
use super::{Failure, Result, Row, Scene, Stage, operator, type_error, value};

const NAMES: &[&str] = &["count", "sum", "avg", "min", "max", "collect"];

/// The aggregations in an expression.
pub(super) fn aggregations(expression: &Expression) -> Vec<&Expression> {
    match &expression.kind {
        ExpressionKind::CountStar => vec![expression],
        ExpressionKind::Function { name, .. } if NAMES.contains(&&*name[0].text) => vec![expression],
        ExpressionKind::Function { arguments: parts, .. } | ExpressionKind::List(parts) => {
            parts.iter().flat_map(aggregations).collect()
        }
        ExpressionKind::Arithmetic(first, rest) => {
            std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part)).flat_map(aggregations).collect()
        }
        ExpressionKind::Comparison(first, rest) => {
            std::iter::once(&**first).chain(rest.iter().map(|(_, part)| part)).flat_map(aggregations).collect()
        }
        ExpressionKind::Map(entries) => entries.iter().flat_map(|(_, part)| aggregations(part)).collect(),
        ExpressionKind::ListComprehension { list, .. } | ExpressionKind::Quantifier { list, .. } => aggregations(list),
        _ => Vec::new(),
    }
}

/// A row for each group of rows that are the same in what is not aggregated.
pub(super) fn group(
    stage: &Stage<'_>,
    items: &[(std::sync::Arc<str>, Expression)],
    rows: &[Row],
) -> Result<Vec<(Vec<Value>, Sight)>> {
    let (keyed, _): (Vec<_>, Vec<_>) = items.iter().partition(|(_, item)| aggregations(item).is_empty());
    let mut groups: Vec<(Vec<Value>, Vec<&Row>)> = Vec::new();
    for row in rows {
        let scene = stage.scene(row);
        let key: Vec<Value> = keyed.iter().map(|(_, item)| scene.evaluate(item)).collect::<Result<_>>()?;
        match groups.iter_mut().find(|(other, _)| value::same(other, &key)) {
            Some((_, members)) => members.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    if keyed.is_empty() && groups.is_empty() {
        groups.push((Vec::new(), Vec::new()));
    }
    let mut made = Vec::new();
    for (key, members) in groups {
        let mut known: Vec<(Expression, Value)> = keyed.iter().map(|(_, item)| item.clone()).zip(key).collect();
        for aggregation in items.iter().flat_map(|(_, item)| aggregations(item)) {
            known.push((aggregation.clone(), aggregated(stage, aggregation, &members)?));
        }
        let nothing = Row::new();
        let scene = Scene { known: &known, ..stage.scene(&nothing) };
        let values: Vec<Value> = items.iter().map(|(_, item)| scene.evaluate(item)).collect::<Result<_>>()?;
        let seen = items.iter().map(|(name, _)| name.clone()).zip(values.iter().cloned()).collect();
        made.push((values, Sight::new(seen, known)));
    }
    Ok(made)
}

fn aggregated(stage: &Stage<'_>, aggregation: &Expression, rows: &[&Row]) -> Result<Value> {
    let ExpressionKind::Function { name, distinct, arguments } = &aggregation.kind else {
        return Ok(count(rows.len()));
    };
    let mut values: Vec<Value> =
        rows.iter().map(|row| stage.scene(row).evaluate(&arguments[0])).collect::<Result<_>>()?;
    values.retain(|value| !value.is_null());
    if *distinct {
        values = super::clause::distinct(values.into_iter().map(|value| vec![value]).collect()).concat();
    }
    match &*name[0].text {
        "count" => Ok(count(values.len())),
        "collect" => Ok(Value::list(values)),
        "sum" => sum(&values),
        "avg" if values.is_empty() => Ok(Value::Null),
        "avg" => {
            let floats: Result<Vec<Value>> = values.iter().map(float).collect();
            operator::arithmetic(ArithmeticOperator::Divide, &sum(&floats?)?, &count(values.len()))
        }
        "min" => Ok(values.into_iter().min_by(value::order).unwrap_or_default()),
        "max" => Ok(values.into_iter().max_by(value::order).unwrap_or_default()),
        other => panic!("the oracle does not know {other}()"),
    }
}

fn count(length: usize) -> Value {
    Value::Integer(i64::try_from(length).unwrap())
}

fn float(value: &Value) -> Result<Value> {
    value.as_number().map_or_else(type_error, |number| Ok(Value::Float(number)))
}

/// Integers are summed as such, whatever their order; only the sum itself must be an integer.
fn sum(values: &[Value]) -> Result<Value> {
    if values.iter().all(|value| matches!(value, Value::Integer(_))) {
        let sum: i128 = values.iter().map(|value| i128::from(value.as_integer().unwrap())).sum();
        let overflow = Failure::Error(ErrorKind::ArithmeticError, "NumberOverflow");
        return i64::try_from(sum).map(Value::Integer).map_err(|_| overflow);
    }
    let numbers: Option<Vec<f64>> = values.iter().map(Value::as_number).collect();
    numbers.map_or_else(type_error, |numbers| Ok(Value::Float(numbers.iter().sum())))
}
