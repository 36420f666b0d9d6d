//! TABLES TO A GRAPH: comma-separated values with the headers of `neo4j-admin import`, millions of rows in seconds.
//!
//! 1. `header` reads what each column is: `:ID(Entity)`, `name`, `date:date`, `:START_ID(Event)`, …
//! 2. `record` takes a file apart, row by row, in bounded memory; `cell` reads a cell as its type into a typed column.
//! 3. `key` gives every node of the tables a number by its id; tables of nodes are read first, side by side.
//! 4. Tables of relationships are read next, their ends looked up as they come.
//! 5. `build` hands whole columns to the graph's builder.
//!
//! Every row is looked at before anything is built: what is refused leaves no trace. Tables do not go through a batch,
//! which would box every value on the way; they make an empty graph, and the snapshot of that is what becomes durable.

mod build;
mod cell;
mod header;
mod key;
mod record;
mod rows;

use std::io::Read;
use std::num::NonZeroUsize;

pub(crate) use build::build;

use super::parallel::each_in_order;
use key::Keys;
use rows::{NodeRows, RelationshipRows};

/// Refused rows that are told; there may be more.
pub const MOST_REJECTS: usize = 20;

/// A file of comma-separated values, and what its rows are.
pub struct Table {
    /// What to call it where a row is refused: the path, as a rule.
    pub name: String,
    /// What its rows are.
    pub rows: Rows,
    /// The text.
    pub text: Box<dyn Read + Send>,
}

/// What the rows of a table are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Nodes with these labels, and those of a `:LABEL` column.
    Nodes(Vec<String>),
    /// Relationships of this type, or of that in a `:TYPE` column.
    Relationships(Option<String>),
}

/// How tables are read.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// What stands between cells.
    pub delimiter: u8,
    /// How many tables are read at once.
    pub threads: NonZeroUsize,
    /// Rows that make no sense are left out and counted, instead of refusing everything.
    pub skip_bad: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { delimiter: b',', threads: NonZeroUsize::MIN.saturating_add(1), skip_bad: false }
    }
}

/// A row, or a header, that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The table's name.
    pub table: String,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// Why.
    pub message: String,
}

/// Why tables were not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A file could not be read.
    #[error("{table}: {error}")]
    Io {
        /// The table's name.
        table: String,
        /// What the operating system says.
        error: std::io::Error,
    },
    /// These rows make no sense; the first of them, if there are many.
    #[error("{} rows were refused", .0.len())]
    Refused(Vec<Reject>),
}

/// Tables that were read: what [`crate::Database::load`] takes in.
#[derive(Debug)]
pub struct Tables {
    pub(crate) nodes: Vec<NodeRows>,
    pub(crate) relationships: Vec<RelationshipRows>,
    /// Rows that were left out, where they are: the first of them, if there are many.
    pub rejects: Vec<Reject>,
    /// How many rows were left out.
    pub left_out: u64,
}

/// Reads tables. `progress` is told of every so many bytes as they are read, from any thread.
///
/// ```
/// use annals::ingest::table::{Options, Rows, Table, read};
/// use annals::{Database, Session};
///
/// let table = |name: &str, rows, text: &'static str| Table { name: name.to_owned(), rows, text: Box::new(text.as_bytes()) };
/// let tables = vec![
///     table("ship.csv", Rows::Nodes(vec!["Ship".into()]), "id:ID,name,built:date\n1,Aurora,1911-05-03\n2,Vega,\n"),
///     table("met.csv", Rows::Relationships(Some("MET".into())), ":START_ID,:END_ID,times:int\n1,2,3\n"),
/// ];
/// let mut database = Database::memory();
/// database.load(read(tables, Options::default(), &|_| ())?)?;
/// let session = Session::on("2025-05-26".parse()?);
/// let answer = database.run("MATCH (a:Ship)-[m:MET]->(b) RETURN a.built.year AS year, m.times AS times, b.name AS met", &session)?;
/// assert_eq!(answer.rows.rows, [[1911.into(), 3.into(), "Vega".into()]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Where a file cannot be read, or a header or row makes no sense: an unknown type, a row with more or fewer cells than
/// the header, a quotation mark that is not closed, an id that comes twice or is not there, a cell that is no such value.
pub fn read(tables: Vec<Table>, options: Options, progress: &(dyn Fn(u64) + Sync)) -> Result<Tables, TableError> {
    let (nodes, relationships): (Vec<Table>, Vec<Table>) =
        tables.into_iter().partition(|table| matches!(table.rows, Rows::Nodes(_)));
    let node_rows = each_in_order(nodes, options.threads, |table| rows::nodes(table, options, progress));
    let mut outcome = Outcome::new(options);
    let mut nodes = outcome.gather(node_rows)?;
    let keys = Keys::new(&mut nodes, &mut outcome)?;
    let relationship_rows =
        each_in_order(relationships, options.threads, |table| rows::relationships(table, &keys, options, progress));
    let relationships = outcome.gather(relationship_rows)?;
    Ok(Tables { nodes, relationships, rejects: outcome.rejects, left_out: outcome.left_out })
}

/// What was refused so far.
#[derive(Debug)]
struct Outcome {
    skip_bad: bool,
    rejects: Vec<Reject>,
    left_out: u64,
}

impl Outcome {
    fn new(options: Options) -> Self {
        Self { skip_bad: options.skip_bad, rejects: Vec::new(), left_out: 0 }
    }

    /// The rows of every table, or why there are none.
    fn gather<T>(&mut self, read: Vec<Result<(T, rows::Refused), TableError>>) -> Result<Vec<T>, TableError> {
        let mut gathered = Vec::new();
        for table in read {
            let (rows, refused) = table?;
            gathered.push(rows);
            self.refuse(refused);
        }
        self.check()?;
        Ok(gathered)
    }

    fn refuse(&mut self, refused: rows::Refused) {
        let room = MOST_REJECTS.saturating_sub(self.rejects.len());
        self.rejects.extend(refused.rejects.into_iter().take(room));
        self.left_out += refused.count;
    }

    fn check(&mut self) -> Result<(), TableError> {
        if self.skip_bad || self.left_out == 0 {
            return Ok(());
        }
        Err(TableError::Refused(std::mem::take(&mut self.rejects)))
    }
}

#[cfg(test)]
mod tests;
