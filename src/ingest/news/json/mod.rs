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
//! `offsets` counts what the spans are given in; `write` puts down objects and lists as they are found out.

mod offsets;
mod write;

use std::io;

use rustc_hash::FxHashMap;
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
use write::{Writer, key};

impl Extraction {
    /// The extraction as one JSON object.
    #[must_use]
    pub fn to_json(&self, id: &str, ontology: &Ontology, offsets: Offsets) -> Value {
        let mut line = Vec::new();
        let written = self.write_json(id, ontology, offsets, &mut line);
        // A vector takes every write, and what was written is JSON.
        written.ok().and_then(|()| serde_json::from_slice(&line).ok()).unwrap_or_default()
    }

    /// Writes the extraction as one JSON object on one line.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_json(&self, id: &str, ontology: &Ontology, offsets: Offsets, out: impl io::Write) -> io::Result<()> {
        let count = Counter::new(self.news.text(), offsets);
        let source = Source { id, extraction: self, ontology, count: &count };
        Writer::new(out).object(|document| source.document(document))
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

/// What is the same in an article: `a1 event 3`, `a1 entity 14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cluster {
    sort: &'static str,
    number: usize,
}

/// An extraction on its way into JSON.
struct Source<'a> {
    id: &'a str,
    extraction: &'a Extraction,
    ontology: &'a Ontology,
    count: &'a Counter<'a>,
}

impl<'a> Source<'a> {
    fn document<W: io::Write>(&self, out: &mut Writer<W>) -> io::Result<()> {
        let extraction = self.extraction;
        out.field(key!("id"), self.id)?;
        out.field(key!("title"), extraction.title())?;
        out.field(key!("published"), &extraction.published.map(|date| date.to_string()))?;
        out.list(key!("times"), &extraction.times, |list, time| self.times(list, time))?;
        self.places(out)?;
        self.entities(out)?;
        self.events(out)?;
        self.mentions(out)?;
        out.field(key!("root"), &extraction.acts.first().map(|act| act.root))
    }

    fn span<W: io::Write>(&self, out: &mut Writer<W>, span: TextSpan) -> io::Result<()> {
        let [start, end] = self.count.pair(span);
        out.field(key!("start"), &start)?;
        out.field(key!("end"), &end)
    }

    fn pair(&self, span: Option<TextSpan>) -> Option<[usize; 2]> {
        span.map(|span| self.count.pair(span))
    }

    /// One time; of a range its two dates, as TIMEX3 has it.
    fn times<W: io::Write>(&self, out: &mut Writer<W>, time: &TimeMention) -> io::Result<()> {
        if time.ends.is_empty() {
            return out.object(|out| self.time(out, (time.span, time.kind, &time.value, time.edtf)));
        }
        let mut ends = time.ends.iter();
        ends.try_for_each(|end| out.object(|out| self.time(out, (end.span, end.kind, &end.value, end.edtf))))
    }

    fn time<W: io::Write>(
        &self,
        out: &mut Writer<W>,
        (span, sort, value, edtf): (TextSpan, Kind, &str, Option<Edtf>),
    ) -> io::Result<()> {
        self.span(out, span)?;
        out.field(key!("type"), kind(sort))?;
        out.field(key!("value"), value)?;
        out.field(key!("edtf"), &edtf.map(|edtf| edtf.to_string()))
    }

    fn places<W: io::Write>(&self, out: &mut Writer<W>) -> io::Result<()> {
        let Extraction { mentions, entities, .. } = self.extraction;
        let named = mentions.iter().filter(|mention| entities[mention.entity].is_place() && !mention.demonym);
        out.list(key!("places"), named, |list, mention| list.object(|out| self.place(out, mention)))
    }

    fn place<W: io::Write>(&self, out: &mut Writer<W>, mention: &Mention) -> io::Result<()> {
        let entity = &self.extraction.entities[mention.entity];
        let near = entity.position.is_none().then(|| self.extraction.position_near(mention)).flatten();
        let position = entity.position.or(near);
        self.span(out, mention.span)?;
        out.field(key!("name"), &entity.name)?;
        out.field(key!("lat"), &position.map(|position| position.latitude))?;
        out.field(key!("lon"), &position.map(|position| position.longitude))?;
        out.field(key!("country"), &entity.country)?;
        out.known(key!("estimated"), near.map(|_| &true))
    }

    fn entities<W: io::Write>(&self, out: &mut Writer<W>) -> io::Result<()> {
        let Extraction { mentions, entities, .. } = self.extraction;
        let named = mentions.iter().filter(|mention| {
            let entity = &entities[mention.entity];
            !entity.nameless
                && (entity.part_of.is_none() || self.ends_in_capital(mention))
                && mention.span.of(self.extraction.news.text()).contains(|c: char| !c.is_lowercase() && c != ' ')
        });
        // Most entities are mentioned several times.
        let coarse: Vec<_> = entities.iter().map(|entity| coarse_kind(&entity.kind, self.ontology)).collect();
        out.list(key!("entities"), named, |list, mention| list.object(|out| self.name(out, mention, &coarse)))
    }

    /// "the Russian Army", not "Russian forces".
    fn ends_in_capital(&self, mention: &Mention) -> bool {
        let last = mention.span.of(self.extraction.news.text()).split(' ').next_back();
        // "Tory MPs" are no body.
        last.is_some_and(|word| {
            word.starts_with(char::is_uppercase) && !word.chars().nth(1).is_some_and(char::is_uppercase)
        })
    }

    fn name<W: io::Write>(&self, out: &mut Writer<W>, mention: &Mention, coarse: &[&'static str]) -> io::Result<()> {
        let entity = &self.extraction.entities[mention.entity];
        self.span(out, mention.span)?;
        out.field(key!("type"), if mention.demonym { "MISC" } else { coarse[mention.entity] })?;
        out.field(key!("kind"), &entity.kind)?;
        out.field(key!("name"), &entity.name)
    }

    fn events<W: io::Write>(&self, out: &mut Writer<W>) -> io::Result<()> {
        let numbered = self.extraction.events.iter().enumerate();
        let told =
            numbered.flat_map(|(number, event)| event.mentions.iter().map(move |mention| (number, event, mention)));
        let mut acts: FxHashMap<TextSpan, &Act> = self.acts().map(|act| (act.span, act)).collect();
        let asides = self.extraction.asides.iter();
        let asides: Vec<_> = asides.map(|aside| (aside, acts.remove(&aside.span).map(|act| act.root))).collect();
        let rest = self.acts().filter(|act| acts.contains_key(&act.span));
        let told = told.map(Told::Telling).chain(asides.into_iter().map(Told::Aside)).chain(rest.map(Told::Act));
        out.list(key!("events"), told, |list, told| {
            list.object(|out| match told {
                Told::Telling((number, event, mention)) => self.telling(out, number, event, mention),
                Told::Aside((aside, root)) => self.passed(out, aside, root),
                Told::Act(act) => self.coded(out, act),
            })
        })
    }

    /// What the graph does not take in; `root` is its type where it is the main act of its sentence. There are many: what is
    /// not known is left out.
    fn passed<W: io::Write>(&self, out: &mut Writer<W>, aside: &Aside, root: Option<&'static str>) -> io::Result<()> {
        self.span(out, aside.span)?;
        out.field(key!("type"), &root)?;
        out.known(key!("label"), aside.kind.as_deref())?;
        out.known(key!("source"), self.pair(aside.source).as_ref())?;
        out.known(key!("target"), self.pair(aside.target).as_ref())?;
        let date = aside.date.map(|date| date.to_string());
        out.known(key!("edtf"), date.as_deref())?;
        out.field(key!("aside"), why(aside.why))?;
        out.field(key!("sentence"), &self.extraction.sentences[aside.sentence].number)
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

    /// The main act of a sentence.
    fn coded<W: io::Write>(&self, out: &mut Writer<W>, act: &Act) -> io::Result<()> {
        self.span(out, act.span)?;
        out.field(key!("type"), act.root)?;
        out.field(key!("label"), &())?;
        out.field(key!("source"), &self.pair(act.source))?;
        out.field(key!("target"), &self.pair(act.target))?;
        out.field(key!("event"), &())?;
        out.field(key!("sentence"), &self.extraction.sentences[act.sentence].number)
    }

    /// An event as one place in the text tells it.
    fn telling<W: io::Write>(
        &self,
        out: &mut Writer<W>,
        number: usize,
        of: &Event,
        mention: &EventMention,
    ) -> io::Result<()> {
        let record = &of.record;
        let event_type = self.ontology.event_type(&record.kind);
        self.span(out, mention.span)?;
        out.field(key!("type"), &plover(record, self.ontology))?;
        out.field(key!("label"), &record.kind)?;
        out.field(key!("mode"), &record.mode.as_deref().or_else(|| event_type?.mode.as_deref()))?;
        out.field(key!("source"), &self.pair(mention.source))?;
        out.field(key!("target"), &self.pair(mention.target))?;
        out.field(key!("event"), &number)?;
        out.field(key!("title"), &record.title)?;
        out.field(key!("edtf"), &record.date)?;
        out.field(key!("modality"), record.modality.name())?;
        out.texts(key!("actors"), self.in_role(of, Role::Actor))?;
        out.texts(key!("recipients"), self.in_role(of, Role::Recipient))?;
        out.texts(key!("participants"), self.in_role(of, Role::Participant))?;
        out.texts(key!("places"), self.names(&record.places))?;
        out.texts(key!("attributed_to"), self.names(&record.attributed_to))?;
        out.field(key!("quantity"), &record.quantity)?;
        out.field(key!("unit"), &record.unit)?;
        out.field(key!("killed"), &record.killed)?;
        out.field(key!("injured"), &record.injured)?;
        out.field(key!("quote"), &record.quote)?;
        out.field(key!("sentence"), &self.extraction.sentences[mention.sentence].number)
    }

    fn in_role(&self, event: &'a Event, role: Role) -> impl Iterator<Item = &'a str> {
        let parts = event.record.participants.iter().filter(move |part| part.role == role);
        let entities = &self.extraction.entities;
        parts.map(|part| entities[part.entity].name.as_str())
    }

    fn names(&self, named: &'a [usize]) -> impl Iterator<Item = &'a str> {
        let entities = &self.extraction.entities;
        named.iter().map(|&entity| entities[entity].name.as_str())
    }

    fn mentions<W: io::Write>(&self, out: &mut Writer<W>) -> io::Result<()> {
        let events = self.extraction.events.iter().enumerate().flat_map(|(number, event)| {
            event.mentions.iter().map(move |mention| (mention.span, Cluster { sort: "event", number }))
        });
        let entities = self.extraction.mentions.iter();
        let entities = entities.map(|mention| (mention.span, Cluster { sort: "entity", number: mention.entity }));
        let mut all: Vec<(TextSpan, Cluster)> = events.chain(entities).collect();
        // Both are sorted nearly, each by itself. Few lie in one place; those are in the order of what is written of them.
        all.sort_by(|(span, cluster), (other, others)| {
            span.cmp(other).then_with(|| cluster.written().cmp(&others.written()))
        });
        let id = serde_json::to_string(self.id)?;
        let [event, entity] = ["event", "entity"].map(|sort| format!("{} {sort} ", id.trim_matches('"')));
        out.list(key!("mentions"), all, |list, (span, cluster)| {
            list.object(|out| {
                self.span(out, span)?;
                out.numbered(key!("cluster"), if cluster.sort == "event" { &event } else { &entity }, cluster.number)
            })
        })
    }
}

impl Cluster {
    fn written(self) -> String {
        format!("{} {}", self.sort, self.number)
    }
}

/// What stands in the list of events.
enum Told<'a> {
    /// An event with its number, as one place in the text tells it.
    Telling((usize, &'a Event, &'a EventMention)),
    /// What the graph does not take in, with its type where it is the main act of its sentence.
    Aside((&'a Aside, Option<&'static str>)),
    /// The main act of a sentence.
    Act(&'a Act),
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
