//! The line editor: `annals repl`, and `annals` alone on a terminal.
//!
//! `editor` reads lines with history, colours, completion and hints; `completion` knows what may follow; `highlight`
//! colours; `command` is what begins with a dot. Statements go to the shell like those of a script. Fed by a pipe, the
//! same text is read as a script.

pub(crate) mod command;
mod completion;
mod editor;
mod highlight;

use std::io::{self, IsTerminal};
use std::path::Path;

use annals::storage::Store;

use crate::args::Global;
use crate::command::run::Manner;
use crate::console::Console;
use crate::exit::Failure;
use crate::options::{Bind, Show};
use crate::session;
use crate::settings::Settings;
use crate::shell::Shell;
use crate::source::{self, STANDARD_INPUT};
use crate::store;

/// Edits lines on a terminal; elsewhere standard input is a script.
pub(crate) fn run(global: &Global, console: &mut Console) -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        let script = source::read(Path::new(STANDARD_INPUT), None)?;
        return crate::command::run::sources(
            &[script],
            &Show::default(),
            &Bind::default(),
            Manner::default(),
            global,
            console,
        );
    }
    let shell = shell(global, console)?;
    edit(shell)
}

/// Edits lines over a shell, until the user leaves.
pub(crate) fn edit(shell: Shell<'_>) -> Result<(), Failure> {
    shell.console.note(&format!("annals {}; .help lists commands, .quit leaves", env!("CARGO_PKG_VERSION")));
    editor::edit(shell)?.close()
}

fn shell<'c>(global: &Global, console: &'c mut Console) -> Result<Shell<'c>, Failure> {
    let session = session::interactive(global);
    if global.read_only {
        let database = store::reading(global, console)?;
        return Ok(Shell::new(console, database, session, Settings::default()));
    }
    if !Store::exists(&global.db) {
        console.note(&format!("no store at {} yet; the first statement that writes makes it", global.db.display()));
    }
    Shell::to_write(global, console, session, Settings::default())
}
