//! Arithmetic, tests, access by key and index, labels.

use std::sync::Arc;

use annals::query::ErrorKind;
use annals::query::ast::{ArithmeticOperator, ComparisonOperator, LabelExpression, TestOperator, UnaryOperator};
use annals::value::Value;

use super::value::{compare, equal};
use super::world::World;
use super::{Failure, Result, type_error};

pub(super) fn arithmetic(operator: ArithmeticOperator, left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(left), Value::List(right)) if operator == ArithmeticOperator::Add => {
            Ok(Value::list(left.iter().chain(right.iter()).cloned()))
        }
        (Value::List(list), element) if operator == ArithmeticOperator::Add => {
            Ok(Value::list(list.iter().cloned().chain([element.clone()])))
        }
        (element, Value::List(list)) if operator == ArithmeticOperator::Add => {
            Ok(Value::list([element.clone()].into_iter().chain(list.iter().cloned())))
        }
        (Value::String(left), Value::String(right)) if operator == ArithmeticOperator::Add => {
            Ok(Value::from(format!("{left}{right}")))
        }
        (Value::String(left), Value::Integer(right)) if operator == ArithmeticOperator::Add => {
            Ok(Value::from(format!("{left}{right}")))
        }
        (Value::Integer(left), Value::String(right)) if operator == ArithmeticOperator::Add => {
            Ok(Value::from(format!("{left}{right}")))
        }
        (Value::Integer(left), Value::Integer(right)) => integers(operator, *left, *right),
        (Value::Integer(_) | Value::Float(_), Value::Integer(_) | Value::Float(_)) => {
            Ok(Value::Float(floats(operator, left.as_number().unwrap(), right.as_number().unwrap())))
        }
        _ => type_error(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a power is a float")]
fn integers(operator: ArithmeticOperator, left: i64, right: i64) -> Result<Value> {
    let (wide_left, wide_right) = (i128::from(left), i128::from(right));
    let result = match operator {
        ArithmeticOperator::Add => wide_left + wide_right,
        ArithmeticOperator::Subtract => wide_left - wide_right,
        ArithmeticOperator::Multiply => wide_left * wide_right,
        ArithmeticOperator::Divide | ArithmeticOperator::Modulo if right == 0 => {
            return Err(Failure::Error(ErrorKind::ArithmeticError, "DivisionByZero"));
        }
        ArithmeticOperator::Divide => wide_left / wide_right,
        ArithmeticOperator::Modulo => wide_left % wide_right,
        ArithmeticOperator::Power => return Ok(Value::Float((left as f64).powf(right as f64))),
    };
    let overflow = Failure::Error(ErrorKind::ArithmeticError, "NumberOverflow");
    i64::try_from(result).map(Value::Integer).map_err(|_| overflow)
}

fn floats(operator: ArithmeticOperator, left: f64, right: f64) -> f64 {
    match operator {
        ArithmeticOperator::Add => left + right,
        ArithmeticOperator::Subtract => left - right,
        ArithmeticOperator::Multiply => left * right,
        ArithmeticOperator::Divide => left / right,
        ArithmeticOperator::Modulo => left % right,
        ArithmeticOperator::Power => left.powf(right),
    }
}

pub(super) fn unary(operator: UnaryOperator, operand: &Value) -> Result<Value> {
    match (operator, operand) {
        (_, Value::Null) => Ok(Value::Null),
        (UnaryOperator::Not, Value::Boolean(truth)) => Ok(Value::Boolean(!truth)),
        (UnaryOperator::Negate, Value::Integer(_) | Value::Float(_)) => {
            arithmetic(ArithmeticOperator::Subtract, &Value::Integer(0), operand)
        }
        (UnaryOperator::Plus, Value::Integer(_) | Value::Float(_)) => Ok(operand.clone()),
        _ => type_error(),
    }
}

pub(super) fn comparison(operator: ComparisonOperator, left: &Value, right: &Value) -> Option<bool> {
    let ordering = || compare(left, right);
    match operator {
        ComparisonOperator::Equal => equal(left, right),
        ComparisonOperator::NotEqual => equal(left, right).map(|equal| !equal),
        ComparisonOperator::Less => ordering().map(|found| found.is_some_and(|o| o.is_lt())),
        ComparisonOperator::LessOrEqual => ordering().map(|found| found.is_some_and(|o| o.is_le())),
        ComparisonOperator::Greater => ordering().map(|found| found.is_some_and(|o| o.is_gt())),
        ComparisonOperator::GreaterOrEqual => ordering().map(|found| found.is_some_and(|o| o.is_ge())),
    }
}

pub(super) fn test(operator: TestOperator, left: &Value, right: &Value) -> Result<Option<bool>> {
    if operator == TestOperator::In {
        return match right {
            Value::Null => Ok(None),
            Value::List(items) => {
                let differs = super::value::all(items.iter().map(|item| equal(left, item).map(|equal| !equal)));
                Ok(differs.map(|differs| !differs))
            }
            _ => type_error(),
        };
    }
    let (Value::String(text), Value::String(part)) = (left, right) else { return Ok(None) };
    let part: &str = part;
    Ok(Some(match operator {
        TestOperator::StartsWith => text.starts_with(part),
        TestOperator::EndsWith => text.ends_with(part),
        TestOperator::Contains => text.contains(part),
        other => panic!("the oracle does not know {other:?}"),
    }))
}

/// `base.key`, and `base[key]` of what has keys.
pub(super) fn property(world: &World, base: &Value, key: &str) -> Result<Value> {
    match base {
        Value::Null => Ok(Value::Null),
        Value::Map(entries) => Ok(entries.get(key).cloned().unwrap_or_default()),
        entity => match world.property(entity, key) {
            Some(value) => Ok(value),
            None if matches!(entity, Value::Node(_) | Value::Relationship(_)) => {
                Err(Failure::Error(ErrorKind::EntityNotFound, "DeletedEntityAccess"))
            }
            None => type_error(),
        },
    }
}

pub(super) fn index(world: &World, base: &Value, index: &Value) -> Result<Value> {
    match (base, index) {
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(items), Value::Integer(index)) => {
            let index = if *index < 0 { *index + i64::try_from(items.len()).unwrap() } else { *index };
            let place = usize::try_from(index).ok();
            Ok(place.and_then(|place| items.get(place)).cloned().unwrap_or_default())
        }
        (_, Value::String(key)) => property(world, base, key),
        _ => type_error(),
    }
}

pub(super) fn slice(base: &Value, from: Option<&Value>, to: Option<&Value>) -> Result<Value> {
    if [Some(base), from, to].into_iter().flatten().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let Some(items) = base.as_list() else { return type_error() };
    let length = i64::try_from(items.len()).unwrap();
    let place = |bound: Option<&Value>, default: i64| {
        let bound = bound.map_or(default, |bound| bound.as_integer().unwrap());
        (if bound < 0 { bound + length } else { bound }).clamp(0, length)
    };
    let (from, to) = (place(from, 0), place(to, length));
    let kept = items.iter().zip(0..).filter(|(_, place)| (from..to).contains(place));
    Ok(Value::list(kept.map(|(item, _)| item.clone())))
}

/// Whether labels are as wanted, given which there are.
pub(super) fn labelled(wanted: &LabelExpression, has: &dyn Fn(Option<&Arc<str>>) -> bool) -> bool {
    match wanted {
        LabelExpression::Label(name) => has(Some(&name.text)),
        LabelExpression::Any => has(None),
        LabelExpression::Not(operand) => !labelled(operand, has),
        LabelExpression::And(operands) => operands.iter().all(|operand| labelled(operand, has)),
        LabelExpression::Or(operands) => operands.iter().any(|operand| labelled(operand, has)),
    }
}
