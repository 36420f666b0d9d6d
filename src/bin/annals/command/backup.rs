//! `annals backup`: a copy of the store as it is now, also while another process writes to it.

use std::path::PathBuf;

use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::shell::counted;
use crate::store;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals backup monday.annals")]
pub(crate) struct Arguments {
    /// Where the copy goes; nothing may be there yet
    path: PathBuf,
}

/// Writes the copy. The store itself is only read.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let database = store::reading(global, console)?;
    database.backup(&arguments.path)?;
    let (nodes, relationships) = (database.view().node_count(), database.view().relationship_count());
    console.note(&format!(
        "{} and {} in {}",
        counted(nodes as u64, "node"),
        counted(relationships as u64, "relationship"),
        arguments.path.display()
    ));
    Ok(())
}
