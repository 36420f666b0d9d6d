//! The command line: what may be written, and what it means.

use std::path::PathBuf;

use annals::storage::SyncMode;
use annals::time::Date;
use clap::{Args, Parser, Subcommand};

use crate::{command, options};

/// An embedded knowledge graph of dated events: news in; who, what, where and when out, with the sentence that proves it
#[derive(Parser, Debug)]
#[command(
    name = "annals",
    version,
    max_term_width = 100,
    after_help = "Try:\n  annals demo\n  annals ingest article.txt\n  annals query \"events in Kyiv after May 23\"\n\nAlone on a terminal, annals opens the line editor; fed by a pipe, it reads statements."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every command understands.
#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
    /// The store
    #[arg(long, global = true, value_name = "PATH", env = "ANNALS_DB", default_value = "graph.annals")]
    pub(crate) db: PathBuf,
    /// Refuse every change
    #[arg(long, global = true)]
    pub(crate) read_only: bool,
    /// When changes are on the disk: full, batch or off
    ///
    /// A killed process loses nothing in any mode. `full`: each change before it is acknowledged, so a power cut loses nothing
    /// either. `batch`: at every 64th change and at the end; a power cut may take those since, but `ingest` names no
    /// document before it is safe. `off`: at the end; a power cut may take everything since the beginning, named or not.
    #[arg(long, global = true, value_name = "MODE", default_value = "full", value_parser = options::sync_mode())]
    pub(crate) sync: SyncMode,
    /// What "today" means in questions, instead of the clock's date
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = options::date)]
    pub(crate) today: Option<Date>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Show what annals does: example articles in, a few questions answered
    Demo(command::demo::Arguments),
    /// Take in news texts, JSON Lines records and tables
    Ingest(command::ingest::Arguments),
    /// Ask a question or run Cypher
    Query(command::query::Arguments),
    /// Run query files: statements ended by `;`, questions, `//` comments, dot commands
    Run(command::run::Arguments),
    /// Open the line editor
    Repl,
    /// Show the Cypher a question stands for, and how it would run
    Explain(command::explain::Arguments),
    /// Show what is read from a text: sentences, times, names, events; changes nothing
    Extract(command::extract::Arguments),
    /// Show how much is in the store
    Stats(command::stats::Arguments),
    /// Show which labels, relationship types and properties the store has
    Schema(command::schema::Arguments),
    /// Write the whole graph as JSON Lines
    Dump(command::dump::Arguments),
    /// Make a store of a dump
    Load(command::load::Arguments),
    /// Look the store over: is every byte what was written?
    Check(command::check::Arguments),
    /// Save what is left of a damaged store as a new one, and name what is lost
    Recover(command::recover::Arguments),
    /// Fold the journal into the store's one file
    Compact,
    /// Copy the store, also while another process writes to it
    Backup(command::backup::Arguments),
    /// Print a completion script for a shell
    Completions(command::completions::Arguments),
}
