//! Who and where: the names in an article, and the entities they are names of.
//!
//! 1. `run`: capitalised words fall into runs; `join` says where one ends. `part`: a run falls into names: "Ukrainian President
//!    Volodymyr Zelenskyy" names a country and a person with a title. `known` asks the gazetteer,
//!    `model` whether a maker's name has a number behind it.
//!    `said` remembers the surnames said so far: one that opens a sentence is no common word.
//! 2. `classify`: the rest gets a kind from the words in it and beside it.
//! 3. `group`: people without a name: "Russian forces", "local officials".
//! 4. `poll`: what all the mentions of an unknown name say together; `form` is its own vote, `signs` are
//!    the words the others vote with.
//! 5. `nearby`: which of the places of one name is meant; `side`: which town stands for its club.
//! 6. `cluster`: what names the same is one [`Entity`]: a surname, an acronym in brackets, another spelling.
//! 7. `office`: who leads and who belongs to what: "Mexican president Felipe Calderon".

mod classify;
mod cluster;
mod entity;
mod form;
mod group;
mod join;
mod known;
mod model;
mod name_words;
mod nearby;
mod office;
mod part;
mod poll;
mod run;
mod said;
mod side;
mod signs;

use std::borrow::Cow;
use std::ops::Range;

pub use entity::{Entity, Mention, Office};

pub(super) use cluster::cluster;
pub(super) use group::groups;
pub(super) use name_words::is_human;
pub(super) use nearby::settle_places;
pub(super) use office::offices;
pub(super) use poll::settle_kinds;
pub(super) use said::Surnames;
pub(super) use side::settle_sides;

use super::segment::{Sentence, TokenKind, TokenText};
use super::syntax::Tag;
use crate::ingest::record::Position;
use crate::ontology::OwnNames;
use classify::{Evidence, Guess};

/// A name found in the text, before it is known whose it is.
#[derive(Clone, Debug)]
pub(super) struct Found<'t> {
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    /// The name as written, or as the gazetteer prefers it.
    pub(super) name: Cow<'t, str>,
    pub(super) kind: Cow<'static, str>,
    evidence: Evidence,
    pub(super) position: Option<Position>,
    pub(super) country: Option<Cow<'static, str>>,
    pub(super) demonym: bool,
    /// Whether the user gave the name.
    own: bool,
    /// The finding it is a part of: Russia, of "Russian forces".
    pub(super) part_of: Option<usize>,
    /// Whether it is a people without a name: it is no entity unless an event needs it.
    pub(super) nameless: bool,
}

/// The names in the sentence with index `sentence`, added to `found`; `tags` learns which words they are.
pub(super) fn names<'t>(
    text: &TokenText<'t>,
    sentences: &[Sentence],
    sentence: usize,
    tags: &mut [Tag],
    surnames: &mut Surnames,
    found: &mut Vec<Found<'t>>,
) {
    let range = sentences[sentence].tokens();
    surnames.mark(text, range.start, tags);
    let first = found.len();
    for run in run::runs(text, range.clone(), tags) {
        for part in part::parts(text, run) {
            found.push(finding(text, &range, sentence, part));
        }
    }
    surnames.learn(text, &found[first..]);
}

/// What the user calls one of the entities besides, whether or not the text does, so that it can be asked for by it.
pub(super) fn add_own_aliases(names: &OwnNames, entities: &mut [Entity]) {
    for entity in entities.iter_mut().filter(|entity| !names.is_empty() && !entity.nameless) {
        let own = names.get(&entity.name).filter(|own| *own.name == entity.name);
        for alias in own.into_iter().flat_map(|own| &own.aliases) {
            if !entity.aliases.iter().any(|known| known.as_str() == &**alias) {
                entity.aliases.push(alias.to_string());
            }
        }
    }
}

fn finding<'t>(text: &TokenText<'t>, range: &Range<usize>, sentence: usize, part: part::NamePart) -> Found<'t> {
    match part.known {
        Some(known) => Found {
            tokens: part.tokens,
            sentence,
            name: known.name,
            kind: known.kind,
            evidence: Evidence::Known,
            position: known.position,
            country: known.country,
            demonym: known.demonym,
            own: known.own,
            part_of: None,
            nameless: false,
        },
        None => {
            let start = part.tokens.start;
            let Guess { kind, evidence } = classify::guess(text, part.tokens.clone(), part.has_title, range);
            if let Some(country) = republic(text, &part.tokens) {
                return finding(text, range, sentence, part::NamePart { known: Some(country), ..part });
            }
            // There are many foreign ministries: "China's Foreign Ministry".
            let owned = kind == "Government"
                && start > range.start + 1
                && text.kind(start - 1) == TokenKind::Possessive
                && signs::is_land(text.word(start - 2));
            let name = text.of(if owned { start - 2 } else { start }..part.tokens.end).into();
            Found {
                tokens: part.tokens,
                sentence,
                name,
                kind: kind.into(),
                evidence,
                position: None,
                country: None,
                demonym: false,
                own: false,
                part_of: None,
                nameless: false,
            }
        }
    }
}

/// "People's Republic of China" is China.
fn republic(text: &TokenText<'_>, name: &Range<usize>) -> Option<known::Known> {
    let of = name.clone().find(|&index| text.word(index) == "of")?;
    let peoples = of > name.start + 2 && text.word(name.start) == "people" && text.word(of - 1) == "republic";
    peoples.then(|| run::look_up(text, of + 1, name.end)).flatten().filter(|known| known.kind == "Country")
}

#[cfg(test)]
mod tests;
