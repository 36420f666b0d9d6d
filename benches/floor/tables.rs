//! The five tables as columns of numbers: rows are in the order of their ids, which count from 0.

use std::fs;
use std::io::{self, Error, ErrorKind};
use std::path::Path;

/// Columns of the tables; an entity, a type and an event are their places.
#[derive(Default)]
pub(crate) struct Tables {
    pub(crate) names: Vec<String>,
    pub(crate) kinds: Vec<String>,
    /// By event: its type, its day, and who did it to whom.
    pub(crate) kind: Vec<u16>,
    pub(crate) day: Vec<u16>,
    pub(crate) actor: Vec<u32>,
    pub(crate) target: Vec<u32>,
    /// By relationship between entities: its ends and its type.
    pub(crate) from: Vec<u32>,
    pub(crate) to: Vec<u32>,
    pub(crate) relationship_kind: Vec<u16>,
}

/// Days before this year are not in the tables.
const FIRST_YEAR: u16 = 1970;

pub(crate) fn read(folder: &Path) -> io::Result<Tables> {
    let mut tables = Tables::default();
    let mut kinds = Kinds::default();
    rows(&folder.join("entity.csv"), |[_, name, _]| {
        tables.names.push(name.to_owned());
        Some(())
    })?;
    rows(&folder.join("event.csv"), |[_, _, kind, date]| {
        tables.kind.push(kinds.number(kind)?);
        tables.day.push(day(date)?);
        Some(())
    })?;
    rows(&folder.join("actor.csv"), |[_, entity]| push(&mut tables.actor, entity.parse()))?;
    rows(&folder.join("target.csv"), |[_, entity]| push(&mut tables.target, entity.parse()))?;
    rows(&folder.join("rel.csv"), |[from, to, _, kind, _]| {
        tables.relationship_kind.push(kinds.number(kind)?);
        push(&mut tables.from, from.parse())?;
        push(&mut tables.to, to.parse())
    })?;
    tables.kinds = kinds.names;
    Ok(tables)
}

fn push<E>(column: &mut Vec<u32>, number: Result<u32, E>) -> Option<()> {
    column.push(number.ok()?);
    Some(())
}

/// Numbers of types in the order they are met; there are few.
#[derive(Default)]
struct Kinds {
    names: Vec<String>,
    numbers: std::collections::HashMap<String, u16>,
}

impl Kinds {
    fn number(&mut self, name: &str) -> Option<u16> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        let number = u16::try_from(self.names.len()).ok()?;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        Some(number)
    }
}

/// Every row of a file with so many cells, none of them quoted; a row the visitor has no use for is an error.
fn rows<const CELLS: usize>(path: &Path, mut visit: impl FnMut([&str; CELLS]) -> Option<()>) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    for (number, line) in text.lines().enumerate().skip(1) {
        let mut cells = line.split(',');
        let row = [(); CELLS].map(|()| cells.next().unwrap_or_default());
        visit(row).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidData,
                format!("{}:{}: not a row of the generator's", path.display(), number + 1),
            )
        })?;
    }
    Ok(())
}

/// A day as a number that grows with it, with 32 to a month, so that its month is a division away.
pub(crate) fn day(text: &str) -> Option<u16> {
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u16>().ok();
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    Some((year.checked_sub(FIRST_YEAR)? * 12 + month - 1) * 32 + day)
}

/// The day of a number, as it is written.
pub(crate) fn written(day: u16) -> String {
    let month = day / 32;
    format!("{:04}-{:02}-{:02}", FIRST_YEAR + month / 12, month % 12 + 1, day % 32)
}
