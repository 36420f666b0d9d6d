//! `annals ingest`: news texts and JSON Lines records into the store.
//!
//! Files are read in order. Documents are taken in in groups, each group one write to the disk; a document is named on
//! standard output once it is there, so whatever was named survives a power cut, unless `--sync off` gives that up. At the first file that cannot be read
//! the command stops; what came before it stays.

use std::path::PathBuf;

use annals::Database;
use annals::export::visible;
use annals::ingest::record::Document;
use annals::ingest::report::Report;
use annals::storage::{Store, SyncMode};
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::progress::Progress;
use crate::reading::Reading;
use crate::shell::counted;
use crate::source;
use crate::store;

/// Files of one write: enough that the disk is not waited for at every one.
const GROUP: usize = 32;
/// Groups of one sync with `--sync batch`.
const GROUPS: usize = 8;
/// Remarks shown; a page of advertisements would make many.
const REMARKS: usize = 10;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals ingest article.txt --published 2025-05-24 --source \"Example Wire\"")]
pub(crate) struct Arguments {
    /// Files, or folders of `.txt`, `.md` and `.jsonl` files; `-` reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// Say what would be taken in; change nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave out what cannot be read, and count it
    #[arg(long)]
    skip_bad: bool,
}

/// Takes the files in.
pub(crate) fn run(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<(), Failure> {
    if global.read_only && !arguments.dry_run {
        return Err(annals::Error::ReadOnly.into());
    }
    let files = files::expand(&arguments.paths)?;
    if files.is_empty() {
        let help = "name files, or a folder of .txt files";
        return Err(Failure::plain(Exit::Wrong, "no_text", "no text was found", Some(help)));
    }
    let mut intake = Intake::new(arguments, global, console);
    let read = intake.files(&files);
    // What was read before a bad file is kept, whatever the size of a group.
    let kept = intake.take_in().and_then(|()| intake.name());
    let closed = intake.close();
    read.and(kept).and(closed)
}

/// Files on their way into the store.
struct Intake<'a> {
    arguments: &'a Arguments,
    global: &'a Global,
    console: &'a mut Console,
    /// Opened, or made, with the first group.
    database: Option<Database>,
    group: Vec<(PathBuf, Vec<Document>)>,
    /// Taken in, and not yet on the disk for certain.
    unnamed: Vec<PathBuf>,
    total: Report,
    skipped: u64,
}

impl<'a> Intake<'a> {
    fn new(arguments: &'a Arguments, global: &'a Global, console: &'a mut Console) -> Self {
        let (database, group, unnamed) = (None, Vec::new(), Vec::new());
        Self { arguments, global, console, database, group, unnamed, total: Report::default(), skipped: 0 }
    }

    fn files(&mut self, files: &[PathBuf]) -> Result<(), Failure> {
        let mut progress = Progress::new(files.len());
        for path in files {
            match self.arguments.reading.documents(path, self.arguments.skip_bad) {
                Ok((documents, bad)) => {
                    self.group.push((path.clone(), documents));
                    bad.iter().for_each(|failure| self.skip(failure, &progress));
                }
                Err(failure @ Failure::Error { .. }) if self.arguments.skip_bad => self.skip(&failure, &progress),
                Err(failure) => return Err(failure),
            }
            progress.step();
            // Nothing is written in a dry run, so one look at everything serves it best.
            if self.group.len() == GROUP && !self.arguments.dry_run {
                progress.aside(|| self.take_in())?;
            }
        }
        Ok(())
    }

    fn skip(&mut self, failure: &Failure, progress: &Progress) {
        self.skipped += 1;
        progress.aside(|| self.console.fail(failure));
    }

    /// Makes the group durable, then names it.
    fn take_in(&mut self) -> Result<(), Failure> {
        let (paths, documents): (Vec<_>, Vec<_>) = std::mem::take(&mut self.group).into_iter().unzip();
        if paths.is_empty() {
            return Ok(());
        }
        let documents: Vec<Document> = documents.into_iter().flatten().collect();
        let report =
            if self.arguments.dry_run { self.resolve(&documents)? } else { self.database()?.ingest(&documents)? };
        self.total.add(report);
        if self.arguments.dry_run {
            return Ok(());
        }
        self.unnamed.extend(paths);
        let wait = self.global.sync == SyncMode::Batch && self.unnamed.len() < GROUPS * GROUP;
        if wait { Ok(()) } else { self.name() }
    }

    /// Names what was taken in, once it is as safe as it will be.
    fn name(&mut self) -> Result<(), Failure> {
        if let Some(database) = self.database.as_mut().filter(|_| self.global.sync == SyncMode::Batch) {
            database.sync()?;
        }
        for path in std::mem::take(&mut self.unnamed) {
            writeln!(self.console.out(), "ok {}", visible(&source::place(&path)))?;
        }
        Ok(self.console.flush()?)
    }

    /// The store, opened or made when the first group is there.
    fn database(&mut self) -> Result<&mut Database, Failure> {
        let database = match self.database.take() {
            Some(database) => database,
            None => store::writing(self.global, self.console)?,
        };
        Ok(self.database.insert(database))
    }

    /// What the documents would change.
    fn resolve(&mut self, documents: &[Document]) -> Result<Report, Failure> {
        let exists = Store::exists(&self.global.db);
        let database = if exists { store::reading(self.global, self.console)? } else { Database::memory() };
        Ok(database.resolve(documents).1)
    }

    /// Says what was done, and leaves the store in good order.
    fn close(self) -> Result<(), Failure> {
        let Self { console, database, total, skipped, arguments, .. } = self;
        for remark in total.warnings.iter().take(REMARKS) {
            console.note(remark);
        }
        if let Some(more) = total.warnings.len().checked_sub(REMARKS).filter(|more| *more > 0) {
            console.note(&format!("{} more; annals extract shows what is read", counted(more as u64, "remark")));
        }
        if total != Report::default() {
            console
                .note(&format!("{}{total}", if arguments.dry_run { "nothing changed; there would be: " } else { "" }));
        }
        if skipped > 0 {
            console.note(&format!("{} left out", counted(skipped, "bad record")));
        }
        database.map_or(Ok(()), |database| Ok(database.close()?))
    }
}
