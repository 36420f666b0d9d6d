//! Classes of words that do alike: to lift, ease or relax a ban, curfew or embargo is one thing.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::feature::stem;

/// What may stand behind a verb in the table.
const PARTICLES: [&str; 16] = [
    "up", "down", "off", "out", "away", "aside", "back", "in", "into", "over", "on", "for", "with", "by", "against",
    "to",
];

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

/// The class of each word of one kind, and the sign of each class.
#[derive(Default)]
struct Classes {
    words: FxHashMap<&'static str, &'static str>,
    signs: FxHashMap<&'static str, Sign>,
}

static VERBS: LazyLock<Classes> = LazyLock::new(|| read("verb"));
static NOUNS: LazyLock<Classes> = LazyLock::new(|| read("noun"));

/// The class of a verb in its base form, with the word behind it: to "turn down" is not to turn.
pub(super) fn verb_class(lemma: &str, behind: &str) -> Option<&'static str> {
    let words = &VERBS.words;
    let phrase = PARTICLES.contains(&behind).then(|| words.get(&*format!("{lemma} {behind}"))).flatten();
    phrase.or_else(|| words.get(lemma)).copied()
}

/// The verb whose deed the stem of a noun names: "withdrawal" is to withdraw.
pub(super) fn deed(stem: &str) -> Option<&'static str> {
    static DEEDS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(deeds);
    DEEDS.get(stem).copied()
}

fn deeds() -> FxHashMap<&'static str, &'static str> {
    let mut deeds = FxHashMap::default();
    for (verb, nouns) in include_str!("deeds.tsv").lines().filter_map(|line| line.split_once('\t')) {
        for noun in nouns.split(", ") {
            deeds.entry(stem(noun)).or_insert(verb);
        }
    }
    deeds
}

/// The class of a noun's stem.
pub(super) fn noun_class(stem: &str) -> Option<&'static str> {
    NOUNS.words.get(stem).copied()
}

/// The sign of a class of verbs.
pub(super) fn verb_sign(class: &str) -> Sign {
    VERBS.signs.get(class).copied().unwrap_or(Sign::Open)
}

/// The sign of a class of nouns.
pub(super) fn noun_sign(class: &str) -> Sign {
    NOUNS.signs.get(class).copied().unwrap_or(Sign::Open)
}

/// The words of one kind in the table; the first class that lists a word has it.
fn read(kind: &str) -> Classes {
    let mut classes = Classes::default();
    for line in include_str!("classes.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [class, of, sign, words] = columns[..] else { continue };
        if of == kind {
            classes.signs.insert(class, Sign::read(sign));
            let words = words.split(", ").map(|word| if kind == "noun" { stem(word) } else { word });
            words.for_each(|word| {
                classes.words.entry(word).or_insert(class);
            });
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
    fn to_end_what_is_against_somebody_is_for_them() {
        let sign = |verb, noun| verb_sign(verb_class(verb, "").unwrap()).of(noun_sign(noun_class(noun).unwrap()));
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
