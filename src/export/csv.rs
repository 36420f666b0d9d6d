//! Rows as comma-separated values with a header (RFC 4180).
//!
//! Null is an empty field. A text that a spreadsheet would run as a formula gets an apostrophe in front, which
//! spreadsheets do not show; [`Options::formulas`] lets it through.

use std::borrow::Cow;
use std::io;

use super::{Options, cell, visible::visible_lines};
use crate::query::Rows;
use crate::value::Value;

/// Writes the header and one record per row.
pub(super) fn write(rows: &Rows, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if rows.columns.is_empty() {
        return Ok(());
    }
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(rows.columns.iter().map(|column| text_field(column, options).into_owned()))?;
    for row in &rows.rows {
        writer.write_record(row.iter().map(|value| field(value, rows, options)))?;
    }
    writer.flush()
}

fn field(value: &Value, rows: &Rows, options: &Options) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text_field(text, options).into_owned(),
        other => shown(&cell::text(other, rows), options).into_owned(),
    }
}

fn text_field<'t>(text: &'t str, options: &Options) -> Cow<'t, str> {
    let text = shown(text, options);
    if !options.formulas && looks_like_a_formula(&text) { Cow::Owned(format!("'{text}")) } else { text }
}

fn shown<'t>(text: &'t str, options: &Options) -> Cow<'t, str> {
    if options.raw { Cow::Borrowed(text) } else { visible_lines(text) }
}

/// OWASP's list of first characters that spreadsheets take for a formula, and their full-width forms. Leading blanks are
/// skipped, as some spreadsheets do.
fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(value: Value, options: Options) -> String {
        let rows = Rows { columns: vec!["x".into()], rows: vec![vec![value]], ..Rows::default() };
        let mut out = Vec::new();
        write(&rows, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn formulas_in_texts_are_guarded() {
        for formula in ["=cmd|' /C calc'!A0", "+1", "-1", "@x", " =1", "\u{ff1d}1", "\t=1"] {
            assert!(
                csv(Value::String(formula.into()), Options::default()).contains(&format!("'{formula}")),
                "{formula}"
            );
            let raw = csv(Value::String(formula.into()), Options { formulas: true, ..Options::default() });
            assert!(!raw.contains(&format!("'{formula}")), "{raw}");
        }
    }

    #[test]
    fn numbers_are_never_guarded() {
        assert_eq!(csv(Value::Integer(-1), Options::default()), "x\n-1\n");
    }

    #[test]
    fn quotes_commas_and_lines_are_quoted() {
        assert_eq!(csv(Value::String("a \"b\", c\nd".into()), Options::default()), "x\n\"a \"\"b\"\", c\nd\"\n");
    }
}
