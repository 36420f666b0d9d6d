//! Rows and cells of a text, as RFC 4180 has them: a cell in quotes may hold separators, line feeds and doubled quotes.
//!
//! Strict where guessing would shift columns: a quote that is not closed, and text after a closing quote, are refused with
//! the place of the quote. A quote within a cell that did not begin with one is a character like another.

use std::borrow::Cow;

use super::wrong;
use crate::diagnostic::{Diagnostic, Span};

/// A row of cells.
pub(super) struct Row<'t> {
    pub(super) cells: Vec<Cell<'t>>,
    pub(super) span: Span,
}

/// A cell, without its quotes.
pub(super) struct Cell<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) span: Span,
}

/// The rows of a text; empty lines are none. Nothing follows a quote that is not closed.
pub(super) fn rows(text: &str, separator: char) -> impl Iterator<Item = Result<Row<'_>, Diagnostic>> {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader { text, separator, at: mark };
    std::iter::from_fn(move || reader.row())
}

struct Reader<'t> {
    text: &'t str,
    separator: char,
    at: usize,
}

impl<'t> Reader<'t> {
    fn row(&mut self) -> Option<Result<Row<'t>, Diagnostic>> {
        self.skip_blank_lines();
        if self.rest().is_empty() {
            return None;
        }
        let start = self.at;
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok(cell) => cells.push(cell),
                Err(refusal) => return Some(Err(refusal)),
            }
            if !self.rest().starts_with(self.separator) {
                break;
            }
            self.at += self.separator.len_utf8();
        }
        let span = Span::new(start, self.at);
        self.skip_line_end();
        Some(Ok(Row { cells, span }))
    }

    fn cell(&mut self) -> Result<Cell<'t>, Diagnostic> {
        if self.rest().starts_with('"') { self.quoted() } else { Ok(self.bare()) }
    }

    /// A cell up to the separator or the end of the line.
    fn bare(&mut self) -> Cell<'t> {
        let rest = self.rest();
        let end = rest.find([self.separator, '\n']).unwrap_or(rest.len());
        let text = if rest[end..].starts_with('\n') { rest[..end].trim_end_matches('\r') } else { &rest[..end] };
        let span = Span::new(self.at, self.at + text.len());
        self.at += end;
        Cell { text: Cow::Borrowed(text), span }
    }

    /// A cell from its quote to the one that closes it; two quotes within are one.
    fn quoted(&mut self) -> Result<Cell<'t>, Diagnostic> {
        let open = self.at;
        let inner = &self.text[open + 1..];
        let Some(length) = closing(inner) else {
            self.at = self.text.len();
            let line = &self.text[open..self.text[open..].find('\n').map_or(self.text.len(), |end| open + end)];
            return Err(wrong(
                "the quote that opens here is not closed".to_owned(),
                Span::new(open, open + line.len()),
            )
            .help("a quote within a cell is written twice"));
        };
        self.at = open + length + 2;
        let span = Span::new(open, self.at);
        let rest = self.rest();
        if !(rest.is_empty() || rest.starts_with([self.separator, '\n']) || rest.starts_with("\r\n")) {
            let place = Span::new(self.at, self.at + rest.chars().next().map_or(0, char::len_utf8));
            self.at = self.text[open..].find('\n').map_or(self.text.len(), |end| open + end);
            return Err(
                wrong("a closing quote ends its cell".to_owned(), place).help("a quote within a cell is written twice")
            );
        }
        let cell = &inner[..length];
        let text = if cell.contains('"') { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) };
        Ok(Cell { text, span })
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_line_end(&mut self) {
        let rest = self.rest();
        let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
        self.at = self.text.len() - after.len();
    }

    fn skip_blank_lines(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches(['\r', '\n']).len();
    }
}

/// Where the quote stands that closes a cell; doubled ones do not.
fn closing(inner: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let quote = from + inner[from..].find('"')?;
        if !inner[quote + 1..].starts_with('"') {
            return Some(quote);
        }
        from = quote + 2;
    }
}
