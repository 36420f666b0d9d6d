//! An extraction as JSON, in the shape scorers of annotated news read.
//!
//! ```text
//! {"id", "title", "published",
//!  "times":    [{"start", "end", "type", "value", "edtf"}],
//!  "places":   [{"start", "end", "name", "lat", "lon", "country"}],
//!  "entities": [{"start", "end", "type", "kind", "name"}],
//!  "events":   [{"start", "end", "type", "label", "mode", "source", "target", "title", "edtf", "modality", ...}],
//!  "mentions": [{"start", "end", "cluster"}],
//!  "root"}
//! ```
//! A sentence whose main act none of its events stands for has an entry without `label` and `event`: it is coded, as event
//! data is, and no event of the graph. `root` is the type of the first act: of a text of one sentence, its own.
//! A place no table knows is `estimated` to lie where the nearest known one of its text does.
//! `type` of an event is its PLOVER type, of an entity `PER`, `ORG`, `LOC` or `MISC`. One event is listed once for each
//! place that tells it, with the same `event` number.

use serde_json::{Map, Value, json};

use super::extraction::{Act, Event, EventMention, Extraction};
use super::mention::Mention;
use super::page::modality;
use super::span::TextSpan;
use super::times::TimeMention;
use crate::ingest::record::{self, Position, Role};
use crate::ontology::Ontology;
use crate::time::Edtf;
use crate::time::phrase::Kind;

/// What the offsets of the JSON count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Offsets {
    /// Unicode code points, as Python's strings do.
    #[default]
    CodePoints,
    /// Bytes of UTF-8.
    Bytes,
}

impl Extraction {
    /// The extraction as one JSON object, on one line when printed.
    #[must_use]
    pub fn to_json(&self, id: &str, ontology: &Ontology, offsets: Offsets) -> Value {
        let count = Counter::new(self.news.text(), offsets);
        json!({
            "id": id,
            "title": self.title(),
            "published": self.published.map(|date| date.to_string()),
            "times": self.json_times(&count),
            "places": self.json_places(&count),
            "entities": self.json_entities(&count, ontology),
            "events": self.json_events(&count, ontology),
            "mentions": self.json_mentions(&count),
            "root": self.acts.first().map(|act| act.root),
        })
    }

    /// Every time; of a range its two dates, as TIMEX3 has it.
    fn json_times(&self, count: &Counter<'_>) -> Vec<Value> {
        let object = |span, sort, value: &str, edtf: Option<Edtf>| {
            let mut object = count.object(span);
            object.insert("type".into(), kind(sort).into());
            object.insert("value".into(), value.into());
            object.insert("edtf".into(), edtf.map(|edtf| edtf.to_string()).into());
            Value::Object(object)
        };
        let of_time = |time: &TimeMention| -> Vec<Value> {
            if time.ends.is_empty() {
                return vec![object(time.span, time.kind, &time.value, time.edtf)];
            }
            time.ends.iter().map(|end| object(end.span, end.kind, &end.value, end.edtf)).collect()
        };
        self.times.iter().flat_map(of_time).collect()
    }

    fn json_places(&self, count: &Counter<'_>) -> Vec<Value> {
        let named = self.mentions.iter().filter(|mention| self.entities[mention.entity].is_place() && !mention.demonym);
        named
            .map(|mention| {
                let entity = &self.entities[mention.entity];
                let near = entity.position.is_none().then(|| self.position_near(mention)).flatten();
                let position = entity.position.or(near);
                let mut object = count.object(mention.span);
                object.insert("name".into(), entity.name.as_str().into());
                object.insert("lat".into(), position.map(|position| position.latitude).into());
                object.insert("lon".into(), position.map(|position| position.longitude).into());
                object.insert("country".into(), entity.country.as_deref().into());
                if near.is_some() {
                    object.insert("estimated".into(), true.into());
                }
                Value::Object(object)
            })
            .collect()
    }

    /// Where a place no table knows may lie: where the nearest place of its sentence does, else the last town before it.
    fn position_near(&self, mention: &Mention) -> Option<Position> {
        let located = |other: &&Mention| {
            let entity = &self.entities[other.entity];
            entity.is_place() && !other.demonym && entity.position.is_some() && entity.kind != "Continent"
        };
        let at = self.mentions.partition_point(|other| other.first_token < mention.first_token);
        let in_sentence = |other: &&Mention| other.sentence == mention.sentence;
        let after = self.mentions[at..].iter().take(FARTHEST).take_while(in_sentence).find(located);
        let before = self.mentions[..at].iter().rev().take(FARTHEST).take_while(in_sentence).find(located);
        // What follows is more often the land it lies in.
        let distance = |other: &Mention| other.first_token.abs_diff(mention.first_token);
        let nearest = [after, before].into_iter().flatten().min_by_key(|other| distance(other));
        let is_town = |other: &&Mention| located(other) && self.entities[other.entity].kind == "City";
        let last = || self.mentions[..at].iter().rev().take(FARTHEST).find(is_town);
        self.entities[nearest.or_else(last)?.entity].position
    }

    fn json_entities(&self, count: &Counter<'_>, ontology: &Ontology) -> Vec<Value> {
        let named = self.mentions.iter().filter(|mention| !self.entities[mention.entity].nameless);
        named
            .filter(|mention| {
                self.entities[mention.entity].part_of.is_none()
                    || mention
                        .span
                        .of(self.news.text())
                        .split(' ')
                        .next_back()
                        .is_some_and(|word| word.starts_with(char::is_uppercase))
            })
            .map(|mention| {
                let entity = &self.entities[mention.entity];
                let mut object = count.object(mention.span);
                let coarse = if mention.demonym { "MISC" } else { coarse_kind(&entity.kind, ontology) };
                object.insert("type".into(), coarse.into());
                object.insert("kind".into(), entity.kind.as_str().into());
                object.insert("name".into(), entity.name.as_str().into());
                Value::Object(object)
            })
            .collect()
    }

    fn json_events(&self, count: &Counter<'_>, ontology: &Ontology) -> Vec<Value> {
        let all = self
            .events
            .iter()
            .enumerate()
            .flat_map(|(number, event)| event.mentions.iter().map(move |mention| (number, event, mention)));
        all.map(|(number, event, mention)| Value::Object(self.json_event(count, ontology, number, event, mention)))
            .chain(self.json_acts(count, ontology))
            .collect()
    }

    /// The main acts of sentences that none of their events stands for.
    fn json_acts(&self, count: &Counter<'_>, ontology: &Ontology) -> Vec<Value> {
        let mut told: Vec<(usize, Option<&str>)> = Vec::new();
        for event in &self.events {
            let root = plover(&event.record, ontology);
            told.extend(event.mentions.iter().map(|mention| (mention.sentence, root)));
        }
        told.sort_unstable();
        let untold = self.acts.iter().filter(|act| told.binary_search(&(act.sentence, Some(act.root))).is_err());
        let object = |act: &Act| {
            let mut object = count.object(act.span);
            object.insert("type".into(), act.root.into());
            object.insert("label".into(), Value::Null);
            object.insert("source".into(), act.source.map(|span| count.pair(span)).into());
            object.insert("target".into(), act.target.map(|span| count.pair(span)).into());
            object.insert("sentence".into(), self.sentences[act.sentence].number.into());
            Value::Object(object)
        };
        untold.map(object).collect()
    }

    fn json_event(
        &self,
        count: &Counter<'_>,
        ontology: &Ontology,
        number: usize,
        event: &Event,
        mention: &EventMention,
    ) -> Map<String, Value> {
        let record = &event.record;
        let plover = plover(record, ontology);
        let names = |role: Role| -> Vec<&str> {
            let parts = record.participants.iter().filter(|part| part.role == role);
            parts.map(|part| self.entities[part.entity].name.as_str()).collect()
        };
        let name = |&entity: &usize| self.entities[entity].name.as_str();
        let mut object = count.object(mention.span);
        let mut set = |key: &str, value: Value| object.insert(key.to_owned(), value);
        set("type", plover.into());
        set("label", record.kind.as_str().into());
        set("mode", record.mode.as_deref().or_else(|| ontology.event_type(&record.kind)?.mode.as_deref()).into());
        set("source", mention.source.map(|span| count.pair(span)).into());
        set("target", mention.target.map(|span| count.pair(span)).into());
        set("event", number.into());
        set("title", record.title.as_str().into());
        set("edtf", record.date.as_str().into());
        set("modality", modality(record.modality).into());
        set("actors", names(Role::Actor).into());
        set("recipients", names(Role::Recipient).into());
        set("participants", names(Role::Participant).into());
        set("places", record.places.iter().map(name).collect::<Vec<_>>().into());
        set("attributed_to", record.attributed_to.iter().map(name).collect::<Vec<_>>().into());
        set("quantity", record.quantity.into());
        set("unit", record.unit.as_deref().into());
        set("killed", record.killed.into());
        set("injured", record.injured.into());
        set("quote", record.quote.as_deref().into());
        set("sentence", self.sentences[mention.sentence].number.into());
        object
    }

    fn json_mentions(&self, count: &Counter<'_>) -> Vec<Value> {
        let events = self.events.iter().enumerate().flat_map(|(number, event)| {
            event.mentions.iter().map(move |mention| (mention.span, format!("event {number}")))
        });
        let entities = self.mentions.iter().map(|mention| (mention.span, format!("entity {}", mention.entity)));
        let mut all: Vec<_> = events.chain(entities).collect();
        all.sort();
        all.into_iter()
            .map(|(span, cluster)| {
                let mut object = count.object(span);
                object.insert("cluster".into(), cluster.into());
                Value::Object(object)
            })
            .collect()
    }
}

/// The PLOVER type of an event: its own, else that of its type.
fn plover<'e>(record: &'e record::Event, ontology: &'e Ontology) -> Option<&'e str> {
    record.plover.as_deref().or_else(|| ontology.event_type(&record.kind)?.plover.as_deref())
}

/// Bytes to the offsets asked for.
struct Counter<'a> {
    text: &'a str,
    /// The number of code points before every 256th byte; empty where bytes are wanted.
    code_points: Vec<usize>,
}

const STEP: usize = 256;

/// How many mentions away a place still tells where another lies.
const FARTHEST: usize = 40;

impl<'a> Counter<'a> {
    fn new(text: &'a str, offsets: Offsets) -> Self {
        let mut code_points = Vec::new();
        if offsets == Offsets::CodePoints {
            let mut count = 0;
            for (byte, _) in text.bytes().enumerate() {
                if byte % STEP == 0 {
                    code_points.push(count);
                }
                count += usize::from(text.is_char_boundary(byte));
            }
            code_points.push(count);
        }
        Self { text, code_points }
    }

    fn at(&self, byte: usize) -> usize {
        let Some(before) = self.code_points.get(byte / STEP) else { return byte };
        let start = byte - byte % STEP;
        before + (start..byte).filter(|&index| self.text.is_char_boundary(index)).count()
    }

    fn pair(&self, span: TextSpan) -> Vec<usize> {
        vec![self.at(span.start), self.at(span.end)]
    }

    fn object(&self, span: TextSpan) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("start".into(), self.at(span.start).into());
        object.insert("end".into(), self.at(span.end).into());
        object
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Date => "DATE",
        Kind::Time => "TIME",
        Kind::Duration => "DURATION",
        Kind::Set => "SET",
    }
}

fn coarse_kind(kind: &str, ontology: &Ontology) -> &'static str {
    if ontology.is_a(kind, "Person") {
        "PER"
    } else if ontology.is_a(kind, "Organization") || ontology.is_a(kind, "Group") {
        "ORG"
    } else if ontology.is_a(kind, "Place") {
        "LOC"
    } else {
        "MISC"
    }
}
