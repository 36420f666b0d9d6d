//! Texts that nobody writes by hand: very long, very deep, cut off anywhere. Each is answered or refused, soon.
//!
//! 1. `shapes` makes texts of a size: everything Cypher can repeat, and everything that can be left open.
//! 2. `size` runs them: an answer or an error, never a crash, and a text eight times as long takes no more than some
//!    eight times as long.
//! 3. `work` counts the steps of the grammar over every cut-off text.
//!
//! This is a process of its own because pest counts its steps for the whole process.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what must not happen, and says what it saw"
)]

mod shapes;
mod size;
mod work;

use std::sync::RwLock;

/// Held for writing while the steps of the grammar are limited, for reading by everything else that parses.
static STEPS: RwLock<()> = RwLock::new(());
