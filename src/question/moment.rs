//! Times in questions: where one begins in the text, and which days it means.

use std::ops::Bound;

use crate::diagnostic::Span;
use crate::graph::{PropertyRange, View};
use crate::time::phrase::{self, Kind, Phrase, Reference, Tense};
use crate::time::{Date, Edtf, Interval};
use crate::value::{NodeId, Value};

use super::token::Moment;
use super::word::Word;
use super::{Refusal, names};

/// What times are read against: the session's day, and the newest event of the graph.
pub(super) struct Clock<'v> {
    view: View<'v>,
    today: Date,
    newest: Option<Date>,
}

impl<'v> Clock<'v> {
    /// A clock for one question.
    pub(super) fn new(view: View<'v>, today: Date) -> Self {
        Self { view, today, newest: None }
    }

    /// The graph.
    pub(super) fn view(&self) -> View<'v> {
        self.view
    }

    /// The last day of the newest event that is not a plan, or its first where it goes on; `today` in a graph without
    /// events.
    fn newest(&mut self) -> Date {
        let (view, today) = (self.view, self.today);
        *self.newest.get_or_insert_with(|| newest_event(view, today).unwrap_or(today))
    }

    fn reference(&self) -> Reference {
        Reference::new(self.today).tense(Tense::Past)
    }
}

/// The time that begins at a word, and how many words it has.
pub(super) fn read(text: &str, words: &[Word], at: usize, clock: &mut Clock<'_>) -> Option<(usize, Moment)> {
    let start = words[at].span.start;
    let after_within = at > 0 && words[at - 1].folded == "within" && names::number(&words[at].folded).is_some();
    if opens_part(words, at) {
        return None;
    }
    if words[at].quoted || NOT_FIRST.contains(&words[at].folded.as_str()) || counts(words, at) || after_within {
        return None;
    }
    if let Some(today) = so_far(words, at, clock.today) {
        return Some((1, today));
    }
    let length = phrase::prefix_length(&text[start..])?;
    let count = words[at..].iter().take_while(|word| word.span.start < start + length).count();
    let last = &words[at + count - 1];
    let whole_words = last.span.end == start + length || last.end == start + length;
    if !whole_words || (count == 1 && !is_month(words, at, text)) {
        return None;
    }
    let span = Span::new(start, last.span.end);
    moment(text, span, clock).map(|moment| (count, moment))
}

/// Whether the word before asks for a time, so that `May` behind it is the month even where somebody is called so.
pub(super) fn is_asked(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| words[before].folded.as_str());
    before
        .is_some_and(|word| ["in", "since", "until", "till", "after", "before", "during", "throughout"].contains(&word))
}

/// Reads a time again with a year of its own: the May 24 of "between May 24 and May 26, 2022".
pub(super) fn in_year(text: &str, today: Date, year: i64) -> Option<Moment> {
    let phrase = phrase::read(text, &Reference::new(today).year(year)).ok()?;
    known(&phrase)
}

/// The `now` of "until now" is the session's day.
fn so_far(words: &[Word], at: usize, today: Date) -> Option<Moment> {
    let before = at.checked_sub(1).map(|before| words[before].folded.as_str())?;
    let asked = words[at].folded == "now" && ["until", "till", "by", "to", "before"].contains(&before);
    asked.then_some(Moment::Known { interval: Interval::day(today), yearless: false, range: false })
}

fn moment(text: &str, span: Span, clock: &mut Clock<'_>) -> Option<Moment> {
    let reference = clock.reference();
    let newest = clock.newest();
    let read = |year| phrase::read(span.of(text), &reference.year(year));
    let phrase = match read(newest.year()) {
        Ok(phrase) if phrase.year_missing && is_later(&phrase, newest) => read(newest.year() - 1).ok()?,
        Ok(phrase) => phrase,
        Err(mistake) => return Some(Moment::Wrong(refusal(mistake, text, span))),
    };
    known(&phrase)
}

fn is_later(phrase: &Phrase, newest: Date) -> bool {
    phrase.edtf.map(Edtf::interval).and_then(|interval| interval.start).is_some_and(|start| start > newest)
}

/// Times that stand for days; "three weeks" and "daily" do not.
fn known(phrase: &Phrase) -> Option<Moment> {
    let interval = phrase.edtf.filter(|_| phrase.kind != Kind::Set)?.interval();
    Some(Moment::Known { interval, yearless: phrase.year_missing, range: !phrase.parts.is_empty() })
}

/// The mistake with its place in the question, and the question with a date in its stead that can be meant.
fn refusal(mistake: Refusal, text: &str, span: Span) -> Refusal {
    let within = mistake.span.unwrap_or(Span::new(0, span.end - span.start));
    let place = Span::new(span.start + within.start, (span.start + within.end).min(span.end));
    let advice = mistake.help.unwrap_or_default();
    let meant = iso_date(&mistake.message).or_else(|| advice.strip_prefix("its last day is "));
    let help = meant.map(|meant| format!("try: {}{meant}{}", &text[..place.start], &text[place.end..]));
    let message = match advice.is_empty() {
        true => mistake.message.clone(),
        false => format!("{}; {advice}", mistake.message),
    };
    let refusal = Refusal::new(mistake.code, message).at(place);
    help.into_iter().fold(refusal, Refusal::help)
}

/// The first date of the form YYYY-MM-DD in a message.
fn iso_date(message: &str) -> Option<&str> {
    message
        .split([' ', ',', ';'])
        .find(|word| word.len() == 10 && word.as_bytes()[4] == b'-' && word.as_bytes()[7] == b'-')
}

/// Words that stand before a time and say how events lie to it; the grammar reads them.
const NOT_FIRST: [&str; 25] = [
    "the",
    "a",
    "an",
    "after",
    "before",
    "since",
    "until",
    "till",
    "between",
    "from",
    "to",
    "in",
    "on",
    "at",
    "by",
    "during",
    "within",
    "over",
    "for",
    "about",
    "around",
    "and",
    "of",
    "throughout",
    "following",
];

/// "the last week of May" is no "last week".
fn opens_part(words: &[Word], at: usize) -> bool {
    let [ordinal, unit, of, ..] = &words[at..] else { return false };
    of.folded == "of"
        && ["first", "second", "third", "fourth", "last"].contains(&ordinal.folded.as_str())
        && ["day", "week", "month", "quarter"].contains(&unit.folded.as_str())
}

/// Words before a number that is no year.
const COUNTING: [&str; 8] = ["least", "than", "most", "exactly", "top", "first", "latest", "newest"];

fn counts(words: &[Word], at: usize) -> bool {
    let is_number = words[at].folded.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let before = at.checked_sub(1).map(|before| words[before].folded.as_str());
    is_number && before.is_some_and(|word| COUNTING.contains(&word))
}

/// `may` and `march` alone are months only after a word that asks for a time; `May` may also be a name.
fn is_month(words: &[Word], at: usize, text: &str) -> bool {
    if !["may", "march"].contains(&words[at].folded.as_str()) {
        return true;
    }
    let before = at.checked_sub(1).map(|before| words[before].folded.as_str());
    let asked = before.is_some_and(|word| NOT_FIRST.contains(&word) && !["and", "of", "about"].contains(&word))
        || (before == Some("of") && at.checked_sub(3).is_some_and(|ordinal| opens_part(words, ordinal)));
    asked && (words[at].folded == "may" || words[at].span.of(text).starts_with(char::is_uppercase))
}

fn newest_event(view: View<'_>, today: Date) -> Option<Date> {
    let (event, start) = (view.symbol("Event")?, view.symbol("start")?);
    let modality = view.symbol("modality");
    let is_plan = |node: NodeId| {
        let modality = modality.map(|key| view.node_property(node, key));
        matches!(modality, Some(Value::String(modality)) if modality.as_ref() == "planned")
    };
    // Windows from the session's day backwards, so that the index hands out few of many events.
    let windows = [30, 400, 4_000].map(|days| today.plus_days(-days));
    windows.into_iter().chain([None]).find_map(|from| {
        let lower = from.map_or(Bound::Unbounded, |from| Bound::Included(Value::Date(from)));
        let nodes = view.seek(Some(event), start, &PropertyRange::Between(lower, Bound::Unbounded));
        let newest = nodes.into_iter().rev().find(|&node| !is_plan(node))?;
        let ends = view.symbol("end").map(|end| view.node_property(newest, end));
        match (ends, view.node_property(newest, start)) {
            (Some(Value::Date(date)), _) | (_, Value::Date(date)) => Some(date),
            _ => None,
        }
    })
}
