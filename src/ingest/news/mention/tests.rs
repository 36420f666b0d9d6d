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
fn small_words_and_marks_belong_to_the_names_they_stand_in() {
    check(&[
        ("He moved to St. Louis.", "St. Louis (City)"),
        ("They flew to Washington, D.C. on Monday.", "Washington (City)"),
        ("She wrote to Ana de la Torre and Henri d'Harwick.", "Ana de la Torre (Person); Henri d'Harwick (Person)"),
        ("The prize went to William \"Buster\" Harwick.", "William \"Buster\" Harwick (Person)"),
        ("The 82nd Airborne Division left.", "82nd Airborne Division (MilitaryForce)"),
        ("He joined the Institute for the Study of War.", "Institute for the Study of War (Organization)"),
        ("The Committee to Protect Journalists spoke.", "Committee to Protect Journalists (Organization)"),
        ("They met at St. Paul's Cathedral.", "St. Paul's Cathedral (Facility)"),
        ("She was treated at Children's Hospital.", "Children's Hospital (Organization)"),
        ("She eats at Harwick's, a bar.", "Harwick's (Organization)"),
        ("General Motors Corporation fell.", "General Motors Corporation (Company)"),
        ("The firm is called Halvard Timberlands, LLC.", "Halvard Timberlands, LLC (Company)"),
        ("The Portland and Harwick Railroad closed.", "Portland and Harwick Railroad (Facility)"),
        ("It stood in the Grand Duchy of Poznan.", "Grand Duchy of Poznan (Region)"),
        ("Ships sailed around the Cape of Good Hope.", "Cape of Good Hope (Region)"),
        ("He told The Australian it was late.", "The Australian (Media)"),
        ("He told the Daily Mail it was late.", "Daily Mail (Media)"),
        ("He was born in Springfield, Ill., and left.", "Springfield (City); Illinois (Region)"),
        ("They fled to Cox's Bazar.", "Cox’s Bāzār (City)"),
        ("The prize went to ``A Rush of Rain'' again.", "A Rush of Rain (Entity)"),
    ]);
}

#[test]
fn things_are_known_by_their_makers_and_numbers() {
    check(&[
        ("They ordered a Boeing 737.", "Boeing 737 (Product)"),
        ("Boeing won 200 orders.", "Boeing (Company)"),
        ("The Dow 30 points lower, the FTSE 100 fell.", "Dow Jones Industrial Average (Entity); FTSE 100 (Entity)"),
        ("Two F-16 jets took off.", "F-16 (Product)"),
        (
            "The Halvard Motor Company showed the Halvard Sunset.",
            "Halvard Motor Company (Company); Halvard Sunset (Entity)",
        ),
        ("The new CamBook is thin.", "CamBook (Entity)"),
        ("It cost 40 USD, he said, at 2 GHz.", ""),
    ]);
}

#[test]
fn towns_stand_for_their_clubs() {
    check(&[
        ("He played for Coburg and Tulsa.", "Coburg (Team); Tulsa (Team)"),
        ("He played for Coburg. He lives in Coburg.", "Coburg (City)"),
        ("They lost to Tulsa 63-7.", "Tulsa (Team)"),
        ("The Lausanne midfielder left.", "Lausanne (Team)"),
        ("The Jets lost.", "Jets (Organization)"),
        ("They flew from Coburg to Tulsa.", "Coburg (City); Tulsa (City)"),
    ]);
}

#[test]
fn what_is_said_once_holds_for_the_rest() {
    check(&[
        ("Ada Savage wrote it. Savage lives here.", "Ada Savage (Person)"),
        ("The judges liked Ada Player. They saw that Player was good.", "Ada Player (Person)"),
        ("Halvard Motor Company fell. Then Halvard rose.", "Halvard Motor Company (Company)"),
        ("Halvard said it would close.", "Halvard (Organization)"),
        ("Employees of Halvard left.", "Halvard (Organization)"),
    ]);
}

#[test]
fn a_place_lies_where_the_text_says() {
    check(&[
        ("It fell on the Harwick Gowda district.", "Harwick Gowda (Place)"),
        ("The Azna fled.", "Azna (Entity)"),
        ("They fought on the Western Front.", "Western Front (Region)"),
        ("They watched the Weather Channel.", "Weather Channel (Media)"),
    ]);
    let found = extract(&News::new("The farm is in Surrey, England."), Ontology::standard());
    let surrey = found.entities.first().expect("a place");
    assert_eq!((surrey.position, surrey.country.as_deref()), (None, Some("GB")));
}

#[test]
fn storms_have_names() {
    check(&[
        ("Hurricane Ada hit the coast.", "Hurricane Ada (Entity)"),
        ("Then Tropical Storm Ada formed.", "Tropical Storm Ada (Entity)"),
    ]);
}

#[test]
fn offices_end_the_names_of_bodies() {
    check(&[
        ("Bank of Japan Governor Ada Hill spoke.", "Bank of Japan (Company); Ada Hill (Person)"),
        ("They met Secretary of State Ada Hill.", "Ada Hill (Person)"),
        ("China's Foreign Ministry agreed.", "China (Country); China's Foreign Ministry (Government)"),
        ("Harwick captain Ada Hill left.", "Harwick (Organization); Ada Hill (Person)"),
        ("Sweden's Harwick fell.", "Sweden (Country); Harwick (Organization)"),
    ]);
}

#[test]
fn arabic_articles_belong_to_the_names_behind_them() {
    check(&[
        ("The prize went to Omar al-Harwick. Al-Harwick left.", "Omar al-Harwick (Person)"),
        ("They fought al-Qaeda.", "Al-Qaeda (Group)"),
        ("They fled to al-Hasakah.", "Al Ḩasakah (City)"),
    ]);
}

#[test]
fn citizens_stand_beside_persons() {
    check(&[("He met fellow Minnesotan Ada Hill.", "Minnesota (Region); Ada Hill (Person)")]);
}

#[test]
fn offices_and_contractions_are_no_names() {
    check(&[
        ("The Chief Executive Officer left.", ""),
        ("The Governor General and the Pope met.", ""),
        ("We've met, he said. They'll meet.", ""),
        ("Unlike Halvard, it rose.", "Halvard (Entity)"),
        ("He posted #Halvard again.", ""),
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
