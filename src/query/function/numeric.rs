//! Functions of numbers: rounding, roots, logarithms, angles, chance.

use std::f64::consts;

use super::environment::Environment;
use super::error::{out_of_range, overflow, wrong_type};
use super::{Function, QueryError};
use crate::value::Value;

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("abs", 1, 1, abs),
    Function::new("sign", 1, 1, sign),
    Function::new("ceil", 1, 1, |arguments, _| map("ceil", arguments, f64::ceil)),
    Function::new("ceiling", 1, 1, |arguments, _| map("ceiling", arguments, f64::ceil)),
    Function::new("floor", 1, 1, |arguments, _| map("floor", arguments, f64::floor)),
    Function::new("round", 1, 3, round),
    Function::new("sqrt", 1, 1, |arguments, _| map("sqrt", arguments, f64::sqrt)),
    Function::new("exp", 1, 1, |arguments, _| map("exp", arguments, f64::exp)),
    Function::new("log", 1, 1, |arguments, _| map("log", arguments, f64::ln)),
    Function::new("ln", 1, 1, |arguments, _| map("ln", arguments, f64::ln)),
    Function::new("log10", 1, 1, |arguments, _| map("log10", arguments, f64::log10)),
    Function::new("sin", 1, 1, |arguments, _| map("sin", arguments, f64::sin)),
    Function::new("cos", 1, 1, |arguments, _| map("cos", arguments, f64::cos)),
    Function::new("tan", 1, 1, |arguments, _| map("tan", arguments, f64::tan)),
    Function::new("cot", 1, 1, |arguments, _| map("cot", arguments, |angle| 1.0 / angle.tan())),
    Function::new("asin", 1, 1, |arguments, _| map("asin", arguments, f64::asin)),
    Function::new("acos", 1, 1, |arguments, _| map("acos", arguments, f64::acos)),
    Function::new("atan", 1, 1, |arguments, _| map("atan", arguments, f64::atan)),
    Function::new("atan2", 2, 2, atan2),
    Function::new("sinh", 1, 1, |arguments, _| map("sinh", arguments, f64::sinh)),
    Function::new("cosh", 1, 1, |arguments, _| map("cosh", arguments, f64::cosh)),
    Function::new("tanh", 1, 1, |arguments, _| map("tanh", arguments, f64::tanh)),
    Function::new("coth", 1, 1, |arguments, _| map("coth", arguments, |angle| 1.0 / angle.tanh())),
    Function::new("degrees", 1, 1, |arguments, _| map("degrees", arguments, f64::to_degrees)),
    Function::new("radians", 1, 1, |arguments, _| map("radians", arguments, f64::to_radians)),
    Function::new("haversin", 1, 1, |arguments, _| map("haversin", arguments, haversin)),
    Function::new("isNaN", 1, 1, is_nan),
    Function::new("e", 0, 0, |_, _| Ok(Value::Float(consts::E))),
    Function::new("pi", 0, 0, |_, _| Ok(Value::Float(consts::PI))),
    Function::new("rand", 0, 0, rand).impure(),
    Function::new("randomUUID", 0, 0, random_uuid).impure(),
];

fn number(function: &str, value: &Value) -> Result<f64, QueryError> {
    value.as_number().ok_or_else(|| wrong_type(&format!("{function}()"), "a number", value))
}

fn map(function: &str, arguments: &[Value], map: fn(f64) -> f64) -> Result<Value, QueryError> {
    number(function, &arguments[0]).map(|number| Value::Float(map(number)))
}

fn abs(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    match &arguments[0] {
        Value::Integer(integer) => {
            integer.checked_abs().map(Value::Integer).ok_or_else(|| overflow(&format!("abs({integer})")))
        }
        other => number("abs", other).map(|number| Value::Float(number.abs())),
    }
}

fn sign(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let number = number("sign", &arguments[0])?;
    Ok(Value::Integer(i64::from(number > 0.0) - i64::from(number < 0.0)))
}

/// Half of the angle's versed sine: what great-circle distances are made of.
fn haversin(angle: f64) -> f64 {
    (angle / 2.0).sin().powi(2)
}

fn atan2(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    Ok(Value::Float(number("atan2", &arguments[0])?.atan2(number("atan2", &arguments[1])?)))
}

fn is_nan(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    number("isNaN", &arguments[0]).map(|number| Value::Boolean(number.is_nan()))
}

/// `round(number, precision, mode)`: without a precision, halves go up; with one, away from zero unless a mode says more.
fn round(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let value = number("round", &arguments[0])?;
    let Some(precision) = arguments.get(1) else {
        return Ok(Value::Float(round_half_up(value)));
    };
    let places = precision.as_integer().ok_or_else(|| wrong_type("round()", "an integer as precision", precision))?;
    if !(0..=308).contains(&places) {
        return Err(out_of_range(format!("round() expects a precision from 0 to 308, found {places}")));
    }
    let mode = match arguments.get(2) {
        Some(mode) => mode.as_text().ok_or_else(|| wrong_type("round()", "a string as mode", mode))?,
        None => "HALF_UP",
    };
    let places = i32::try_from(places).expect("checked above");
    Ok(Value::Float(round_to(value, places, rounding(mode)?)))
}

/// The nearest whole number, halves towards positive infinity. Not `(value + 0.5).floor()`, which rounds twice.
fn round_half_up(value: f64) -> f64 {
    let whole = value.floor();
    if value - whole >= 0.5 { value.ceil() } else { whole }
}

/// Rounds a scaled number to a whole one.
type Rounding = fn(f64) -> f64;

fn rounding(mode: &str) -> Result<Rounding, QueryError> {
    Ok(match mode.to_ascii_uppercase().as_str() {
        "UP" => |scaled| scaled.signum() * scaled.abs().ceil(),
        "DOWN" => f64::trunc,
        "CEILING" => f64::ceil,
        "FLOOR" => f64::floor,
        "HALF_UP" => f64::round,
        "HALF_DOWN" => |scaled| scaled.signum() * (scaled.abs() - 0.5).ceil(),
        "HALF_EVEN" => f64::round_ties_even,
        _ => {
            return Err(out_of_range(format!("round() knows no mode '{mode}'"))
                .help("the modes are UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN"));
        }
    })
}

/// Rounds in decimal: a number is read as the shortest decimal that stands for it, so that 1.005 has a half to round.
fn round_to(value: f64, places: i32, rounding: Rounding) -> f64 {
    let scale = 10_f64.powi(places);
    let scaled: f64 = format!("{value:e}").split_once('e').map_or(value * scale, |(mantissa, exponent)| {
        let exponent = exponent.parse::<i32>().unwrap_or(0) + places;
        format!("{mantissa}e{exponent}").parse().unwrap_or(value * scale)
    });
    if !scaled.is_finite() || scaled.abs() >= 9_007_199_254_740_992.0 {
        return value;
    }
    format!("{:.0}e-{places}", rounding(scaled)).parse().unwrap_or(value)
}

/// A number that looks random, at least 0 and below 1.
#[expect(clippy::cast_precision_loss, reason = "53 bits fit a float exactly")]
fn rand(_: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    Ok(Value::Float((environment.random() >> 11) as f64 / (1_u64 << 53) as f64))
}

/// A UUID of version 4 (RFC 9562).
fn random_uuid(_: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    let (high, low) = (environment.random(), environment.random());
    let high = high & !0xF000 | 0x4000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    Ok(Value::from(format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )))
}
