//! The fields of one row, taken out one by one; what is left at the end is unknown.

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Span};
use crate::value::json;

/// The fields of a row that were not taken yet.
pub(in crate::ingest) struct Fields<'l> {
    places: Places<'l>,
    object: Map<String, Value>,
    known: Vec<&'static str>,
}

/// Where the fields of a row stand in its text.
#[derive(Clone, Copy)]
pub(in crate::ingest) enum Places<'l> {
    /// In an object of JSON on one line.
    Line(&'l str),
    /// In the cells of a table, by the names of their columns.
    Cells(&'l [(&'l str, Span)]),
}

/// A name, and what the line says about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) kind: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) country: Option<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
}

impl<'l> Fields<'l> {
    /// The object on a line.
    pub(in crate::ingest) fn parse(line: &'l str) -> Result<Self, Diagnostic> {
        let value: Value = json::parse(line).map_err(|error| not_json(&error, line))?;
        match value {
            Value::Object(object) => Ok(Self::new(object, Places::Line(line))),
            other => Err(wrong(format!("expected an object in braces, found {}", shape(&other)))),
        }
    }

    /// Fields that stand at these places.
    pub(in crate::ingest) const fn new(object: Map<String, Value>, places: Places<'l>) -> Self {
        Self { places, object, known: Vec::new() }
    }

    /// Whether there is such a field.
    pub(in crate::ingest) fn has(&self, field: &str) -> bool {
        self.object.get(field).is_some_and(|value| !value.is_null())
    }

    pub(in crate::ingest) fn text(&mut self, field: &'static str) -> Result<Option<String>, Diagnostic> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(Some(text)),
            Some(other) => Err(self.unfit(field, "a text", &other)),
        }
    }

    /// A text that must mean something: what `parse` makes of it, or why it does not.
    pub(in crate::ingest) fn parsed<T>(
        &mut self,
        field: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Diagnostic>,
    ) -> Result<Option<T>, Diagnostic> {
        let Some(text) = self.text(field)? else { return Ok(None) };
        match parse(text.trim()) {
            Ok(parsed) => Ok(Some(parsed)),
            Err(reason) => Err(Diagnostic {
                code: "bad_record",
                message: format!("field '{field}': {}", reason.message),
                span: Some(self.place(field)),
                help: reason.help,
            }),
        }
    }

    /// An identity: a text or a whole number.
    pub(in crate::ingest) fn identity(&mut self, field: &'static str) -> Result<Option<String>, Diagnostic> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(text)) if !text.is_empty() => Ok(Some(text)),
            Some(Value::Number(number)) if number.is_i64() || number.is_u64() => Ok(Some(number.to_string())),
            Some(other) => Err(self.unfit(field, "a text or a whole number", &other)),
        }
    }

    /// A label: one word of letters, digits and underscores.
    pub(super) fn label(&mut self, field: &'static str) -> Result<String, Diagnostic> {
        let label = self.text(field)?.ok_or_else(|| wrong(format!("the field '{field}' is missing")))?;
        let is_label = label.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        if is_label && label.starts_with(char::is_alphabetic) {
            return Ok(label);
        }
        let message = format!("field '{field}': expected one word, such as Airstrike, found '{label}'");
        Err(wrong(message).at(self.place(field)))
    }

    pub(super) fn number(&mut self, field: &'static str) -> Result<Option<f64>, Diagnostic> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::Number(number)) => Ok(number.as_f64()),
            Some(other) => Err(self.unfit(field, "a number", &other)),
        }
    }

    /// How many: a whole number that is not negative.
    pub(super) fn count(&mut self, field: &'static str) -> Result<Option<i64>, Diagnostic> {
        let Some(value) = self.take(field) else { return Ok(None) };
        match value.as_i64().filter(|count| *count >= 0) {
            Some(count) => Ok(Some(count)),
            None => Err(self.unfit(field, "a whole number, 0 or more", &value)),
        }
    }

    /// One name or a list of names, each a text or an object.
    pub(super) fn names(&mut self, field: &'static str) -> Result<Vec<Named>, Diagnostic> {
        let values = match self.take(field) {
            None => return Ok(Vec::new()),
            Some(Value::Array(values)) => values,
            Some(one) => vec![one],
        };
        values.into_iter().map(|value| self.name(field, value)).collect()
    }

    /// Refuses what was not asked for.
    pub(super) fn finish(self) -> Result<(), Diagnostic> {
        let Some(unknown) = self.object.keys().next() else { return Ok(()) };
        let place = self.key_place(unknown);
        let refusal = wrong(format!("unknown field '{unknown}'")).at(place);
        Err(match nearest(unknown, self.known.iter().copied()) {
            Some(near) => refusal.help(format!("closest: '{near}'")),
            None => refusal.help(format!("the fields are {}", self.known.join(", "))),
        })
    }

    fn name(&self, field: &'static str, value: Value) -> Result<Named, Diagnostic> {
        match value {
            Value::String(name) if !name.trim().is_empty() => Ok(Named { name, ..Named::default() }),
            Value::Object(object) => self.named_object(field, object),
            other => Err(self.unfit(field, "a name or an object with a name", &other)),
        }
    }

    fn named_object(&self, field: &'static str, object: Map<String, Value>) -> Result<Named, Diagnostic> {
        let mut inner = Fields::new(object, self.places);
        let missing = || wrong(format!("field '{field}': a name is missing")).at(self.place(field));
        let named = Named {
            name: inner.text("name")?.ok_or_else(missing)?,
            kind: inner.text("kind")?,
            aliases: inner.names("aliases")?.into_iter().map(|alias| alias.name).collect(),
            country: inner.text("country")?,
            latitude: inner.number("latitude")?,
            longitude: inner.number("longitude")?,
        };
        inner.finish()?;
        let on_globe = |degrees: Option<f64>, most: f64| degrees.is_none_or(|degrees| degrees.abs() <= most);
        if !on_globe(named.latitude, 90.0) || !on_globe(named.longitude, 180.0) {
            let message = format!("field '{field}': '{}' lies beyond 90 degrees north or 180 east", named.name);
            return Err(wrong(message).at(self.place(field)));
        }
        Ok(named)
    }

    /// A field, and a note that it is one; null is as good as missing.
    fn take(&mut self, field: &'static str) -> Option<Value> {
        self.known.push(field);
        self.object.shift_remove(field).filter(|value| !value.is_null())
    }

    fn unfit(&self, field: &str, expected: &str, found: &Value) -> Diagnostic {
        wrong(format!("field '{field}': expected {expected}, found {}", shape(found))).at(self.place(field))
    }

    /// Where the value of a field stands; on a line, as far as its comma or the line's end.
    fn place(&self, field: &str) -> Span {
        let key = self.key_place(field);
        let Places::Line(line) = self.places else { return key };
        let rest = line.get(key.end..).unwrap_or_default();
        let value = rest.find(|letter: char| letter != ':' && !letter.is_whitespace()).unwrap_or(0);
        let length = rest.get(value..).and_then(|value| value.find([',', '}'])).unwrap_or(1);
        Span::new(key.end + value, key.end + value + length.max(1))
    }

    fn key_place(&self, field: &str) -> Span {
        match self.places {
            Places::Line(line) => {
                let quoted = Value::String(field.to_owned()).to_string();
                let start = line.find(&quoted);
                start.map_or(Span::new(0, line.len()), |start| Span::new(start, start + quoted.len()))
            }
            Places::Cells(cells) => {
                cells.iter().find(|(column, _)| *column == field).map_or(Span::default(), |(_, span)| *span)
            }
        }
    }
}

/// The known word nearest to a misspelt one, if it is near.
pub(in crate::ingest) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let distances = known.map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate));
    distances.min().filter(|(distance, _)| *distance <= 2).map(|(_, candidate)| candidate)
}

fn wrong(message: String) -> Diagnostic {
    Diagnostic::new("bad_record", message)
}

/// `serde_json` counts columns in bytes from 1 and adds the place to its words.
fn not_json(error: &serde_json::Error, line: &str) -> Diagnostic {
    let words = error.to_string();
    let reason = words.split(" at line ").next().unwrap_or_default();
    let start = error.column().saturating_sub(1).min(line.len().saturating_sub(1));
    let start = (0..=start).rev().find(|&start| line.is_char_boundary(start)).unwrap_or(0);
    wrong(format!("not JSON: {reason}")).at(Span::new(start, line.ceil_char_boundary((start + 1).min(line.len()))))
}

fn shape(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.trim().is_empty() => "an empty text".to_owned(),
        Value::String(text) => format!("'{}'", text.chars().take(40).collect::<String>()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
