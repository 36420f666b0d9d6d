//! A way documents speak of an entity: a name, other names, a kind, and where a place is.
//!
//! ```text
//! Person⇥Volodymyr Zelenskyy⇥⇥⇥⇥Zelensky⇥Zelenskyy⇥title:president        City⇥Odessa⇥46.48⇥30.73⇥UA
//! ```
//! Documents that say the same are of one variant, so an entity told by ten thousand documents has few. They stand on
//! the entity as such texts (`variants`). What was there before any document spoke of it is a variant too, the `own` one.

use std::cmp::Reverse;

use crate::ingest::record::{Entity, Position};
use crate::ontology::Ontology;

/// What some documents, or none, say of an entity.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Variant {
    pub(in super::super) entity: Entity,
    /// Whether it was told by hand: such an entity is never made one with another.
    pub(super) own: bool,
}

const OWN: &str = "=";
/// Before a title, which stands among the other names.
const TITLE: &str = "title:";

impl Variant {
    /// What a document says.
    pub(in super::super) fn new(mut entity: Entity) -> Self {
        let plain = |text: &str| text.split(['\t', '\n', '\r']).collect::<Vec<_>>().join(" ");
        entity.name = plain(&entity.name);
        for texts in [&mut entity.aliases, &mut entity.titles] {
            *texts = texts.iter().map(|text| plain(text)).filter(|text| !text.is_empty()).collect();
            texts.sort_unstable();
            texts.dedup();
        }
        Self { entity, own: false }
    }

    /// As one line, of which [`Variant::read`] makes the same variant.
    pub(in super::super) fn text(&self) -> String {
        let Entity { name, aliases, kind, position, country, titles } = &self.entity;
        let degrees = |degrees: Option<f64>| degrees.map_or(String::new(), |degrees| degrees.to_string());
        let mut cells: Vec<String> = self.own.then(|| OWN.to_owned()).into_iter().collect();
        cells.extend([kind.clone(), name.clone()]);
        cells.push(degrees(position.map(|position| position.latitude)));
        cells.push(degrees(position.map(|position| position.longitude)));
        cells.push(country.clone().unwrap_or_default());
        cells.extend(aliases.iter().cloned());
        cells.extend(titles.iter().map(|title| format!("{TITLE}{title}")));
        cells.join("\t").trim_end_matches('\t').to_owned()
    }

    pub(in super::super) fn read(text: &str) -> Option<Self> {
        let own = text.starts_with(OWN);
        let mut cells = text.split('\t').skip(usize::from(own));
        let mut next = || cells.next().filter(|cell| !cell.is_empty());
        let (kind, name) = (next().unwrap_or_default().to_owned(), next()?.to_owned());
        let (latitude, longitude) =
            (next().and_then(|cell| cell.parse().ok()), next().and_then(|cell| cell.parse().ok()));
        let country = next().map(str::to_owned);
        let position = latitude.zip(longitude).map(|(latitude, longitude)| Position { latitude, longitude });
        let (titles, aliases): (Vec<&str>, Vec<&str>) = cells.partition(|cell| cell.starts_with(TITLE));
        let titles = titles.into_iter().map(|title| title[TITLE.len()..].to_owned()).collect();
        let aliases = aliases.into_iter().map(str::to_owned).collect();
        Some(Self { entity: Entity { name, aliases, kind, position, country, titles }, own })
    }

    /// The kind and the name in the text of a variant.
    pub(in super::super) fn head(text: &str) -> Option<(&str, &str)> {
        let own = text.strip_prefix(OWN).and_then(|rest| rest.strip_prefix('\t'));
        let mut cells = own.unwrap_or(text).split('\t');
        let kind = cells.next()?;
        cells.next().filter(|name| !name.is_empty()).map(|name| (kind, name))
    }

    /// The name and the other names.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.entity.name).chain(&self.entity.aliases)
    }

    /// What decides the order in which variants are taken: what was told by hand, then the fuller names, so that a surname
    /// meets all who bear it, then the more precise kinds.
    pub(super) fn precedence(&self, ontology: &Ontology) -> impl Ord + use<> {
        let Entity { name, kind, position, .. } = &self.entity;
        let fullness = (name.split_whitespace().count(), name.chars().count());
        let precision = (ontology.labels_of(kind).len(), position.is_some());
        (!self.own, Reverse(fullness), Reverse(precision), self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_is_read_as_it_was_written() {
        let position = Some(Position { latitude: 46.48, longitude: -30.73 });
        let aliases = vec!["Odesa".to_owned(), "Hadjibey".to_owned()];
        let titles = vec!["mayor".to_owned(), "poet".to_owned()];
        let country = Some("UA".into());
        let full = Entity { name: "Odessa".into(), aliases, kind: "City".into(), position, country, titles };
        let bare = Entity { name: "Jo\tExample".into(), ..Entity::default() };
        for entity in [full, bare] {
            for own in [true, false] {
                let variant = Variant { own, ..Variant::new(entity.clone()) };
                assert_eq!(Variant::head(&variant.text()), Some((&*variant.entity.kind, &*variant.entity.name)));
                assert_eq!(Variant::read(&variant.text()), Some(variant));
            }
        }
    }
}
