//! Things called by their maker's name and a model, and indexes called by how many they count: "Boeing 737", "FTSE 100".

use std::ops::Range;

use super::run::look_up;
use crate::ingest::news::segment::{TokenKind, TokenText};

/// One past the model number at `at`, if the run in front of it is the name of a maker or of an index.
pub(super) fn model_end(text: &TokenText<'_>, run: Range<usize>, at: usize, limit: usize) -> Option<usize> {
    let last = run.end - 1..run.end;
    if !is_model_number(text.raw(at)) || kind_of_maker(text, &run).or_else(|| kind_of_maker(text, &last)).is_none() {
        return None;
    }
    let variant = at + 2 < limit && text.raw(at + 1) == "-" && text.kind(at + 2) == TokenKind::Number;
    let end = if variant { at + 3 } else { at + 1 };
    // "Boeing 200 orders", "the Dow 200 points": what is counted follows.
    (!counts(text, end)).then_some(end)
}

/// Whether a hyphen joins letters and a number: "F-16", "MiG-29", but not "G-7".
pub(super) fn is_model_hyphen(text: &TokenText<'_>, hyphen: usize, limit: usize) -> bool {
    let letters = text.raw(hyphen - 1);
    let short = letters.len() <= 3 && letters != "G" && letters.bytes().all(|letter| letter.is_ascii_alphabetic());
    let number = hyphen + 1 < limit && text.kind(hyphen + 1) == TokenKind::Number && text.raw(hyphen + 1).len() <= 4;
    number && (short || text.is_upper(hyphen - 1))
}

/// What a name is that is a maker's or an index's with a number behind it, or with "Model".
pub(super) fn kind_of_model(text: &TokenText<'_>, name: &Range<usize>) -> Option<&'static str> {
    if let Some(model) = name.clone().skip(1).find(|&index| text.raw(index) == "Model") {
        return kind_of_maker(text, &(name.start..model));
    }
    let number = name.clone().skip(1).find(|&index| text.kind(index) == TokenKind::Number)?;
    if number > name.start + 1
        && text.kind(number - 1) == TokenKind::Hyphen
        && is_model_hyphen(text, number - 1, name.end)
    {
        return Some("Product");
    }
    kind_of_maker(text, &(name.start..number))
}

/// What a company makes, or an index: "S&P" too, which is three tokens.
fn kind_of_maker(text: &TokenText<'_>, name: &Range<usize>) -> Option<&'static str> {
    let maker = look_up(text, name.start, name.end).filter(|known| known.length == name.len());
    match maker.as_ref().map(|maker| &*maker.kind) {
        Some("Company") => Some("Product"),
        Some("Entity") => Some("Entity"),
        _ => (text.of(name.clone()) == "S&P").then_some("Entity"),
    }
}

/// `737`, `787s`, `500`, but not a year, a sum or a share.
fn is_model_number(number: &str) -> bool {
    let bare = number.strip_suffix('s').unwrap_or(number);
    (2..=3).contains(&bare.len()) && bare.bytes().all(|digit| digit.is_ascii_digit())
        || bare == "2000"
        || bare == "1000"
}

/// Whether what a number counts follows it: a plural or a unit.
fn counts(text: &TokenText<'_>, at: usize) -> bool {
    let word = text.word(at);
    matches!(
        word,
        "%" | "percent" | "per" | "million" | "billion" | "trillion" | "thousand" | "points" | "point" | "km"
    ) || word.ends_with('s') && !text.is_capitalised(at) && !is_craft(word) && text.verb_forms(at).is_none()
}

/// Sorts of things that have models.
fn is_craft(word: &str) -> bool {
    matches!(
        word,
        "jets" | "planes" | "aeroplanes" | "airplanes" | "airliners" | "helicopters" | "cars" | "is" | "was" | "has"
    )
}
