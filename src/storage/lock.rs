//! One writer at a time.
//!
//! The lock is the operating system's, held on a file beside the store, so it goes when its holder does, however it ends. The
//! file stays: removing a "stale" lock is how two writers come to hold two different ones. Readers take none.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::StorageError;
use super::medium::owner_only;
use crate::time::Date;

/// The right to write a store, until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path` for the store at `store`, or says who has it.
    pub(super) fn take(path: &Path, store: &Path) -> Result<Self, StorageError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = owner_only(&mut options).open(path).map_err(StorageError::io("open", path))?;
        match file.try_lock() {
            Ok(()) => {
                sign(&mut file).map_err(StorageError::io("sign", path))?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let (path, holder) = (store.to_owned(), holder(&mut file));
                Err(StorageError::Locked { path, holder })
            }
            Err(TryLockError::Error(error)) => Err(StorageError::io("lock", path)(error)),
        }
    }
}

fn sign(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    writeln!(file, "process {}", std::process::id())
}

/// Who holds the lock and since when, as far as the file says; another process may be writing it right now, so anything
/// short of a process is "unknown".
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let since = signed_at(file).map(|moment| format!(" since {moment}")).unwrap_or_default();
    let _ = file.take(64).read_to_string(&mut text);
    let number = text.trim().strip_prefix("process ").filter(|number| number.parse::<u32>().is_ok());
    number.map_or_else(|| "an unknown process".to_owned(), |number| format!("process {number}{since}"))
}

/// When the holder signed, which is when the file last changed.
fn signed_at(file: &File) -> Option<String> {
    let changed = file.metadata().ok()?.modified().ok()?;
    let seconds = changed.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
    let date = Date { days: i64::try_from(seconds / 86_400).ok()? };
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_the_first_is() {
        let directory = tempfile::tempdir().expect("a place for temporary files");
        let (path, store) = (directory.path().join("g-lock"), directory.path().join("g"));
        let first = Lock::take(&path, &store).expect("nobody else has it");
        let error = Lock::take(&path, &store).expect_err("the first still has it");
        let signed = format!("in use by process {} since 2", std::process::id());
        assert!(error.to_string().contains(&signed) && error.to_string().ends_with('Z'), "{error}");
        drop(first);
        Lock::take(&path, &store).expect("the first gave it back");
    }
}
