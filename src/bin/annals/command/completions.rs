//! `annals completions`: a completion script for a shell.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::args::Cli;
use crate::console::Console;
use crate::exit::Failure;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals completions bash > ~/.local/share/bash-completion/completions/annals")]
pub(crate) struct Arguments {
    /// The shell
    shell: Shell,
}

/// Writes the script.
pub(crate) fn run(arguments: &Arguments, console: &mut Console) -> Result<(), Failure> {
    // Into memory first: the generator panics where its writer fails.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "annals", &mut script);
    Ok(console.out().write_all(&script)?)
}
