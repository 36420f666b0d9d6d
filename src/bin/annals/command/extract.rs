//! `annals extract`: what is read from a text, stage by stage; the store is not touched.

use std::path::PathBuf;

use annals::export::json_escaped;
use annals::ingest::news::{Extraction, Offsets, extract};
use annals::ontology::Ontology;
use clap::Args;

use crate::console::Console;
use crate::exit::Failure;
use crate::files;
use crate::reading::Reading;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  annals extract article.txt")]
pub(crate) struct Arguments {
    /// Files, or folders of them; `-` reads standard input
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
}

/// Shows what is read from each text.
pub(crate) fn run(arguments: &Arguments, console: &mut Console) -> Result<(), Failure> {
    let ontology = Ontology::standard();
    for path in files::expand(&arguments.paths)? {
        let news = arguments.reading.news(&path)?;
        let extraction = extract(&news, ontology);
        let shown = if arguments.json {
            json(&extraction, &path.display().to_string(), arguments.bytes)
        } else {
            extraction.to_string()
        };
        console.out().write_all(shown.as_bytes())?;
        console.flush()?;
    }
    Ok(())
}

fn json(extraction: &Extraction, id: &str, bytes: bool) -> String {
    let offsets = if bytes { Offsets::Bytes } else { Offsets::CodePoints };
    let line = extraction.to_json(id, Ontology::standard(), offsets).to_string();
    json_escaped(&line).into_owned() + "\n"
}
