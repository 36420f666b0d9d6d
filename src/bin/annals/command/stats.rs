//! `annals stats`: how much is in the store.

use annals::graph::View;
use annals::query::Rows;
use annals::value::Value;
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::Failure;
use crate::options::Show;
use crate::shell;
use crate::store;

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    show: Show,
}

/// Shows the counts.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let database = store::reading(global, console)?;
    let rows = rows(database.view());
    database.check_reads()?;
    shell::write_rows(&rows, &arguments.show.settings(), console)
}

/// Nodes and relationships, in all and by label and type.
pub(crate) fn rows(view: View<'_>) -> Rows {
    let labels = view.labels_in_use().into_iter().map(|(label, count)| (format!("(:{})", view.name(label)), count));
    let types = view.types_in_use().into_iter().map(|(kind, count)| (format!("[:{}]", view.name(kind)), count));
    let rows = [("nodes".to_owned(), view.node_count()), ("relationships".to_owned(), view.relationship_count())]
        .into_iter()
        .chain(labels)
        .chain(types)
        .map(|(what, count)| vec![Value::from(what.as_str()), Value::Integer(count as i64)])
        .collect();
    Rows { columns: vec!["what".into(), "count".into()], rows, ..Rows::default() }
}
