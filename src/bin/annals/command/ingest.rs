//! `annals ingest`: news texts, JSON Lines records and tables into the store.
//!
//! Files are read in order. Documents are taken in in groups, each group one write to the disk; a document is named on
//! standard output once it is there, so whatever was named survives a power cut, unless `--sync off` gives that up. At the first file that cannot be read
//! the command stops; what came before it stays.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use annals::Database;
use annals::export::visible;
use annals::ingest::in_order;
use annals::ingest::record::Document;
use annals::ingest::report::Report;
use annals::ontology::Ontology;
use annals::storage::{Store, SyncMode};
use clap::Args;

use crate::args::Global;
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::progress::Progress;
use crate::reading::{How, Read, Reading};
use crate::shell::counted;
use crate::source::{self, Source};
use crate::store;
use crate::words;

/// Files of one write: enough that the disk is not waited for at every one.
const GROUP: usize = 32;
/// Bad records shown one by one; a table that was cut off has very many.
const SHOWN: u64 = 5;
/// Groups of one sync with `--sync batch`.
const GROUPS: usize = 8;
/// Remarks shown; a page of advertisements would make many.
const REMARKS: usize = 10;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals ingest article.txt --published 2025-05-24 --source \"Example Wire\"")]
pub(crate) struct Arguments {
    /// Files, or folders of `.txt`, `.md`, `.jsonl` and `.csv` files; `-` reads standard input
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
    let tables = arguments.reading.tables()?;
    let database = opened(arguments, global, console)?;
    let known = database.as_ref().map_or_else(|| Cow::Borrowed(Ontology::standard()), Database::shared_ontology);
    let ontology = words::extended(known, &tables)?;
    let mut intake = Intake::new(arguments, global, console, (database, tables), &ontology);
    let read = intake.files(&files);
    // What was read before a bad file is kept, whatever the size of a group.
    let kept = intake.take_in().and_then(|()| intake.name());
    let closed = intake.close();
    read.and(kept).and(closed)
}

/// The store that is there already: texts are read with the words it keeps.
fn opened(arguments: &Arguments, global: &Global, console: &mut Console) -> Result<Option<Database>, Failure> {
    match Store::exists(&global.db) {
        true if arguments.dry_run => store::reading(global, console).map(Some),
        true => store::writing(global, console).map(Some),
        false => Ok(None),
    }
}

/// Files on their way into the store.
struct Intake<'a> {
    arguments: &'a Arguments,
    global: &'a Global,
    console: &'a mut Console,
    ontology: &'a Ontology,
    /// The user's own words, to be kept with the first group.
    tables: Vec<Source>,
    /// Made with the first group, where there was none.
    database: Option<Database>,
    group: Vec<(PathBuf, Vec<Document>)>,
    /// Taken in, and not yet on the disk for certain.
    unnamed: Vec<PathBuf>,
    total: Report,
    skipped: u64,
}

impl<'a> Intake<'a> {
    fn new(
        arguments: &'a Arguments,
        global: &'a Global,
        console: &'a mut Console,
        (database, tables): (Option<Database>, Vec<Source>),
        ontology: &'a Ontology,
    ) -> Self {
        let (group, unnamed, total, skipped) = (Vec::new(), Vec::new(), Report::default(), 0);
        Self { arguments, global, console, ontology, tables, database, group, unnamed, total, skipped }
    }

    fn files(&mut self, files: &[PathBuf]) -> Result<(), Failure> {
        let mut progress = Progress::new(files.len());
        for group in files.chunks(GROUP) {
            for (path, read) in group.iter().zip(self.read(group)) {
                match read {
                    Ok((documents, bad)) => {
                        self.group.push((path.clone(), documents));
                        bad.iter().for_each(|failure| self.skip(failure, &progress));
                    }
                    Err(failure @ Failure::Error { .. }) if self.arguments.skip_bad => self.skip(&failure, &progress),
                    Err(failure) => return Err(failure),
                }
                progress.step();
            }
            // Nothing is written in a dry run, so one look at everything serves it best.
            if !self.arguments.dry_run {
                progress.aside(|| self.take_in())?;
            }
        }
        Ok(())
    }

    /// What each file of a group holds, in order: several files at once, or several articles of a single one.
    fn read(&self, files: &[PathBuf]) -> Vec<Result<Read, Failure>> {
        let reading = &self.arguments.reading;
        let threads = reading.threads();
        let inner = if files.len() > 1 { NonZeroUsize::MIN } else { threads };
        let how = How { ontology: self.ontology, threads: inner, skip_bad: self.arguments.skip_bad };
        in_order(files, threads, |path| reading.documents(path, how))
    }

    fn skip(&mut self, failure: &Failure, progress: &Progress) {
        self.skipped += 1;
        if self.skipped <= SHOWN {
            progress.aside(|| self.console.fail(failure));
        }
    }

    /// Makes the group durable, then names it.
    fn take_in(&mut self) -> Result<(), Failure> {
        let (paths, documents): (Vec<_>, Vec<_>) = std::mem::take(&mut self.group).into_iter().unzip();
        if paths.is_empty() {
            return Ok(());
        }
        let documents: Vec<Document> = documents.into_iter().flatten().collect();
        let report =
            if self.arguments.dry_run { self.resolve(&documents) } else { self.database()?.ingest(&documents)? };
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
        let database = self.database.insert(database);
        for Source { place, text } in std::mem::take(&mut self.tables) {
            database.learn(&place, &text)?;
        }
        Ok(database)
    }

    /// What the documents would change.
    fn resolve(&mut self, documents: &[Document]) -> Report {
        let database = self.database.take().unwrap_or_else(Database::memory).with_ontology(self.ontology.clone());
        database.resolve(documents).1
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
