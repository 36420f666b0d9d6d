//! The `annals` program, on the public API alone.
//!
//! 1. `args` says what may be written on the command line; `usage` tells what was written wrongly.
//! 2. `command` holds a file per command, `repl` the line editor. Statements all go through one `shell`.
//! 3. `console` is the one way out: results to standard output, everything else to standard error.
//! 4. `exit` is how it ends: what went wrong, and the number the shell sees.

mod args;
mod articles;
mod clock;
mod command;
mod console;
mod evidence;
mod exit;
mod files;
mod options;
mod progress;
mod reading;
mod repl;
mod script;
mod session;
mod settings;
mod shell;
mod source;
mod store;
mod timings;
mod usage;
mod words;

use args::{Cli, Command};
use clap::Parser;
use console::Console;
use exit::{Exit, Failure};

fn main() {
    let mut console = Console::new();
    let ended = run(&mut console).and_then(|()| Ok(console.flush()?));
    let exit = ended.map_or_else(
        |failure| {
            console.fail(&failure);
            failure.exit()
        },
        |()| Exit::Done,
    );
    // What is still buffered after a failure has nowhere to go; `exit` skips the destructor that would try again.
    std::process::exit(exit as i32)
}

fn run(console: &mut Console) -> Result<(), Failure> {
    let Cli { global, command } = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::end(&error, console),
    };
    match command {
        None | Some(Command::Repl) => repl::run(&global, console),
        Some(Command::Demo(arguments)) => command::demo::run(&arguments, &global, console),
        Some(Command::Ingest(arguments)) => command::ingest::run(&arguments, &global, console),
        Some(Command::Query(arguments)) => command::query::run(&arguments, &global, console),
        Some(Command::Run(arguments)) => command::run::run(&arguments, &global, console),
        Some(Command::Explain(arguments)) => command::explain::run(&arguments, &global, console),
        Some(Command::Extract(arguments)) => command::extract::run(&arguments, console),
        Some(Command::Stats(arguments)) => command::stats::run(&arguments, &global, console),
        Some(Command::Schema(arguments)) => command::schema::run(&arguments, &global, console),
        Some(Command::Dump(arguments)) => command::dump::run(&arguments, &global, console),
        Some(Command::Load(arguments)) => command::load::run(&arguments, &global, console),
        Some(Command::Check(arguments)) => command::check::run(&arguments, &global, console),
        Some(Command::Recover(arguments)) => command::recover::run(&arguments, &global, console),
        Some(Command::Compact) => command::compact::run(&global, console),
        Some(Command::Backup(arguments)) => command::backup::run(&arguments, &global, console),
        Some(Command::Completions(arguments)) => command::completions::run(&arguments, console),
    }
}
