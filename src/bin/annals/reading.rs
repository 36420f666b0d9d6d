//! How files become documents: options that `ingest` and `extract` share.

use std::num::NonZeroUsize;
use std::path::Path;

use annals::ingest::news::{News, extract};
use annals::ingest::record::Document;
use annals::ingest::{csv, in_order, jsonl};
use annals::ontology::Ontology;
use annals::time::Date;
use clap::{Args, ValueEnum};
use encoding_rs::Encoding;

use crate::exit::Failure;
use crate::options;
use crate::source::{self, Source};
use crate::words::Words;

/// How files are read.
#[derive(Args, Debug)]
pub(crate) struct Reading {
    /// What the files hold, where their names do not say
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,
    /// The day the texts were published, where they do not say
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = options::date)]
    published: Option<Date>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// What stands between the cells of a table: one character, or `tab`
    #[arg(long, value_name = "CHARACTER", value_parser = separator)]
    separator: Option<char>,
    /// The encoding of texts that are not UTF-8
    #[arg(long, value_name = "NAME", value_parser = source::encoding)]
    pub(crate) encoding: Option<&'static Encoding>,
    /// How many texts are read at once [default: as many as the machine has threads]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    words: Words,
}

/// What a file holds, and the records of it that are none.
pub(crate) type Read = (Vec<Document>, Vec<Failure>);

/// With what, how fast and how strictly files are read.
#[derive(Clone, Copy)]
pub(crate) struct How<'a> {
    pub(crate) ontology: &'a Ontology,
    pub(crate) threads: NonZeroUsize,
    /// Whether records that are none are left out.
    pub(crate) skip_bad: bool,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One article per file
    News,
    /// One article, or one event, per line, in JSON
    Jsonl,
    /// One event per row of a table whose first row names the columns
    Csv,
}

impl Format {
    /// What a file holds by its name.
    pub(crate) fn of(path: &Path) -> Self {
        match ending(path).as_deref() {
            Some("jsonl" | "ndjson") => Self::Jsonl,
            Some("csv" | "tsv") => Self::Csv,
            _ => Self::News,
        }
    }
}

impl Reading {
    /// The text of a file. There must be some.
    pub(crate) fn text(&self, path: &Path) -> Result<Source, Failure> {
        let source = source::read(path, self.encoding)?;
        if source.text.chars().all(|character| character.is_whitespace() || annals::export::is_invisible(character)) {
            return Err(source::no_text(&source.place));
        }
        Ok(source)
    }

    /// How many threads read.
    pub(crate) fn threads(&self) -> NonZeroUsize {
        let machine = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        self.threads.unwrap_or_else(machine)
    }

    /// The tables of the user's own words.
    pub(crate) fn tables(&self) -> Result<Vec<Source>, Failure> {
        self.words.tables()
    }

    /// What a file holds.
    pub(crate) fn format_of(&self, path: &Path) -> Format {
        self.format.unwrap_or_else(|| Format::of(path))
    }

    /// What a file holds as documents. Records that are no records come second, where `skip_bad` allows to leave them
    /// out; else the first of them is the failure.
    pub(crate) fn documents(&self, path: &Path, how: How<'_>) -> Result<Read, Failure> {
        match self.format_of(path) {
            Format::News => Ok((vec![extract(&self.news(path)?, how.ontology).document()], Vec::new())),
            format => self.records(path, format, how),
        }
    }

    fn records(&self, path: &Path, format: Format, how: How<'_>) -> Result<Read, Failure> {
        let Source { place, text } = self.text(path)?;
        let read = match format {
            Format::Csv => csv::read(&text, self.separator(path), Some(&place), how.ontology),
            _ => jsonl::read(&text, Some(&place), how.ontology),
        };
        let refused = |diagnostic| Failure::of(&annals::Error::Source(diagnostic), &place, &text);
        let mut bad = read.refused.into_iter().map(refused);
        if !how.skip_bad
            && let Some(first) = bad.next()
        {
            return Err(first);
        }
        let bad = bad.collect();
        let articles: Vec<News> =
            read.articles.into_iter().map(|article| self.completed_news(article.news).path(place.as_str())).collect();
        let extracted = in_order(&articles, how.threads, |news| extract(news, how.ontology).document());
        let documents = read.documents.into_iter().map(|document| self.completed(document));
        Ok((documents.chain(extracted).collect(), bad))
    }

    fn separator(&self, path: &Path) -> char {
        let by_name = if ending(path).as_deref() == Some("tsv") { '\t' } else { ',' };
        self.separator.unwrap_or(by_name)
    }

    /// What the command line says of a document stands where the document says nothing itself.
    fn completed(&self, document: Document) -> Document {
        let published = document.published.or(self.published);
        let source = document.source.clone().or_else(|| self.source.clone());
        Document { published, source, ..document }
    }

    /// A file as one article.
    pub(crate) fn news(&self, path: &Path) -> Result<News, Failure> {
        let Source { place, text } = self.text(path)?;
        Ok(self.completed_news(News::new(text).path(place)))
    }

    /// What the command line says of an article stands where the article says nothing itself.
    pub(crate) fn completed_news(&self, mut news: News) -> News {
        if let Some(published) = self.published.filter(|_| news.published_on().is_none()) {
            news = news.published(published);
        }
        if let Some(source) = self.source.as_deref().filter(|_| news.publisher().is_none()) {
            news = news.source(source);
        }
        news
    }
}

/// The ending of a file's name, in lower case.
fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_ascii_lowercase())
}

fn separator(text: &str) -> Result<char, String> {
    let mut characters = text.chars();
    match (text, characters.next(), characters.next()) {
        ("tab", ..) => Ok('\t'),
        (_, Some(one), None) if !one.is_alphanumeric() && !matches!(one, '"' | '\n' | '\r' | '|') => Ok(one),
        _ => Err("expected one character such as ';', or the word tab".to_owned()),
    }
}
