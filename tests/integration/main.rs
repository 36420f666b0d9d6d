//! One binary of tests through the public API and the real program.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops at what must not happen, and says what it saw"
)]

mod acceptance;
mod accounts;
mod architecture;
mod cli;
mod conformance;
mod generated;
mod injection;
mod manners;
mod one_event;
mod oracle;
mod outside;
mod processes;
mod program;
mod questions;
mod reading_time;
mod readme;
mod scripts;
mod syntax;
mod threads;
