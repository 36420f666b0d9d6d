//! The rows of one table: read, checked, and kept column by column.

use super::cell::{Cells, without};
use super::header::{self, Field, FieldRole};
use super::key::{Ids, Keys, Space};
use super::record::{Next, Record, Records};
use super::{MOST_REJECTS, Options, Reject, Rows, Table, TableError};

/// Rows that were refused.
#[derive(Debug, Default)]
pub(super) struct Refused {
    pub(super) rejects: Vec<Reject>,
    pub(super) count: u64,
}

impl Refused {
    /// One more.
    pub(super) fn add(&mut self, table: &str, line: u64, message: impl FnOnce() -> String) {
        self.count += 1;
        if self.rejects.len() < MOST_REJECTS {
            self.rejects.push(Reject { table: table.to_owned(), line, message: message() });
        }
    }
}

/// A table of nodes.
#[derive(Debug)]
pub(crate) struct NodeRows {
    pub(super) name: String,
    pub(super) labels: Vec<String>,
    /// The space of its ids, where it has ids.
    pub(super) space: Option<String>,
    pub(super) ids: Ids,
    /// The line of each row.
    pub(super) lines: Vec<u32>,
    /// More labels of each row, in a table with such a column.
    pub(super) more_labels: Option<Vec<Box<str>>>,
    pub(super) columns: Vec<(String, Cells)>,
    pub(super) count: usize,
}

impl NodeRows {
    /// Takes rows out, by their places in order.
    pub(super) fn remove(&mut self, places: &[usize]) {
        if places.is_empty() {
            return;
        }
        self.columns.iter_mut().for_each(|(_, cells)| cells.remove(places));
        self.more_labels.iter_mut().for_each(|labels| without(labels, places));
        self.count -= places.len();
    }
}

/// A table of relationships.
#[derive(Debug)]
pub(crate) struct RelationshipRows {
    pub(super) kind: Option<String>,
    /// The type of each row, in a table with such a column.
    pub(super) kinds: Option<Vec<Box<str>>>,
    pub(super) starts: Vec<u32>,
    pub(super) ends: Vec<u32>,
    pub(super) columns: Vec<(String, Cells)>,
}

/// What reading a table gives.
type Read<T> = Result<(T, Refused), TableError>;

/// Reads a table of nodes.
pub(super) fn nodes(table: Table, options: Options, progress: &(dyn Fn(u64) + Sync)) -> Read<NodeRows> {
    let Rows::Nodes(labels) = table.rows else { unreachable!("only tables of nodes come here") };
    let mut reader = Reader::open(table.name, table.text, true, options, progress)?;
    let space = reader.fields.iter().find_map(|field| match &field.role {
        FieldRole::Id(space) => Some(space.clone()),
        _ => None,
    });
    let labelled = reader.fields.iter().any(|field| field.role == FieldRole::Label);
    let (mut ids, mut lines) = (Ids::default(), Vec::new());
    let mut more_labels = labelled.then(Vec::new);
    let count = reader.each(|field, cell, row| {
        match &field.role {
            FieldRole::Id(_) if cell.is_empty() => return Err("the id is missing".to_owned()),
            FieldRole::Id(_) => {
                ids.truncate(row.place);
                ids.push(cell);
                lines.truncate(row.place);
                lines.push(u32::try_from(row.line).unwrap_or(u32::MAX));
            }
            FieldRole::Label => {
                let labels: &mut Vec<Box<str>> = more_labels.get_or_insert_default();
                labels.truncate(row.place);
                labels.push(cell.into());
            }
            _ => {}
        }
        Ok(())
    })?;
    ids.truncate(count);
    lines.truncate(count);
    more_labels.iter_mut().for_each(|labels| labels.truncate(count));
    let (name, columns, refused) = reader.finish(count);
    Ok((NodeRows { name, labels, space, ids, lines, more_labels, columns, count }, refused))
}

/// Reads a table of relationships between nodes that have numbers.
pub(super) fn relationships(
    table: Table,
    keys: &Keys,
    options: Options,
    progress: &(dyn Fn(u64) + Sync),
) -> Read<RelationshipRows> {
    let Rows::Relationships(kind) = table.rows else { unreachable!("only tables of relationships come here") };
    let mut reader = Reader::open(table.name, table.text, false, options, progress)?;
    let typed = reader.fields.iter().any(|field| field.role == FieldRole::Type);
    if kind.is_none() && !typed {
        return Err(reader.refuse_header("relationships have no type: name it, or add a :TYPE column".to_owned()));
    }
    let spaces = reader.spaces(keys)?;
    let (mut starts, mut ends): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut kinds: Option<Vec<Box<str>>> = typed.then(Vec::new);
    let count = reader.each(|field, cell, row| {
        let place = |list: &mut Vec<u32>, space: &Space| {
            list.truncate(row.place);
            list.push(space.get(cell).ok_or_else(|| format!("no node has the id '{cell}'"))?);
            Ok::<(), String>(())
        };
        match &field.role {
            FieldRole::Start(_) => place(&mut starts, spaces.0)?,
            FieldRole::End(_) => place(&mut ends, spaces.1)?,
            FieldRole::Type if cell.is_empty() && kind.is_none() => return Err("the type is missing".to_owned()),
            FieldRole::Type => {
                let kinds = kinds.get_or_insert_default();
                kinds.truncate(row.place);
                kinds.push(if cell.is_empty() { kind.as_deref().unwrap_or_default() } else { cell }.into());
            }
            _ => {}
        }
        Ok(())
    })?;
    starts.truncate(count);
    ends.truncate(count);
    kinds.iter_mut().for_each(|kinds| kinds.truncate(count));
    let (_, columns, refused) = reader.finish(count);
    Ok((RelationshipRows { kind, kinds, starts, ends, columns }, refused))
}

/// Where a row stands: its place among those that are kept, and its line.
struct Place {
    place: usize,
    line: u64,
}

/// A table being read.
struct Reader<'p> {
    name: String,
    records: Records<'p>,
    fields: Vec<Field>,
    /// The column of each field that is a property.
    columns: Vec<Option<Cells>>,
    refused: Refused,
}

impl<'p> Reader<'p> {
    /// Reads the header.
    fn open(
        name: String,
        text: Box<dyn std::io::Read + Send>,
        nodes: bool,
        options: Options,
        progress: &'p (dyn Fn(u64) + Sync),
    ) -> Result<Self, TableError> {
        let mut records = Records::new(text, options.delimiter, progress);
        let mut reader = |name: &str| -> Result<Vec<Field>, TableError> {
            let refuse = |message: &str| refused_header(name, message.to_owned());
            match records.next().map_err(|error| io(name, error))? {
                Next::End => Err(refuse("the file is empty; expected a header such as ':ID,name'")),
                Next::Endless(_) => Err(refuse("the header does not end: is a quotation mark left open?")),
                Next::Record(record) => fields(record, nodes, options.delimiter).map_err(|message| refuse(&message)),
            }
        };
        let fields = reader(&name)?;
        let columns = fields.iter().map(|field| field.property.as_ref().map(|(_, kind)| Cells::new(*kind))).collect();
        Ok(Self { name, records, fields, columns, refused: Refused::default() })
    }

    /// The spaces of the ids of both ends.
    fn spaces<'k>(&self, keys: &'k Keys) -> Result<(&'k Space, &'k Space), TableError> {
        let space = |wanted: fn(&FieldRole) -> Option<&String>| {
            let name = self.fields.iter().find_map(|field| wanted(&field.role)).map_or("", String::as_str);
            keys.space(name).ok_or_else(|| {
                self.refuse_header(match name {
                    "" => {
                        "no table of nodes has ids without a space; write :START_ID(Space) as the nodes have :ID(Space)"
                            .to_owned()
                    }
                    name => format!("no table of nodes has ids of '{name}'"),
                })
            })
        };
        let start = space(|role| if let FieldRole::Start(space) = role { Some(space) } else { None })?;
        let end = space(|role| if let FieldRole::End(space) = role { Some(space) } else { None })?;
        Ok((start, end))
    }

    fn refuse_header(&self, message: String) -> TableError {
        refused_header(&self.name, message)
    }

    /// Looks at every row, cell by cell; how many were kept. `look` keeps what is no property, and may refuse the row.
    fn each(&mut self, mut look: impl FnMut(&Field, &str, &Place) -> Result<(), String>) -> Result<usize, TableError> {
        let mut place = 0;
        loop {
            let record = match self.records.next().map_err(|error| io(&self.name, error))? {
                Next::End => return Ok(place),
                Next::Endless(line) => {
                    let message = "the record does not end: is a quotation mark left open?";
                    self.refused.add(&self.name, line, || message.to_owned());
                    return Ok(place);
                }
                Next::Record(record) => record,
            };
            let row = Place { place, line: record.line };
            match kept(record, &self.fields, &mut self.columns, &row, &mut look) {
                Ok(()) => place += 1,
                Err(message) => {
                    self.columns.iter_mut().flatten().for_each(|cells| cells.truncate(place));
                    self.refused.add(&self.name, row.line, || message);
                }
            }
        }
    }

    fn finish(self, count: usize) -> (String, Vec<(String, Cells)>, Refused) {
        let mut columns = Vec::new();
        for (field, cells) in self.fields.into_iter().zip(self.columns) {
            if let (Some((name, _)), Some(mut cells)) = (field.property, cells) {
                cells.truncate(count);
                columns.push((name, cells));
            }
        }
        (self.name, columns, self.refused)
    }
}

fn kept(
    record: Record<'_>,
    fields: &[Field],
    columns: &mut [Option<Cells>],
    row: &Place,
    look: &mut impl FnMut(&Field, &str, &Place) -> Result<(), String>,
) -> Result<(), String> {
    if record.len() != fields.len() {
        return Err(format!("expected {} cells, found {}", fields.len(), record.len()));
    }
    for ((cell, field), column) in record.cells().zip(fields).zip(columns) {
        let cell = std::str::from_utf8(cell).map_err(|_| "the row is not UTF-8".to_owned())?;
        look(field, cell, row)?;
        if let (Some(cells), Some((name, _))) = (column, &field.property) {
            cells
                .push(cell)
                .map_err(|expected| format!("'{}' in column '{name}': expected {expected}", short(cell)))?;
        }
    }
    Ok(())
}

/// The beginning of a cell, for a message.
fn short(cell: &str) -> String {
    let mut letters = cell.chars();
    let beginning: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() { format!("{beginning}…") } else { beginning }
}

fn fields(record: Record<'_>, nodes: bool, delimiter: u8) -> Result<Vec<Field>, String> {
    let cells = record.cells().map(std::str::from_utf8).collect::<Result<Vec<_>, _>>();
    let mut cells = cells.map_err(|_| "the header is not UTF-8".to_owned())?;
    cells.iter_mut().take(1).for_each(|first| *first = first.trim_start_matches('\u{feff}'));
    let other = [',', ';', '\t'].into_iter().find(|other| *other as u8 != delimiter && cells[0].contains(*other));
    match (cells.len(), other) {
        (1, Some(other)) => Err(format!("the header is one cell; is {other:?} what stands between cells?")),
        _ => header::read(cells.into_iter(), nodes),
    }
}

fn refused_header(table: &str, message: String) -> TableError {
    TableError::Refused(vec![Reject { table: table.to_owned(), line: 1, message }])
}

fn io(table: &str, error: std::io::Error) -> TableError {
    TableError::Io { table: table.to_owned(), error }
}
