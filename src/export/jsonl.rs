//! Rows as JSON Lines: one object per row, the columns' names as keys in order.

use std::io;

use super::{Options, json};
use crate::query::Rows;

/// Writes one line per row.
pub(super) fn write(rows: &Rows, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    for row in &rows.rows {
        writeln!(out, "{}", json::line(&json::object(rows, row), options.raw))?;
    }
    Ok(())
}
