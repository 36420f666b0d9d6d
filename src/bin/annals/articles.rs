//! Files as articles: a text is one, each line of a JSON Lines file is one.

use std::path::Path;

use annals::diagnostic::{Diagnostic, Span};
use annals::ingest::jsonl::{self, Article};
use annals::ingest::news::News;

use crate::exit::{Exit, Failure};
use crate::reading::{Format, Reading};
use crate::source;

/// An article and what it is called.
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) news: News,
}

/// The articles of a file, one after the other; a line that is none is a failure of its own.
pub(crate) struct Articles<'a> {
    reading: &'a Reading,
    place: String,
    rest: Rest,
}

/// What is still to come.
enum Rest {
    Text(News),
    Lines(source::Lines),
    Nothing,
}

impl<'a> Articles<'a> {
    /// Opens a file. What it holds is known by `--format`, else by its name.
    pub(crate) fn of(path: &Path, reading: &'a Reading) -> Result<Self, Failure> {
        let rest = match reading.format_of(path) {
            Format::News => Rest::Text(reading.news(path)?),
            Format::Jsonl => Rest::Lines(source::lines(path, reading.encoding)?),
            Format::Csv => {
                let message = format!("{} is a table of events, which hold no text to read", source::place(path));
                let help = "`annals ingest` takes tables in; --format news reads one as a text";
                return Err(Failure::plain(Exit::Wrong, "no_text", &message, Some(help)));
            }
        };
        Ok(Self { reading, place: source::place(path), rest })
    }

    fn line(&self, number: usize, line: &str) -> Result<Named, Failure> {
        let Article { id, news } =
            jsonl::article(line).map_err(|refusal| refused(refusal, &self.place, number, line))?;
        let id = id.unwrap_or_else(|| format!("{}:{number}", self.place));
        Ok(Named { id, news: self.reading.completed_news(news) })
    }
}

impl Iterator for Articles<'_> {
    type Item = Result<Named, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.rest, Rest::Nothing) {
            Rest::Nothing => None,
            Rest::Text(news) => Some(Ok(Named { id: self.place.clone(), news })),
            Rest::Lines(mut lines) => match lines.next_line() {
                Ok(None) => None,
                Ok(Some((number, line))) => {
                    self.rest = Rest::Lines(lines);
                    Some(line.and_then(|line| self.line(number, &line)))
                }
                Err(failure) => Some(Err(failure)),
            },
        }
    }
}

/// The refusal of one line of a file that is not held: its place is counted as if the lines before were empty.
fn refused(refusal: Diagnostic, place: &str, number: usize, line: &str) -> Failure {
    let before = number - 1;
    let span = refusal.span.unwrap_or(Span::new(0, line.len()));
    let refusal = refusal.at(Span::new(span.start + before, span.end + before));
    Failure::of(&annals::Error::Source(refusal), place, &("\n".repeat(before) + line))
}
