//! `annals explain`: the Cypher a question stands for, and the plan.

use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::options::Bind;
use crate::session;
use crate::settings::Settings;
use crate::shell::Shell;
use crate::source::Source;
use crate::store;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals explain \"who attacked Kyiv since 2022?\"")]
pub(crate) struct Arguments {
    /// A question or Cypher
    #[arg(required = true)]
    text: Vec<String>,
    /// Run it, and show rows and time of every operator
    #[arg(long)]
    profile: bool,
    #[command(flatten)]
    bind: Bind,
}

/// Shows the Cypher and the plan.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let session = session::new(global, &arguments.bind)?;
    let database = store::reading(global, console)?;
    let mut shell = Shell::new(console, database, session, Settings::default());
    shell.explain(&Source { place: "query".to_owned(), text: arguments.text.join(" ") }, arguments.profile)
}
