//! Who took part in an event, in which part, and where it happened.
//!
//! ```text
//! attacks by Norway on Bergen      Norway is an actor; Bergen a recipient, or the place
//! Norway's strikes                 strikes by Norway
//! Bergen strikes                   strikes in Bergen
//! ```

use super::Scene;
use super::build::{Path, any_of, node, not};
use super::condition::Reading;
use super::entity::{Referent, Wanted};
use super::event_type::EventTypes;
use super::title::titled;
use crate::ontology::{Role, Slot};
use crate::query::ast::Expression;
use crate::question::Refusal;
use crate::question::meaning::{Joined, Mention, Names, Topic};

/// Every relationship type by which an entity takes part in an event.
pub(super) const ANY_ROLE: &[&str] = &["ACTOR", "RECIPIENT", "PARTICIPANT"];

impl Scene<'_> {
    /// The name after a preposition plays the part the word's frame gives it.
    pub(super) fn after_preposition(
        &mut self,
        event: &str,
        types: &EventTypes,
        preposition: &str,
        names: &Names,
    ) -> Result<Expression, Refusal> {
        match types.preposition(preposition) {
            // "news from Bergen"
            _ if preposition == "from" && types.labels.is_empty() => self.bare(event, names),
            Slot::Role(Role::Recipient) => self.target(event, names, preposition == "against"),
            slot => self.in_slot(event, slot, names),
        }
    }

    /// Sides of a meeting met each other; attackers each count by themselves.
    pub(super) fn subject(&mut self, event: &str, types: &EventTypes, names: &Names) -> Result<Expression, Refusal> {
        let together = types.symmetric && names.joined == Joined::And;
        let names = if together { Names { joined: Joined::Both, ..names.clone() } } else { names.clone() };
        self.in_slot(event, Slot::Role(types.subject()), &names)
    }

    pub(super) fn object(&mut self, event: &str, types: &EventTypes, names: &Names) -> Result<Expression, Refusal> {
        match types.object() {
            Slot::Role(Role::Recipient) => self.target(event, names, false),
            Slot::Role(Role::Actor) => self.each_or_titled(event, names, |name| took_part(event, ANY_ROLE, name)),
            slot => self.in_slot(event, slot, names),
        }
    }

    pub(super) fn in_slot(&mut self, event: &str, slot: Slot, names: &Names) -> Result<Expression, Refusal> {
        match slot {
            Slot::Role(role) => {
                let kind = role.relationship_type();
                self.each_or_titled(event, names, |name| took_part(event, &[kind], name))
            }
            Slot::Place => self.each(names, Wanted::Place, |name| happened_in(event, name)),
            Slot::Topic => self.about(event, &Topic::Names(names.clone()), false),
        }
    }

    /// Whom something was done to; a place was attacked also where an attack occurred in it.
    pub(super) fn target(&mut self, event: &str, names: &Names, strictly: bool) -> Result<Expression, Refusal> {
        self.each_or_titled(event, names, |name| {
            let mut ways = vec![took_part(event, &["RECIPIENT"], name)];
            if name.is_place && !(strictly && name.is_country) {
                ways.push(happened_in(event, name));
            }
            any_of(ways).expect("there is one way at least")
        })
    }

    pub(super) fn involved(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        let names = match names.joined {
            Joined::And => Names { joined: Joined::Both, ..names.clone() },
            _ => names.clone(),
        };
        self.each_or_titled(event, &names, |name| took_part(event, ANY_ROLE, name))
    }

    /// "Norway's strikes" are strikes by Norway; "Bergen strikes" are strikes in Bergen.
    pub(super) fn owned(
        &mut self,
        event: &str,
        types: &EventTypes,
        names: &Names,
        possessive: bool,
    ) -> Result<Expression, Refusal> {
        let role = types.subject().relationship_type();
        self.each(names, Wanted::Entity, |name| match name.is_place && !name.is_country && !possessive {
            true => happened_in(event, name),
            false if types.labels.is_empty() => bare(event, name),
            false => took_part(event, &[role], name),
        })
    }

    /// Names without a preposition; what only publishes is meant as a source: "but not the Gazette".
    pub(super) fn bare(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        match names.mentions.iter().all(|mention| self.is_source_only(mention)) {
            true => self.reported_by(event, names),
            false => self.each_or_titled(event, names, |name| bare(event, name)),
        }
    }

    /// It happened somewhere else; what happened at no place that is told did not happen outside another.
    pub(super) fn outside(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        let inside = self.each(names, Wanted::Place, |name| happened_in(event, name))?;
        let placeless = not(Path::from(node(event, &[])).to(&["OCCURRED_IN"], node("", &["Place"])).exists());
        Ok(any_of(vec![inside, placeless]).expect("there are two ways"))
    }

    /// Common nouns as an object are names, or words of titles. A claim is listed whatever else they stand for, and the
    /// echo says so; other answers need one of the two.
    pub(super) fn things(
        &mut self,
        event: &str,
        types: &EventTypes,
        tokens: (usize, usize),
        reading: Reading,
    ) -> Result<Option<Expression>, Refusal> {
        let mention = Mention { tokens, qualifier: None };
        if self.named_by(&mention).is_some() {
            let names = Names { mentions: vec![mention], joined: Joined::And };
            return self.object(event, types, &names).map(Some);
        }
        let words = self.common_words(tokens).filter(|_| !self.is_near_a_name(tokens));
        let Some(words) = words else { return Err(self.unknown_mention(tokens)) };
        let label = types.labels.first().map_or("Event", String::as_str);
        let written = self.written(tokens).to_owned();
        if self.is_titled(label, &words, true) {
            self.say_titled(&written, &words);
            return Ok(titled(event, &words));
        }
        if !reading.any_modality {
            return Err(self.unknown_mention(tokens));
        }
        self.say(format!("'{written}' is no name in this graph: claims about anyone are listed"));
        Ok(None)
    }
}

/// `(e)-[:ROLE]->(:Entity)-[:PART_OF*0..]->(:Entity {name: 'Name'})`: an actor includes its parts.
pub(super) fn took_part(event: &str, types: &[&str], name: &Referent) -> Expression {
    let part = node("", &name.part_labels());
    Path::from(node(event, &[])).to(types, part).any_number("PART_OF", name.pattern()).exists()
}

/// `(e)-[:OCCURRED_IN]->(:Place)-[:LOCATED_IN*0..]->(:Place {name: 'Name'})`: a place contains its places.
pub(super) fn happened_in(event: &str, name: &Referent) -> Expression {
    let path = Path::from(node(event, &[])).to(&["OCCURRED_IN"], node("", &["Place"]));
    path.any_number("LOCATED_IN", name.pattern()).exists()
}

fn bare(event: &str, name: &Referent) -> Expression {
    let mut ways = vec![took_part(event, ANY_ROLE, name)];
    if name.is_place {
        ways.push(happened_in(event, name));
    }
    any_of(ways).expect("there is one way at least")
}
