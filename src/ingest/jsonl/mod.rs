//! JSON LINES TO DOCUMENTS: events that somebody else has read, one a line.
//!
//! Each line is taken apart by `row`, strictly: a field of the wrong shape or an unknown one is refused, with its place.
//! A line with a text and no type is no event but a whole article (`article`), still to be read. `docs/records.md` lists the fields.

mod article;

use super::row::{Documents, Fields, Reading, Record};
use crate::diagnostic::{Diagnostic, Span};
use crate::ontology::Ontology;

pub use article::{Article, article};

/// Reads JSON lines, one event each; blank lines are nothing.
///
/// ```
/// use annals::ingest::jsonl::read;
/// use annals::ontology::Ontology;
///
/// let text = r#"{"type": "Airstrike", "date": "2025-05-24", "actors": ["Russia"], "place": "Kyiv", "killed": 3}
/// {"type": "Airstrike", "kiled": 3}
/// "#;
/// let reading = read(text, Some("events.jsonl"), Ontology::standard());
/// assert_eq!(reading.documents[0].events[0].killed, Some(3));
/// assert_eq!(reading.refused[0].message, "unknown field 'kiled'");
/// assert_eq!(reading.refused[0].span.map(|span| span.of(text)), Some("\"kiled\""));
/// assert_eq!(reading.refused[0].help.as_deref(), Some("closest: 'killed'"));
/// ```
#[must_use]
pub fn read(text: &str, path: Option<&str>, ontology: &Ontology) -> Reading {
    let mut documents = Documents::default();
    let (mut articles, mut refused) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let json = line.trim_end_matches(['\n', '\r']);
        if !json.trim().is_empty() {
            match Line::read(json, ontology) {
                Ok(Line::Event(record)) => documents.add(*record, json),
                Ok(Line::Article(article)) => articles.push(article),
                Err(refusal) => refused.push(placed(refusal, start, json)),
            }
        }
        start += line.len();
    }
    Reading { documents: documents.finish(path), articles, refused }
}

/// The refusal of a line, pointing into the whole text.
fn placed(refusal: Diagnostic, start: usize, json: &str) -> Diagnostic {
    let span = refusal.span.unwrap_or(Span::new(0, json.len()));
    refusal.at(Span::new(start + span.start, start + span.end))
}

/// A line, read.
enum Line {
    Event(Box<Record>),
    Article(Article),
}

impl Line {
    fn read(json: &str, ontology: &Ontology) -> Result<Self, Diagnostic> {
        let fields = Fields::parse(json)?;
        if article::is_article(&fields) {
            return article::of_fields(fields).map(Self::Article);
        }
        fields.record(ontology).map(|record| Self::Event(Box::new(record)))
    }
}

#[cfg(test)]
mod tests;
