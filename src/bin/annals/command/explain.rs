//! `annals explain`: the Cypher a question stands for, and the plan; of an event, the sentences that tell it.

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
#[command(
    after_help = "Examples:\n  annals explain \"who attacked Kyiv since 2022?\"\n  annals explain event 17\n  annals explain event \"drone attack on Kyiv\""
)]
pub(crate) struct Arguments {
    /// A question or Cypher; or 'event' and the id or the title of one
    #[arg(required = true)]
    text: Vec<String>,
    /// Run it, and show rows and time of every operator
    #[arg(long)]
    profile: bool,
    #[command(flatten)]
    bind: Bind,
}

/// Shows the Cypher and the plan, or why the graph has an event.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let session = session::new(global, &arguments.bind)?;
    let database = store::reading(global, console)?;
    let mut shell = Shell::new(console, database, session, Settings::default());
    shell.explain(&Source { place: "query".to_owned(), text: arguments.text.join(" ") }, arguments.profile)
}
