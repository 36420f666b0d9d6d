//! What was read before is not read again: "Monday", "last year" and "in 2008" stand in every other article.
//!
//! What the grammar makes of a place depends on the text up to the first word that is none of its own, for no phrase goes
//! across such a word: on `Monday ` of "Monday the harbour opened", whatever follows. Its own words are what stands in
//! quotation marks in the grammar itself, and what can be put together of that. A thread remembers so many places.

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::time::phrase::parse::{self, Parsed};

/// The phrase `window` begins with, as [`parse::prefix`] reads it.
pub(super) fn prefix(window: &str) -> Option<Parsed> {
    REMEMBERED.with_borrow_mut(|remembered| remembered.prefix(window))
}

/// How many places are remembered before all are forgotten: a few megabytes.
const MOST_PLACES: usize = 1 << 14;

thread_local! {
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

#[derive(Default)]
struct Remembered {
    /// By the text that matters, where a word follows it, and where the text ends with it.
    places: [FxHashMap<Box<str>, Option<Parsed>>; 2],
}

impl Remembered {
    fn prefix(&mut self, window: &str) -> Option<Parsed> {
        let key = &window[..length_that_matters(window)];
        let places = &mut self.places[usize::from(key.len() == window.len())];
        if let Some(known) = places.get(key) {
            return known.clone();
        }
        if places.len() == MOST_PLACES {
            places.clear();
        }
        let parsed = parse::prefix(window);
        places.insert(key.into(), parsed.clone());
        parsed
    }
}

/// Up to the first word of plain letters that the grammar does not know, without the small words in front of it: "and the" of
/// "2008 and the harbour" would only matter if a phrase went on behind them.
fn length_that_matters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut matters) = (0, 0);
    while at < bytes.len() {
        let end = at + bytes[at..].iter().take_while(|byte| is_word_byte(**byte)).count();
        if end == at {
            at += 1;
            if bytes[at - 1] != b' ' {
                matters = at;
            }
            continue;
        }
        let word = &text[at..end];
        if bytes[at..end].iter().all(u8::is_ascii_alphabetic) && !is_known(word) {
            return behind_blanks(bytes, matters);
        }
        if !never_ends_phrase(word) || matters == 0 && at == 0 {
            matters = end;
        }
        at = end;
    }
    bytes.len()
}

/// Blanks tell that a word has ended.
fn behind_blanks(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| **byte == b' ').count()
}

/// Words that are followed by something in every phrase they stand in.
fn never_ends_phrase(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "of" | "in" | "and" | "to" | "from")
}

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Words of more letters are none of the grammar's.
const LONGEST_WORD: usize = 16;

/// Whether the grammar may read a word: it is one of its texts, or begins with one and goes on with others, as `centuries`
/// is `centur` and `ies`. Texts of a letter or two end words, or stand alone.
fn is_known(word: &str) -> bool {
    let mut lower = [0; LONGEST_WORD];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    if PIECES.contains(lower) {
        return true;
    }
    let mut reached = [false; LONGEST_WORD + 1];
    for end in 3..=lower.len() {
        let follows = (3..end).any(|start| reached[start] && PIECES.contains(&lower[start..end]));
        reached[end] = follows || PIECES.contains(&lower[..end]);
    }
    reached[lower.len()]
}

/// The runs of letters in the texts of the grammar. What a rule only looks at (`&^"a"`), it does not read.
static PIECES: LazyLock<FxHashSet<Box<[u8]>>> = LazyLock::new(|| {
    let lines = parse::GRAMMAR.lines().map(|line| line.split("//").next().unwrap_or_default());
    let texts = lines.flat_map(|line| {
        let parts: Vec<&str> = line.split('"').collect();
        let texts = (1..parts.len()).step_by(2).filter(|&text| !parts[text - 1].ends_with("&^"));
        texts.map(|text| parts[text]).collect::<Vec<_>>()
    });
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_ascii_alphabetic()));
    words.map(|word| word.to_ascii_lowercase().into_bytes().into()).collect()
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::phrase::tests::text_of_phrase_words;

    #[test]
    fn what_matters_ends_before_a_strange_word() {
        let table = "\
2008 and the harbour -> '2008 '
Monday, the harbour -> 'Monday, '
two weeks ago in Harwick -> 'two weeks ago '
centuries-old walls -> 'centuries-old '
May 24, 2008 -> 'May 24, 2008'
the harbour -> 'the '";
        for line in table.lines() {
            let (text, matters) = line.split_once(" -> ").expect("two columns");
            assert_eq!(format!("'{}'", &text[..length_that_matters(text)]), matters);
        }
    }

    proptest! {
        // Texts of one run meet what earlier ones left in the memory.
        #[test]
        fn what_is_remembered_is_what_is_read(text in text_of_phrase_words()) {
            for (start, _) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()).take(12) {
                prop_assert_eq!(prefix(&text[start..]), parse::prefix(&text[start..]), "{:?}", &text[start..]);
            }
        }
    }
}
