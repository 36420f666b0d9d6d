//! Phrases and what they mean, read from `phrases.txt`; and texts with ordinary words that are no times.

use proptest::prelude::*;

use super::*;

fn reference() -> Reference {
    Reference::new(Date::new(2025, 5, 28).expect("a date")).tense(Tense::Past)
}

/// `2025-05-28 past at 2022-02-24 year 2022`
fn reference_of(line: &str) -> Reference {
    let mut words = line.split_whitespace();
    let mut reference = Reference::new(words.next().and_then(|day| day.parse().ok()).expect("a day"));
    while let Some(word) = words.next() {
        match word {
            "past" => reference.tense = Tense::Past,
            "future" => reference.tense = Tense::Future,
            "at" => reference.at = words.next().map(|text| Edtf::parse(text).expect(text).interval()),
            "year" => reference.year = words.next().and_then(|year| year.parse().ok()),
            other => panic!("what is {other}?"),
        }
    }
    reference
}

fn shown(text: &str, reference: &Reference) -> String {
    match read(text, reference) {
        Ok(phrase) => {
            let edtf = phrase.edtf.map_or("-".into(), |edtf| edtf.to_string());
            format!("{} {} | {edtf}", format!("{:?}", phrase.kind).to_uppercase(), phrase.value)
        }
        Err(diagnostic) => diagnostic.code.into(),
    }
}

#[test]
fn phrases_mean_what_the_table_says() {
    let mut reference = reference();
    let mut wrong = Vec::new();
    for line in include_str!("phrases.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(rest) = line.strip_prefix("@ ") {
            reference = reference_of(rest);
            continue;
        }
        let (text, expected) = line.split_once(" | ").expect("a phrase and what it means");
        let actual = shown(text, &reference);
        if actual != expected {
            wrong.push(format!("{text} | {actual}   (expected {expected})"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
