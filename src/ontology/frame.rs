//! Which part the words around a predicate play in the event it names.
//!
//! ```text
//! Russia   attacked   Ukraine  in Kharkiv       subject=ACTOR object=RECIPIENT in=PLACE
//! Ukraine  was attacked  by Russia              the object is the passive's subject; by=ACTOR
//! an attack by Russia on Ukraine                by=ACTOR on=RECIPIENT
//! ```

use std::sync::Arc;

use super::word_map::ShortWord;

/// The part an entity takes in an event. Every side of a symmetric event (a meeting, an exchange) is an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who did it: `ACTOR`.
    Actor,
    /// Whom it was done to: `RECIPIENT`.
    Recipient,
    /// Who was there otherwise: `PARTICIPANT`.
    Participant,
}

impl Role {
    /// The relationship type that stands for it in a graph.
    #[must_use]
    pub const fn relationship_type(self) -> &'static str {
        match self {
            Self::Actor => "ACTOR",
            Self::Recipient => "RECIPIENT",
            Self::Participant => "PARTICIPANT",
        }
    }
}

/// What a position around a predicate is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// An entity that takes part.
    Role(Role),
    /// Where it happened.
    Place,
    /// What it is about: another event, a matter, a thing.
    Topic,
}

impl Slot {
    /// The slot as a table writes it; `None` where it is no slot, the inner `None` where the position is unused.
    #[expect(clippy::option_option, reason = "an unused position is an answer; an unknown word is none")]
    pub(super) fn parse(word: &str) -> Option<Option<Self>> {
        Some(match word {
            "ACTOR" => Some(Self::Role(Role::Actor)),
            "RECIPIENT" => Some(Self::Role(Role::Recipient)),
            "PARTICIPANT" => Some(Self::Role(Role::Participant)),
            "PLACE" => Some(Self::Place),
            "TOPIC" => Some(Self::Topic),
            "NONE" => None,
            _ => return None,
        })
    }
}

/// Which slot the subject, the object and each preposition of a predicate fills.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// In the order of their names; a handful, each of them asked for again and again.
    positions: Vec<Position>,
}

/// What fills one position: `subject`, `object` or a preposition.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Position {
    name: Arc<str>,
    /// The name as a number.
    short: Option<ShortWord>,
    slot: Option<Slot>,
}

impl Frame {
    /// What the subject of the active verb is.
    #[must_use]
    pub fn subject(&self) -> Option<Slot> {
        self.position("subject")
    }

    /// What the direct object of the active verb is: also the subject of the passive.
    #[must_use]
    pub fn object(&self) -> Option<Slot> {
        self.position("object")
    }

    /// What the object of a preposition is, after the verb or after the noun ("attack *on* Kyiv").
    ///
    /// ```
    /// use annals::ontology::{Ontology, Role, Slot};
    /// let attack = Ontology::standard().event_type("Attack").expect("in the tables");
    /// assert_eq!(attack.frame.preposition("against"), Some(Slot::Role(Role::Recipient)));
    /// ```
    #[must_use]
    pub fn preposition(&self, preposition: &str) -> Option<Slot> {
        self.position(preposition)
    }

    /// The frame of the passive: the object has become the subject, and only "by" leads to the actor.
    #[must_use]
    pub fn passive(&self) -> Self {
        let mut passive = self.clone();
        passive.set("subject", self.object());
        passive.set("by", self.subject());
        passive.set("object", None);
        passive
    }

    /// This frame, with everything `other` says put over it.
    pub(super) fn overlaid(&self, other: &Self) -> Self {
        let mut frame = self.clone();
        other.positions.iter().for_each(|position| frame.set(&position.name, position.slot));
        frame
    }

    pub(super) fn set(&mut self, position: &str, slot: Option<Slot>) {
        match self.positions.binary_search_by(|known| (*known.name).cmp(position)) {
            Ok(index) => self.positions[index].slot = slot,
            Err(index) => {
                let known = Position { name: Arc::from(position), short: ShortWord::of(position), slot };
                self.positions.insert(index, known);
            }
        }
    }

    fn position(&self, position: &str) -> Option<Slot> {
        let short = ShortWord::of(position);
        let named = |known: &&Position| known.short == short && (short.is_some() || &*known.name == position);
        self.positions.iter().find(named)?.slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_passive_swaps_subject_and_object() {
        let mut frame = Frame::default();
        frame.set("subject", Some(Slot::Role(Role::Actor)));
        frame.set("object", Some(Slot::Role(Role::Recipient)));
        let passive = frame.passive();
        assert_eq!(passive.subject(), Some(Slot::Role(Role::Recipient)));
        assert_eq!(passive.preposition("by"), Some(Slot::Role(Role::Actor)));
        assert_eq!(passive.object(), None);
    }
}
