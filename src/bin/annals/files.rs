//! Which files a list of paths means: files as given, folders with every text and record file below them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::source::STANDARD_INPUT;

/// What a file holds by its name; anything else within a folder is not looked at.
const ENDINGS: &[&str] = &["txt", "text", "md", "jsonl", "ndjson", "csv", "tsv"];

/// The files the paths mean, folders in order of name.
pub(crate) fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() != STANDARD_INPUT && path.is_dir() {
            walk(path, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let read = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>();
    let mut entries = read().map_err(|error| Failure::file(folder, &error))?;
    entries.sort_unstable();
    for entry in entries.into_iter().filter(|entry| !is_hidden(entry)) {
        // A link to a folder is not followed, so that a loop of links ends.
        if entry.is_dir() && !entry.is_symlink() {
            walk(&entry, files)?;
        } else if entry.is_file() && has_known_ending(&entry) {
            files.push(entry);
        }
    }
    Ok(())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn has_known_ending(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_their_texts_in_order() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["z.txt", "a.TXT", "b/c.jsonl", ".hidden.txt", "picture.jpeg"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let found = expand(&[folder.path().to_owned(), "given.html".into()]).unwrap();
        let shown: Vec<_> = found.iter().map(|path| path.strip_prefix(folder.path()).unwrap_or(path)).collect();
        assert_eq!(shown, ["a.TXT", "b/c.jsonl", "z.txt", "given.html"].map(Path::new));
    }
}
