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

/// What `find_all` finds, one line each, as `texts.txt` writes it.
fn found(text: &str, reference: &Reference) -> Vec<String> {
    let found = find_all(text, reference);
    let phrases = found.phrases.iter().map(|phrase| {
        let edtf = phrase.edtf.map_or("-".into(), |edtf| edtf.to_string());
        format!("{} = {} | {edtf}", phrase.span.of(text), phrase.value)
    });
    let problems = found.problems.iter().map(|problem| format!("! {}", problem.span.expect("a place").of(text)));
    phrases.chain(problems).collect()
}

#[test]
fn texts_hold_the_phrases_listed_below_them() {
    let reference = reference().tense(Tense::Unknown);
    let mut wrong = Vec::new();
    for block in include_str!("texts.txt").split("\n\n").filter(|block| !block.starts_with('#')) {
        let mut lines = block.lines();
        let text = lines.next().expect("a text");
        let expected: Vec<String> = lines.map(|line| line.trim().to_owned()).collect();
        let actual = found(text, &reference);
        if actual != expected {
            wrong.push(format!("{text}\n  {}", actual.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

/// The words a phrase begins with must be known to the search, up to the one that names a time, or it would pass over.
#[test]
fn the_search_looks_at_every_phrase_of_the_table() {
    for line in include_str!("phrases.txt").lines().filter(|line| line.contains(" | ") && !line.starts_with('#')) {
        let (text, meaning) = line.split_once(" | ").expect("a phrase and what it means");
        // What is refused need not be found; behind "from" and its kin the phrase begins with its first date.
        if meaning.contains(" | ") {
            assert_eq!(find::vocabulary::starts(text).first(), Some(&0), "{text}");
        }
    }
}

/// The values of what is found in a text of 2025-05-28 that tells what happened.
fn told(text: &str) -> Vec<String> {
    find(text, &reference()).into_iter().map(|phrase| phrase.value).collect()
}

#[test]
fn a_clause_may_look_ahead_where_its_sentence_looks_back() {
    assert_eq!(told("The trial is set to begin on Monday, the court said on Tuesday."), ["2025-06-02", "2025-05-27"]);
    assert_eq!(told("Banks closed on Monday and stay shut until Friday."), ["2025-05-26", "2025-05-30"]);
    assert_eq!(told("The rules were due on Friday."), ["2025-05-23"]);
    assert_eq!(told("The plans announced in November failed."), ["2024-11"]);
}

#[test]
fn a_year_of_today_is_an_aside_in_a_text_about_long_ago() {
    let text = "In July 1920 the army turned. A historian counted its losses in 2004. It was beaten on 31 August.";
    assert_eq!(told(text), ["1920-07", "2004", "1920-08-31"]);
}

#[test]
fn a_range_keeps_its_ends() {
    let text = "Between May 2 and May 9, 2025, 390 were freed.";
    let phrases = find(text, &reference());
    let parts: Vec<_> = phrases[0].parts.iter().map(|part| (part.span.of(text), part.value.as_str())).collect();
    assert_eq!(parts, [("May 2", "2025-05-02"), ("May 9, 2025", "2025-05-09")]);
}

#[test]
fn refusals_say_where_and_what_to_do() {
    for (text, place, message, help) in [
        ("February 30", "February 30", "February 2025 has no day 30", "its last day is February 28"),
        (
            "between May 24 and May 20, 2025",
            "May 24 and May 20, 2025",
            "the range ends (2025-05-20) before it starts (2025-05-24)",
            "swap the dates?",
        ),
        (
            "05/06/2025",
            "05/06/2025",
            "may be 2025-05-06 or 2025-06-05",
            "write the month as a word or the date as YYYY-MM-DD",
        ),
    ] {
        let diagnostic = read(text, &reference()).expect_err(text);
        assert_eq!(diagnostic.span.expect("a place").of(text), place);
        assert_eq!((diagnostic.message.as_str(), diagnostic.help.as_deref()), (message, Some(help)));
    }
}

/// Words of the grammar and of no grammar, in any order.
fn word_salad() -> impl Strategy<Value = String> {
    let words = "the a of May may March 24 24th 2025 '90s 199 Q3 last next this two days week year ago later since between \
        and – - / : . , 14:30 p.m. on in morning Tuesday century BC every weekend 05/06/2025 2025-05-24 é 🙂 early mid end";
    let word = proptest::sample::select(words.split_whitespace().collect::<Vec<_>>());
    let gap = proptest::sample::select(vec![" ", "", "\n", "\u{A0}"]);
    proptest::collection::vec((word, gap), 0..12)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #[test]
    fn any_words_are_read_or_refused(text in word_salad()) {
        let reference = reference();
        if let Ok(phrase) = read(&text, &reference) {
            prop_assert!(phrase.edtf.is_none_or(|edtf| Edtf::parse(&edtf.to_string()) == Ok(edtf)));
        }
        if let Some((_, length)) = read_prefix(&text, &reference) {
            prop_assert!(text.is_char_boundary(length));
        }
    }

    #[test]
    fn what_is_found_stands_in_the_text_in_order(text in word_salad()) {
        let mut end = 0;
        for phrase in find(&text, &reference().tense(Tense::Unknown)) {
            prop_assert!(phrase.span.start >= end && phrase.span.end > phrase.span.start);
            prop_assert!(text.get(phrase.span.start..phrase.span.end).is_some());
            end = phrase.span.end;
        }
    }
}

/// Texts of the words phrases are made of, of numbers, of small words and of strangers, in any order.
pub(super) fn text_of_phrase_words() -> impl Strategy<Value = String> {
    let pieces: Vec<String> = parse::GRAMMAR
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .filter(|piece| !piece.is_empty() && !piece.starts_with('\\'))
        .collect();
    let word = prop_oneof![
        6 => proptest::sample::select(pieces),
        3 => "[0-9]{1,4}|[0-9]{1,2}(st|nd|th)|(19|20)[0-9]{2}s?|[0-9]{1,2}:[0-9]{2}|[1-9],[0-9]{3}",
        2 => proptest::sample::select(vec!["the", "a", "of", "in", "and", "to", "from", "on", "at"]).prop_map(str::to_owned),
        2 => proptest::sample::select(vec!["harbour", "Harwick", "thereof", "mays", "caf\u{e9}", "x2", "Monday\u{b2}"])
            .prop_map(str::to_owned),
    ];
    let gap =
        prop_oneof![8 => Just(" "), 1 => Just(", "), 1 => Just("-"), 1 => Just("."), 1 => Just(""), 1 => Just("\n")];
    let capital = |(mut word, gap, capital): (String, &'static str, bool)| {
        if capital && word.is_ascii() {
            word[..1].make_ascii_uppercase();
        }
        word + gap
    };
    proptest::collection::vec((word, gap, any::<bool>()).prop_map(capital), 1..7).prop_map(|words| words.concat())
}
