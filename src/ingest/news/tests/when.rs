//! When it was: texts with the day they were written, and the date of every event that was read in them.

use super::{News, Ontology, extract};
use crate::time::Date;

/// A line of a day and a text, then a line for each place that tells an event: its date and its words.
const CASES: &str = include_str!("when.txt");

#[test]
fn events_have_the_dates_their_texts_give_them() {
    let drawn: String =
        CASES.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).map(drawn).collect();
    if std::env::var_os("UPDATE_PAGES").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ingest/news/tests/when.txt");
        std::fs::write(path, &drawn).expect("the cases can be written");
    } else {
        assert_eq!(drawn, CASES, "look at the difference; UPDATE_PAGES=1 writes the cases anew");
    }
}

fn drawn(case: &str) -> String {
    let (day, text) = case.split_once("  ").expect("a day and a text");
    let mut parts = day.split('-').map(|part| part.parse::<u16>().expect("a number"));
    let mut next = || parts.next().expect("a year, a month and a day");
    let (year, month, day) = (next(), next(), next());
    let small = |number: u16| u8::try_from(number).expect("a month or day");
    let published = Date::new(i64::from(year), small(month), small(day));
    let news = News { published, ..News::new(text.replace(" ¶ ", "\n\n")) };
    let found = extract(&news, Ontology::standard());
    let mut tellings: Vec<_> = found
        .events
        .iter()
        .flat_map(|event| event.mentions.iter().map(move |mention| (mention.span, &event.record.date)))
        .collect();
    tellings.sort_by_key(|(span, _)| span.start);
    let line = |(span, date): &(crate::ingest::news::span::TextSpan, &String)| {
        let date = if date.is_empty() { "no date" } else { date };
        format!("    {date}: {}\n", span.of(news.text()))
    };
    format!("{case}\n{}", tellings.iter().map(line).collect::<String>())
}
