//! How many: quantities, the killed and the injured.

use std::ops::Range;

use super::candidate::Candidate;
use super::scene::Scene;
use crate::ingest::news::reading::Reading;
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::Tag;
use crate::time::phrase::cardinal;

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Count {
    pub(super) number: f64,
    pub(super) unit: String,
}

/// Reads the numbers among the phrases a trigger governs into `candidate`.
pub(super) fn fill(scene: &Scene<'_>, phrases: &[usize], candidate: &mut Candidate) {
    let Some(count) = phrases.iter().find_map(|&chunk| count(scene, chunk)) else { return };
    let is_a = |ancestor: &str| scene.reading.ontology.is_a(&candidate.kind, ancestor);
    let deadly = ["Killing", "Execution", "Massacre", "Assassination", "Death", "EthnicCleansing"];
    // A count of people is not a sum of money, a share or a length of time.
    let whole = (count.number.fract() == 0.0 && count.number.abs() < 1e12).then_some(count.number as i64);
    if deadly.iter().any(|kind| is_a(kind)) {
        candidate.killed = candidate.killed.or(whole);
    } else if is_a("Injury") {
        candidate.injured = candidate.injured.or(whole);
    } else if candidate.quantity.is_none() {
        candidate.quantity = Some(count.number);
        candidate.unit = Some(count.unit).filter(|unit| !unit.is_empty());
    }
}

/// The number in the noun phrase at `chunk` and the words it counts: "over 150 surrendered soldiers" is 150 soldiers.
pub(super) fn count(scene: &Scene<'_>, chunk: usize) -> Option<Count> {
    let phrase = scene.clause.chunks.get(chunk).filter(|chunk| chunk.is_noun_phrase())?;
    let reading = scene.reading;
    let start = phrase.tokens.clone().find(|&index| reading.tags[index] == Tag::Number && !is_date(reading, index))?;
    let (number, end) = number(reading, start..phrase.tokens.end)?;
    let money = (start > 0).then(|| currency(reading.text.raw(start - 1))).flatten();
    if let Some(unit) = money {
        return Some(Count { number, unit: unit.to_owned() });
    }
    if reading.text.kind(end) == TokenKind::Hyphen && !is_swap(reading, start..phrase.tokens.end) {
        return None;
    }
    Some(Count { number, unit: unit(scene, chunk, end..phrase.tokens.end) })
}

/// "1,000-for-1,000"
fn is_swap(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    reading.text.word(tokens.start + 2) == "for"
}

fn is_date(reading: &Reading<'_>, index: usize) -> bool {
    reading
        .times_in(&(index.saturating_sub(8)..index + 1))
        .any(|time| time.first_token <= index && index < time.end_token)
}

fn currency(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "$" | "US$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        _ => return None,
    })
}

/// The noun that is counted, with "of war" and the like behind it.
fn unit(scene: &Scene<'_>, chunk: usize, rest: Range<usize>) -> String {
    let reading = scene.reading;
    let noun = rest.clone().rev().find(|&index| reading.tags[index] == Tag::Noun && index >= rest.start);
    let Some(noun) = noun else { return String::new() };
    let of = scene.clause.word(chunk + 1) == "of";
    let behind =
        scene.clause.chunks.get(chunk + 2).filter(|next| of && next.is_noun_phrase() && next.tokens.len() == 1);
    let bare = behind.filter(|next| reading.tags[next.head()] == Tag::Noun);
    let end = bare.map_or(noun + 1, |next| next.tokens.end);
    reading.text.of(noun..end).to_owned()
}

/// The number at the start of `tokens`, in figures or words, and the token behind it.
fn number(reading: &Reading<'_>, tokens: Range<usize>) -> Option<(f64, usize)> {
    let mut total = 0.0;
    let mut group: f64 = 0.0;
    let mut end = tokens.start;
    while end < tokens.end
        && (reading.tags[end] == Tag::Number || reading.text.word(end) == "and" && end > tokens.start)
    {
        match figure(reading.text.word(end)).or_else(|| word(reading.text.word(end)))? {
            scale if scale >= 1000.0 && end > tokens.start => {
                total += group.max(1.0) * scale;
                group = 0.0;
            }
            100.0 if end > tokens.start => group = group.max(1.0) * 100.0,
            value => group += value,
        }
        end += 1;
    }
    (end > tokens.start).then_some((total + group, end))
}

fn figure(word: &str) -> Option<f64> {
    let digits = word.replace(',', "");
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.starts_with(|c: char| c.is_ascii_digit());
    let scale = [("bn", 1e9), ("m", 1e6), ("k", 1e3)]
        .into_iter()
        .find_map(|(mark, scale)| digits.strip_suffix(mark).map(|rest| (rest, scale)));
    match scale {
        Some((rest, scale)) => rest.parse::<f64>().ok().map(|value| value * scale),
        None if plain => digits.parse().ok(),
        None => None,
    }
}

fn word(word: &str) -> Option<f64> {
    if let Some(value) = cardinal(word) {
        return Some(f64::from(value));
    }
    Some(match word {
        "dozen" => 12.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}
