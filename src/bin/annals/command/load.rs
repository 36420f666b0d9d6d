//! `annals load`: a store made of a dump, ids included.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use annals::Database;
use annals::export::{
    dump::{self, DumpError},
    visible,
};
use annals::graph::Batch;
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::shell::counted;
use crate::source::{self, STANDARD_INPUT};
use crate::store;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals --db copy.annals load graph.jsonl")]
pub(crate) struct Arguments {
    /// A file that `annals dump` wrote; `-` reads standard input
    file: PathBuf,
}

/// Fills an empty store.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    if global.read_only {
        return Err(annals::Error::ReadOnly.into());
    }
    // Read and tried before the store is touched: a dump that is refused leaves nothing behind.
    let batch = read(&arguments.file)?;
    Database::memory().apply(&batch)?;
    let mut database = store::writing(global, console)?;
    if database.view().node_count() > 0 {
        let message = format!("{} holds a graph already", global.db.display());
        return Err(Failure::plain(Exit::Wrong, "not_empty", &message, Some("load into a new store: --db new.annals")));
    }
    database.apply(&batch)?;
    let (nodes, relationships) = (database.view().node_count(), database.view().relationship_count());
    database.close()?;
    console.note(&format!("{}, {}", counted(nodes as u64, "node"), counted(relationships as u64, "relationship")));
    Ok(())
}

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
