//! What the names are names of.

use crate::ingest::news::span::TextSpan;
use crate::ingest::record::Position;

/// A place in the text that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: TextSpan,
    /// In which sentence, as an index.
    pub sentence: usize,
    /// Which entity, as an index.
    pub entity: usize,
    /// Whether the words are an adjective or a people (`Russian`), not the name itself.
    pub demonym: bool,
    /// Its first token, as an index.
    pub first_token: usize,
    /// One past its last token.
    pub end_token: usize,
}

/// Somebody, something or somewhere the article names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    /// Its fullest name.
    pub name: String,
    /// Other names the article calls it by, in order.
    pub aliases: Vec<String>,
    /// Its label, such as `Person`, `City`.
    pub kind: String,
    /// Where a place is.
    pub position: Option<Position>,
    /// The ISO 3166-1 code of a place's country.
    pub country: Option<String>,
    /// The entity it is a part of, as an index: Russia, of "Russian forces".
    pub part_of: Option<usize>,
    /// The offices it holds.
    pub offices: Vec<Office>,
    /// What the article calls a person before the name: `mayor`.
    pub titles: Vec<String>,
    /// Whether it is a people without a name: "local officials".
    pub nameless: bool,
}

/// An office a person holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its name: `President`.
    pub title: String,
    /// Of what, as an index of an entity.
    pub of: usize,
    /// Whether who holds it leads what it is of.
    pub leads: bool,
}

impl Entity {
    /// Whether it is somewhere rather than somebody.
    #[must_use]
    pub fn is_place(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "Place"
                | "Country"
                | "Region"
                | "Continent"
                | "City"
                | "District"
                | "Facility"
                | "Water"
                | "Mountain"
                | "Island"
        )
    }

    /// The titles that no office of somebody or somewhere tells better: not `minister` beside `Fisheries Minister` of Norway.
    pub(in crate::ingest::news) fn bare_titles(&self) -> impl Iterator<Item = &String> {
        let told = |title: &str| self.offices.iter().any(|office| office.title.to_lowercase().ends_with(title));
        self.titles.iter().filter(move |title| !told(title))
    }

    /// Whether it can act: a person, a body, a people, a country.
    #[must_use]
    pub fn can_act(&self) -> bool {
        !self.is_place() || self.kind == "Country"
    }
}
