//! Places by name, with where they are.
//!
//! `data/places.tsv` is sorted by folded name and, within one name, by how likely it is meant; so the rows of a name lie
//! together, and the index keeps one span for each name.

use rustc_hash::FxHashMap;

use super::phrase::Phrases;

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its name, as English writes it.
    pub name: &'static str,
    /// Its kind, a label of the ontology: `Country`, `Region`, `City`, `Water`, …
    pub kind: &'static str,
    /// Degrees north; of a country or a region its middle.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// The ISO 3166-1 code of its country, or its own.
    pub country: Option<&'static str>,
    /// GeoNames' code of the first-order division it lies in, or its own.
    pub division: Option<&'static str>,
    /// How many people live there, to the thousand; 0 where unknown.
    pub population: u64,
    /// The folded name of a country's capital.
    pub capital: Option<&'static str>,
}

/// The rows of one name, as a range of bytes of the table.
#[derive(Clone, Copy, Debug)]
struct Rows {
    start: usize,
    end: usize,
}

/// The index over the table.
#[derive(Debug)]
pub(super) struct Places {
    names: Phrases<Rows>,
    countries: FxHashMap<&'static str, &'static str>,
    divisions: FxHashMap<(&'static str, &'static str), &'static str>,
    /// Country code by the folded name of its capital.
    capitals: FxHashMap<&'static str, &'static str>,
}

const TABLE: &str = include_str!("../data/places.tsv");

impl Places {
    pub(super) fn standard() -> Self {
        let mut places = Self {
            names: Phrases::with_capacity(50_000),
            countries: FxHashMap::default(),
            divisions: FxHashMap::default(),
            capitals: FxHashMap::default(),
        };
        let mut rows = Rows { start: 0, end: 0 };
        let mut name = "";
        for line in TABLE.split_inclusive('\n') {
            let (key, kind) = key_and_kind(line);
            if key != name {
                places.insert(name, rows);
                (name, rows.start) = (key, rows.end);
            }
            rows.end += line.len();
            places.note(line, kind);
        }
        places.insert(name, rows);
        places
    }

    /// Texts fall into words at hyphens too, and the mark of a possessive is no word: "guinea-bissau" is found by
    /// "guinea bissau", "cox's bazar" by "cox bazar".
    fn insert(&mut self, name: &'static str, rows: Rows) {
        self.names.insert(name, rows);
        if name.contains('-') {
            self.names.insert(name.replace('-', " "), rows);
        }
        if name.contains("'s ") {
            self.names.insert(name.replace("'s ", " "), rows);
        }
    }

    /// The first word of every name, some of them several times.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.names.first_words()
    }

    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = Place> {
        self.names.get(name).into_iter().flat_map(read_all)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.get(name).is_some()
    }

    pub(super) fn longest<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, impl Iterator<Item = Place> + use<T>)> {
        self.names.longest(tokens).map(|(length, rows)| (length, read_all(rows)))
    }

    pub(super) fn country(&self, code: &str) -> Option<Place> {
        self.countries.get(code).and_then(|line| read(line))
    }

    pub(super) fn division(&self, country: &str, code: &str) -> Option<Place> {
        self.divisions.get(&(country, code)).and_then(|line| read(line))
    }

    /// A capital's other names lead to it as well, if they mean it first.
    pub(super) fn capital_of(&self, name: &str) -> Option<Place> {
        let city = self.named(name).find(|place| place.kind == "City")?;
        let proper = crate::value::fold::fold(city.name);
        let code = self.capitals.get(proper.as_str()).or_else(|| self.capitals.get(name))?;
        self.country(code).filter(|_| city.country == Some(*code))
    }

    /// Remembers countries by code, divisions by code, and capitals: each at its first row.
    fn note(&mut self, line: &'static str, kind: &str) {
        match kind {
            "Country" => {
                let Some(place) = read(line) else { return };
                let code = place.country.unwrap_or_default();
                self.countries.entry(code).or_insert(line);
                if let Some(capital) = place.capital {
                    self.capitals.insert(capital, code);
                }
            }
            "Region" => {
                let mut columns = line.trim_end().split('\t').skip(5);
                let (country, division) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
                if !country.is_empty() && !division.is_empty() {
                    self.divisions.entry((country, division)).or_insert(line);
                }
            }
            _ => {}
        }
    }
}

/// The first two columns of a row.
fn key_and_kind(line: &'static str) -> (&'static str, &'static str) {
    let column = |from: usize| line.bytes().skip(from).take_while(|&byte| byte != b'\t').count();
    let key = column(0);
    (&line[..key], line.get(key + 1..key + 1 + column(key + 1)).unwrap_or_default())
}

fn read_all(rows: Rows) -> impl Iterator<Item = Place> {
    TABLE.get(rows.start..rows.end).unwrap_or_default().lines().filter_map(read)
}

/// Degrees as the table writes them, to the hundredth; a quotient of whole numbers is the number nearest to what is written.
fn degrees(text: &str) -> Option<f64> {
    let (sign, figures) = text.strip_prefix('-').map_or((1.0, text), |figures| (-1.0, figures));
    let (whole, hundredths) = figures.split_once('.').filter(|(_, hundredths)| hundredths.len() == 2)?;
    let value: i32 = 100 * whole.parse::<i32>().ok()? + hundredths.parse::<i32>().ok()?;
    Some(sign * f64::from(value) / 100.0)
}

/// A row of the table; `None` for its comments.
fn read(line: &'static str) -> Option<Place> {
    let [_, kind, name, latitude, longitude, country, division, population, capital] = columns(line.trim_end());
    let given = |column: &'static str| Some(column).filter(|column| !column.is_empty());
    Some(Place {
        name,
        kind,
        latitude: degrees(latitude)?,
        longitude: degrees(longitude)?,
        country: given(country),
        division: given(division),
        population: population.parse().unwrap_or(0) * 1000,
        capital: given(capital),
    })
}

/// The columns of a row; those it lacks are empty.
fn columns(line: &'static str) -> [&'static str; 9] {
    let mut columns = [""; 9];
    let mut start = 0;
    for column in &mut columns {
        let Some(rest) = line.get(start..) else { break };
        let length = rest.bytes().position(|byte| byte == b'\t').unwrap_or(rest.len());
        *column = &rest[..length];
        start += length + 1;
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::fold::fold;

    #[test]
    fn the_table_is_folded_and_its_rows_lie_together() {
        let mut finished = std::collections::HashSet::new();
        let mut current = "";
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (key, _) = key_and_kind(line);
            assert_eq!(fold(key), key);
            if key != current {
                assert!(finished.insert(current), "{key} stands in two places");
                current = key;
            }
            assert!(read(line).is_some_and(|place| place.latitude.abs() <= 90.0 && place.longitude.abs() <= 180.0));
        }
    }

    #[test]
    fn degrees_are_what_is_written() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            for written in line.split('\t').skip(3).take(2) {
                assert_eq!(degrees(written).map(f64::to_bits), written.parse().ok().map(f64::to_bits), "{line}");
            }
        }
    }

    #[test]
    fn every_kind_is_one_of_the_ontology() {
        let ontology = crate::ontology::Ontology::standard();
        for place in TABLE.lines().filter_map(read) {
            assert!(ontology.is_a(place.kind, "Place"), "{place:?}");
        }
    }
}
