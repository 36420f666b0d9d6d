//! The words times begin with, for completion: those of `grammar/time.pest` that are a time by themselves, or after `last`,
//! `this` or `next`. The grammar is where they are listed; the reader of times says which they are.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::time::{calendar, phrase};

/// Times that begin so, capitalised as English has them, in order.
pub(super) fn times_beginning(begun: &str) -> impl Iterator<Item = &'static str> {
    TIMES.iter().filter(move |time| time.to_lowercase().starts_with(begun)).map(String::as_str)
}

static TIMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let alone = literals().map(str::to_owned);
    let shifted = literals().flat_map(|word| ["last", "this", "next"].map(|shift| format!("{shift} {word}")));
    // Only what the reader takes to its end is a time.
    alone.chain(shifted).filter(|text| phrase::prefix_length(text) == Some(text.len())).map(capitalised).collect()
});

/// Words of three letters and more: shorter ones are codes and abbreviations, which nobody needs to be offered.
fn literals() -> impl Iterator<Item = &'static str> {
    let rules = include_str!("../../grammar/time.pest").lines().filter(|line| !line.starts_with("//"));
    let literals = rules.flat_map(|line| line.split('"').skip(1).step_by(2));
    literals.filter(|word| word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' '))
}

/// Months and days of the week are written with a capital; what stands alone as one of them is known by that.
fn capitalised(time: String) -> String {
    let word = time.rsplit(' ').next().unwrap_or_default();
    let is_name = |name: &str| name.eq_ignore_ascii_case(word);
    if !calendar::names().chain(["Christmas", "Easter"]).any(is_name) {
        return time;
    }
    let (before, word) = time.split_at(time.len() - word.len());
    format!("{before}{}{}", word[..1].to_uppercase(), &word[1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_of_times_lists_its_words() {
        let beginning = |begun| times_beginning(begun).collect::<Vec<_>>();
        assert_eq!(beginning("mar"), ["March"]);
        assert!(beginning("yes").contains(&"yesterday"));
        assert!(beginning("last w").contains(&"last week"), "{:?}", beginning("last"));
        assert!(times_beginning("").all(|time| phrase::prefix_length(time) == Some(time.len())));
    }
}
