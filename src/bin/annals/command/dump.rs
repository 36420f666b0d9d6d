//! `annals dump`: the whole graph as JSON Lines.

use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use annals::export::dump;
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::store;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals dump > graph.jsonl")]
pub(crate) struct Arguments {
    /// Write to a new file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes the graph.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let database = store::reading(global, console)?;
    // A dump is long: what is wrong with the store is better known before the first line than after the last.
    database.check_bytes()?;
    let Some(path) = &arguments.output else {
        dump::write(database.view(), console.out())?;
        return Ok(database.check_reads()?);
    };
    let write = || {
        let mut file = BufWriter::new(File::create_new(path)?);
        dump::write(database.view(), &mut file)?;
        file.into_inner()?.sync_all()
    };
    write().map_err(|error| Failure::file(path, &error))?;
    Ok(database.check_reads()?)
}
