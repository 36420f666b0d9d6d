//! Rows as a Markdown table. What a text means to Markdown or to HTML is escaped, so that it shows as written.

use std::io;

use super::{Options, cell, visible};
use crate::query::Rows;

/// Writes the header, the rule and one line per row.
pub(super) fn write(rows: &Rows, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if rows.columns.is_empty() {
        return Ok(());
    }
    line(rows.columns.iter().map(|column| field(column, options)), out)?;
    let numeric = |column: usize| !rows.rows.is_empty() && rows.rows.iter().all(|row| cell::is_number(&row[column]));
    line((0..rows.columns.len()).map(|column| if numeric(column) { "---:".into() } else { "---".into() }), out)?;
    rows.rows.iter().try_for_each(|row| line(row.iter().map(|value| field(&cell::prose(value, rows), options)), out))
}

fn line(fields: impl Iterator<Item = String>, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "| {} |", fields.collect::<Vec<_>>().join(" | "))
}

fn field(text: &str, options: &Options) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '!' => escaped.extend(['\\', character]),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\n' => escaped.push_str("<br>"),
            _ => escaped.push(character),
        }
    }
    if options.raw { escaped } else { visible(&escaped).into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    #[test]
    fn markup_shows_as_written() {
        let rows = Rows {
            columns: vec!["title".into(), "n".into()],
            rows: vec![vec![Value::String("<script>a|b</script>\n*c*".into()), Value::Integer(1)]],
            ..Rows::default()
        };
        let mut out = Vec::new();
        write(&rows, &Options::default(), &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "| title | n |\n| --- | ---: |\n| &lt;script&gt;a\\|b&lt;/script&gt;<br>\\*c\\* | 1 |\n"
        );
    }
}
