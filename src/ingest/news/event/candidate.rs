//! One telling of an event, before tellings of the same event are put together.

use std::ops::Range;
use std::sync::Arc;

use crate::ingest::news::span::TextSpan;
use crate::ingest::record::{EventLink, Modality, Participant};
use crate::time::Edtf;

/// What one phrase of one sentence says of an event.
#[derive(Clone, Debug)]
pub(in crate::ingest::news) struct Candidate {
    pub(in crate::ingest::news) kind: Arc<str>,
    pub(in crate::ingest::news) mode: Option<Arc<str>>,
    /// Its PLOVER type, where the sentence makes it another one than its type's.
    pub(in crate::ingest::news) root: Option<&'static str>,
    pub(in crate::ingest::news) sentence: usize,
    /// The tokens of the word that tells it.
    pub(in crate::ingest::news) trigger: Range<usize>,
    /// The chunk the trigger stands in.
    pub(in crate::ingest::news) chunk: usize,
    /// The phrase that stands for it among the verbs: "the second phase", of "the second phase of the exchange".
    pub(in crate::ingest::news) anchor: usize,
    /// Whether a noun tells it that is the subject of a verb of happening: "talks began".
    pub(in crate::ingest::news) happens: bool,
    /// Whether somebody does it by a verb that leaves the telling to its object: "imposed a curfew".
    pub(in crate::ingest::news) done: bool,
    /// Whether a noun tells it.
    pub(in crate::ingest::news) nominal: bool,
    /// Whether a verb tells it of somebody or something that a noun names, if not by a name of its own: "the ferry sank".
    pub(in crate::ingest::news) told_of: bool,
    /// Whether the noun points back: "the attack", "this exchange".
    pub(in crate::ingest::news) definite: bool,
    /// Whether somebody's name in front says which it is: "Ada's arrest".
    pub(in crate::ingest::news) owned: bool,
    /// Whether it is told as one more of its sort: "another attack", "a second bomb exploded".
    pub(in crate::ingest::news) anew: bool,
    /// Whether the noun is a plural: "attacks".
    pub(in crate::ingest::news) plural: bool,
    pub(in crate::ingest::news) title: String,
    pub(in crate::ingest::news) participants: Vec<Participant>,
    pub(in crate::ingest::news) places: Vec<usize>,
    pub(in crate::ingest::news) date: Option<Edtf>,
    /// How far the date is this event's own.
    pub(in crate::ingest::news) dated: Dated,
    pub(in crate::ingest::news) modality: Modality,
    pub(in crate::ingest::news) attributed_to: Vec<usize>,
    pub(in crate::ingest::news) quantity: Option<f64>,
    pub(in crate::ingest::news) unit: Option<String>,
    pub(in crate::ingest::news) killed: Option<i64>,
    pub(in crate::ingest::news) injured: Option<i64>,
    pub(in crate::ingest::news) quote: Option<String>,
    /// "first phase", "second round": which part of a larger event it is.
    pub(in crate::ingest::news) ordinal: Option<u32>,
    /// Other candidates it hangs on, by index.
    pub(in crate::ingest::news) links: Vec<(EventLink, usize)>,
    /// The candidate it is another name of: "marking the second phase".
    pub(in crate::ingest::news) same_as: Option<usize>,
    /// Whether it is told only as somebody's wish, fear or topic: it proves nothing by itself.
    pub(in crate::ingest::news) unreal: bool,
    /// Whether it is a statement of nobody that matters, or of nothing.
    pub(in crate::ingest::news) idle: bool,
    pub(in crate::ingest::news) source: Option<TextSpan>,
    pub(in crate::ingest::news) target: Option<TextSpan>,
}

/// Where a candidate's date comes from; the later, the surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ingest::news) enum Dated {
    /// It has none.
    Not,
    /// From the story so far, or the day of publication.
    Narrative,
    /// From a label, or a phrase elsewhere in the sentence.
    Scope,
    /// From a phrase that belongs to it.
    Own,
}

impl Candidate {
    pub(in crate::ingest::news) fn adds(&mut self, participant: Participant) {
        if !self.participants.contains(&participant) {
            self.participants.push(participant);
        }
    }

    pub(in crate::ingest::news) fn happened_at(&mut self, place: usize) {
        if !self.places.contains(&place) {
            self.places.push(place);
        }
    }

    /// Whether enough is said of it to be an event of its own: when, where, or who with whom.
    pub(in crate::ingest::news) fn has_substance(&self) -> bool {
        let named = !self.participants.is_empty();
        let told = (!self.nominal || self.done) && named;
        let dated = self.dated == Dated::Own
            || self.dated == Dated::Scope && (named || self.quantity.is_some() || self.happens && !self.definite);
        let hurt = !self.nominal && self.killed.or(self.injured).is_some();
        dated || !self.places.is_empty() || self.participants.len() >= 2 || told || self.told_of || hurt
    }
}
