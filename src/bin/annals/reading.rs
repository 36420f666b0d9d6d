//! How files become documents: options that `ingest` and `extract` share.

use std::path::Path;

use annals::ingest::news::News;
use annals::time::Date;
use clap::Args;
use encoding_rs::Encoding;

use crate::exit::{Exit, Failure};
use crate::options;
use crate::source::{self, Source};

/// How files are read.
#[derive(Args, Debug)]
pub(crate) struct Reading {
    /// The day the texts were published, where they do not say
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = options::date)]
    published: Option<Date>,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The encoding of texts that are not UTF-8
    #[arg(long, value_name = "NAME", value_parser = source::encoding)]
    encoding: Option<&'static Encoding>,
}

impl Reading {
    /// The text of a file. There must be some.
    pub(crate) fn text(&self, path: &Path) -> Result<Source, Failure> {
        let source = source::read(path, self.encoding)?;
        if source.text.chars().all(|character| character.is_whitespace() || annals::export::is_invisible(character)) {
            let message = format!("{}: there is no text", source.place);
            return Err(Failure::plain(Exit::Wrong, "no_text", &message, Some("nothing was stored")));
        }
        Ok(source)
    }

    /// A file as one article.
    pub(crate) fn news(&self, path: &Path) -> Result<News, Failure> {
        let Source { place, text } = self.text(path)?;
        let mut news = News::new(text).path(place);
        if let Some(published) = self.published {
            news = news.published(published);
        }
        if let Some(source) = &self.source {
            news = news.source(source);
        }
        Ok(news)
    }
}
