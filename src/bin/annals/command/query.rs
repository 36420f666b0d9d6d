//! `annals query`: a question or Cypher, its answer on standard output.

use std::path::Path;

use clap::Args;

use super::run::{self, Manner};
use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::options::{Bind, Show};
use crate::source::{self, STANDARD_INPUT, Source};

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals query \"events in Kyiv after May 23\"")]
pub(crate) struct Arguments {
    /// A question or Cypher; `-` reads it from standard input
    #[arg(required = true)]
    text: Vec<String>,
    #[command(flatten)]
    show: Show,
    #[command(flatten)]
    bind: Bind,
}

/// Runs every statement of the text.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let source = if arguments.text == [STANDARD_INPUT] {
        source::read(Path::new(STANDARD_INPUT), None)?
    } else {
        Source { place: "query".to_owned(), text: arguments.text.join(" ") }
    };
    run::sources(&[source], &arguments.show, &arguments.bind, Manner::default(), global, console)
}
