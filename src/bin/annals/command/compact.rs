//! `annals compact`: the journal folded into the one file, which is written anew without what was deleted.

use std::path::Path;

use annals::Error;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::shell::counted;
use crate::store;

/// Writes the store anew.
pub(crate) fn run(global: &Global, console: &mut Console) -> Result<(), Failure> {
    if global.read_only {
        return Err(Error::ReadOnly.into());
    }
    let before = length(&global.db);
    let mut database = store::open_to_write(global, console)?;
    database.checkpoint()?;
    database.close()?;
    console.note(&format!("{} before, {} now", counted(before, "byte"), counted(length(&global.db), "byte")));
    Ok(())
}

/// How long the store's two files are together.
fn length(store: &Path) -> u64 {
    let mut journal = store.as_os_str().to_owned();
    journal.push("-journal");
    [store, Path::new(&journal)].iter().map(|path| path.metadata().map_or(0, |metadata| metadata.len())).sum()
}
