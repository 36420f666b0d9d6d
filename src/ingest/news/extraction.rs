//! What extraction finds: the printed artefact of every stage, side by side.

use sha2::{Digest, Sha256};

use super::article::News;
use super::clean::{Block, SetAside};
use super::mention::{Entity, Mention};
use super::segment::{Sentence, Token};
use super::span::TextSpan;
use super::times::TimeMention;
use crate::ingest::record;
use crate::time::{Date, Edtf};

/// Everything read from one article. Spans are bytes of [`News::text`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// The article as given.
    pub news: News,
    /// The day it was written, from its dateline, from outside, or the latest whole date in it.
    pub published: Option<Date>,
    /// Its parts: headline, headings, paragraphs, bullets.
    pub blocks: Vec<Block>,
    /// What is no part of the article, and why.
    pub set_aside: Vec<SetAside>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its time phrases.
    pub times: Vec<TimeMention>,
    /// Who and where it names.
    pub entities: Vec<Entity>,
    /// Each place in the text that names one of them.
    pub mentions: Vec<Mention>,
    /// What happened.
    pub events: Vec<Event>,
    /// What the sentences mainly do, in the field's terms.
    pub acts: Vec<Act>,
    /// What they tell and the graph does not take in, in order.
    pub asides: Vec<Aside>,
}

/// An event with the places in the text that tell it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// The event as the graph will hold it; its indexes are those of [`Extraction::entities`] and
    /// [`Extraction::sentences`].
    pub record: record::Event,
    /// Every place that tells it.
    pub mentions: Vec<EventMention>,
}

/// A place in the text that tells an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventMention {
    /// The word or phrase that tells it.
    pub span: TextSpan,
    /// In which sentence, as an index.
    pub sentence: usize,
    /// The type this place tells, which may be less precise than the event's.
    pub kind: String,
    /// The phrase that names who did it.
    pub source: Option<TextSpan>,
    /// The phrase that names to whom it was done.
    pub target: Option<TextSpan>,
}

/// The main act of a sentence as event data codes it: one of PLOVER's types, who and to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its PLOVER type.
    pub root: &'static str,
    /// In which sentence, as an index.
    pub sentence: usize,
    /// The verb that tells it.
    pub span: TextSpan,
    /// The phrase that names who does it.
    pub source: Option<TextSpan>,
    /// The phrase that names to whom.
    pub target: Option<TextSpan>,
}

/// Something a sentence tells that is no event of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The word or phrase that tells it.
    pub span: TextSpan,
    /// In which sentence, as an index.
    pub sentence: usize,
    /// Its type of event, where a word of the lexicon tells it.
    pub kind: Option<String>,
    /// The phrase that names who does it.
    pub source: Option<TextSpan>,
    /// The phrase that names to whom or what.
    pub target: Option<TextSpan>,
    /// When it was, as precise as the text says.
    pub date: Option<Edtf>,
    /// Why the graph does not take it in.
    pub why: Why,
}

/// Why the graph does not take something in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// It is only wished, feared, weighed, ruled out or somebody's topic.
    Unreal,
    /// Nothing says when, where or who with whom, and no event it could be is told elsewhere.
    Bare,
    /// No word of the lexicon tells it.
    Untyped,
}

impl Extraction {
    /// The headline: as given, or as the text shows it.
    #[must_use]
    pub fn title(&self) -> &str {
        let headline = self.blocks.iter().find(|block| block.kind == super::BlockKind::Headline);
        let shown = headline.map(|block| block.span.of(self.news.text()));
        let first = || self.sentences.first().map(|sentence| sentence.span.of(self.news.text()));
        self.news.title.as_deref().or(shown).or_else(first).unwrap_or_default()
    }

    /// The article as the records [`crate::ingest`] resolves against a graph.
    #[must_use]
    pub fn document(&self) -> record::Document {
        let used = self.used_entities();
        let number = numbering(&used, self.entities.len());
        record::Document {
            title: self.title().to_owned(),
            published: self.published,
            source: self.news.source.clone(),
            path: self.news.path.clone(),
            sha256: sha256(self.news.text()),
            sentences: self
                .sentences
                .iter()
                .enumerate()
                .map(|(index, sentence)| self.sentence(index, sentence, &number))
                .collect(),
            entities: used.iter().map(|&entity| self.entity(entity)).collect(),
            events: self.events.iter().map(|event| renumbered(&event.record, &number)).collect(),
            relations: self.relations(&number),
            warnings: self
                .set_aside
                .iter()
                .map(|part| format!("{}: {}", part.reason, shortened(part.span.of(self.news.text()))))
                .collect(),
        }
    }

    /// The entities worth a node: those with a name, and those without one an event speaks of.
    pub(super) fn used_entities(&self) -> Vec<usize> {
        let mut used: Vec<bool> = self.entities.iter().map(|entity| !entity.nameless).collect();
        for record in self.events.iter().map(|event| &event.record) {
            let parts = record.participants.iter().map(|participant| participant.entity);
            let others = record.places.iter().chain(&record.attributed_to).copied();
            parts.chain(others).for_each(|entity| used[entity] = true);
        }
        (0..self.entities.len()).filter(|&entity| used[entity]).collect()
    }

    fn sentence(&self, index: usize, sentence: &Sentence, number: &[Option<usize>]) -> record::Sentence {
        let first = self.mentions.partition_point(|mention| mention.sentence < index);
        let here = self.mentions[first..].iter().take_while(|mention| mention.sentence == index);
        let mut mentions = Vec::new();
        for entity in here.filter_map(|mention| number[mention.entity]) {
            if !mentions.contains(&entity) {
                mentions.push(entity);
            }
        }
        record::Sentence {
            number: sentence.number,
            text: sentence.span.of(self.news.text()).to_owned(),
            start: sentence.span.start,
            end: sentence.span.end,
            mentions,
        }
    }

    fn entity(&self, entity: usize) -> record::Entity {
        let entity = &self.entities[entity];
        record::Entity {
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            kind: entity.kind.clone(),
            position: entity.position,
            country: entity.country.clone(),
            titles: entity.bare_titles().cloned().collect(),
        }
    }

    fn relations(&self, number: &[Option<usize>]) -> Vec<record::Relation> {
        let mut relations = Vec::new();
        for (index, entity) in self.entities.iter().enumerate() {
            let Some(from) = number[index] else { continue };
            if let Some(to) = entity.part_of.and_then(|owner| number[owner]) {
                relations.push(record::Relation { kind: "PART_OF".to_owned(), from, to, title: None });
            }
            for office in &entity.offices {
                let kind = if office.leads { "LEADS" } else { "MEMBER_OF" };
                if let Some(to) = number[office.of] {
                    relations.push(record::Relation {
                        kind: kind.to_owned(),
                        from,
                        to,
                        title: Some(office.title.clone()),
                    });
                }
            }
        }
        relations
    }
}

/// The new number of each old entity.
fn numbering(used: &[usize], all: usize) -> Vec<Option<usize>> {
    let mut number = vec![None; all];
    for (new, &old) in used.iter().enumerate() {
        number[old] = Some(new);
    }
    number
}

fn renumbered(event: &record::Event, number: &[Option<usize>]) -> record::Event {
    let new = |entity: &usize| number.get(*entity).copied().flatten();
    let mut event = event.clone();
    event.participants = event
        .participants
        .iter()
        .filter_map(|part| Some(record::Participant { entity: new(&part.entity)?, ..*part }))
        .collect();
    event.places = event.places.iter().filter_map(new).collect();
    event.attributed_to = event.attributed_to.iter().filter_map(new).collect();
    event
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn shortened(text: &str) -> String {
    let mut words: String = text.chars().take(60).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}
