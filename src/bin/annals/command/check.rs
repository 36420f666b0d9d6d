//! `annals check`: is every byte of the store what was written?

use annals::query::Rows;
use annals::storage::{CheckReport, SectionReport, check};
use annals::value::Value;
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::options::Show;
use crate::shell::{self, counted};

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    show: Show,
}

/// Looks every section and record over. Changes nothing.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    let report = check(&global.db).map_err(annals::Error::from)?;
    shell::write_rows(&rows(&report), &arguments.show.settings(), console)?;
    let CheckReport { version, store, generation, batches, .. } = &report;
    console.note(&format!(
        "store {store}, format {version}, snapshot {generation}, and {} in the journal",
        counted(*batches, "batch")
    ));
    for note in &report.notes {
        console.note(&note.to_string());
    }
    let damaged = !report.damage.is_empty();
    for error in report.damage {
        console.fail(&Failure::from(annals::Error::from(error)));
    }
    if damaged { Err(Failure::Shown(Exit::Damaged)) } else { Ok(()) }
}

/// A row per section of the snapshot.
fn rows(report: &CheckReport) -> Rows {
    let number = |number: &u64| i64::try_from(*number).map_or(Value::Null, Value::Integer);
    let row = |SectionReport { name, offset, length, sound }: &SectionReport| {
        vec![Value::from(name.as_str()), number(offset), number(length), Value::Boolean(*sound)]
    };
    let columns = ["section", "offset", "length", "sound"].map(str::to_owned).to_vec();
    Rows { columns, rows: report.sections.iter().map(row).collect(), ..Rows::default() }
}
