//! The words around names: demonyms, titles, given names, organisations, and the head words that tell a name's kind.

use super::phrase::Phrases;
use crate::ontology::word_map::WordMap;
use crate::value::fold::fold;

/// What a title says of the person beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// What kind of title it is.
    pub kind: TitleKind,
    /// The relationship of its holder to the body named with it: `LEADS`, `MEMBER_OF`, or none.
    pub relation: Option<&'static str>,
}

/// The kinds of titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TitleKind {
    /// A post: `prime minister`, `spokesman`.
    Office,
    /// A military or police rank: `general`.
    Rank,
    /// A form of address: `Mr`, `sheikh`.
    Honorific,
    /// What somebody does: `journalist`.
    Occupation,
}

/// An organisation or a group known by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its name.
    pub name: &'static str,
    /// The name it was found by, as usually written: `WHO`.
    pub spelling: &'static str,
    /// Its kind, a label of the ontology: `Organization`, `Government`, `Company`, `Group`, …
    pub kind: &'static str,
    /// The ISO 3166-1 code of its country, where it has one.
    pub country: Option<&'static str>,
}

/// What a word inside or beside a name tells of what is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Family, friends and what only people have: `wife`, `career`.
    Kin,
    /// Sorts of places: `village`.
    Settlement,
    /// Sorts of works and things that have names: `film`, `ship`.
    Work,
    /// Sorts of bodies and what they have: `band`, `shares`.
    Body,
    /// What bodies do: `acquired`.
    Deed,
    /// Peoples, religions and teachings of no country: `muslims`.
    People,
    /// The last word of a name of a war, a prize, a contest, a feast, a law: `treaty`.
    Occasion,
    /// What people do: `said`.
    Speech,
}

impl Sign {
    const ALL: [(&'static str, Self); 8] = [
        ("kin", Self::Kin),
        ("settlement", Self::Settlement),
        ("work", Self::Work),
        ("body", Self::Body),
        ("deed", Self::Deed),
        ("people", Self::People),
        ("occasion", Self::Occasion),
        ("speech", Self::Speech),
    ];

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The index over the tables.
#[derive(Debug)]
pub(super) struct Words {
    demonyms: Phrases<&'static str>,
    titles: Phrases<Title>,
    organizations: Phrases<Organization>,
    heads: Phrases<&'static str>,
    given_names: WordMap<()>,
    surnames: WordMap<()>,
    common_words: WordMap<()>,
    /// The signs each word is, a bit for each.
    signs: WordMap<u8>,
}

impl Words {
    pub(super) fn standard() -> Self {
        Self {
            demonyms: demonyms(include_str!("../data/demonyms.tsv")),
            titles: titles(include_str!("../data/titles.tsv")),
            organizations: organizations(include_str!("../data/organizations.tsv")),
            heads: heads(include_str!("../data/heads.tsv")),
            given_names: set(include_str!("../data/given_names.tsv")),
            surnames: set(include_str!("../data/surnames.tsv")),
            common_words: set(include_str!("../data/common_words.tsv")),
            signs: signs(include_str!("../data/signs.tsv")),
        }
    }

    pub(super) fn demonym(&self, word: &str) -> Option<&'static str> {
        self.demonyms.get(word)
    }

    pub(super) fn longest_demonym<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, &'static str)> {
        self.demonyms.longest(tokens)
    }

    /// The first words of demonyms and organisations.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.demonyms.first_words().chain(self.organizations.first_words())
    }

    pub(super) fn title(&self, phrase: &str) -> Option<Title> {
        self.titles.get(phrase)
    }

    pub(super) fn longest_title<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, Title)> {
        self.titles.longest(tokens)
    }

    pub(super) fn is_given_name(&self, word: &str) -> bool {
        self.given_names.contains(word)
    }

    pub(super) fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    pub(super) fn is_common_word(&self, word: &str) -> bool {
        self.common_words.contains(word)
    }

    pub(super) fn is_sign(&self, word: &str, sign: Sign) -> bool {
        self.signs.get(word).is_some_and(|signs| signs & sign.bit() != 0)
    }

    pub(super) fn organization(&self, name: &str) -> Option<Organization> {
        self.organizations.get(name)
    }

    pub(super) fn longest_organization<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, Organization)> {
        self.organizations.longest(tokens)
    }

    pub(super) fn kind_of_head(&self, word: &str) -> Option<&'static str> {
        self.heads.get(word)
    }
}

/// `WORD PLACE`
fn demonyms(table: &'static str) -> Phrases<&'static str> {
    let mut demonyms = Phrases::with_capacity(1_000);
    rows(table).filter_map(|row| row.split_once('\t')).for_each(|(word, place)| demonyms.insert(word, place));
    demonyms
}

/// `title WORDS KIND RELATION`
fn titles(table: &'static str) -> Phrases<Title> {
    let mut titles = Phrases::with_capacity(500);
    for row in rows(table) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, words, kind, ref rest @ ..] = columns[..] else { continue };
        let kind = match kind {
            "office" => TitleKind::Office,
            "rank" => TitleKind::Rank,
            "honorific" => TitleKind::Honorific,
            _ => TitleKind::Occupation,
        };
        let relation = rest.first().copied().filter(|relation| !relation.is_empty());
        for word in listed(words) {
            titles.insert(word, Title { kind, relation });
            // The full stop of an abbreviation is a token of its own in a text.
            titles.insert(word.trim_end_matches('.'), Title { kind, relation });
        }
    }
    titles
}

/// `organization KIND NAME OTHER NAMES COUNTRY`; names are as written and are folded here.
fn organizations(table: &'static str) -> Phrases<Organization> {
    let mut organizations = Phrases::with_capacity(600);
    for row in rows(table) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, kind, name, other, ref rest @ ..] = columns[..] else { continue };
        let country = rest.first().copied().filter(|country| !country.is_empty());
        for spelling in std::iter::once(name).chain(listed(other)) {
            let (folded, meaning) = (fold(spelling), Organization { name, spelling, kind, country });
            // Texts fall into words at hyphens too.
            if folded.contains('-') {
                organizations.insert(folded.replace('-', " "), meaning);
            }
            // And the mark of a possessive is no word: "people's liberation army" is found by "people liberation army".
            if folded.contains("'s ") {
                organizations.insert(folded.replace("'s ", " "), meaning);
            }
            organizations.insert(folded, meaning);
        }
    }
    organizations
}

/// `sign KIND WORDS`
fn signs(table: &'static str) -> WordMap<u8> {
    let mut signs: WordMap<u8> = WordMap::default();
    for (kind, words) in rows(table).filter_map(|row| row.split_once('\t')?.1.split_once('\t')) {
        let bit = Sign::ALL.iter().find(|(name, _)| *name == kind).map_or(0, |(_, sign)| sign.bit());
        listed(words).for_each(|word| *signs.entry(word) |= bit);
    }
    signs
}

/// `head KIND WORDS`
fn heads(table: &'static str) -> Phrases<&'static str> {
    let mut heads = Phrases::with_capacity(500);
    for (kind, words) in rows(table).filter_map(|row| row.split_once('\t')?.1.split_once('\t')) {
        listed(words).for_each(|word| heads.insert(word, kind));
    }
    heads
}

/// The rows of a table of single words.
fn set(table: &'static str) -> WordMap<()> {
    const BYTES_OF_WORD: usize = 7;
    let mut words = WordMap::with_capacity(table.len() / BYTES_OF_WORD);
    rows(table).for_each(|word| *words.entry(word) = ());
    words
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|row| !row.is_empty() && !row.starts_with('#'))
}

fn listed(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split(',').map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_folded() {
        let tables = [include_str!("../data/demonyms.tsv"), include_str!("../data/given_names.tsv")];
        for row in tables.into_iter().flat_map(rows) {
            assert_eq!(fold(row.split('\t').next().unwrap_or_default()), row.split('\t').next().unwrap_or_default());
        }
        for words in rows(include_str!("../data/titles.tsv")).filter_map(|row| row.split('\t').nth(1)) {
            listed(words).for_each(|word| assert_eq!(fold(word), word));
        }
    }

    #[test]
    fn kinds_are_those_of_the_ontology() {
        let ontology = crate::ontology::Ontology::standard();
        let tables = [include_str!("../data/organizations.tsv"), include_str!("../data/heads.tsv")];
        for kind in tables.into_iter().flat_map(rows).filter_map(|row| row.split('\t').nth(1)) {
            assert!(ontology.is_a(kind, "Entity"), "{kind}");
        }
    }

    #[test]
    fn every_sign_is_known() {
        for row in rows(include_str!("../data/signs.tsv")) {
            let kind = row.split('\t').nth(1).unwrap_or_default();
            assert!(Sign::ALL.iter().any(|(name, _)| *name == kind), "{kind}");
        }
        let words = Words::standard();
        assert!(words.is_sign("village", Sign::Settlement) && !words.is_sign("village", Sign::Kin));
    }

    #[test]
    fn every_demonym_means_a_place() {
        let gazetteer = super::super::Gazetteer::standard();
        for row in rows(include_str!("../data/demonyms.tsv")) {
            let word = row.split('\t').next().unwrap_or_default();
            assert!(gazetteer.demonym(word).is_some(), "{row}");
        }
    }
}
