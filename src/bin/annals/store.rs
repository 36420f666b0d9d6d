//! Which store a command works on, and how it is opened.

use std::path::Path;

use annals::storage::{Store, SyncMode};
use annals::{Access, Database};

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;

/// Opens the store to read. There must be one.
pub(crate) fn reading(global: &Global, console: &mut Console) -> Result<Database, Failure> {
    open(&global.db, Access::ReadOnly, console)
}

/// Opens the store to write, and makes one where there is none. With `--read-only` there must be one.
pub(crate) fn writing(global: &Global, console: &mut Console) -> Result<Database, Failure> {
    if global.read_only {
        return reading(global, console);
    }
    if Store::exists(&global.db) { open_to_write(global, console) } else { create(&global.db, global.sync, console) }
}

/// Opens the store to write. There must be one.
pub(crate) fn open_to_write(global: &Global, console: &mut Console) -> Result<Database, Failure> {
    let mut database = open(&global.db, Access::ReadWrite, console)?;
    database.set_sync_mode(global.sync)?;
    Ok(database)
}

/// Makes a store where there is none.
pub(crate) fn create(path: &Path, sync: SyncMode, console: &mut Console) -> Result<Database, Failure> {
    let mut database = Database::create(path)?;
    database.set_sync_mode(sync)?;
    console.note(&format!("new store {}", path.display()));
    Ok(database)
}

/// Opens a store that must be there.
pub(crate) fn open(path: &Path, access: Access, console: &mut Console) -> Result<Database, Failure> {
    let (database, opening) = Database::open(path, access)?;
    for note in &opening.notes {
        console.note(&note.to_string());
    }
    Ok(database)
}
