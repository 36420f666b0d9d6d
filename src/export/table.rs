//! Rows as a table for people.
//!
//! ```text
//!  start      │ event                            │ count
//! ────────────┼──────────────────────────────────┼──────
//!  2025-05-24 │ drone and missile attack on Kyiv │     1
//!  ⋮          │ ⋮                                │     ⋮
//! 12 rows
//! ```
//! On a terminal the widest columns give way first and cut cells end in `…`; in a pipe every cell is whole.

use std::io;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Options, cell, visible};
use crate::query::Rows;

/// A column is never cut below this, so that a date stays whole.
const NARROWEST: usize = 10;

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
        let drawn: Vec<_> = cells.iter().zip(&self.widths).map(|(cell, width)| pad(cell, *width, bold)).collect();
        writeln!(out, " {}", drawn.join(" │ ").trim_end())
    }

    fn rule(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let dashes: Vec<_> = self.widths.iter().map(|width| "─".repeat(width + 2)).collect();
        writeln!(out, "{}", dashes.join("┼"))
    }
}

fn body(rows: &Rows, options: &Options) -> Vec<Vec<Cell>> {
    let line = |row: &Vec<_>| -> Vec<Cell> {
        row.iter()
            .map(|value| Cell { text: shown(&cell::text(value, rows), options), right: cell::is_number(value) })
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

fn pad(cell: &Cell, width: usize, bold: bool) -> String {
    let text = cut(&cell.text, width);
    let blanks = " ".repeat(width - text.width().min(width));
    match (cell.right, bold) {
        (true, _) => format!("{blanks}{text}"),
        (false, true) => format!("\u{1b}[1m{text}\u{1b}[0m{blanks}"),
        (false, false) => format!("{text}{blanks}"),
    }
}

/// The text, or as much of it as leaves room for `…`.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let kept: String = text
        .chars()
        .take_while(|character| {
            let taken = character.width().unwrap_or(0);
            let fits = taken <= room;
            room = room.saturating_sub(taken);
            fits
        })
        .collect();
    format!("{kept}…")
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
    fn a_terminal_cuts_the_widest_column() {
        let drawn = table(&["a long headline that does not fit"], &Options { width: Some(20), ..Options::default() });
        assert_eq!(drawn, " title         │ n\n───────────────┼───\n a long headl… │ 1\n1 row\n");
        assert!(drawn.lines().all(|line| line.width() <= 20));
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
