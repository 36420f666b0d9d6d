//! Folders outside the checkout that tests read: named by the environment, or beside the checkout.

use std::path::{Path, PathBuf};

/// The folder `variable` names, or `beside` the checkout, where it has `entry` in it.
///
/// Without it there is nothing to test: a note says so, except where `CI` is set; there the test fails.
pub(crate) fn folder(variable: &str, beside: &str, entry: &str) -> Option<PathBuf> {
    let default = || Path::new(env!("CARGO_MANIFEST_DIR")).join(beside);
    let folder = std::env::var_os(variable).map_or_else(default, PathBuf::from);
    if folder.join(entry).exists() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} holds no {entry}", folder.display());
    println!("note: {} holds no {entry}; set {variable} to a folder that does", folder.display());
    None
}
