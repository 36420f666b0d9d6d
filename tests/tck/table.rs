//! Rows of cells between bars.

/// A table as it stands below a step; what its first row means is the step's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// The first row, and the others.
    pub(crate) fn split(&self) -> (&[String], &[Vec<String>]) {
        match self.rows.split_first() {
            Some((head, rows)) => (head, rows),
            None => (&[], &[]),
        }
    }
}

/// The cells of a line `| a | b |`. A backslash makes a bar, a backslash or a line break of what follows it.
pub(crate) fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = line.trim().strip_prefix('|').unwrap_or(line).chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '|' => cells.push(unescaped(std::mem::take(&mut cell).trim())),
            '\\' => {
                cell.push('\\');
                cell.extend(characters.next());
            }
            _ => cell.push(character),
        }
    }
    cells
}

fn unescaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut characters = cell.chars();
    while let Some(character) = characters.next() {
        match (character, characters.clone().next()) {
            ('\\', Some(next @ ('\\' | '|' | 'n'))) => {
                characters.next();
                text.push(if next == 'n' { '\n' } else { next });
            }
            _ => text.push(character),
        }
    }
    text
}
