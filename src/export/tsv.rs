//! Rows as tab-separated values with a header, one line per row: tabs and line breaks within a field are spelt `\t`, `\n`,
//! and a backslash `\\`. Null is an empty field.

use std::io;

use super::{Options, cell, visible};
use crate::query::Rows;
use crate::value::Value;

/// Writes the header and one line per row.
pub(super) fn write(rows: &Rows, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if rows.columns.is_empty() {
        return Ok(());
    }
    line(rows.columns.iter().map(|column| field(column, options)), out)?;
    rows.rows.iter().try_for_each(|row| {
        line(
            row.iter().map(|value| match value {
                Value::Null => String::new(),
                other => field(&cell::text(other, rows), options),
            }),
            out,
        )
    })
}

fn line(fields: impl Iterator<Item = String>, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}", fields.collect::<Vec<_>>().join("\t"))
}

fn field(text: &str, options: &Options) -> String {
    let escaped = text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
    if options.raw { escaped } else { visible(&escaped).into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_never_breaks_its_line() {
        let rows = Rows {
            columns: vec!["a".into(), "b".into()],
            rows: vec![vec![Value::String("x\ty\nz\\".into()), Value::Null]],
            ..Rows::default()
        };
        let mut out = Vec::new();
        write(&rows, &Options::default(), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a\tb\nx\\ty\\nz\\\\\t\n");
    }
}
