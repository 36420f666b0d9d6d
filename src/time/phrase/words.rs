//! What the small words of time phrases stand for.

use super::cardinal::cardinal;
use super::expression::{Holiday, PartOfDay, Portion, Repeated, Unit, Which};
use crate::time::{Weekday, calendar};

const ORDINALS: [&str; 21] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The month, `1..=12`, of its name or abbreviation.
pub(super) fn month(word: &str) -> Option<u8> {
    index_of_prefix(&MONTHS, word).map(|index| index + 1)
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    index_of_prefix(&WEEKDAYS, word).map(|index| Weekday::ALL[usize::from(index)])
}

fn index_of_prefix(names: &[&str], word: &str) -> Option<u8> {
    let prefix = word.get(..3)?;
    names.iter().position(|name| name.eq_ignore_ascii_case(prefix)).and_then(|index| u8::try_from(index).ok())
}

/// Whether a word is the name of a month or a weekday, or an abbreviation of one.
pub(super) fn is_calendar_name(word: &str) -> bool {
    let begins = |name: &str| name.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    calendar::names().any(|name| word.len() >= 3 && begins(name) && (word.len() <= 4 || name.len() == word.len()))
}

/// The number in tenths: `twelve`, `twenty-one`, `a hundred`, `two dozen`, `1,200`, `2.5`.
pub(super) fn number(text: &str) -> Option<i64> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let tenth = i64::from(fraction.as_bytes().first()?.checked_sub(b'0')?);
        return Some(whole.replace(',', "").parse::<i64>().ok()? * 10 + tenth);
    }
    let mut total = 0;
    for word in words(text) {
        total = match word.as_str() {
            "a" | "an" => 1,
            "hundred" => total.max(1) * 100,
            "dozen" => total.max(1) * 12,
            word => total + i64::from(cardinal(word)?),
        };
    }
    Some(total * 10)
}

/// The number of an ordinal: `13th`, `first`, `twenty-first`.
pub(super) fn ordinal(text: &str) -> Option<u8> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok();
    }
    let mut total = 0;
    for word in words(text) {
        let thirtieth = (word == "thirtieth").then_some(30);
        total += index_of(&ORDINALS, &word).or_else(|| cardinal(&word).map(i64::from)).or(thirtieth)?;
    }
    u8::try_from(total).ok()
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).map(str::to_ascii_lowercase)
}

fn index_of(names: &[&str], word: &str) -> Option<i64> {
    names.iter().position(|name| *name == word).and_then(|index| i64::try_from(index).ok())
}

pub(super) fn unit(word: &str) -> Unit {
    match &*word.to_ascii_lowercase() {
        word if word.starts_with("second") => Unit::Second,
        word if word.starts_with("minute") => Unit::Minute,
        word if word.starts_with("hour") => Unit::Hour,
        word if word.starts_with("night") => Unit::Night,
        word if word.starts_with("weekend") => Unit::Weekend,
        word if word.starts_with("week") => Unit::Week,
        word if word.starts_with("fortnight") => Unit::Fortnight,
        word if word.starts_with("month") => Unit::Month,
        word if word.starts_with("quarter") => Unit::Quarter,
        word if word.starts_with("year") || word.starts_with("annual") => Unit::Year,
        word if word.starts_with("decade") => Unit::Decade,
        word if word.starts_with("centur") => Unit::Century,
        _ => Unit::Day,
    }
}

pub(super) fn which(word: &str) -> Which {
    match &*word.to_ascii_lowercase() {
        "this past" | "last" | "past" => Which::Last,
        "next" | "coming" | "this coming" | "upcoming" => Which::Next,
        "previous" | "preceding" | "prior" => Which::Previous,
        "following" => Which::Following,
        "that" | "that same" | "same" | "very same" | "those" => Which::That,
        _ => Which::This,
    }
}

pub(super) fn portion(word: &str) -> Portion {
    match &*word.to_ascii_lowercase() {
        "later" | "earlier" => Portion::Somewhere,
        word if word.starts_with("early") || word.starts_with("beginning") || word.starts_with("start") => {
            Portion::Early
        }
        word if word.starts_with("mid") => Portion::Middle,
        _ => Portion::Late,
    }
}

pub(super) fn part_of_day(words: &str) -> PartOfDay {
    let words = words.to_ascii_lowercase();
    let last = words.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    match last {
        "dawn" => PartOfDay::Dawn,
        "morning" | "mornings" => PartOfDay::Morning,
        "noon" | "midday" => PartOfDay::Noon,
        "afternoon" => PartOfDay::Afternoon,
        "evening" => PartOfDay::Evening,
        "dusk" => PartOfDay::Dusk,
        "midnight" => PartOfDay::Midnight,
        "daytime" => PartOfDay::Daytime,
        _ => PartOfDay::Night,
    }
}

/// The season by its code of ISO 8601-2.
pub(super) fn season(word: &str) -> u8 {
    match word.as_bytes().get(..2) {
        Some([b'S' | b's', b'P' | b'p']) => 21,
        Some([b'S' | b's', _]) => 22,
        Some([b'A' | b'a' | b'F' | b'f', _]) => 23,
        _ => 24,
    }
}

/// The first year of a decade's name, counted from 1900 where there is no century.
pub(super) fn decade(word: &str) -> i64 {
    const NAMES: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_else(|_| index_of(&NAMES, &word.to_ascii_lowercase()).map_or(0, |index| (index + 2) * 10))
}

pub(super) fn holiday(words: &str) -> Holiday {
    let words = words.to_ascii_lowercase();
    match words.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default() {
        "christmas" if words.ends_with("eve") => Holiday::Fixed(12, 24),
        "christmas" => Holiday::Fixed(12, 25),
        "new" if words.ends_with("eve") => Holiday::Fixed(12, 31),
        "new" => Holiday::Fixed(1, 1),
        "boxing" => Holiday::Fixed(12, 26),
        "halloween" => Holiday::Fixed(10, 31),
        "valentine" => Holiday::Fixed(2, 14),
        "may" => Holiday::Fixed(5, 1),
        "good" => Holiday::Easter(-2),
        _ if words.ends_with("monday") => Holiday::Easter(1),
        _ => Holiday::Easter(0),
    }
}

/// How often `daily`, `weekly` and their like are.
pub(super) fn repeated_of_adverb(word: &str) -> Repeated {
    match &*word.to_ascii_lowercase() {
        "daily" | "everyday" => Repeated::Every(1, Unit::Day),
        // "The annual report" is that of a year; "annually" is every year.
        "annual" => Repeated::Rate(Unit::Year),
        "nightly" => Repeated::PartOfDay(PartOfDay::Night),
        word => Repeated::Every(1, unit(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        for (text, tenths) in [
            ("one", 10),
            ("twelve", 120),
            ("twenty-one", 210),
            ("forty five", 450),
            ("a hundred", 1000),
            ("two hundred", 2000),
            ("a dozen", 120),
            ("1,200", 12_000),
            ("2.5", 25),
        ] {
            assert_eq!(number(text), Some(tenths), "{text}");
        }
        for (text, expected) in [("13th", 13), ("first", 1), ("Twenty-first", 21), ("thirtieth", 30), ("twelfth", 12)] {
            assert_eq!(ordinal(text), Some(expected), "{text}");
        }
    }
}
