//! Functions of texts. Positions and lengths count characters, not bytes.

use unicode_normalization::UnicodeNormalization;

use super::environment::Environment;
use super::error::{one, out_of_range, wrong_argument};
use super::operator::{check_length, check_text};
use super::{Function, QueryError};
use crate::query::ErrorKind;
use crate::value::Value;
use crate::value::fold::fold;

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("toLower", 1, 1, |arguments, _| map_text("toLower", arguments, |text| text.to_lowercase())),
    Function::new("lower", 1, 1, |arguments, _| map_text("lower", arguments, |text| text.to_lowercase())),
    Function::new("toUpper", 1, 1, |arguments, _| map_text("toUpper", arguments, |text| text.to_uppercase())),
    Function::new("upper", 1, 1, |arguments, _| map_text("upper", arguments, |text| text.to_uppercase())),
    Function::new("trim", 1, 1, |arguments, _| map_text("trim", arguments, |text| text.trim().to_owned())),
    Function::new("lTrim", 1, 1, |arguments, _| map_text("lTrim", arguments, |text| text.trim_start().to_owned())),
    Function::new("rTrim", 1, 1, |arguments, _| map_text("rTrim", arguments, |text| text.trim_end().to_owned())),
    Function::new("normalize", 1, 1, |arguments, _| map_text("normalize", arguments, |text| text.nfc().collect())),
    Function::new("replace", 3, 3, replace),
    Function::new("split", 2, 2, split),
    Function::new("substring", 2, 3, substring),
    Function::new("left", 2, 2, left),
    Function::new("right", 2, 2, right),
    Function::new("similar", 2, 2, similar),
];

fn text<'v>(function: &str, value: &'v Value) -> Result<&'v str, QueryError> {
    value.as_text().ok_or_else(|| wrong_argument(function, "a string", value))
}

fn map_text(function: &str, arguments: &[Value], map: fn(&str) -> String) -> Result<Value, QueryError> {
    Ok(Value::from(map(text(function, &arguments[0])?)))
}

/// A count of characters: an integer that is not negative.
fn count(function: &str, value: &Value) -> Result<usize, QueryError> {
    let integer = value.as_integer().ok_or_else(|| wrong_argument(function, "an integer", value))?;
    usize::try_from(integer)
        .map_err(|_| out_of_range(format!("{function}() expects no negative number, found {integer}")))
}

/// Texts grow by replacing short parts with long ones: how long they would get is worked out first.
fn replace(arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    let (original, search) = (text("replace", &arguments[0])?, text("replace", &arguments[1])?);
    let replacement = text("replace", &arguments[2])?;
    let grows_to = original.len().saturating_add((original.len() + 1).saturating_mul(replacement.len()));
    if check_text(grows_to, environment).is_err() {
        let found = original.matches(search).count();
        let kept = original.len() - found * search.len();
        check_text(kept.saturating_add(found.saturating_mul(replacement.len())), environment)?;
    }
    Ok(Value::from(original.replace(search, replacement)))
}

fn split(arguments: &[Value], environment: &Environment<'_>) -> Result<Value, QueryError> {
    let original = text("split", &arguments[0])?;
    let separators = separators(&arguments[1])?;
    check_length(original.len(), environment).or_else(|error| {
        let parts = separators.iter().map(|separator| original.matches(*separator).count() + 1).sum();
        check_length(parts, environment).map_err(|_| error)
    })?;
    if separators.contains(&"") {
        return Ok(Value::list(original.chars().map(|character| Value::from(character.to_string()))));
    }
    let mut parts = vec![original];
    for separator in separators {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    Ok(Value::from(parts))
}

/// One separator, or a list of them.
fn separators(value: &Value) -> Result<Vec<&str>, QueryError> {
    match value {
        Value::List(separators) => separators.iter().map(|separator| text("split", separator)).collect(),
        single => Ok(vec![text("split", single)?]),
    }
}

fn substring(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let start = count("substring", &arguments[1])?;
    let rest = text("substring", &arguments[0])?.chars().skip(start);
    Ok(Value::from(match arguments.get(2) {
        Some(length) => rest.take(count("substring", length)?).collect::<String>(),
        None => rest.collect(),
    }))
}

fn left(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let length = count("left", &arguments[1])?;
    Ok(Value::from(text("left", &arguments[0])?.chars().take(length).collect::<String>()))
}

fn right(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let length = count("right", &arguments[1])?;
    let original = text("right", &arguments[0])?;
    let before = original.chars().count().saturating_sub(length);
    Ok(Value::from(original.chars().skip(before).collect::<String>()))
}

/// How alike two names are, from 0.0 to 1.0, after folding case, accents and apostrophes.
///
/// Jaro-Winkler similarity: Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of
/// Record Linkage", 1990. It was made for names of people, which differ less at their beginnings.
fn similar(arguments: &[Value], _: &Environment<'_>) -> Result<Value, QueryError> {
    let (one, other) = (text("similar", &arguments[0])?, text("similar", &arguments[1])?);
    Ok(Value::Float(strsim::jaro_winkler(&fold(one), &fold(other))))
}

/// The characters of a text in the other direction; `reverse` of lists is beside it.
pub(super) fn reversed(value: &Value) -> Result<Value, QueryError> {
    match value {
        Value::String(text) => Ok(Value::from(text.chars().rev().collect::<String>())),
        Value::List(list) => Ok(Value::list(list.iter().rev().cloned())),
        other => {
            let message = format!("reverse() expects a string or a list, found {}", one(other));
            Err(QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentType", message))
        }
    }
}
