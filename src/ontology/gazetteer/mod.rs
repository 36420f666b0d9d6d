//! The names of the world: places with coordinates, demonyms, titles, given names, organisations.
//!
//! ```text
//! kyiv        City Kyiv 50.45 30.52 UA, then Region Kyiv Oblast      places, likeliest first
//! ukrainian   Country Ukraine                                        demonym
//! minister    office, MEMBER_OF                                      title
//! agency      Organization                                           head of a name
//! ```
//! Tables are looked up by folded words ([`crate::value::fold`]) and stay the text they are built in: only their first
//! column is indexed, on first use, and a row is read when it is asked for. What a name means in a given text is not
//! decided here; a name is offered with everything it may mean.

mod phrase;
mod place;
mod words;

use std::sync::LazyLock;

pub use place::Place;
pub use words::{Organization, Sign, Title, TitleKind};

use place::Places;
use words::Words;

use super::word_filter::WordFilter;

/// The names of the world.
#[derive(Debug)]
pub struct Gazetteer {
    places: Places,
    words: Words,
    openings: WordFilter,
}

/// About how many different words open a name.
const FIRST_WORDS: usize = 1 << 16;

impl Gazetteer {
    /// The gazetteer annals comes with; its sources are in `NOTICE`.
    ///
    /// ```
    /// use annals::ontology::Gazetteer;
    /// let gazetteer = Gazetteer::standard();
    /// let kyiv = gazetteer.places("kiev")[0];
    /// assert_eq!((kyiv.name, kyiv.kind, kyiv.country), ("Kyiv", "City", Some("UA")));
    /// ```
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Gazetteer> = LazyLock::new(|| {
            let (places, words) = (Places::standard(), Words::standard());
            let mut openings = WordFilter::for_words(FIRST_WORDS);
            places.first_words().chain(words.first_words()).for_each(|word| openings.insert(word));
            Gazetteer { places, words, openings }
        });
        &STANDARD
    }

    /// Whether a folded word may be the first of a place's, a people's or an organisation's name: of most words it is known
    /// at once that it is not.
    #[must_use]
    pub fn may_open_name(&self, word: &str) -> bool {
        self.openings.may_have(word)
    }

    /// What a folded name may mean as a place, likeliest first; empty where it is none.
    #[must_use]
    pub fn places(&self, name: &str) -> Vec<Place> {
        self.places.named(name).collect()
    }

    /// The likeliest of the places with a folded name.
    pub(crate) fn likeliest_place(&self, name: &str) -> Option<Place> {
        self.places.named(name).next()
    }

    /// Whether any place has a folded name.
    pub(crate) fn is_place(&self, name: &str) -> bool {
        self.places.has(name)
    }

    /// The longest name of a place at the start of folded `tokens`, with the number of its tokens.
    ///
    /// ```
    /// use annals::ontology::Gazetteer;
    /// let (length, places) = Gazetteer::standard().longest_place(&["new", "york", "times"]).expect("a city");
    /// assert_eq!((length, places[0].country), (2, Some("US")));
    /// ```
    #[must_use]
    pub fn longest_place<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, Vec<Place>)> {
        self.longest_place_read(tokens).map(|(length, places)| (length, places.collect()))
    }

    /// The same, each place read when it is asked for: most who ask want the likeliest only.
    pub(crate) fn longest_place_read<T: AsRef<str>>(
        &self,
        tokens: &[T],
    ) -> Option<(usize, impl Iterator<Item = Place> + use<T>)> {
        self.places.longest(tokens)
    }

    /// The country with this ISO 3166-1 code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<Place> {
        self.places.country(code)
    }

    /// The state, province or other first-order division of a country, by GeoNames' code for it.
    #[must_use]
    pub fn division(&self, country: &str, code: &str) -> Option<Place> {
        self.places.division(country, code)
    }

    /// The country whose capital has this folded name: what `Moscow` stands for in "Moscow rejected the offer".
    #[must_use]
    pub fn capital_of(&self, name: &str) -> Option<Place> {
        self.places.capital_of(name)
    }

    /// The place a folded adjective or demonym means: `ukrainian`, `frenchmen`, `texan`.
    #[must_use]
    pub fn demonym(&self, word: &str) -> Option<Place> {
        self.likeliest_place(self.words.demonym(word)?)
    }

    /// The longest demonym at the start of folded `tokens`: `south korean`.
    #[must_use]
    pub fn longest_demonym<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, Place)> {
        let (length, name) = self.words.longest_demonym(tokens)?;
        Some((length, self.likeliest_place(name)?))
    }

    /// What a folded title says of the person beside it.
    #[must_use]
    pub fn title(&self, phrase: &str) -> Option<Title> {
        self.words.title(phrase)
    }

    /// The longest title at the start of folded `tokens`: `prime minister`.
    #[must_use]
    pub fn longest_title<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, Title)> {
        self.words.longest_title(tokens)
    }

    /// Whether a folded word is a given name somewhere.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        self.words.is_given_name(word)
    }

    /// Whether a folded word is a frequent surname: `smith`.
    #[must_use]
    pub fn is_surname(&self, word: &str) -> bool {
        self.words.is_surname(word)
    }

    /// Whether a folded word is a common English word, so that a capital alone makes no name of it: `welcome`.
    #[must_use]
    pub fn is_common_word(&self, word: &str) -> bool {
        self.words.is_common_word(word)
    }

    /// Whether a folded word inside or beside a name tells this of what is named.
    #[must_use]
    pub fn is_sign(&self, word: &str, sign: Sign) -> bool {
        self.words.is_sign(word, sign)
    }

    /// The organisation a folded name means. Abbreviations are words too (`WHO`): compare
    /// [`Organization::spelling`] with what the text has.
    #[must_use]
    pub fn organization(&self, name: &str) -> Option<Organization> {
        self.words.organization(name)
    }

    /// The longest name of an organisation at the start of folded `tokens`.
    #[must_use]
    pub fn longest_organization<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, Organization)> {
        self.words.longest_organization(tokens)
    }

    /// The kind of entity a name with this folded head word is: `ministry` is a Government, `airport` a Facility.
    #[must_use]
    pub fn kind_of_head(&self, word: &str) -> Option<&'static str> {
        self.words.kind_of_head(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str) -> String {
        let places = Gazetteer::standard().places(name);
        places.first().map_or("none".to_owned(), |place| {
            let place = *place;
            format!("{} {} {}", place.kind, place.name, place.country.unwrap_or("-"))
        })
    }

    #[test]
    fn names_mean_their_likeliest_place_first() {
        let table = "\
kyiv: City Kyiv UA
kiev: City Kyiv UA
kherson: City Kherson UA
moscow: City Moscow RU
georgia: Country Georgia GE
uk: Country United Kingdom GB
britain: Country United Kingdom GB
u.s.: Country United States US
cologne: City Cologne DE
new york: City New York City US
ontario: Region Ontario CA
california: Region California US
middle east: Region Middle East -
black sea: Water Black Sea -
gaza: Region Gaza Strip PS
police: none
";
        let found: Vec<String> = table
            .lines()
            .map(|line| line.split(": ").next().unwrap_or_default())
            .map(|name| format!("{name}: {}", first(name)))
            .collect();
        assert_eq!(found.join("\n"), table.trim_end());
    }

    /// The longest name at the start of words, found by asking for each.
    fn longest_of_all(words: &[&str]) -> Option<(usize, Vec<Place>)> {
        let gazetteer = Gazetteer::standard();
        let named = |length: &usize| gazetteer.is_place(&words[..*length].join(" "));
        (1..=words.len()).rev().find(named).map(|length| (length, gazetteer.places(&words[..length].join(" "))))
    }

    fn read_as(words: &[&str]) -> Option<(usize, Vec<Place>)> {
        Gazetteer::standard().longest_place_read(words).map(|(length, places)| (length, places.collect()))
    }

    #[test]
    fn the_longest_name_of_a_place_is_read() {
        let names = |words: &[&str]| {
            let (length, places) = read_as(words)?;
            Some((length, places.first()?.name))
        };
        assert_eq!(names(&["new", "york", "times"]), Some((2, "New York City")));
        assert_eq!(
            names(&["kyiv", "oblast", "police"]).map(|(length, _)| length),
            longest_of_all(&["kyiv", "oblast", "police"]).map(|(length, _)| length)
        );
        assert_eq!(names(&["kyiv"]), Some((1, "Kyiv")));
        // What only goes on like a name leaves the name in front of it.
        assert_eq!(names(&["georgia", "attacked"]), Some((1, "Georgia")));
        assert_eq!((names(&["police", "kyiv"]), names(&[""]), names(&[])), (None, None, None));
    }

    #[test]
    fn the_longest_name_is_that_of_asking_for_each() {
        let words = [
            "new",
            "york",
            "city",
            "south",
            "africa",
            "united",
            "states",
            "kyiv",
            "san",
            "jose",
            "the",
            "hague",
            "of",
            "papua",
            "guinea",
            "north",
            "korea",
            "police",
            "los",
            "angeles",
            "saint",
            "st.",
            "petersburg",
            "río",
            "",
        ];
        for first in words {
            for second in words {
                assert_eq!(read_as(&[first, second]), longest_of_all(&[first, second]), "{first} {second}");
                for third in words {
                    let three = [first, second, third];
                    assert_eq!(read_as(&three), longest_of_all(&three), "{three:?}");
                    assert_eq!(read_as(&three), Gazetteer::standard().longest_place(&three), "{three:?}");
                }
            }
        }
    }

    #[test]
    fn every_name_may_be_opened_by_its_first_word() {
        let gazetteer = Gazetteer::standard();
        for word in ["kyiv", "new", "ukrainian", "north", "who", "people's"] {
            assert!(gazetteer.may_open_name(word), "{word}");
        }
        let mut first = gazetteer.places.first_words().chain(gazetteer.words.first_words());
        assert!(first.all(|word| gazetteer.may_open_name(word)));
        let common = ["the", "attacked", "negotiations", "soldiers", "because", "yesterday", "government", "families"];
        assert!(common.iter().filter(|word| gazetteer.may_open_name(word)).count() < 3);
    }

    #[test]
    fn demonyms_mean_places() {
        let gazetteer = Gazetteer::standard();
        let table =
            [("ukrainian", "Ukraine"), ("british", "United Kingdom"), ("chechen", "Chechnya"), ("texan", "Texas")];
        for (word, place) in table {
            assert_eq!(gazetteer.demonym(word).map(|place| place.name), Some(place), "{word}");
        }
        let (length, place) = gazetteer.longest_demonym(&["north", "korean", "army"]).expect("a demonym");
        assert_eq!((length, place.country), (2, Some("KP")));
    }

    #[test]
    fn capitals_stand_for_their_countries() {
        let gazetteer = Gazetteer::standard();
        assert_eq!(gazetteer.capital_of("moscow").and_then(|country| country.country), Some("RU"));
        assert_eq!(gazetteer.capital_of("kiev").and_then(|country| country.country), Some("UA"));
        assert_eq!(gazetteer.capital_of("munich"), None);
    }

    #[test]
    fn divisions_and_countries_are_found_by_code() {
        let gazetteer = Gazetteer::standard();
        let kherson = gazetteer.places("kherson")[0];
        let division = gazetteer.division("UA", kherson.division.unwrap_or_default()).expect("a division");
        assert_eq!(division.kind, "Region");
        assert_eq!(gazetteer.country("FR").map(|country| country.name), Some("France"));
    }

    #[test]
    fn titles_names_and_organisations_are_found() {
        let gazetteer = Gazetteer::standard();
        let (length, title) = gazetteer.longest_title(&["prime", "minister", "starmer"]).expect("a title");
        assert_eq!((length, title.relation), (2, Some("LEADS")));
        assert_eq!(gazetteer.title("gen.").map(|title| title.kind), Some(TitleKind::Rank));
        assert!(gazetteer.is_given_name("volodymyr") && !gazetteer.is_given_name("police"));
        assert!(gazetteer.is_surname("smith") && !gazetteer.is_surname("welcome"));
        assert!(gazetteer.is_common_word("welcome") && !gazetteer.is_common_word("germany"));
        let who = gazetteer.organization("who").expect("an organisation");
        assert_eq!((who.name, who.spelling), ("World Health Organization", "WHO"));
        assert_eq!(gazetteer.kind_of_head("ministry"), Some("Government"));
    }
}
