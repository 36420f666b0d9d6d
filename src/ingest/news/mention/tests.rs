//! Names as whole texts have them.

use crate::ingest::news::{News, extract};
use crate::ontology::Ontology;

/// The entities of a text that have a name: `Ada Hill (Person); Oslo (City)`.
fn named(text: &str) -> String {
    let found = extract(&News::new(text), Ontology::standard());
    let named = found.entities.iter().filter(|entity| !entity.nameless && entity.part_of.is_none());
    named.map(|entity| format!("{} ({})", entity.name, entity.kind)).collect::<Vec<_>>().join("; ")
}

fn check(table: &[(&str, &str)]) {
    for (text, names) in table {
        assert_eq!(named(text), *names, "{text}");
    }
}

#[test]
fn names_begin_and_end_where_they_should() {
    check(&[
        (
            "The prize went to James W. Hollister and Richard A. Penn.",
            "James W. Hollister (Person); Richard A. Penn (Person)",
        ),
        ("The report was read by Lt. Gen. Paul Harwick.", "Paul Harwick (Person)"),
        ("The firm sued Halvard & Brandt Ltd. over it.", "Halvard & Brandt Ltd. (Company)"),
        ("She teaches at the Department of Physics and Astronomy.", "Department of Physics and Astronomy (Government)"),
        ("The office is in King County now.", "King County (Region)"),
        ("The prize went to Paul Harwick & Anna Penn.", "Paul Harwick (Person); Anna Penn (Person)"),
        ("She was elected to the Rowing Hall of Fame.", "Rowing Hall of Fame (Organization)"),
        ("The rain fell on East Perth.", "East Perth (Region)"),
        ("He fought in the Battle of Hastings.", "Battle of Hastings (Entity)"),
        ("The band sang \"A Rush of Rain\" twice.", "A Rush of Rain (Entity)"),
        ("He met Halvard Motor Company CEO Alan Penn.", "Halvard Motor Company (Company); Alan Penn (Person)"),
        ("The plane flew over Guinea-Bissau on its way.", "Guinea-Bissau (Country)"),
    ]);
}

#[test]
fn a_name_nothing_is_known_of_is_what_stands_beside_it() {
    check(&[
        ("Orvenna is a village with two churches.", "Orvenna (Place)"),
        ("They moved to the village of Orvenna.", "Orvenna (Place)"),
        ("Orvenna was a painter. Orvenna died young.", "Orvenna (Person)"),
        ("The shares of Orvenna fell. Orvenna announced a loss.", "Orvenna (Organization)"),
        ("The album Orvenna sold well.", "Orvenna (Entity)"),
        ("They live in Orvenna. The mayor said Orvenna would change.", "Orvenna (Place)"),
    ]);
}

#[test]
fn common_words_are_no_names() {
    check(&[("The sign said Welcome to all.", ""), ("He is a Fellow of it.", ""), ("They sold vitamin E to all.", "")]);
}

#[test]
fn peoples_and_religions_are_no_bodies() {
    check(&[("The law hurt Christians most.", "Christians (Entity)")]);
}

#[test]
fn the_place_is_the_one_the_text_speaks_of() {
    let position = |text: &str| {
        let found = extract(&News::new(text), Ontology::standard());
        found.entities.first().map(|entity| format!("{} {}", entity.kind, entity.country.clone().unwrap_or_default()))
    };
    let table = [
        ("Birmingham, Alabama, had rain.", "City US"),
        ("The rain fell on Birmingham.", "City GB"),
        ("Georgia had rain, as had Alabama, Florida and Tennessee.", "Region US"),
        ("Georgia and Armenia had rain.", "Country GE"),
        ("Lebanon helped Ohio, Texas, Utah and Iowa.", "Country LB"),
    ];
    for (text, place) in table {
        assert_eq!(position(text).as_deref(), Some(place), "{text}");
    }
}
