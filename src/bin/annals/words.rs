//! A user's own types, words and names: the files of `--words`.

use std::borrow::Cow;
use std::path::PathBuf;

use annals::ontology::Ontology;
use clap::Args;

use crate::exit::Failure;
use crate::source::{self, Source};

/// Tables of a user's own words.
#[derive(Args, Debug)]
pub(crate) struct Words {
    /// Tables of your own event types, trigger words, names and places (docs/words.md has the format)
    #[arg(long, value_name = "FILE")]
    words: Vec<PathBuf>,
}

impl Words {
    /// The tables as files.
    pub(crate) fn tables(&self) -> Result<Vec<Source>, Failure> {
        self.words.iter().map(|path| source::read(path, None)).collect()
    }
}

/// An ontology and what the tables add to it, in their order.
pub(crate) fn extended(ontology: Cow<'static, Ontology>, tables: &[Source]) -> Result<Cow<'static, Ontology>, Failure> {
    tables.iter().try_fold(ontology, |ontology, Source { place, text }| {
        let refused = |diagnostic| Failure::of(&annals::Error::Source(diagnostic), place, text);
        ontology.extended(text).map(Cow::Owned).map_err(refused)
    })
}
