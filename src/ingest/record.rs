//! What every reader makes of a source: documents with sentences, the entities they name and the events they report.
//!
//! ```text
//! Document "Second phase of prisoner exchange completed" 2025-05-24
//! ├─ sentence 3 "Russian drones struck Kyiv overnight."
//! ├─ entity 0 Organization "Russian forces"   entity 1 City "Kyiv" 50.45 30.52
//! └─ event Airstrike "drone strike on Kyiv" 2025-05-24  actor 0  place 1  evidence [3]
//! ```
//!
//! Records speak in indexes into their own document and in names; nothing here knows a graph. `resolve` does.

pub use crate::ontology::Role;
use crate::time::Date;

/// A document and everything read from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its headline.
    pub title: String,
    /// The day it was published, the reference date of its time phrases.
    pub published: Option<Date>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it came from: a path or an address.
    pub path: Option<String>,
    /// The SHA-256 of its text, in hexadecimal: what makes a document the same document.
    pub sha256: String,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// The entities it names, each once.
    pub entities: Vec<Entity>,
    /// The events it reports, each once.
    pub events: Vec<Event>,
    /// What it says of entities that is no event: who leads whom, what is part of what.
    pub relations: Vec<Relation>,
    /// What was noticed and left out, for the report: a date that does not exist, a paragraph set aside.
    pub warnings: Vec<String>,
}

/// A sentence of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence {
    /// Its number in the document, from 1.
    pub number: u32,
    /// Its text, as written.
    pub text: String,
    /// Its first byte in the document.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The entities it names, as indexes into [`Document::entities`].
    pub mentions: Vec<usize>,
}

/// An entity a document names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    /// Its fullest name.
    pub name: String,
    /// Other names the document calls it by.
    pub aliases: Vec<String>,
    /// Its label, such as `Person`, `City`; the ontology knows the labels above it.
    pub kind: String,
    /// Where a place is.
    pub position: Option<Position>,
    /// The ISO 3166-1 code of a place's country.
    pub country: Option<String>,
    /// What the document calls a person before the name: `mayor`, `foreign minister`.
    pub titles: Vec<String>,
}

/// Degrees on the globe.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// An event a document reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// The identity its source gives it, where there is one.
    pub id: Option<String>,
    /// Its type: a label of the ontology or of the user's own.
    pub kind: String,
    /// A short noun phrase.
    pub title: String,
    /// When, as EDTF, as precise as the text; empty where the text does not say.
    pub date: String,
    /// Who took part and how.
    pub participants: Vec<Participant>,
    /// Where, as indexes into [`Document::entities`], the most precise places the text gives.
    pub places: Vec<usize>,
    /// Whether it happened.
    pub modality: Modality,
    /// Who says so, as indexes into [`Document::entities`].
    pub attributed_to: Vec<usize>,
    /// The PLOVER type of the act, where it is another one than that of the event's type: a planned expulsion is a threat.
    pub plover: Option<String>,
    /// The field's mode of the act, such as `drone`, where it is more precise than the type.
    pub mode: Option<String>,
    /// How many, of `unit`.
    pub quantity: Option<f64>,
    /// What `quantity` counts, such as `prisoners` or `USD`.
    pub unit: Option<String>,
    /// How many were killed.
    pub killed: Option<i64>,
    /// How many were injured.
    pub injured: Option<i64>,
    /// Words of the statement, where the event is one.
    pub quote: Option<String>,
    /// The sentences that prove it, as indexes into [`Document::sentences`]; never empty for news.
    pub evidence: Vec<usize>,
    /// Why each of them tells this event and no other, in the order of `evidence`; empty where it is the only one to say so.
    pub reasons: Vec<String>,
    /// How many each of them says were killed and injured, in the order of `evidence`; empty where the source counts once for all.
    pub tolls: Vec<Toll>,
    /// How it stands to other events, as indexes into [`Document::events`].
    pub links: Vec<(EventLink, usize)>,
}

/// How many people a sentence says came to harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// How many were killed.
    pub killed: Option<i64>,
    /// How many were injured.
    pub injured: Option<i64>,
}

/// A participant of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Participant {
    /// The part it took.
    pub role: Role,
    /// Who, as an index into [`Document::entities`].
    pub entity: usize,
}

/// Whether an event happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// The document says it did.
    #[default]
    Asserted,
    /// Somebody is said to have said it did.
    Alleged,
    /// It is to happen.
    Planned,
    /// It was tried or awaited, and did not.
    Failed,
    /// Somebody says it did not.
    Denied,
}

impl Modality {
    /// The word for it, as the graph writes it: `asserted`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Alleged => "alleged",
            Self::Planned => "planned",
            Self::Failed => "failed",
            Self::Denied => "denied",
        }
    }
}

/// How an event stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventLink {
    /// It is a part of the other: `PART_OF`.
    PartOf,
    /// It came of the other: `RESULT_OF`.
    ResultOf,
    /// It is a statement about the other: `ABOUT`.
    About,
}

/// A standing relation between two entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The relationship type: `LOCATED_IN`, `PART_OF`, `LEADS`, `MEMBER_OF`.
    pub kind: String,
    /// From whom, as an index into [`Document::entities`].
    pub from: usize,
    /// To whom.
    pub to: usize,
    /// The office of a `LEADS` or `MEMBER_OF`.
    pub title: Option<String>,
}
