//! `moment ± duration`, `duration ± duration`, `duration * number`, `duration / number`.
//!
//! Months are added first, then days, both on the clock's own calendar; seconds last, as they pass.

use std::sync::Arc;

use super::{Place, Result, beyond_time};
use crate::query::QueryError;
use crate::query::ast::ArithmeticOperator;
use crate::query::function::error::{division_by_zero, overflow};
use crate::time::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};
use crate::value::Value;

/// `moment + duration`, `duration * number` and so on; `None` where the operands do not concern time.
pub(in crate::query::function) fn arithmetic(
    operator: ArithmeticOperator,
    left: &Value,
    right: &Value,
) -> Option<Result<Value>> {
    use ArithmeticOperator::{Add, Divide, Multiply, Subtract};
    match (operator, left, right) {
        (Add, Value::Duration(left), Value::Duration(right)) => Some(sum(left, right)),
        (Subtract, Value::Duration(left), Value::Duration(right)) => {
            Some(negative(right).and_then(|right| sum(left, &right)))
        }
        (Add, moment, Value::Duration(duration)) | (Add, Value::Duration(duration), moment) => moved(moment, duration),
        (Subtract, moment, Value::Duration(duration)) => match negative(duration) {
            Ok(duration) => moved(moment, &duration),
            Err(error) => Some(Err(error)),
        },
        (Multiply, Value::Duration(duration), number) | (Multiply, number, Value::Duration(duration)) => {
            Some(product(duration, Factor::of(number)?))
        }
        (Divide, Value::Duration(_), Value::Integer(0)) => Some(Err(division_by_zero())),
        (Divide, Value::Duration(duration), number) => Some(product(duration, Factor::of(number)?.inverse())),
        _ => None,
    }
}

fn sum(left: &Duration, right: &Duration) -> Result<Value> {
    left.checked_add(*right).map(value).ok_or_else(too_long)
}

fn negative(duration: &Duration) -> Result<Duration> {
    duration.checked_neg().ok_or_else(too_long)
}

fn value(duration: Duration) -> Value {
    Value::Duration(Arc::new(duration))
}

fn too_long() -> QueryError {
    overflow("the duration")
}

/// The moment a duration later; `None` for a value that is no moment.
fn moved(moment: &Value, duration: &Duration) -> Option<Result<Value>> {
    let moved = match moment {
        Value::Date(date) => date_later(*date, duration).map(Value::Date),
        Value::LocalTime(time) => Some(Value::LocalTime(time_later(*time, duration))),
        Value::Time(time) => Some(Value::Time(Time { local: time_later(time.local, duration), ..*time })),
        Value::LocalDateTime(moment) => local_later(*moment, duration).map(Value::LocalDateTime),
        Value::DateTime(moment) => zoned_later(moment, duration).map(|moment| Value::DateTime(Arc::new(moment))),
        _ => return None,
    };
    Some(moved.ok_or_else(beyond_time))
}

/// A date counts the whole days among the seconds, and drops the rest.
fn date_later(date: Date, duration: &Duration) -> Option<Date> {
    let whole_days = i64::try_from(duration.time_nanoseconds() / (86_400 * 1_000_000_000)).ok()?;
    days_later(date, duration)?.plus_days(whole_days)
}

fn days_later(date: Date, duration: &Duration) -> Option<Date> {
    date.plus_months(duration.months)?.plus_days(duration.days)
}

/// A time of day goes round the clock.
fn time_later(time: LocalTime, duration: &Duration) -> LocalTime {
    let total = i128::from(time.nanoseconds) + duration.time_nanoseconds();
    let nanoseconds = total.rem_euclid(86_400 * 1_000_000_000);
    LocalTime { nanoseconds: u64::try_from(nanoseconds).expect("less than a day") }
}

fn local_later(moment: LocalDateTime, duration: &Duration) -> Option<LocalDateTime> {
    let date = days_later(moment.date, duration)?;
    LocalDateTime { date, ..moment }.plus(duration.seconds, i64::from(duration.nanoseconds))
}

fn zoned_later(moment: &DateTime, duration: &Duration) -> Option<DateTime> {
    let place = Place::of(moment);
    let date = days_later(moment.local.date, duration)?;
    let on_day = place.at(LocalDateTime { date, ..moment.local }).ok()?;
    let utc = LocalDateTime::from_epoch_seconds(on_day.epoch_seconds(), on_day.local.time.nanosecond())?;
    let later = utc.plus(duration.seconds, i64::from(duration.nanoseconds))?;
    place.see(&DateTime::at_offset(later, 0)).ok()
}

/// A number to multiply by, as a fraction of integers where it is one, and as a float.
///
/// A float is taken for the decimal it is written as, so that 100 seconds times 0.29 are 29 seconds and not a billionth less.
#[derive(Clone, Copy)]
struct Factor {
    fraction: Option<(i128, i128)>,
    float: f64,
}

impl Factor {
    #[expect(clippy::cast_precision_loss, reason = "only where the fraction is of no use")]
    fn of(number: &Value) -> Option<Self> {
        match number {
            Value::Integer(number) => Some(Self { fraction: Some(((*number).into(), 1)), float: *number as f64 }),
            Value::Float(number) => Some(Self { fraction: decimal(*number), float: *number }),
            _ => None,
        }
    }

    fn inverse(self) -> Self {
        let fraction = self.fraction.map(|(numerator, denominator)| (denominator, numerator));
        Self { fraction, float: self.float.recip() }
    }

    /// So many billionths of the product, what is smaller dropped; `None` where it has no place in the integers.
    fn times(self, number: i128, scale: i128) -> Option<i128> {
        let exact = self.fraction.and_then(|(numerator, denominator)| {
            number.checked_mul(scale)?.checked_mul(numerator)?.checked_div(denominator)
        });
        exact.or_else(|| self.about(number, scale))
    }

    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "checked against the range before"
    )]
    fn about(self, number: i128, scale: i128) -> Option<i128> {
        let product = (number as f64 * self.float) * scale as f64;
        (product.is_finite() && product.abs() < 1e36).then_some(product.trunc() as i128)
    }
}

/// The decimal a float is written as, as a fraction; `None` for one of too many places.
fn decimal(number: f64) -> Option<(i128, i128)> {
    const MOST_PLACES: u32 = 20;
    let text = format!("{number:e}");
    let (mantissa, exponent) = text.split_once('e')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let places = i32::try_from(fraction.len()).ok()? - exponent.parse::<i32>().ok()?;
    let scale = (places.unsigned_abs() <= MOST_PLACES).then(|| 10_i128.pow(places.unsigned_abs()))?;
    if places >= 0 { Some((digits, scale)) } else { Some((digits.checked_mul(scale)?, 1)) }
}

/// Every part times a number; a fraction of a month becomes days, a fraction of a day seconds.
fn product(duration: &Duration, factor: Factor) -> Result<Value> {
    const BILLION: i128 = 1_000_000_000;
    let product = || {
        Duration::from_billionths(
            factor.times(duration.months.into(), BILLION)?,
            factor.times(duration.days.into(), BILLION)?,
            factor.times(duration.time_nanoseconds(), 1)?,
        )
    };
    product().map(value).ok_or_else(too_long)
}
