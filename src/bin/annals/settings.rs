//! How answers are shown: what options on the command line and dot commands set.

use annals::export::{Format, Options};

use crate::console::Console;

/// Rows a terminal shows before the middle ones are left out.
const TERMINAL_ROWS: usize = 60;

/// How answers are shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// The format of rows.
    pub(crate) format: Format,
    /// The most rows shown.
    pub(crate) limit: Option<usize>,
    /// Let control characters through.
    pub(crate) raw: bool,
    /// Let formulas through into CSV.
    pub(crate) csv_raw: bool,
    /// Show the types of columns.
    pub(crate) types: bool,
    /// Show how long a statement took.
    pub(crate) timer: bool,
    /// Show the Cypher of every question.
    pub(crate) cypher: bool,
}

impl Settings {
    /// How rows are drawn on this console, or into a file where `to_file`.
    pub(crate) fn options(&self, console: &Console, to_file: bool) -> Options {
        let on_terminal = console.is_terminal && !to_file;
        Options {
            width: console.width().filter(|_| on_terminal),
            height: on_terminal.then_some(TERMINAL_ROWS),
            bold: console.colour && !to_file,
            types: self.types,
            raw: self.raw,
            formulas: self.csv_raw,
        }
    }
}
