//! Options that several commands share: how answers are shown, and what statements may use.

use std::num::NonZeroUsize;
use std::time::Duration;

use annals::export::Format;
use annals::query::{Limits, Parameters};
use annals::storage::SyncMode;
use annals::time::Date;
use annals::value::Value;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::exit::Failure;
use crate::settings::Settings;

const MOST_ROWS: usize = 1_000_000_000;
const LONGEST_SECONDS: f64 = 86_400.0;

/// How answers are shown.
#[derive(Args, Debug, Default)]
pub(crate) struct Show {
    /// The format of rows
    #[arg(long, short, value_name = "FORMAT", default_value = "table", value_parser = format())]
    pub(crate) format: Format,
    /// Show at most so many rows
    #[arg(long, value_name = "ROWS", allow_hyphen_values = true, value_parser = rows)]
    pub(crate) limit: Option<usize>,
    /// Let control characters through (they can drive a terminal)
    #[arg(long)]
    pub(crate) raw: bool,
    /// Let what spreadsheets take for formulas through into CSV
    #[arg(long)]
    pub(crate) csv_raw: bool,
    /// Show the type of every column of a table
    #[arg(long)]
    pub(crate) types: bool,
}

/// What statements may use.
#[derive(Args, Debug, Default)]
pub(crate) struct Bind {
    /// Stop a statement after so many seconds
    #[arg(long, value_name = "SECONDS", allow_hyphen_values = true, value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,
    /// Threads a statement counts on where there is very much to count [default: as many as the machine has]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) limits: Budget,
    /// Give `$NAME` a value: JSON, or else a text
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parameter)]
    parameters: Vec<(String, Value)>,
}

/// How much a statement may use beside time.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Limits of a statement")]
pub(crate) struct Budget {
    /// Rows it returns
    #[arg(long, value_name = "ROWS", value_parser = count)]
    limit_rows: Option<u64>,
    /// Bytes its sorting, grouping and expressions hold
    #[arg(long, value_name = "BYTES", value_parser = count)]
    limit_memory_bytes: Option<u64>,
    /// Relationships its patterns look at
    #[arg(long, value_name = "STEPS", value_parser = count)]
    limit_path_steps: Option<u64>,
    /// Elements of one list
    #[arg(long, value_name = "ELEMENTS", value_parser = count)]
    limit_list_length: Option<u64>,
    /// Bytes of one text
    #[arg(long, value_name = "BYTES", value_parser = count)]
    limit_text_bytes: Option<u64>,
    /// Bytes of the statement itself
    #[arg(long, value_name = "BYTES", value_parser = count)]
    limit_query_bytes: Option<u64>,
}

impl Budget {
    /// Whether the rows were limited.
    pub(crate) const fn has_rows(&self) -> bool {
        self.limit_rows.is_some()
    }

    /// Sets the limits that were given.
    pub(crate) fn apply(&self, limits: &mut Limits) {
        let given = [
            ("rows", self.limit_rows),
            ("memory_bytes", self.limit_memory_bytes),
            ("path_steps", self.limit_path_steps),
            ("list_length", self.limit_list_length),
            ("text_bytes", self.limit_text_bytes),
            ("query_bytes", self.limit_query_bytes),
        ];
        for (name, count) in given {
            if let Some(count) = count {
                limits.set(name, count);
            }
        }
    }
}

impl Show {
    pub(crate) fn settings(&self) -> Settings {
        Settings {
            format: self.format,
            limit: self.limit,
            raw: self.raw,
            csv_raw: self.csv_raw,
            types: self.types,
            ..Settings::default()
        }
    }
}

impl Bind {
    /// The values of `$name`. One name has one value: of two, nobody can say which is meant.
    pub(crate) fn parameters(&self) -> Result<Parameters, Failure> {
        let mut parameters = Parameters::new();
        for (name, value) in &self.parameters {
            if parameters.insert(name.clone(), value.clone()).is_some() {
                let message = format!("the parameter '{name}' is given twice");
                return Err(Failure::usage(&message, &format!("give it once, as in --param {name}=VALUE")));
            }
        }
        Ok(parameters)
    }
}

/// One of the formats, by name; the parser lists them where it is none.
fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .map(|name| name.parse().expect("only the names of formats are possible"))
}

/// One of the modes of syncing, by name.
pub(crate) fn sync_mode() -> impl TypedValueParser<Value = SyncMode> {
    PossibleValuesParser::new(["full", "batch", "off"]).map(|name| match name.as_str() {
        "batch" => SyncMode::Batch,
        "off" => SyncMode::Off,
        _ => SyncMode::Full,
    })
}

/// A day as `2025-05-24`.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a day such as 2025-05-24".to_owned())
}

fn rows(text: &str) -> Result<usize, String> {
    let rows = text.parse().ok().filter(|rows| (1..=MOST_ROWS).contains(rows));
    rows.ok_or_else(|| format!("expected a whole number from 1 to {MOST_ROWS}"))
}

/// A whole number above 0; `_` may stand between its digits.
pub(crate) fn count(text: &str) -> Result<u64, String> {
    let count = text.replace('_', "").parse().ok().filter(|count| *count > 0);
    count.ok_or_else(|| "expected a whole number above 0".to_owned())
}

pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| *seconds > 0.0 && *seconds <= LONGEST_SECONDS);
    seconds
        .map(Duration::from_secs_f64)
        .ok_or_else(|| format!("expected seconds, more than 0 and at most {LONGEST_SECONDS}"))
}

fn parameter(text: &str) -> Result<(String, Value), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    let name = name.trim_start_matches('$');
    if name.is_empty() {
        return Err("expected NAME=VALUE with a name".to_owned());
    }
    Ok((name.to_owned(), value_of(value)))
}

/// JSON where it is JSON, else the text itself: `5` is a number, `"5"` and `five` are texts.
fn value_of(text: &str) -> Value {
    serde_json::from_str(text).map_or_else(|_| Value::from(text), |json| from_json(&json))
}

fn from_json(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Boolean(*truth),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        serde_json::Value::String(text) => Value::from(text.as_str()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(from_json).collect::<Vec<_>>().into()),
        serde_json::Value::Object(entries) => {
            let entries = entries.iter().map(|(key, json)| (key.as_str().into(), from_json(json)));
            Value::Map(std::sync::Arc::new(entries.collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_json_or_text() {
        assert_eq!(parameter("n=5").unwrap(), ("n".into(), Value::Integer(5)));
        assert_eq!(parameter("n=\"5\"").unwrap(), ("n".into(), Value::from("5")));
        assert_eq!(parameter("$city=Kyiv").unwrap(), ("city".into(), Value::from("Kyiv")));
        assert_eq!(parameter("q=a=b").unwrap(), ("q".into(), Value::from("a=b")));
        assert!(parameter("=5").is_err() && parameter("five").is_err());
    }

    #[test]
    fn ranges_are_named() {
        for wrong in ["-1", "0", "1e9", "x", ""] {
            assert!(rows(wrong).unwrap_err().contains("from 1 to"));
        }
        for wrong in ["0", "-1", "inf", "nan", "1e9"] {
            assert!(seconds(wrong).unwrap_err().contains("more than 0"));
        }
        assert_eq!(seconds("0.5").unwrap(), Duration::from_millis(500));
    }
}
