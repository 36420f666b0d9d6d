//! Names, in back-ticks where they would not be read as names.

use std::fmt::{self, Formatter};

use crate::query::ast::Name;
use crate::query::parser::is_reserved;
use crate::value::text::{is_identifier, name, write_back_ticked};

/// A name where no keyword can stand: of a label, a type, a property.
pub(super) fn write_schema_name(f: &mut Formatter<'_>, schema_name: &Name) -> fmt::Result {
    write!(f, "{}", name(&schema_name.text))
}

/// A name where a keyword could stand: of a variable or a procedure.
pub(super) fn write_symbolic_name(f: &mut Formatter<'_>, symbolic_name: &Name) -> fmt::Result {
    write_unless(f, symbolic_name, &[])
}

/// A variable that braces may follow: `count {` begins something else.
pub(super) fn write_variable_before_brace(f: &mut Formatter<'_>, variable: &Name) -> fmt::Result {
    write_unless(f, variable, &["count", "exists"])
}

/// The first part of a function's name: `any(` begins something else.
pub(super) fn write_function_name(f: &mut Formatter<'_>, function_name: &Name) -> fmt::Result {
    write_unless(f, function_name, &["any", "none", "single", "reduce", "shortestPath", "allShortestPaths"])
}

fn write_unless(f: &mut Formatter<'_>, name: &Name, taken: &[&str]) -> fmt::Result {
    let is_taken = is_reserved(&name.text) || taken.iter().any(|word| word.eq_ignore_ascii_case(&name.text));
    if is_identifier(&name.text) && !is_taken { f.write_str(&name.text) } else { write_back_ticked(f, &name.text) }
}

/// `$name`
pub(super) fn write_parameter(f: &mut Formatter<'_>, parameter: &Name) -> fmt::Result {
    let text = &parameter.text;
    let is_plain =
        !text.is_empty() && text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
    f.write_str("$")?;
    if is_plain || is_identifier(text) { f.write_str(text) } else { write_back_ticked(f, text) }
}
