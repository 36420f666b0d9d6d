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
//! A place no table knows is `estimated` to lie where the nearest known one of its text does.
//! `type` of an event is its PLOVER type, of an entity `PER`, `ORG`, `LOC` or `MISC`. One event is listed once for each
//! place that tells it, with the same `event` number. Without an `event` number stand what a sentence tells and the graph
//! does not take in, with `aside` saying why; a `type` on one makes it the main act of its sentence, which none of its
//! events stands for: it is coded, as event data is. `root` is the type of the first act: of a
//! text of one sentence, its own.
//!
//! A `cluster` is of one document, whose `id` it begins with.
//!
//! `offsets` counts what the spans are given in.

mod offsets;

use std::fmt::{self, Write as _};
use std::io;

use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

pub use offsets::Offsets;

use super::extraction::{Act, Aside, Event, EventMention, Extraction, Why};
use super::mention::Mention;
use super::span::TextSpan;
use super::times::TimeMention;
use crate::ingest::record::{self, Position, Role};
use crate::ontology::Ontology;
use crate::time::Edtf;
use crate::time::phrase::Kind;
use offsets::Counter;

impl Extraction {
    /// The extraction as one JSON object.
    #[must_use]
    pub fn to_json(&self, id: &str, ontology: &Ontology, offsets: Offsets) -> Value {
        let count = Counter::new(self.news.text(), offsets);
        // Strings, numbers and lists of them are JSON whatever they hold.
        serde_json::to_value(self.json(id, ontology, &count)).unwrap_or_default()
    }

    /// Writes the extraction as one JSON object on one line.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, id: &str, ontology: &Ontology, offsets: Offsets, out: impl io::Write) -> io::Result<()> {
        let count = Counter::new(self.news.text(), offsets);
        Ok(serde_json::to_writer(out, &self.json(id, ontology, &count))?)
    }

    fn json<'a>(&'a self, id: &'a str, ontology: &'a Ontology, count: &'a Counter<'a>) -> Document<'a> {
        let source = Source { id, extraction: self, ontology, count };
        Document {
            id,
            title: self.title(),
            published: self.published.map(|date| date.to_string()),
            times: self.times.iter().flat_map(|time| source.times(time)).collect(),
            places: source.places(),
            entities: source.entities(),
            events: source.events(),
            mentions: source.mentions(),
            root: self.acts.first().map(|act| act.root),
        }
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
}

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    title: &'a str,
    published: Option<String>,
    times: Vec<Time<'a>>,
    places: Vec<Place<'a>>,
    entities: Vec<Name<'a>>,
    events: Vec<Told<'a>>,
    mentions: Vec<Coreference<'a>>,
    root: Option<&'static str>,
}

#[derive(Serialize)]
struct Time<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    edtf: Option<String>,
}

#[derive(Serialize)]
struct Place<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    estimated: bool,
}

#[derive(Serialize)]
struct Name<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    coarse: &'static str,
    kind: &'a str,
    name: &'a str,
}

/// What stands in the list of events.
#[derive(Serialize)]
#[serde(untagged)]
enum Told<'a> {
    Telling(Box<Telling<'a>>),
    Aside(Passed<'a>),
    Act(Coded),
}

/// What the graph does not take in.
#[derive(Serialize)]
struct Passed<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    plover: Option<&'static str>,
    // There are many: what is not known is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<[usize; 2]>,
    aside: &'static str,
    sentence: u32,
}

/// The main act of a sentence.
#[derive(Serialize)]
struct Coded {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    plover: &'static str,
    label: Option<&'static str>,
    source: Option<[usize; 2]>,
    target: Option<[usize; 2]>,
    event: Option<usize>,
    sentence: u32,
}

/// An event as one place in the text tells it.
#[derive(Serialize)]
struct Telling<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    plover: Option<&'a str>,
    label: &'a str,
    mode: Option<&'a str>,
    source: Option<[usize; 2]>,
    target: Option<[usize; 2]>,
    event: usize,
    title: &'a str,
    edtf: &'a str,
    modality: &'static str,
    actors: Vec<&'a str>,
    recipients: Vec<&'a str>,
    participants: Vec<&'a str>,
    places: Vec<&'a str>,
    attributed_to: Vec<&'a str>,
    quantity: Option<f64>,
    unit: Option<&'a str>,
    killed: Option<i64>,
    injured: Option<i64>,
    quote: Option<&'a str>,
    sentence: u32,
}

#[derive(Serialize)]
struct Coreference<'a> {
    start: usize,
    end: usize,
    cluster: Cluster<'a>,
}

/// What is the same in an article: `a1 event 3`, `a1 entity 14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cluster<'a> {
    of: &'a str,
    sort: &'static str,
    number: usize,
}

impl fmt::Display for Cluster<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.of, self.sort, self.number)
    }
}

impl Serialize for Cluster<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // As many are written as there are mentions: in one piece each is written faster.
        let mut text = String::with_capacity(self.of.len() + 24);
        write!(text, "{self}").expect("a string takes every write");
        serializer.serialize_str(&text)
    }
}

/// An extraction on its way into JSON.
struct Source<'a> {
    id: &'a str,
    extraction: &'a Extraction,
    ontology: &'a Ontology,
    count: &'a Counter<'a>,
}

impl<'a> Source<'a> {
    /// One time; of a range its two dates, as TIMEX3 has it.
    fn times(&self, time: &'a TimeMention) -> Vec<Time<'a>> {
        let one = |span, sort, value: &'a str, edtf: Option<Edtf>| {
            let [start, end] = self.count.pair(span);
            Time { start, end, kind: kind(sort), value, edtf: edtf.map(|edtf| edtf.to_string()) }
        };
        if time.ends.is_empty() {
            return vec![one(time.span, time.kind, &time.value, time.edtf)];
        }
        time.ends.iter().map(|end| one(end.span, end.kind, &end.value, end.edtf)).collect()
    }

    fn places(&self) -> Vec<Place<'a>> {
        let Extraction { mentions, entities, .. } = self.extraction;
        let named = mentions.iter().filter(|mention| entities[mention.entity].is_place() && !mention.demonym);
        named.map(|mention| self.place(mention)).collect()
    }

    fn place(&self, mention: &Mention) -> Place<'a> {
        let entity = &self.extraction.entities[mention.entity];
        let near = entity.position.is_none().then(|| self.extraction.position_near(mention)).flatten();
        let position = entity.position.or(near);
        let [start, end] = self.count.pair(mention.span);
        Place {
            start,
            end,
            name: &entity.name,
            lat: position.map(|position| position.latitude),
            lon: position.map(|position| position.longitude),
            country: entity.country.as_deref(),
            estimated: near.is_some(),
        }
    }

    fn entities(&self) -> Vec<Name<'a>> {
        let Extraction { mentions, entities, .. } = self.extraction;
        let named = mentions.iter().filter(|mention| {
            let entity = &entities[mention.entity];
            !entity.nameless
                && (entity.part_of.is_none() || self.ends_in_capital(mention))
                && mention.span.of(self.extraction.news.text()).contains(|c: char| !c.is_lowercase() && c != ' ')
        });
        // Most entities are mentioned several times.
        let coarse: Vec<_> = entities.iter().map(|entity| coarse_kind(&entity.kind, self.ontology)).collect();
        named.map(|mention| self.name(mention, &coarse)).collect()
    }

    /// "the Russian Army", not "Russian forces".
    fn ends_in_capital(&self, mention: &Mention) -> bool {
        let last = mention.span.of(self.extraction.news.text()).split(' ').next_back();
        // "Tory MPs" are no body.
        last.is_some_and(|word| {
            word.starts_with(char::is_uppercase) && !word.chars().nth(1).is_some_and(char::is_uppercase)
        })
    }

    fn name(&self, mention: &Mention, coarse: &[&'static str]) -> Name<'a> {
        let entity = &self.extraction.entities[mention.entity];
        let coarse = if mention.demonym { "MISC" } else { coarse[mention.entity] };
        let [start, end] = self.count.pair(mention.span);
        Name { start, end, coarse, kind: &entity.kind, name: &entity.name }
    }

    fn events(&self) -> Vec<Told<'a>> {
        let numbered = self.extraction.events.iter().enumerate();
        let told =
            numbered.flat_map(|(number, event)| event.mentions.iter().map(move |mention| (number, event, mention)));
        let told = told.map(|(number, event, mention)| Told::Telling(Box::new(self.telling(number, event, mention))));
        let mut acts: FxHashMap<TextSpan, &Act> = self.acts().map(|act| (act.span, act)).collect();
        let asides = self.extraction.asides.iter();
        let asides = asides.map(|aside| Told::Aside(self.passed(aside, acts.remove(&aside.span).map(|act| act.root))));
        let mut told: Vec<_> = told.chain(asides).collect();
        let rest = self.acts().filter(|act| acts.contains_key(&act.span));
        told.extend(rest.map(|act| Told::Act(self.coded(act))));
        told
    }

    /// What the graph does not take in; `root` is its type where it is the main act of its sentence.
    fn passed(&self, aside: &'a Aside, root: Option<&'static str>) -> Passed<'a> {
        let [start, end] = self.count.pair(aside.span);
        let pair = |span: Option<TextSpan>| span.map(|span| self.count.pair(span));
        let (source, target) = (pair(aside.source), pair(aside.target));
        let sentence = self.extraction.sentences[aside.sentence].number;
        let (label, aside) = (aside.kind.as_deref(), why(aside.why));
        Passed { start, end, plover: root, label, source, target, aside, sentence }
    }

    /// The main acts of sentences that none of their events stands for.
    fn acts(&self) -> impl Iterator<Item = &'a Act> {
        let mut told: Vec<(usize, Option<&str>)> = Vec::new();
        for event in &self.extraction.events {
            let root = plover(&event.record, self.ontology);
            told.extend(event.mentions.iter().map(|mention| (mention.sentence, root)));
        }
        told.sort_unstable();
        let untold = move |act: &&Act| told.binary_search(&(act.sentence, Some(act.root))).is_err();
        self.extraction.acts.iter().filter(untold)
    }

    fn coded(&self, act: &Act) -> Coded {
        let [start, end] = self.count.pair(act.span);
        let pair = |span: Option<TextSpan>| span.map(|span| self.count.pair(span));
        let sentence = self.extraction.sentences[act.sentence].number;
        let (source, target) = (pair(act.source), pair(act.target));
        Coded { start, end, plover: act.root, label: None, source, target, event: None, sentence }
    }

    fn telling(&self, event: usize, of: &'a Event, mention: &'a EventMention) -> Telling<'a> {
        let record = &of.record;
        let event_type = self.ontology.event_type(&record.kind);
        let [start, end] = self.count.pair(mention.span);
        Telling {
            start,
            end,
            plover: plover(record, self.ontology),
            label: &record.kind,
            mode: record.mode.as_deref().or_else(|| event_type?.mode.as_deref()),
            source: mention.source.map(|span| self.count.pair(span)),
            target: mention.target.map(|span| self.count.pair(span)),
            event,
            title: &record.title,
            edtf: &record.date,
            modality: record.modality.name(),
            actors: self.in_role(of, Role::Actor),
            recipients: self.in_role(of, Role::Recipient),
            participants: self.in_role(of, Role::Participant),
            places: self.names(&record.places),
            attributed_to: self.names(&record.attributed_to),
            quantity: record.quantity,
            unit: record.unit.as_deref(),
            killed: record.killed,
            injured: record.injured,
            quote: record.quote.as_deref(),
            sentence: self.extraction.sentences[mention.sentence].number,
        }
    }

    fn in_role(&self, event: &Event, role: Role) -> Vec<&'a str> {
        let parts = event.record.participants.iter().filter(|part| part.role == role);
        parts.map(|part| self.extraction.entities[part.entity].name.as_str()).collect()
    }

    fn names(&self, entities: &[usize]) -> Vec<&'a str> {
        entities.iter().map(|&entity| self.extraction.entities[entity].name.as_str()).collect()
    }

    fn mentions(&self) -> Vec<Coreference<'a>> {
        let events = self.extraction.events.iter().enumerate().flat_map(|(number, event)| {
            event.mentions.iter().map(move |mention| (mention.span, Cluster { of: self.id, sort: "event", number }))
        });
        let entities = self.extraction.mentions.iter();
        let entities =
            entities.map(|mention| (mention.span, Cluster { of: self.id, sort: "entity", number: mention.entity }));
        let mut all: Vec<(TextSpan, Cluster<'_>)> = events.chain(entities).collect();
        // Few lie in one place; those are in the order of what is written of them.
        all.sort_unstable_by(|(span, cluster), (other, others)| {
            span.cmp(other).then_with(|| cluster.to_string().cmp(&others.to_string()))
        });
        let coreference = |(span, cluster)| {
            let [start, end] = self.count.pair(span);
            Coreference { start, end, cluster }
        };
        all.into_iter().map(coreference).collect()
    }
}

const fn why(why: Why) -> &'static str {
    match why {
        Why::Unreal => "unreal",
        Why::Bare => "bare",
        Why::Untyped => "untyped",
    }
}

/// The PLOVER type of an event: its own, else that of its type.
fn plover<'e>(record: &'e record::Event, ontology: &'e Ontology) -> Option<&'e str> {
    record.plover.as_deref().or_else(|| ontology.event_type(&record.kind)?.plover.as_deref())
}

/// How many mentions away a place still tells where another lies.
const FARTHEST: usize = 40;

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
