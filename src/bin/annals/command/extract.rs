//! `annals extract`: what is read from a text, stage by stage; the store is not touched.
//!
//! Articles are read a few at a time, on as many threads as wanted, and shown in their order; so a file of any length is
//! read in the memory of a few articles.

use std::borrow::Cow;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use annals::export::json_escaped;
use annals::ingest::in_order;
use annals::ingest::news::{Extraction, Offsets, Paint, Timings, extract, extract_timed};
use annals::ontology::Ontology;
use clap::Args;

use crate::articles::{Articles, Named};
use crate::console::Console;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::reading::Reading;
use crate::words;

/// Articles are read together up to so many, or so many bytes: enough to keep threads busy, little to hold.
const MOST_ARTICLES: usize = 64;
const MOST_BYTES: usize = 1 << 20;

/// About how many bytes of JSON a byte of text becomes.
const JSON_PER_TEXT: usize = 6;

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  annals extract article.txt\n  annals extract --json articles.jsonl > read.jsonl")]
pub(crate) struct Arguments {
    /// Files, or folders of them; a `.jsonl` file is an article per line, with its `id`, `text`, `title` and `dct`; `-`
    /// reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// One JSON object per text, on one line
    #[arg(long)]
    json: bool,
    /// Let the offsets of the JSON count bytes of UTF-8 instead of Unicode code points
    #[arg(long, requires = "json")]
    bytes: bool,
    /// Show, instead of what is read, how long each stage of reading took
    #[arg(long)]
    timings: bool,
}

/// Shows what is read from each text.
pub(crate) fn run(arguments: &Arguments, console: &mut Console) -> Result<(), Failure> {
    let ontology = words::extended(Cow::Borrowed(Ontology::standard()), &arguments.reading.tables()?)?;
    let mut work = Work { arguments, ontology: &ontology, console, waiting: Vec::new(), bytes: 0, sum: Sum::default() };
    for path in files::expand(&arguments.paths)? {
        match Articles::of(&path, &arguments.reading) {
            Ok(mut articles) => articles.try_for_each(|article| work.take(article))?,
            // What stands before it is shown first.
            Err(failure) => return work.read().and(Err(failure)),
        }
    }
    work.read()?;
    work.close()
}

/// Articles on their way through.
struct Work<'a> {
    arguments: &'a Arguments,
    ontology: &'a Ontology,
    console: &'a mut Console,
    waiting: Vec<Result<Named, Failure>>,
    /// How many bytes of text are waiting.
    bytes: usize,
    sum: Sum,
}

/// What all articles came to.
#[derive(Default)]
struct Sum {
    timings: Timings,
    shown: Duration,
    bytes: u64,
    failed: bool,
}

/// What became of an article.
struct Read {
    shown: Vec<u8>,
    timings: Timings,
    showing: Duration,
}

impl Work<'_> {
    fn take(&mut self, article: Result<Named, Failure>) -> Result<(), Failure> {
        self.bytes += article.as_ref().map_or(0, |article| article.news.text().len());
        self.waiting.push(article);
        if self.waiting.len() >= MOST_ARTICLES || self.bytes >= MOST_BYTES { self.read() } else { Ok(()) }
    }

    /// Reads what is waiting, and shows it in order. A line that is no article is told of and passed over.
    fn read(&mut self) -> Result<(), Failure> {
        let (arguments, ontology) = (self.arguments, self.ontology);
        let paint = if self.console.colour { Paint::Colour } else { Paint::Plain };
        let read = in_order(&self.waiting, arguments.reading.threads(), |article| {
            article.as_ref().ok().map(|article| read(article, arguments, ontology, paint))
        });
        for (article, read) in std::mem::take(&mut self.waiting).into_iter().zip(read) {
            match (article, read) {
                (Err(failure), _) => self.fail(&failure),
                (Ok(_), Some(read)) => self.show(&read?)?,
                (Ok(_), None) => {}
            }
        }
        self.sum.bytes += self.bytes as u64;
        self.bytes = 0;
        Ok(self.console.flush()?)
    }

    fn fail(&mut self, failure: &Failure) {
        self.sum.failed = true;
        self.console.fail(failure);
    }

    fn show(&mut self, read: &Read) -> Result<(), Failure> {
        self.sum.timings.add(&read.timings);
        self.sum.shown += read.showing;
        if !self.arguments.timings {
            self.console.out().write_all(&read.shown)?;
        }
        Ok(())
    }

    fn close(self) -> Result<(), Failure> {
        if self.arguments.timings {
            let written = if self.arguments.json { "json" } else { "page" };
            let table = self.sum.timings.table(self.sum.bytes, (written, self.sum.shown));
            self.console.out().write_all(table.as_bytes())?;
            self.console.flush()?;
        }
        if self.sum.failed { Err(Failure::Shown(Exit::Wrong)) } else { Ok(()) }
    }
}

fn read(article: &Named, arguments: &Arguments, ontology: &Ontology, paint: Paint) -> Result<Read, Failure> {
    let start = Instant::now();
    // The clock is asked at every sentence: only where somebody wants to know.
    let (extraction, timings) = if arguments.timings {
        extract_timed(&article.news, ontology, &|| start.elapsed())
    } else {
        (extract(&article.news, ontology), Timings::default())
    };
    let extracted = start.elapsed();
    let shown = if arguments.json {
        json(&extraction, &article.id, ontology, arguments.bytes)?
    } else {
        extraction.page(paint).into_bytes()
    };
    Ok(Read { shown, timings, showing: start.elapsed().saturating_sub(extracted) })
}

fn json(extraction: &Extraction, id: &str, ontology: &Ontology, bytes: bool) -> Result<Vec<u8>, Failure> {
    let offsets = if bytes { Offsets::Bytes } else { Offsets::CodePoints };
    let mut line = Vec::with_capacity(JSON_PER_TEXT * extraction.news.text().len());
    extraction.write_json(id, ontology, offsets, &mut line)?;
    if let Ok(Cow::Owned(escaped)) = std::str::from_utf8(&line).map(json_escaped) {
        line = escaped.into_bytes();
    }
    line.push(b'\n');
    Ok(line)
}
