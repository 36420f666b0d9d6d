//! The event of one row.

use super::fields::{Fields, Named, nearest};
use crate::diagnostic::Diagnostic;
use crate::ingest::record::{Event, Modality};
use crate::ontology::{Ontology, words_of_label};
use crate::time::{Date, Edtf};

/// A row, read.
pub(in crate::ingest) struct Record {
    pub(super) event: Event,
    pub(super) actors: Vec<Named>,
    pub(super) recipients: Vec<Named>,
    pub(super) participants: Vec<Named>,
    pub(super) places: Vec<Named>,
    pub(super) attributed_to: Vec<Named>,
    pub(super) text: Option<String>,
    pub(super) document: Option<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) warning: Option<String>,
}

impl Fields<'_> {
    /// The event these fields say; every field must be one of it.
    pub(in crate::ingest) fn record(mut self, ontology: &Ontology) -> Result<Record, Diagnostic> {
        let fields = &mut self;
        let kind = fields.label("type")?;
        let event = Event {
            id: fields.identity("id")?,
            title: fields.text("title")?.unwrap_or_else(|| words_of_label(&kind)),
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
        let record = Record {
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
        self.finish()?;
        Ok(record)
    }
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
    let near = || nearest(kind, ontology.event_types().map(|event_type| event_type.label.as_ref()));
    unknown.then(|| match near() {
        Some(near) => format!("the event type '{kind}' is not known and stands under Event alone; closest: '{near}'"),
        None => format!("the event type '{kind}' is not known and stands under Event alone"),
    })
}
