//! `annals recover`: what is left of a damaged store, as a new one.

use std::path::PathBuf;

use annals::storage::salvage;
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::shell::counted;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals --db damaged.annals recover --to saved.annals")]
pub(crate) struct Arguments {
    /// Where the new store goes; nothing may be there yet
    #[arg(long, value_name = "PATH")]
    to: PathBuf,
}

/// Saves what can be proven and names each loss. The damaged store is only read.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let report = salvage(&global.db, &arguments.to).map_err(annals::Error::from)?;
    for loss in &report.losses {
        console.warn(&format!("lost: {loss}"));
    }
    console.note(&format!(
        "{} and {} saved in {}; {}",
        counted(report.nodes as u64, "node"),
        counted(report.relationships as u64, "relationship"),
        arguments.to.display(),
        if report.losses.is_empty() { "nothing was lost" } else { "what was lost is named above" },
    ));
    Ok(())
}
