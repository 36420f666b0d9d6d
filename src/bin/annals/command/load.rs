//! `annals load`: a store made of a dump, ids included, or of tables of nodes and relationships.

use std::fs::File;
use std::io::{BufReader, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use annals::Database;
use annals::export::{
    dump::{self, DumpError},
    visible,
};
use annals::graph::Batch;
use annals::ingest::table::{self, Options, Reject, Rows, Table, TableError, Tables};
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::progress::Progress;
use crate::shell::counted;
use crate::source::{self, STANDARD_INPUT};
use crate::store;

#[derive(Args, Debug)]
#[command(
    after_help = "Headers of tables are those of `neo4j-admin import`: :ID(Space), :START_ID(Space), :END_ID(Space), :LABEL, :TYPE,
:IGNORE, and properties such as name, date:date or tons:int.

Examples:
  annals --db new.annals load --nodes Ship=ships.csv --nodes Port=ports.csv --relationships CALLED=calls.csv
  annals --db copy.annals load graph.jsonl"
)]
pub(crate) struct Arguments {
    /// A file that `annals dump` wrote; `-` reads standard input
    #[arg(required_unless_present = "nodes", conflicts_with_all = ["nodes", "relationships"])]
    file: Option<PathBuf>,
    /// A table of nodes and their labels, with : between them
    #[arg(long, value_name = "LABEL=FILE")]
    nodes: Vec<String>,
    /// A table of relationships and their type, which a :TYPE column may tell instead
    #[arg(long, value_name = "[TYPE=]FILE", requires = "nodes")]
    relationships: Vec<String>,
    /// What stands between the cells of a table
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    delimiter: u8,
    /// How many tables are read at once
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    threads: u8,
    /// Leave rows out that make no sense, and count them
    #[arg(long)]
    skip_bad: bool,
}

fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        [byte] if byte.is_ascii() && *byte != b'"' => Ok(*byte),
        b"\\t" | b"tab" => Ok(b'\t'),
        _ => Err("expected one ASCII character, or 'tab'".to_owned()),
    }
}

/// Fills an empty store.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    if global.read_only {
        return Err(annals::Error::ReadOnly.into());
    }
    match &arguments.file {
        Some(file) => load_dump(file, global, console),
        None => load_tables(arguments, global, console),
    }
}

fn load_dump(file: &Path, global: &Global, console: &mut Console) -> Result<(), Failure> {
    // Read and tried before the store is touched: a dump that is refused leaves nothing behind.
    let batch = read(file)?;
    Database::memory().apply(&batch)?;
    let mut database = store::writing(global, console)?;
    if database.view().node_count() > 0 {
        let message = format!("{} holds a graph already", global.db.display());
        return Err(Failure::plain(Exit::Wrong, "not_empty", &message, Some("load into a new store: --db new.annals")));
    }
    database.apply(&batch)?;
    let (nodes, relationships) = (database.view().node_count(), database.view().relationship_count());
    database.close()?;
    tell(nodes, relationships, console);
    Ok(())
}

fn load_tables(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    // Read before the store is touched, as a dump is.
    let tables = read_tables(arguments)?;
    for reject in &tables.rejects {
        console.warn(&format!("left out: {}", told(reject)));
    }
    let left_out = tables.left_out;
    let mut database = store::writing(global, console)?;
    let loaded = database.load(tables)?;
    database.close()?;
    if left_out > 0 {
        console.note(&format!("{} left out", counted(left_out, "row")));
    }
    tell(loaded.nodes, loaded.relationships, console);
    Ok(())
}

fn tell(nodes: usize, relationships: usize, console: &mut Console) {
    console.note(&format!("{}, {}", counted(nodes as u64, "node"), counted(relationships as u64, "relationship")));
}

fn read_tables(arguments: &Arguments) -> Result<Tables, Failure> {
    let mut total = 0;
    let mut tables = Vec::new();
    for nodes in &arguments.nodes {
        let (labels, path) = named(nodes);
        let labels = labels.unwrap_or_default().split(':').filter(|label| !label.is_empty()).map(str::to_owned);
        tables.push(open(path, Rows::Nodes(labels.collect()), &mut total)?);
    }
    for relationships in &arguments.relationships {
        let (kind, path) = named(relationships);
        tables.push(open(path, Rows::Relationships(kind.map(str::to_owned)), &mut total)?);
    }
    let threads = NonZeroUsize::new(arguments.threads.into()).unwrap_or(NonZeroUsize::MIN);
    let options = Options { delimiter: arguments.delimiter, threads, skip_bad: arguments.skip_bad };
    let progress = Mutex::new(Progress::new(usize::try_from(total).unwrap_or(usize::MAX)));
    let advance = |bytes| {
        if let Ok(mut progress) = progress.lock() {
            progress.advance(bytes);
        }
    };
    table::read(tables, options, &advance).map_err(|error| refused_tables(&error))
}

/// `Ship=ships.csv`; a path alone may hold no `=`.
fn named(argument: &str) -> (Option<&str>, &Path) {
    match argument.split_once('=') {
        Some((name, path)) => (Some(name), Path::new(path)),
        None => (None, Path::new(argument)),
    }
}

fn open(path: &Path, rows: Rows, total: &mut u64) -> Result<Table, Failure> {
    let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
    let metadata = file.metadata().map_err(|error| Failure::file(path, &error))?;
    if metadata.is_dir() {
        return Err(Failure::file(path, &std::io::ErrorKind::IsADirectory.into()));
    }
    *total += metadata.len();
    Ok(Table { name: source::place(path), rows, text: Box::new(file) as Box<dyn Read + Send> })
}

fn told(reject: &Reject) -> String {
    format!("{}:{}: {}", visible(&reject.table), reject.line, visible(&reject.message))
}

/// Every refused row with its place; the first few, where there are many.
fn refused_tables(error: &TableError) -> Failure {
    match error {
        TableError::Io { table, error } => Failure::file(Path::new(table), error),
        TableError::Refused(rejects) => {
            let mut lines = String::new();
            for Reject { table, line, message } in rejects.iter().take(MOST_TOLD) {
                lines += &format!("error[table]: {}\n --> {}:{line}:1\n", visible(message), visible(table));
            }
            if rejects.len() > MOST_TOLD {
                lines += "note: there are more\n";
            }
            lines += "help: nothing was loaded; --skip-bad leaves such rows out\n";
            Failure::Error { lines, exit: Exit::Wrong }
        }
        other => Failure::plain(Exit::Wrong, "table", &other.to_string(), None),
    }
}

/// Refused rows that are shown.
const MOST_TOLD: usize = 5;

fn read(path: &Path) -> Result<Batch, Failure> {
    let read = if path.as_os_str() == STANDARD_INPUT {
        dump::read(std::io::stdin().lock())
    } else {
        dump::read(BufReader::new(File::open(path).map_err(|error| Failure::file(path, &error))?))
    };
    read.map_err(|error| refused(path, &error))
}

fn refused(path: &Path, error: &DumpError) -> Failure {
    match error {
        DumpError::Io(error) => Failure::file(path, error),
        DumpError::Line { line, column, message } => {
            let place = source::place(path);
            let lines = format!("error[dump]: {}\n --> {}:{line}:{column}\n", visible(message), visible(&place));
            Failure::Error { lines, exit: Exit::Wrong }
        }
        other => Failure::plain(Exit::Wrong, "dump", &other.to_string(), None),
    }
}
