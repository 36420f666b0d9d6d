//! Rows as a table for people.
//!
//! ```text
//!  start      │ event                            │ count
//! ────────────┼──────────────────────────────────┼──────
//!  2025-05-24 │ drone and missile attack on Kyiv │     1
//!  ⋮          │ ⋮                                │     ⋮
//! 12 rows
//! ```
//! On a terminal the widest columns give way first, and their texts go on below; in a pipe every cell is one line.

use std::io;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Options, cell, visible};
use crate::query::Rows;

/// A column is never narrower than this, so that a date stays whole.
const NARROWEST: usize = 10;
/// Lines of a text that goes on below; what is longer ends in `…`.
const MOST_LINES: usize = 6;

/// Writes the header, a rule, the rows and their number.
pub(super) fn write(rows: &Rows, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if rows.columns.is_empty() {
        return Ok(());
    }
    let table = Table::of(rows, options);
    for (number, header) in table.header.iter().enumerate() {
        table.line(header, options.bold && number == 0, out)?;
    }
    table.rule(out)?;
    table.body.iter().try_for_each(|line| table.line(line, false, out))?;
    let count = rows.rows.len();
    writeln!(out, "{count} {}", if count == 1 { "row" } else { "rows" })
}

struct Table {
    widths: Vec<usize>,
    header: Vec<Vec<Cell>>,
    body: Vec<Vec<Cell>>,
}

struct Cell {
    text: String,
    right: bool,
}

impl Cell {
    fn left(text: impl Into<String>) -> Self {
        Self { text: text.into(), right: false }
    }
}

impl Table {
    fn of(rows: &Rows, options: &Options) -> Self {
        let mut header = vec![rows.columns.iter().map(|name| Cell::left(shown(name, options))).collect::<Vec<_>>()];
        if options.types {
            header.push((0..rows.columns.len()).map(|column| Cell::left(column_type(rows, column))).collect());
        }
        let body = body(rows, options);
        let natural = natural_widths(rows.columns.len(), header.iter().chain(&body));
        let widths = options.width.map_or_else(|| natural.clone(), |width| fit(&natural, width));
        Self { widths, header, body }
    }

    fn line(&self, cells: &[Cell], bold: bool, out: &mut dyn io::Write) -> io::Result<()> {
        let wrapped: Vec<_> = cells.iter().zip(&self.widths).map(|(cell, width)| wrap(&cell.text, *width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or_default();
        (0..height).try_for_each(|line| {
            let parts = wrapped.iter().zip(cells).zip(&self.widths).map(|((lines, cell), width)| {
                let text = lines.get(line).map_or("", String::as_str);
                pad(text, *width, cell.right, bold)
            });
            writeln!(out, "{}", format!(" {}", parts.collect::<Vec<_>>().join(" │ ")).trim_end())
        })
    }

    fn rule(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let dashes: Vec<_> = self.widths.iter().map(|width| "─".repeat(width + 2)).collect();
        writeln!(out, "{}", dashes.join("┼"))
    }
}

fn body(rows: &Rows, options: &Options) -> Vec<Vec<Cell>> {
    let line = |row: &Vec<_>| -> Vec<Cell> {
        row.iter()
            .map(|value| Cell { text: shown(&cell::prose(value, rows), options), right: cell::is_number(value) })
            .collect()
    };
    match options.height {
        Some(height) if rows.rows.len() > height.max(2) => {
            let half = (height / 2).max(1);
            let gap = (0..rows.columns.len()).map(|_| Cell::left("⋮")).collect();
            let end = rows.rows.len() - half;
            rows.rows[..half].iter().map(line).chain([gap]).chain(rows.rows[end..].iter().map(line)).collect()
        }
        _ => rows.rows.iter().map(line).collect(),
    }
}

fn shown(text: &str, options: &Options) -> String {
    if options.raw { text.to_owned() } else { visible(text).into_owned() }
}

/// The one type of a column's values, null aside; `any` where they differ.
fn column_type(rows: &Rows, column: usize) -> &'static str {
    let mut types = rows.rows.iter().map(|row| row[column].type_name()).filter(|name| *name != "null");
    match types.next() {
        None => "null",
        Some(first) if types.all(|name| name == first) => first,
        Some(_) => "any",
    }
}

fn natural_widths<'c>(columns: usize, lines: impl Iterator<Item = &'c Vec<Cell>>) -> Vec<usize> {
    let mut widths = vec![0; columns];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.text.width());
        }
    }
    widths
}

/// Cuts the widest columns to one common width so that the table fits.
fn fit(natural: &[usize], width: usize) -> Vec<usize> {
    let room = width.saturating_sub(natural.len() * 3);
    let total = |cap: usize| natural.iter().map(|column| (*column).min(cap)).sum::<usize>();
    let widest = natural.iter().copied().max().unwrap_or_default();
    let cap = (NARROWEST..=widest).rev().find(|cap| total(*cap) <= room).unwrap_or(NARROWEST);
    natural.iter().map(|column| (*column).min(cap)).collect()
}

fn pad(text: &str, width: usize, right: bool, bold: bool) -> String {
    let blanks = " ".repeat(width - text.width().min(width));
    match (right, bold && !text.is_empty()) {
        (true, _) => format!("{blanks}{text}"),
        (false, true) => format!("\u{1b}[1m{text}\u{1b}[0m{blanks}"),
        (false, false) => format!("{text}{blanks}"),
    }
}

/// The text in lines of at most `width` columns, broken at spaces where there are some.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while rest.width() > width && lines.len() + 1 < MOST_LINES {
        let fitting = fitting(rest, width);
        let end =
            if rest[fitting..].starts_with(' ') { fitting } else { rest[..fitting].rfind(' ').unwrap_or(fitting) };
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines.push(cut(rest, width));
    lines
}

/// The text, or as much of it as leaves room for `…`.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        text.to_owned()
    } else {
        format!("{}…", &text[..fitting(text, width.saturating_sub(1))])
    }
}

/// The bytes of `text` that take at most `width` columns; at least one character, so that wrapping ends.
fn fitting(text: &str, width: usize) -> usize {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, character)| {
        taken += character.width().unwrap_or(0);
        taken > width
    });
    end.map_or(text.len(), |(at, _)| at).max(text.chars().next().map_or(0, char::len_utf8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;

    fn table(cells: &[&str], options: &Options) -> String {
        let rows = Rows {
            columns: vec!["title".into(), "n".into()],
            rows: cells
                .iter()
                .zip(1..)
                .map(|(text, n)| vec![Value::String((*text).into()), Value::Integer(n)])
                .collect(),
            ..Rows::default()
        };
        let mut out = Vec::new();
        write(&rows, options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_line_up_by_width_not_by_bytes() {
        assert_eq!(
            table(&["Київ", "北京"], &Options::default()),
            " title │ n\n───────┼───\n Київ  │ 1\n 北京  │ 2\n2 rows\n"
        );
    }

    #[test]
    fn a_terminal_wraps_the_widest_column() {
        let drawn = table(&["a long headline that does not fit"], &Options { width: Some(20), ..Options::default() });
        assert_eq!(
            drawn,
            " title         │ n\n───────────────┼───\n a long        │ 1\n headline that │\n does not fit  │\n1 row\n"
        );
        assert!(drawn.lines().all(|line| line.width() <= 20));
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let lines = wrap(&"x".repeat(1000), 10);
        assert_eq!((lines.len(), lines[5].as_str()), (MOST_LINES, "xxxxxxxxx…"));
        assert_eq!(wrap("北京北京", 3), ["北", "京", "北", "京"]);
    }

    #[test]
    fn a_list_of_names_reads_as_such() {
        let names = Value::list(["Norvia".into(), "Estmark".into()]);
        let rows =
            Rows { columns: vec!["who".into()], rows: vec![vec![names], vec![Value::list([])]], ..Rows::default() };
        let mut out = Vec::new();
        write(&rows, &Options::default(), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), " who\n─────────────────\n Norvia, Estmark\n\n2 rows\n");
    }

    #[test]
    fn a_terminal_leaves_out_middle_rows() {
        let options = Options { height: Some(2), ..Options::default() };
        assert_eq!(
            table(&["a", "b", "c"], &options),
            " title │ n\n───────┼───\n a     │ 1\n ⋮     │ ⋮\n c     │ 3\n3 rows\n"
        );
    }

    #[test]
    fn escapes_are_shown() {
        assert!(table(&["\u{1b}]0;gone\u{7}"], &Options::default()).contains(r"\u{1b}]0;gone\u{7}"));
    }

    #[test]
    fn types_stand_under_the_names() {
        let drawn = table(&["a"], &Options { types: true, ..Options::default() });
        assert_eq!(drawn, " title  │ n\n string │ integer\n────────┼─────────\n a      │       1\n1 row\n");
    }
}
