//! How values read: as Cypher literals, where a text is quoted and a date is a call, and as plain text.
//!
//! ```text
//! literal  'Kyiv'  1.0  date('2025-05-24')  [1, 'a']  {name: 'Kyiv'}  (#7)  [#12]
//! plain     Kyiv   1.0  2025-05-24          [1, 'a']  {name: 'Kyiv'}  (#7)  [#12]
//! ```
//! Nodes and relationships are shown by their ids, because a value does not hold its graph; whoever does shows more.

use std::fmt::{self, Write};
use std::sync::Arc;

use super::{CoordinateSystem, Path, Point, Value};

/// A value as a Cypher literal: [`Display`](fmt::Display) of this is what would be typed to get the value.
///
/// `NaN` and the infinities, which have no literal, print by their names; entities print by their ids.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => quoted(text).fmt(f),
            Self::Date(date) => write!(f, "date('{date}')"),
            Self::LocalTime(time) => write!(f, "localtime('{time}')"),
            Self::Time(time) => write!(f, "time('{time}')"),
            Self::LocalDateTime(moment) => write!(f, "localdatetime('{moment}')"),
            Self::DateTime(moment) => write!(f, "datetime('{moment}')"),
            Self::Duration(duration) => write!(f, "duration('{duration}')"),
            other => plain(other).fmt(f),
        }
    }
}

/// A value as plain text: a text without quotes, a date without `date('…')`; inside lists and maps, as literals.
#[must_use]
pub fn plain(value: &Value) -> impl fmt::Display {
    Plain(value)
}

struct Plain<'v>(&'v Value);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("null"),
            Value::Boolean(truth) => truth.fmt(f),
            Value::Integer(integer) => integer.fmt(f),
            Value::Float(number) => float(*number).fmt(f),
            Value::String(text) => f.write_str(text),
            Value::Date(date) => date.fmt(f),
            Value::LocalTime(time) => time.fmt(f),
            Value::Time(time) => time.fmt(f),
            Value::LocalDateTime(moment) => moment.fmt(f),
            Value::DateTime(moment) => moment.fmt(f),
            Value::Duration(duration) => duration.fmt(f),
            Value::Point(point) => write_point(f, point),
            Value::List(list) => write_list(f, list),
            Value::Map(map) => write_map(f, map),
            Value::Node(node) => write!(f, "(#{node})"),
            Value::Relationship(relationship) => write!(f, "[#{relationship}]"),
            Value::Path(path) => write_path(f, path),
        }
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, list: &[Value]) -> fmt::Result {
    f.write_char('[')?;
    for (index, element) in list.iter().enumerate() {
        write!(f, "{}{element}", separator(index))?;
    }
    f.write_char(']')
}

fn write_map(f: &mut fmt::Formatter<'_>, map: &std::collections::BTreeMap<Arc<str>, Value>) -> fmt::Result {
    f.write_char('{')?;
    for (index, (key, value)) in map.iter().enumerate() {
        write!(f, "{}{}: {value}", separator(index), name(key))?;
    }
    f.write_char('}')
}

fn separator(index: usize) -> &'static str {
    if index == 0 { "" } else { ", " }
}

fn write_point(f: &mut fmt::Formatter<'_>, point: &Point) -> fmt::Result {
    let (x, y, z) = match point.system {
        CoordinateSystem::Geographic => ("longitude", "latitude", "height"),
        CoordinateSystem::Cartesian => ("x", "y", "z"),
    };
    write!(f, "point({{{x}: {}, {y}: {}", float(point.x), float(point.y))?;
    if let Some(height) = point.z {
        write!(f, ", {z}: {}", float(height))?;
    }
    f.write_str("})")
}

fn write_path(f: &mut fmt::Formatter<'_>, path: &Path) -> fmt::Result {
    for (index, node) in path.nodes.iter().enumerate() {
        if let Some(relationship) = index.checked_sub(1).and_then(|before| path.relationships.get(before)) {
            write!(f, "-[#{relationship}]-")?;
        }
        write!(f, "(#{node})")?;
    }
    Ok(())
}

/// A float as openCypher prints it: always with a decimal point or an exponent, the shortest digits that read back.
///
/// ```
/// use annals::value::text::float;
/// assert_eq!(float(1.0).to_string(), "1.0");
/// assert_eq!(float(1e9).to_string(), "1.0E9");
/// assert_eq!(float(0.00001).to_string(), "1.0E-5");
/// ```
#[must_use]
pub fn float(number: f64) -> impl fmt::Display {
    Float(number)
}

struct Float(f64);

impl fmt::Display for Float {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.abs();
        if self.0.is_nan() {
            f.write_str("NaN")
        } else if self.0.is_infinite() {
            f.write_str(if self.0 > 0.0 { "Infinity" } else { "-Infinity" })
        } else if size == 0.0 || (1e-3..1e7).contains(&size) {
            write!(f, "{:?}", self.0)
        } else {
            write_exponent(f, self.0)
        }
    }
}

/// `1e9` as `1.0E9`: the mantissa keeps a decimal point.
fn write_exponent(f: &mut fmt::Formatter<'_>, number: f64) -> fmt::Result {
    let text = format!("{number:E}");
    let (mantissa, exponent) = text.split_once('E').expect("an exponent was asked for");
    let point = if mantissa.contains('.') { "" } else { ".0" };
    write!(f, "{mantissa}{point}E{exponent}")
}

/// A text in single quotes, with the escapes Cypher reads back.
///
/// ```
/// use annals::value::text::quoted;
/// assert_eq!(quoted("Kyiv's\nmayor").to_string(), r"'Kyiv\'s\nmayor'");
/// ```
#[must_use]
pub fn quoted(text: &str) -> impl fmt::Display {
    Quoted(text)
}

struct Quoted<'t>(&'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('\'')?;
        self.0.chars().try_for_each(|character| write_escaped(f, character))?;
        f.write_char('\'')
    }
}

fn write_escaped(f: &mut fmt::Formatter<'_>, character: char) -> fmt::Result {
    match character {
        '\\' => f.write_str("\\\\"),
        '\'' => f.write_str("\\'"),
        '\n' => f.write_str("\\n"),
        '\r' => f.write_str("\\r"),
        '\t' => f.write_str("\\t"),
        // A control or direction character in a literal would change how the rest of the line shows.
        _ if character.is_control() || is_direction_mark(character) => write!(f, "\\u{:04X}", u32::from(character)),
        _ => f.write_char(character),
    }
}

/// Whether a character changes the direction of the text around it and shows nothing itself.
#[must_use]
pub const fn is_direction_mark(character: char) -> bool {
    matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A name as it is written in Cypher: between back-ticks where it is not a plain identifier.
///
/// Words with a meaning of their own (`MATCH`) are left alone, since Cypher takes them where only a name can stand.
///
/// ```
/// use annals::value::text::name;
/// assert_eq!(name("title").to_string(), "title");
/// assert_eq!(name("due date").to_string(), "`due date`");
/// ```
#[must_use]
pub fn name(name: &str) -> impl fmt::Display {
    Name(name)
}

struct Name<'t>(&'t str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_identifier(self.0) { f.write_str(self.0) } else { write_back_ticked(f, self.0) }
    }
}

/// Writes a name between back-ticks.
pub(crate) fn write_back_ticked(f: &mut impl Write, name: &str) -> fmt::Result {
    write!(f, "`{}`", name.replace('`', "``"))
}

/// Whether a name needs no back-ticks: a letter or `_`, then letters, digits and `_`.
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let starts = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
    starts && characters.all(|character| character.is_alphanumeric() || character == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{NodeId, RelationshipId};

    #[test]
    fn floats_always_look_like_floats() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.1, "0.1"),
            (0.001, "0.001"),
            (0.0001, "1.0E-4"),
            (9_999_999.0, "9999999.0"),
            (1.25e7, "1.25E7"),
            (f64::MAX, "1.7976931348623157E308"),
            (f64::INFINITY, "Infinity"),
        ];
        for (number, expected) in cases {
            assert_eq!(float(number).to_string(), expected);
        }
    }

    #[test]
    fn values_print_as_literals() {
        let value = Value::map([
            ("due date", Value::list([Value::Null, Value::from(true), Value::from("a'b\\\u{202e}")])),
            ("at", Value::from(Point { system: CoordinateSystem::Geographic, x: 30.5, y: 50.0, z: None })),
        ]);
        let expected = r"{at: point({longitude: 30.5, latitude: 50.0}), `due date`: [null, true, 'a\'b\\\u202E']}";
        assert_eq!(value.to_string(), expected);
    }

    #[test]
    fn plain_text_has_no_quotes_outside_lists() {
        assert_eq!(plain(&Value::from("a")).to_string(), "a");
        assert_eq!(plain(&Value::from(vec!["a"])).to_string(), "['a']");
    }

    #[test]
    fn entities_print_by_id() {
        let path = Path { nodes: vec![NodeId(1), NodeId(2)], relationships: vec![RelationshipId(5)] };
        assert_eq!(Value::from(path).to_string(), "(#1)-[#5]-(#2)");
        assert_eq!(Value::Relationship(RelationshipId(5)).to_string(), "[#5]");
    }
}
