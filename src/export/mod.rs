//! ROWS AND GRAPHS AS TEXT: a file per format.
//!
//! 1. `cell` makes one line of text of a value; `visible` keeps what came from a document from driving a terminal.
//! 2. `table`, `json`, `jsonl`, `csv`, `tsv`, `markdown` and `dot` draw [`Rows`]; [`write()`] picks by [`Format`].
//! 3. [`dump`] writes a whole graph as JSON Lines and reads it back, byte for byte the same.
//!
//! Same rows, same bytes: nothing here looks at a terminal, a locale or a clock.

mod cell;
mod csv;
mod dot;
pub mod dump;
mod format;
mod json;
mod jsonl;
mod markdown;
mod table;
mod tsv;
mod visible;

use std::io;

pub use format::{Format, UnknownFormat};
pub use json::escaped as json_escaped;
pub use visible::{is_invisible, visible, visible_within};

use crate::query::Rows;

/// How rows are drawn, apart from the format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The columns of the terminal a table must fit; `None` draws every cell in full.
    pub width: Option<usize>,
    /// The rows of a table that are drawn before the middle ones are left out; `None` draws all.
    pub height: Option<usize>,
    /// Draw table headers in bold. For a terminal only.
    pub bold: bool,
    /// Show the type of each column under its name in tables.
    pub types: bool,
    /// Let control and invisible characters through. For machines only: they can drive a terminal.
    pub raw: bool,
    /// Let fields that a spreadsheet would run as a formula through unguarded.
    pub formulas: bool,
}

/// Writes `rows` in a format.
///
/// ```
/// use annals::export::{self, Format, Options};
/// use annals::{query::Rows, value::Value};
///
/// let rows = Rows { columns: vec!["n".into()], rows: vec![vec![Value::Integer(1)]], ..Rows::default() };
/// let mut out = Vec::new();
/// export::write(&rows, Format::JsonLines, &Options::default(), &mut out)?;
/// assert_eq!(out, b"{\"n\":1}\n");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// What `out` refuses.
pub fn write(rows: &Rows, format: Format, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    match format {
        Format::Table => table::write(rows, options, out),
        Format::Json => json::write(rows, options, out),
        Format::JsonLines => jsonl::write(rows, options, out),
        Format::Csv => csv::write(rows, options, out),
        Format::Tsv => tsv::write(rows, options, out),
        Format::Markdown => markdown::write(rows, options, out),
        Format::Dot => dot::write(rows, options, out),
    }
}
