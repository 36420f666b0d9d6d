//! Classes of words that do alike: to lift, ease or relax a ban, curfew or embargo is one thing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::feature::stem;

/// What may stand behind a verb in the table.
const PARTICLES: [&str; 16] = [
    "up", "down", "off", "out", "away", "aside", "back", "in", "into", "over", "on", "for", "with", "by", "against",
    "to",
];

type Classes = FxHashMap<&'static str, &'static str>;

static VERBS: LazyLock<Classes> = LazyLock::new(|| read("verb"));
static NOUNS: LazyLock<Classes> = LazyLock::new(|| read("noun"));

/// The class of a verb in its base form, with the word behind it: to "turn down" is not to turn.
pub(super) fn verb_class(lemma: &str, behind: &str) -> Option<&'static str> {
    let phrase = PARTICLES.contains(&behind).then(|| VERBS.get(&*format!("{lemma} {behind}"))).flatten();
    phrase.or_else(|| VERBS.get(lemma)).copied()
}

/// The class of a noun's stem.
pub(super) fn noun_class(stem: &str) -> Option<&'static str> {
    NOUNS.get(stem).copied()
}

/// The words of one kind in the table; the first class that lists a word has it.
fn read(kind: &str) -> Classes {
    let mut classes = Classes::default();
    for line in include_str!("classes.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(class), Some(of), Some(words)) = (columns.next(), columns.next(), columns.next()) else { continue };
        for word in words.split(", ").filter(|_| of == kind) {
            classes.entry(if kind == "noun" { stem(word) } else { word }).or_insert(class);
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_class_do_alike() {
        assert_eq!(verb_class("relax", ""), verb_class("lift", ""));
        assert_eq!(noun_class(stem("curfews")), noun_class(stem("embargo")));
        assert_eq!(noun_class("giraffe"), None);
        assert_eq!(verb_class("turn", "down"), verb_class("refuse", ""));
        assert_ne!(verb_class("turn", "down"), verb_class("turn", "to"));
    }

    #[test]
    fn every_line_is_a_class_a_kind_and_words() {
        for line in include_str!("classes.tsv").lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(columns.len() == 3 && matches!(columns[1], "verb" | "noun"), "{line}");
        }
    }
}
