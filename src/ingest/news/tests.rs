//! Articles read as a whole.

use proptest::prelude::*;

use super::*;
use crate::ontology::Ontology;
use crate::time::Date;

mod what;
mod when;
mod who_and_when;
mod whole_events;

/// The example articles of the project, and their pages as a person has checked them.
const PAGES: [(&str, &str, &str); 9] = [
    (
        "convoy-attack",
        include_str!("../../../examples/articles/convoy-attack.txt"),
        include_str!("pages/convoy-attack.txt"),
    ),
    (
        "dockers-strike",
        include_str!("../../../examples/articles/dockers-strike.txt"),
        include_str!("pages/dockers-strike.txt"),
    ),
    (
        "ferry-collision",
        include_str!("../../../examples/articles/ferry-collision.txt"),
        include_str!("pages/ferry-collision.txt"),
    ),
    (
        "ferry-collision-second-report",
        include_str!("../../../examples/articles/ferry-collision-second-report.txt"),
        include_str!("pages/ferry-collision-second-report.txt"),
    ),
    (
        "fishing-talks",
        include_str!("../../../examples/articles/fishing-talks.txt"),
        include_str!("pages/fishing-talks.txt"),
    ),
    (
        "harbour-fire",
        include_str!("../../../examples/articles/harbour-fire.txt"),
        include_str!("pages/harbour-fire.txt"),
    ),
    (
        "harbour-strike",
        include_str!("../../../examples/articles/harbour-strike.txt"),
        include_str!("pages/harbour-strike.txt"),
    ),
    (
        "looking-back",
        include_str!("../../../examples/articles/looking-back.txt"),
        include_str!("pages/looking-back.txt"),
    ),
    (
        "talks-in-karlskrona",
        include_str!("../../../examples/articles/talks-in-karlskrona.txt"),
        include_str!("pages/talks-in-karlskrona.txt"),
    ),
];

fn read(text: &str) -> Extraction {
    extract(&News::new(text), Ontology::standard())
}

/// The events of a text, one a line: date, type, modality, title, actors > recipients, places.
fn events(text: &str) -> Vec<String> {
    let found = read(text);
    let name = |entity: usize| found.entities[entity].name.clone();
    let line = |event: &Event| {
        let record = &event.record;
        let with = |role| {
            let parts = record.participants.iter().filter(|part| part.role == role);
            parts.map(|part| name(part.entity)).collect::<Vec<_>>().join("+")
        };
        let places: Vec<String> = record.places.iter().map(|&place| name(place)).collect();
        let (actors, recipients) =
            (with(crate::ingest::record::Role::Actor), with(crate::ingest::record::Role::Recipient));
        format!("{} {} {:?} {actors}>{recipients} @{}", record.date, record.kind, record.modality, places.join("+"))
    };
    found.events.iter().map(line).collect()
}

#[test]
fn example_articles_have_their_pages() {
    for (name, article, page) in PAGES {
        let drawn = read(article).to_string();
        if std::env::var_os("UPDATE_PAGES").is_some() {
            let path = format!("{}/src/ingest/news/pages/{name}.txt", env!("CARGO_MANIFEST_DIR"));
            std::fs::write(path, &drawn).expect("the pages can be written");
        } else {
            assert_eq!(drawn, page, "{name}: look at the difference; UPDATE_PAGES=1 writes the page anew");
        }
    }
}

#[test]
fn colours_add_nothing_to_a_page() {
    let found = read(PAGES[0].1);
    let coloured = found.page(Paint::Colour);
    assert!(coloured.contains("\u{1b}[1;35mattacked\u{1b}[0m"), "{coloured}");
    let mut plain = String::new();
    for part in coloured.split('\u{1b}') {
        plain.push_str(if part.starts_with('[') { part.split_once('m').map_or("", |(_, rest)| rest) } else { part });
    }
    assert_eq!(plain, found.page(Paint::Plain));
}

#[test]
fn marks_leave_the_words_as_they_are() {
    for (name, article, _) in PAGES {
        let found = read(article);
        for sentence in &found.sentences {
            let words = sentence.span.of(article);
            let page = found.to_string();
            let line =
                page.lines().find(|line| line.starts_with(&format!("{:>4}  ", sentence.number))).expect("a line");
            let bare = without_marks(line.get(6..).unwrap_or_default());
            assert_eq!(
                bare.split_whitespace().collect::<Vec<_>>(),
                words.split_whitespace().collect::<Vec<_>>(),
                "{name}"
            );
        }
    }
}

/// A marked sentence without its marks: of `[words = what: kind]` the words.
fn without_marks(line: &str) -> String {
    let Some(open) = line.rfind(['[', '{']) else { return line.to_owned() };
    let close = open + line[open..].find([']', '}']).expect("what opens closes");
    let inside = &line[open + 1..close];
    let words = inside.find(" = ").or_else(|| inside.find(": ")).map_or(inside, |end| &inside[..end]);
    without_marks(&format!("{}{words}{}", &line[..open], &line[close + 1..]))
}

#[test]
fn arguments_tell_what_a_word_means() {
    let kind = |text: &str, kind: &str| {
        let found = events(text);
        assert!(found.iter().any(|line| line.contains(kind)), "{text}: {found:?}");
    };
    kind("On May 5, 2025, Example Steel Ltd bought Harwick Shipping Ltd.", "2025-05-05 Acquisition");
    kind("On May 5, 2025, Example Steel Ltd bought 40 lorries.", "2025-05-05 Transaction");
    kind("In May 2025 the harbour fired Ada Example.", "2025-05 Dismissal");
    kind("In 2019 Ada Example joined the Harwick Sailors Union.", "2019 Accession");
}

#[test]
fn a_leading_time_dates_both_clauses() {
    let found = events("In 1990 Ada Example left Norway and she founded Harwick Shipping Ltd.");
    assert!(found.iter().any(|line| line.starts_with("1990 Founding")), "{found:?}");
    // Not what came after the event it is the date of.
    let after = events("After the collapse of talks in Oslo on January 20, 2025, Ada Example decided to sue Norway.");
    assert!(!after.iter().any(|line| line.starts_with("2025-01-20 Decision")), "{after:?}");
}

#[test]
fn the_two_countries_and_the_coast_guard_are_those_named_before() {
    let talks = events(
        "Iceland and Norway signed an agreement in Bergen on May 5, 2025. The two countries began talks in Oslo in March 2025.",
    );
    assert!(talks.iter().any(|line| line.starts_with("2025-03 Negotiation Asserted Iceland+Norway>")), "{talks:?}");
    let release = events(
        "The Croatian coast guard arrested two men on May 5, 2025. On May 7, 2025 the coast guard released 40 captives.",
    );
    assert!(release.iter().any(|line| line.contains("Release Asserted Croatian coast guard>")), "{release:?}");
}

#[test]
fn a_strike_that_ended_is_the_strike_told_before() {
    let found = events("The dock workers went on strike in Oslo on May 5, 2025. The strike ended on May 9, 2025.");
    assert_eq!(found.len(), 1, "{found:?}");
    let rule = events("On May 5, 2025, Norway condemned the sale of a poison, which is banned in Sweden.");
    assert!(!rule.iter().any(|line| line.contains(" Ban ")), "{rule:?}");
}

#[test]
fn a_story_of_long_ago_keeps_its_own_year() {
    let text = "Written on May 5, 2025. On September 18, 1920 the army took the bridge. During the next month it moved east. \
                The armistice was signed on 12 October and went into effect on 18 October.";
    let found = read(text);
    let values: Vec<&str> = found.times.iter().map(|time| time.value.as_str()).collect();
    assert_eq!(values, ["2025-05-05", "1920-09-18", "1920-10", "1920-10-12", "1920-10-18"]);
}

#[test]
fn what_the_graph_does_not_take_in_is_told_as_well() {
    let found = read("The minister repaired the pump after the replacement of a valve.");
    let words: Vec<&str> = found.asides.iter().map(|aside| aside.span.of(found.news.text())).collect();
    assert_eq!(words, ["repaired", "replacement"]);
    assert!(found.events.is_empty(), "{:?}", found.events);
}

#[test]
fn active_passive_and_nominal_tell_the_same() {
    for text in [
        "On May 5, 2025, Norway bombed Oslo with missiles from the air.",
        "On May 5, 2025, Norway launched a missile attack on Oslo.",
        "On May 5, 2025, a missile attack on Oslo was carried out by Norway.",
    ] {
        let found = events(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(
            found[0].starts_with("2025-05-05 ") && found[0].ends_with("Asserted Norway> @Oslo"),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn what_did_not_happen_is_not_asserted() {
    for text in [
        "On May 5, 2025, Norway did not attack Oslo.",
        "No attack on Oslo was reported on May 5, 2025.",
        "If Norway attacks Oslo, Sweden will close the border.",
        "Norway could attack Oslo in May 2025.",
    ] {
        let attacks: Vec<String> = events(text).into_iter().filter(|line| line.contains("Attack Asserted")).collect();
        assert!(attacks.is_empty(), "{text}: {attacks:?}");
    }
}

#[test]
fn modality_and_source() {
    let denied = events("On May 5, 2025, Norway denied the attack on Oslo.");
    assert!(denied.iter().any(|line| line.contains("Attack Denied")), "{denied:?}");
    let alleged = events("Sweden accused Norway of executing 12 captives in Oslo on May 5, 2025.");
    assert!(alleged.iter().any(|line| line.contains("Execution Alleged Norway")), "{alleged:?}");
    let planned = events("On May 5, 2025, Norway agreed to release 30 prisoners in Oslo.");
    assert!(planned.iter().any(|line| line.contains("Release Planned Norway")), "{planned:?}");
}

/// The titles of the events of a text.
fn titles(text: &str) -> Vec<String> {
    read(text).events.into_iter().map(|event| event.record.title).collect()
}

#[test]
fn a_surname_is_no_town_and_a_town_no_surname() {
    let found =
        read("Daniel London, 19, a sailor, was arrested on May 5, 2025. London was released on May 6, 2025 in London.");
    let names: Vec<&str> = found.entities.iter().map(|entity| entity.name.as_str()).collect();
    assert!(names.contains(&"Daniel London") && names.contains(&"London"), "{names:?}");
    let lines = events("Daniel London, 19, a sailor, was arrested on May 5, 2025. London resigned on May 6, 2025.");
    assert!(lines.iter().any(|line| line == "2025-05-05 Arrest Asserted >Daniel London @"), "{lines:?}");
    assert!(lines.iter().any(|line| line == "2025-05-06 Resignation Asserted Daniel London> @"), "{lines:?}");
}

#[test]
fn who_is_arrested_in_a_headline_arrests_nobody() {
    let lines = events("Daniel Example arrested after talks\n\nThe harbour of Oslo stayed closed on May 5, 2025.");
    assert!(lines.iter().any(|line| line.contains("Arrest Asserted >Daniel Example")), "{lines:?}");
}

#[test]
fn a_pronoun_goes_on_meaning_the_same_person() {
    let text =
        "Maria Example left Oslo on May 5, 2025. She met John Other on May 6, 2025. She resigned on May 7, 2025.";
    assert!(events(text).iter().any(|line| line.contains("Resignation Asserted Maria Example>")), "{:?}", events(text));
}

#[test]
fn a_dated_deed_without_a_known_word_is_an_occurrence() {
    assert_eq!(titles("In 2007, Maria Example left the ship."), ["Maria Example leaves ship"]);
    let founded = events("Maria Example started Microsoft in 1975.");
    assert_eq!(founded, ["1975 Founding Asserted Maria Example>Microsoft @"]);
    for nothing in [
        "In 2007, Maria Example did not leave the ship.",
        "In 2007, Maria Example owned the ship.",
        "In 2007, Maria Example was working on the ship.",
        "If Maria Example left the ship in 2007, she had a reason.",
        "Maria Example left the ship.",
        "On May 2, 2007, Sweden completed the last phase of a prisoner exchange.",
    ] {
        let occurrences: Vec<String> = events(nothing).into_iter().filter(|line| line.contains("Occurrence")).collect();
        assert!(occurrences.is_empty(), "{nothing}: {occurrences:?}");
    }
}

#[test]
fn a_birth_is_no_news_of_its_day() {
    let born = events("Maria Example, born in Oslo on May 5, 1955, has resigned.");
    assert!(born.contains(&"1955-05-05 Birth Asserted >Maria Example @Oslo".to_owned()), "{born:?}");
    let undated = events("Monday, May 5, 2025\n\nMaria Example, who wrote many books, was born in Bergen.");
    assert!(undated.contains(&" Birth Asserted >Maria Example @Bergen".to_owned()), "{undated:?}");
    let under_dateline = events("Aid for sailors\nMay 7, 2015\nMaria Example was born in Bergen.");
    assert_eq!(under_dateline, [" Birth Asserted >Maria Example @Bergen"]);
}

#[test]
fn what_is_said_without_quotation_marks_is_said() {
    let text = "OSLO, May 5, 2025 - Norway said that it would open the harbour.";
    let found = read(text);
    let said = found.events.iter().find(|event| event.record.kind == "Statement");
    assert_eq!(said.map(|event| event.record.title.as_str()), Some("Norway says it would open the harbour"));
    let threatened = events("OSLO, May 5, 2025 - Norway said that it would attack Sweden.");
    assert!(threatened.iter().any(|line| line.contains("Threat Asserted Norway>")), "{threatened:?}");
    let claimed = events("On May 5, 2025, Maria Example claimed that Microsoft imprisoned her for two days.");
    assert!(claimed.iter().any(|line| line.contains("Accusation Asserted Maria Example>Microsoft")), "{claimed:?}");
    assert!(claimed.iter().any(|line| line.contains("Arrest Alleged Microsoft>Maria Example")), "{claimed:?}");
}

#[test]
fn titles_end_in_words_that_promise_no_more() {
    let released = titles("Maria Example was released on US$20,000 bail on May 5, 2025.");
    assert_eq!(released, ["Maria Example released on US$20,000 bail"]);
    let charged = titles("Maria Example was charged with taking two boats on May 5, 2025.");
    assert_eq!(charged, ["Maria Example charged with taking two boats"]);
}

#[test]
fn a_headline_printed_three_times_is_no_three_events() {
    let text = "Norway and Sweden hold talks in Oslo\n\nNorway and Sweden hold talks in Oslo\n\n\
        Norway and Sweden hold talks in Oslo\n\nNorway and Sweden held talks in Oslo on May 5, 2025.";
    assert_eq!(events(text).len(), 1, "{:?}", events(text));
}

#[test]
fn documents_carry_evidence_and_identity() {
    let news = News::new("Norway attacked Oslo on Monday.")
        .published(Date::new(2025, 5, 6).expect("a day"))
        .source("Example Wire");
    let document = extract(&news, Ontology::standard()).document();
    assert_eq!(document.source.as_deref(), Some("Example Wire"));
    assert_eq!(document.sha256.len(), 64);
    assert_eq!(document.events[0].date, "2025-05-05");
    assert_eq!(document.events[0].evidence, [0]);
}

#[test]
fn json_counts_code_points_or_bytes() {
    let found = read("Zürich: Norway attacked Oslo on May 5, 2025.");
    let start = |offsets| found.to_json("a", Ontology::standard(), offsets)["times"][0]["start"].clone();
    assert_eq!(start(Offsets::CodePoints), 32);
    assert_eq!(start(Offsets::Bytes), 33);
}

/// The work per byte must not grow with the text: ten times the text takes about ten times as long, not a hundred.
#[test]
fn time_is_linear_in_the_text() {
    let paragraph =
        "On May 5, 2025, Norwegian forces attacked the port of Oslo, officials in Bergen said. Talks followed.\n\n";
    let time = |count: usize| {
        let text: String = (0..count).map(|index| paragraph.replace("port", &format!("port{index}"))).collect();
        let start = std::time::Instant::now();
        assert!(!read(&text).events.is_empty());
        start.elapsed().as_secs_f64()
    };
    let _warm = time(20);
    let (small, large) = (time(200), time(2_000));
    assert!(large < 40.0 * small.max(0.002), "{small} s for one part, {large} s for ten");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,300}|([A-Z]?[a-z]{1,9}[ ,.\"'’-]{1,2}){0,60}|(The|Norway|attacked|Oslo|on|May 5|and|of|by|\"|,|:|\n|\\.| said| which| was| 12| killed| to){0,60}") {
        let found = read(&text);
        let fits = |span: TextSpan| text.get(span.start..span.end).is_some();
        prop_assert!(found.sentences.iter().all(|sentence| fits(sentence.span)));
        prop_assert!(found.times.iter().all(|time| fits(time.span)));
        prop_assert!(found.mentions.iter().all(|mention| fits(mention.span) && mention.entity < found.entities.len()));
        for event in &found.events {
            prop_assert!(!event.record.evidence.is_empty());
            prop_assert!(event.mentions.iter().all(|mention| fits(mention.span) && mention.source.is_none_or(fits)));
        }
        prop_assert_eq!(read(&text), found);
    }
}
