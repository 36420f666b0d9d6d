//! Rows of one document put together, in time proportional to their number.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::entity;
use super::record::Record;
use crate::ingest::record::{Document, Entity, Event, Participant, Role, Sentence};
use crate::time::Date;

/// The documents of rows, in the order they are first named.
#[derive(Default)]
pub(in crate::ingest) struct Documents {
    groups: Vec<Group>,
    by_key: HashMap<Key, usize>,
}

/// What makes rows be of one document: its title, its publisher and its day.
type Key = (Option<String>, Option<String>, Option<Date>);

impl Documents {
    /// Adds a row; `written` is how it stands in its source, which is what makes a document the same document.
    pub(in crate::ingest) fn add(&mut self, record: Record, written: &str) {
        let key: Key = (record.document.clone(), record.source.clone(), record.published);
        let index = *self.by_key.entry(key.clone()).or_insert_with(|| {
            self.groups.push(Group::new(key));
            self.groups.len() - 1
        });
        self.groups[index].add(record, written);
    }

    /// The documents; what names none is called by its path.
    pub(in crate::ingest) fn finish(self, path: Option<&str>) -> Vec<Document> {
        self.groups.into_iter().map(|group| group.into_document(path)).collect()
    }
}

/// The rows of one document. What is looked up by name has its place in a map, so that a million rows are read in one go.
struct Group {
    title: Option<String>,
    document: Document,
    hash: Sha256,
    entities: HashMap<(String, String), usize>,
    sentences: HashMap<String, usize>,
}

impl Group {
    fn new((title, source, published): Key) -> Self {
        let document = Document { source, published, ..Document::default() };
        Self { title, document, hash: Sha256::new(), entities: HashMap::new(), sentences: HashMap::new() }
    }

    fn add(&mut self, record: Record, written: &str) {
        self.hash.update(written.trim().as_bytes());
        self.hash.update(b"\n");
        self.document.warnings.extend(record.warning);
        let mut event = record.event;
        let parts = [
            (Role::Actor, record.actors),
            (Role::Recipient, record.recipients),
            (Role::Participant, record.participants),
        ];
        for (role, names) in parts {
            let entities = names.into_iter().map(|name| self.entity_index(entity::of(name)));
            event.participants.extend(entities.map(|entity| Participant { role, entity }));
        }
        event.places = record.places.into_iter().map(|name| self.entity_index(entity::place(name))).collect();
        event.attributed_to =
            record.attributed_to.into_iter().map(|name| self.entity_index(entity::of(name))).collect();
        let text = record.text.unwrap_or_else(|| event.title.clone());
        event.evidence = vec![self.sentence_index(text, &event)];
        self.document.events.push(event);
    }

    /// Where an entity stands in the document; added where it is not there yet.
    fn entity_index(&mut self, entity: Entity) -> usize {
        let entities = &mut self.document.entities;
        *self.entities.entry((entity.name.clone(), entity.kind.clone())).or_insert_with(|| {
            entities.push(entity);
            entities.len() - 1
        })
    }

    /// Where a sentence stands in the document; rows with the same text share it.
    fn sentence_index(&mut self, text: String, event: &Event) -> usize {
        let sentences = &mut self.document.sentences;
        let index = *self.sentences.entry(text).or_insert_with_key(|text| {
            let start = sentences.last().map_or(0, |last| last.end + 1);
            let number = u32::try_from(sentences.len() + 1).unwrap_or(u32::MAX);
            let end = start + text.len();
            sentences.push(Sentence { number, text: text.clone(), start, end, mentions: Vec::new() });
            sentences.len() - 1
        });
        let named = event.participants.iter().map(|participant| participant.entity);
        let mentions = &mut sentences[index].mentions;
        mentions.extend(named.chain(event.places.iter().copied()).chain(event.attributed_to.iter().copied()));
        mentions.sort_unstable();
        mentions.dedup();
        index
    }

    fn into_document(self, path: Option<&str>) -> Document {
        let title = self.title.or_else(|| path.map(str::to_owned)).unwrap_or_else(|| "records".to_owned());
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Document { title, sha256, path: path.map(str::to_owned), ..self.document }
    }
}
