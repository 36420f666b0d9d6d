//! Aggregations of one group: what each remembers of the values it has seen, and what it makes of them.
//!
//! Null is never counted, summed or collected. The standard deviations use Welford's method (Technometrics 4, 1962), the
//! percentiles are those of Hyndman and Fan (The American Statistician 50, 1996): type 7 for `percentileCont`, type 1 for
//! `percentileDisc`.

use rustc_hash::FxHashSet;

use super::column::value_bytes;
use crate::query::ast::ArithmeticOperator;
use crate::query::function::{Environment, operator};
use crate::query::plan::{Aggregate, AggregateKind};
use crate::query::{ErrorKind, QueryError};
use crate::value::order::{self, Key};
use crate::value::{Value, order as value_order};

/// An aggregation in the making.
pub(super) struct Accumulator {
    kind: AggregateKind,
    seen: Option<FxHashSet<Key>>,
    count: i64,
    state: State,
}

enum State {
    Count,
    /// The integers in full width, so that the order of rows does not decide whether a sum overflows, and all else.
    Sum(Option<i128>, Option<Value>),
    Extreme(Option<Value>),
    List(Vec<Value>),
    /// The values and the percentile asked for.
    Percentile(Vec<Value>, Value),
    /// The mean and the sum of squared differences from it.
    Deviation(f64, f64),
}

impl Accumulator {
    pub(super) fn new(aggregate: &Aggregate) -> Self {
        let state = match aggregate.kind {
            AggregateKind::Count => State::Count,
            AggregateKind::Sum | AggregateKind::Average => State::Sum(None, None),
            AggregateKind::Minimum | AggregateKind::Maximum => State::Extreme(None),
            AggregateKind::Collect => State::List(Vec::new()),
            AggregateKind::PercentileContinuous | AggregateKind::PercentileDiscrete => {
                State::Percentile(Vec::new(), Value::Null)
            }
            AggregateKind::StandardDeviation | AggregateKind::StandardDeviationOfPopulation => {
                State::Deviation(0.0, 0.0)
            }
        };
        let seen = aggregate.distinct.then(FxHashSet::default);
        Self { kind: aggregate.kind, seen, count: 0, state }
    }

    /// Counts rows, whatever is in them.
    pub(super) fn add_rows(&mut self, rows: i64) {
        self.count += rows;
    }

    /// Adds a value; about how many more bytes are held.
    pub(super) fn add(
        &mut self,
        [value, second]: [Value; 2],
        environment: &Environment<'_>,
    ) -> Result<usize, QueryError> {
        if let State::Percentile(_, percentile) = &mut self.state {
            check_percentile(&second)?;
            *percentile = second;
        }
        if value.is_null() {
            return Ok(0);
        }
        let mut bytes = 0;
        if let Some(seen) = &mut self.seen {
            bytes += 16 + value_bytes(&value);
            if !seen.insert(Key(value.clone())) {
                return Ok(0);
            }
        }
        self.count += 1;
        match &mut self.state {
            State::Count => {}
            State::Sum(integers, rest) => match value {
                Value::Integer(value) if self.kind == AggregateKind::Sum => {
                    *integers = Some(integers.unwrap_or(0) + i128::from(value));
                }
                value => *rest = Some(add(self.kind, rest.take(), value, environment)?),
            },
            State::Extreme(extreme) => {
                let wanted = if self.kind == AggregateKind::Minimum {
                    std::cmp::Ordering::Less
                } else {
                    std::cmp::Ordering::Greater
                };
                if extreme.as_ref().is_none_or(|extreme| value_order::order(&value, extreme) == wanted) {
                    *extreme = Some(value);
                }
            }
            State::List(values) => {
                operator::check_length(values.len() + 1, environment)?;
                bytes += value_bytes(&value);
                values.push(value);
            }
            State::Percentile(values, _) => {
                number(&value, "a percentile")?;
                bytes += value_bytes(&value);
                values.push(value);
            }
            State::Deviation(mean, squares) => {
                let value = number(&value, "a standard deviation")?;
                let before = value - *mean;
                *mean += before / count_as_float(self.count);
                *squares += before * (value - *mean);
            }
        }
        Ok(bytes)
    }

    /// What comes of it.
    pub(super) fn finish(self, environment: &Environment<'_>) -> Result<Value, QueryError> {
        match self.state {
            State::Count => Ok(Value::Integer(self.count)),
            State::Sum(integers, rest) if self.kind == AggregateKind::Sum => total(integers, rest, environment),
            State::Sum(_, None) => Ok(Value::Null),
            State::Sum(_, Some(sum)) => match sum {
                Value::Float(sum) => Ok(Value::Float(sum / count_as_float(self.count))),
                duration => operator::arithmetic(
                    ArithmeticOperator::Divide,
                    &duration,
                    &Value::Integer(self.count),
                    environment,
                ),
            },
            State::Extreme(extreme) => Ok(extreme.unwrap_or_default()),
            State::List(values) => Ok(Value::list(values)),
            State::Percentile(values, percentile) => Ok(percentile_of(self.kind, values, &percentile)),
            State::Deviation(_, squares) => {
                let divisor = if self.kind == AggregateKind::StandardDeviation { self.count - 1 } else { self.count };
                Ok(Value::Float(if divisor > 0 { (squares / count_as_float(divisor)).sqrt() } else { 0.0 }))
            }
        }
    }
}

/// The sum of integers and of the rest.
fn total(integers: Option<i128>, rest: Option<Value>, environment: &Environment<'_>) -> Result<Value, QueryError> {
    let integers = integers.map(|sum| i64::try_from(sum).map_err(|_| sum));
    match (integers, rest) {
        (None, rest) => Ok(rest.unwrap_or(Value::Integer(0))),
        (Some(Ok(sum)), None) => Ok(Value::Integer(sum)),
        (Some(Err(sum)), None) => Err(operator::overflow(&format!("the sum {sum}"))),
        (Some(sum), Some(rest)) => {
            #[expect(clippy::cast_precision_loss, reason = "a sum with a float is a float")]
            let integers = sum.map_or_else(|sum| Value::Float(sum as f64), Value::Integer);
            operator::arithmetic(ArithmeticOperator::Add, &integers, &rest, environment)
        }
    }
}

/// The sum so far and one more. Averages add floating-point numbers, so that they cannot overflow.
fn add(
    kind: AggregateKind,
    sum: Option<Value>,
    value: Value,
    environment: &Environment<'_>,
) -> Result<Value, QueryError> {
    let value = match value {
        Value::Integer(_) if kind == AggregateKind::Average => Value::Float(number(&value, "an average")?),
        Value::Integer(_) | Value::Float(_) | Value::Duration(_) => value,
        other => {
            number(&other, "a sum")?;
            other
        }
    };
    match sum {
        None => Ok(value),
        Some(sum) => operator::arithmetic(ArithmeticOperator::Add, &sum, &value, environment),
    }
}

fn number(value: &Value, what: &str) -> Result<f64, QueryError> {
    value.as_number().ok_or_else(|| {
        let message = format!("{what} needs numbers, not a {}", value.type_name());
        QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message)
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn count_as_float(count: i64) -> f64 {
    count as f64
}

fn check_percentile(percentile: &Value) -> Result<(), QueryError> {
    match percentile.as_number() {
        Some(percentile) if (0.0..=1.0).contains(&percentile) => Ok(()),
        _ => Err(QueryError::runtime(
            ErrorKind::ArgumentError,
            "NumberOutOfRange",
            format!("a percentile lies between 0.0 and 1.0, and {percentile} does not"),
        )),
    }
}

fn percentile_of(kind: AggregateKind, mut values: Vec<Value>, percentile: &Value) -> Value {
    let (Some(last), Some(percentile)) = (values.len().checked_sub(1), percentile.as_number()) else {
        return Value::Null;
    };
    values.sort_by(order::order);
    if kind == AggregateKind::PercentileDiscrete {
        let rank = (percentile * length_as_float(values.len())).ceil().max(1.0);
        return values[as_index(rank - 1.0).min(last)].clone();
    }
    let position = percentile * length_as_float(last);
    let (low, high) = (as_index(position.floor()), as_index(position.ceil()).min(last));
    let at = |index: usize| values[index].as_number().unwrap_or(f64::NAN);
    Value::Float(at(low) + (at(high) - at(low)) * (position - position.floor()))
}

#[expect(clippy::cast_precision_loss, reason = "lists stay far below 2^53")]
fn length_as_float(length: usize) -> f64 {
    length as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank within a list, at least zero")]
fn as_index(rank: f64) -> usize {
    rank as usize
}
