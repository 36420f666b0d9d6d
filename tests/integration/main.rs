//! One binary of tests through the public API and the real program.

mod acceptance;
mod architecture;
mod cli;
mod program;
mod scripts;
