//! JSON LINES TO DOCUMENTS: events that somebody else has read, one a line.
//!
//! 1. `fields` takes a line apart, strictly: a field of the wrong shape or an unknown one is refused, with its place.
//! 2. `entity` gives names a kind where the line does not.
//! 3. Here: lines of one document (same title, publisher and day) become one [`Document`], each line an event of it and
//!    its `text` a sentence.
//!
//! A line with a text and no type is no event but a whole article (`article`), still to be read.
//!
//! `docs/records.md` lists the fields.

mod article;
mod entity;
mod fields;

use sha2::{Digest, Sha256};

use super::record::{Document, Entity, Event, Modality, Participant, Role, Sentence};
use crate::diagnostic::{Diagnostic, Span};
use crate::ontology::Ontology;
use crate::time::{Date, Edtf};

pub use article::{Article, article};
use fields::{Fields, Named};

/// What a text of JSON lines holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The documents of its well-formed lines.
    pub documents: Vec<Document>,
    /// The whole articles among its lines.
    pub articles: Vec<Article>,
    /// Why the other lines were refused, each with its place in the text.
    pub refused: Vec<Diagnostic>,
}

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
    let mut reading = Reading::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let json = line.trim_end_matches(['\n', '\r']);
        if !json.trim().is_empty() {
            match Line::read(json, ontology) {
                Ok(Line::Event(record)) => Group::of(&mut groups, &record).add(*record, json),
                Ok(Line::Article(article)) => reading.articles.push(article),
                Err(refusal) => reading.refused.push(placed(refusal, start, json)),
            }
        }
        start += line.len();
    }
    reading.documents = groups.into_iter().map(|group| group.into_document(path)).collect();
    reading
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
        Record::of_fields(fields, ontology).map(|record| Self::Event(Box::new(record)))
    }
}

/// An event on a line.
struct Record {
    event: Event,
    actors: Vec<Named>,
    recipients: Vec<Named>,
    participants: Vec<Named>,
    places: Vec<Named>,
    attributed_to: Vec<Named>,
    text: Option<String>,
    document: Option<String>,
    source: Option<String>,
    published: Option<Date>,
    warning: Option<String>,
}

impl Record {
    fn of_fields(mut fields: Fields<'_>, ontology: &Ontology) -> Result<Self, Diagnostic> {
        let kind = fields.label("type")?;
        let event = Event {
            id: fields.identity("id")?,
            title: fields.text("title")?.unwrap_or_else(|| words_of(&kind)),
            date: fields.parsed("date", |text| Edtf::parse(text).map(|_| text.to_owned()))?.unwrap_or_default(),
            modality: fields.parsed("modality", modality)?.unwrap_or_default(),
            mode: fields.text("mode")?,
            quantity: fields.number("quantity")?,
            unit: fields.text("unit")?,
            killed: fields.count("killed")?,
            injured: fields.count("injured")?,
            quote: fields.text("quote")?,
            kind,
            ..Event::default()
        };
        let record = Self {
            actors: fields.names("actors")?,
            recipients: fields.names("recipients")?,
            participants: fields.names("participants")?,
            places: fields.names("place")?,
            attributed_to: fields.names("attributed_to")?,
            text: fields.text("text")?,
            document: fields.text("document")?,
            source: fields.text("source")?,
            published: fields.parsed("published", |text| text.parse::<Date>())?,
            warning: unknown_type(&event.kind, ontology),
            event,
        };
        fields.finish()?;
        Ok(record)
    }
}

/// The lines of one document.
struct Group {
    key: (Option<String>, Option<String>, Option<Date>),
    document: Document,
    hash: Sha256,
}

impl Group {
    /// The group a record belongs to; a new one at the end where there is none.
    fn of<'g>(groups: &'g mut Vec<Self>, record: &Record) -> &'g mut Self {
        let key = (record.document.clone(), record.source.clone(), record.published);
        let index = groups.iter().position(|group| group.key == key).unwrap_or(groups.len());
        if index == groups.len() {
            let document = Document { source: key.1.clone(), published: record.published, ..Document::default() };
            groups.push(Self { key, document, hash: Sha256::new() });
        }
        &mut groups[index]
    }

    fn add(&mut self, record: Record, json: &str) {
        self.hash.update(json.trim().as_bytes());
        self.hash.update(b"\n");
        let document = &mut self.document;
        document.warnings.extend(record.warning);
        let mut event = record.event;
        let parts = [
            (Role::Actor, record.actors),
            (Role::Recipient, record.recipients),
            (Role::Participant, record.participants),
        ];
        for (role, names) in parts {
            let entities = names.into_iter().map(|name| entity_index(document, entity::of(name)));
            event.participants.extend(entities.map(|entity| Participant { role, entity }));
        }
        event.places = record.places.into_iter().map(|name| entity_index(document, entity::place(name))).collect();
        event.attributed_to =
            record.attributed_to.into_iter().map(|name| entity_index(document, entity::of(name))).collect();
        let text = record.text.unwrap_or_else(|| event.title.clone());
        event.evidence = vec![sentence_index(document, text, &event)];
        document.events.push(event);
    }

    fn into_document(self, path: Option<&str>) -> Document {
        let title = self.key.0.or_else(|| path.map(str::to_owned)).unwrap_or_else(|| "records".to_owned());
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Document { title, sha256, path: path.map(str::to_owned), ..self.document }
    }
}

/// Where an entity stands in the document; added where it is not there yet.
fn entity_index(document: &mut Document, entity: Entity) -> usize {
    let same = |known: &Entity| known.name == entity.name && known.kind == entity.kind;
    document.entities.iter().position(same).unwrap_or_else(|| {
        document.entities.push(entity);
        document.entities.len() - 1
    })
}

/// Where a sentence stands in the document; lines with the same text share it.
fn sentence_index(document: &mut Document, text: String, event: &Event) -> usize {
    let index = document.sentences.iter().position(|sentence| sentence.text == text).unwrap_or_else(|| {
        let start = document.sentences.last().map_or(0, |last| last.end + 1);
        let number = u32::try_from(document.sentences.len() + 1).unwrap_or(u32::MAX);
        let end = start + text.len();
        document.sentences.push(Sentence { number, text, start, end, mentions: Vec::new() });
        document.sentences.len() - 1
    });
    let named = event.participants.iter().map(|participant| participant.entity);
    let mentions = &mut document.sentences[index].mentions;
    mentions.extend(named.chain(event.places.iter().copied()).chain(event.attributed_to.iter().copied()));
    mentions.sort_unstable();
    mentions.dedup();
    index
}

fn modality(text: &str) -> Result<Modality, Diagnostic> {
    match text {
        "asserted" => Ok(Modality::Asserted),
        "alleged" => Ok(Modality::Alleged),
        "planned" => Ok(Modality::Planned),
        "failed" => Ok(Modality::Failed),
        "denied" => Ok(Modality::Denied),
        other => Err(Diagnostic::new("bad_record", format!("no modality is called '{other}'"))
            .help("write asserted, alleged, planned, failed or denied")),
    }
}

fn unknown_type(kind: &str, ontology: &Ontology) -> Option<String> {
    let unknown = ontology.event_type(kind).is_none();
    let near = || fields::nearest(kind, ontology.event_types().map(|event_type| event_type.label.as_ref()));
    unknown.then(|| match near() {
        Some(near) => format!("the event type '{kind}' is not known and stands under Event alone; closest: '{near}'"),
        None => format!("the event type '{kind}' is not known and stands under Event alone"),
    })
}

/// `PrisonerExchange` → `prisoner exchange`.
fn words_of(label: &str) -> String {
    let mut words = String::new();
    for letter in label.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests;
