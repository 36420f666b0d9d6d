//! Classes of words that do alike: to lift, ease or relax a ban, curfew or embargo is one thing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::term::{Term, key_of_two};
use crate::ingest::news::words::stem;

/// Whether a word may stand behind a verb in the table.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "up" | "down"
            | "off"
            | "out"
            | "away"
            | "aside"
            | "back"
            | "in"
            | "into"
            | "over"
            | "on"
            | "for"
            | "with"
            | "by"
            | "against"
            | "to"
    )
}

/// Whether a deed is for or against those it is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    For,
    Against,
    /// What its object says: to give aid, to impose a ban.
    Open,
    /// The reverse of what its object says: to end the aid, to end the ban.
    Reversed,
}

impl Sign {
    /// The sign of a verb with an object of the sign `object`.
    pub(super) const fn of(self, object: Self) -> Self {
        match (self, object) {
            (Self::Reversed, Self::For) => Self::Against,
            (Self::Reversed, Self::Against) => Self::For,
            (Self::Open, object) => object,
            (own, _) => own,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::For => "for",
            Self::Against => "against",
            Self::Open => "open",
            Self::Reversed => "reversed",
        }
    }

    fn read(sign: &str) -> Self {
        match sign {
            "+" => Self::For,
            "-" => Self::Against,
            "~" => Self::Reversed,
            _ => Self::Open,
        }
    }
}

/// Words that do alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    pub(super) name: Term<'static>,
    pub(super) sign: Sign,
}

impl Class {
    /// Where no class has the word.
    pub(super) const NONE: &str = "-";
}

/// The class of each word, or phrase of two words, by what stands for it.
type Classes = FxHashMap<u64, Class>;

static VERBS: LazyLock<Classes> = LazyLock::new(|| read("verb"));
static NOUNS: LazyLock<Classes> = LazyLock::new(|| read("noun"));

/// The class of a verb in its base form, with the word behind it: to "turn down" is not to turn.
pub(super) fn verb_class(lemma: Term<'_>, behind: &str) -> Option<Class> {
    let phrase = is_particle(behind).then(|| VERBS.get(&key_of_two(lemma, Term::new(behind)))).flatten();
    phrase.or_else(|| VERBS.get(&lemma.key())).copied()
}

/// The verb whose deed the stem of a noun names: "withdrawal" is to withdraw.
pub(super) fn deed(stem: Term<'_>) -> Option<Term<'static>> {
    static DEEDS: LazyLock<FxHashMap<u64, Term<'static>>> = LazyLock::new(deeds);
    DEEDS.get(&stem.key()).copied()
}

fn deeds() -> FxHashMap<u64, Term<'static>> {
    let mut deeds = FxHashMap::default();
    for (verb, nouns) in include_str!("deeds.tsv").lines().filter_map(|line| line.split_once('\t')) {
        for noun in nouns.split(", ") {
            deeds.entry(Term::new(stem(noun)).key()).or_insert(Term::new(verb));
        }
    }
    deeds
}

/// The class of a noun's stem.
pub(super) fn noun_class(stem: Term<'_>) -> Option<Class> {
    NOUNS.get(&stem.key()).copied()
}

/// The words of one kind in the table; the first class that lists a word has it.
fn read(kind: &str) -> Classes {
    let mut classes = Classes::default();
    for line in include_str!("classes.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, of, sign, words] = columns[..] else { continue };
        if of == kind {
            let class = Class { name: Term::new(name), sign: Sign::read(sign) };
            for word in words.split(", ").map(|word| if kind == "noun" { stem(word) } else { word }) {
                let key = word.split_once(' ').map_or_else(
                    || Term::new(word).key(),
                    |(first, second)| key_of_two(Term::new(first), Term::new(second)),
                );
                classes.entry(key).or_insert(class);
            }
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(lemma: &str, behind: &str) -> Option<&'static str> {
        verb_class(Term::new(lemma), behind).map(|class| class.name.text)
    }

    fn noun(word: &str) -> Option<&'static str> {
        noun_class(Term::new(stem(word))).map(|class| class.name.text)
    }

    #[test]
    fn words_of_one_class_do_alike() {
        assert_eq!(verb("relax", ""), verb("lift", ""));
        assert_eq!(noun("curfews"), noun("embargo"));
        assert_eq!(noun("giraffe"), None);
        assert_eq!(verb("turn", "down"), verb("refuse", ""));
        assert_ne!(verb("turn", "down"), verb("turn", "to"));
    }

    #[test]
    fn to_end_what_is_against_somebody_is_for_them() {
        let sign = |verb, noun| {
            let of_noun = noun_class(Term::new(noun)).unwrap().sign;
            verb_class(Term::new(verb), "").unwrap().sign.of(of_noun)
        };
        assert_eq!(sign("lift", "ban"), Sign::For);
        assert_eq!(sign("cut", "aid"), Sign::Against);
        assert_eq!(sign("bomb", "hospital"), Sign::Against);
    }

    #[test]
    fn every_line_is_a_class_a_kind_a_sign_and_words() {
        for line in include_str!("classes.tsv").lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let known = columns.len() == 4 && matches!(columns[1], "verb" | "noun");
            assert!(known && matches!(columns[2], "+" | "-" | "=" | "~"), "{line}");
        }
    }
}
