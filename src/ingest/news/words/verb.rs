//! The forms of common verbs.

use rustc_hash::FxHashMap;

use super::closed::Class;
use super::known::{closed_class, known_word, verb_forms};

/// Which forms of which verb a word can be. `hit` is base, past and participle of itself; `found` is the past of `find`
/// and the base of `found`, and the commoner reading wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VerbForms {
    /// The base form.
    pub(crate) lemma: &'static str,
    /// `attack`
    pub(crate) base: bool,
    /// `attacks`
    pub(crate) present: bool,
    /// `attacked`, told of the past
    pub(crate) past: bool,
    /// `attacked`, after `have` or `be`
    pub(crate) participle: bool,
    /// `attacking`
    pub(crate) gerund: bool,
}

/// Whether a lower-case word is the base form of a common verb.
pub(crate) fn is_base_verb(word: &str) -> bool {
    verb_forms(word).is_some_and(|forms| forms.base)
}

/// Whether a lower-case word can be a verb told of the past: `said`, `was`, `attacked`.
pub(crate) fn is_past_finite(word: &str) -> bool {
    matches!(word, "was" | "were" | "had" | "did" | "has" | "could" | "would")
        || verb_forms(word).is_some_and(|forms| forms.past && !forms.base)
}

/// The third person singular of a base form: `releases`.
pub(crate) fn third_person(lemma: &str) -> String {
    match lemma {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        _ => present(lemma),
    }
}

/// Whether a line has a word that can carry a sentence.
///
/// A participle behind a noun ("talks held in Oslo") looks the same as a past; the line gets the benefit of the doubt.
pub(crate) fn has_finite_verb(line: &str) -> bool {
    let (mut before, mut this) = (Written::default(), Written::default());
    let mut words = line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')));
    words.any(|word| {
        if word.is_empty() {
            return false;
        }
        this.read(word);
        let finite = this.is_finite_behind(&before);
        std::mem::swap(&mut before, &mut this);
        finite
    })
}

/// A word as it is written in a line.
#[derive(Default)]
struct Written {
    /// In small letters, with straight apostrophes.
    word: String,
    /// Whether it is written like a name: "International" of "Amnesty International" describes nothing.
    named: bool,
}

impl Written {
    /// Becomes `word`, written over what was held.
    fn read(&mut self, word: &str) {
        self.named = word.starts_with(char::is_uppercase);
        self.word.clear();
        if word.is_ascii() {
            self.word.push_str(word);
            self.word.make_ascii_lowercase();
        } else {
            self.word.push_str(&word.to_lowercase().replace('’', "'"));
        }
    }

    fn is_finite_behind(&self, before: &Self) -> bool {
        let word = &*self.word;
        let known = known_word(word);
        match known.class {
            Some(Class::Be) => !matches!(word, "be" | "been" | "being"),
            Some(Class::Have) => word != "having",
            Some(Class::Do | Class::Modal) => true,
            Some(_) => false,
            None if before.names_next() => false,
            None => known.forms.map_or(before.named && word.len() > 4 && word.ends_with("ed"), |forms| {
                forms.past || forms.present || (forms.base && before.may_be_several(self.named))
            }),
        }
    }

    /// Whether what follows is named by it rather than done: "the visit", "to visit", "Norway's visit".
    fn names_next(&self) -> bool {
        let word = &*self.word;
        let class = closed_class(word);
        // "the military" is a noun as well.
        let describes = !self.named && class == Some(Class::Adjective) && word != "military";
        describes
            || matches!(class, Some(Class::Determiner | Class::PossessivePronoun))
            || word.ends_with("'s")
            || matches!(word, "having" | "being" | "to" | "of" | "in" | "for" | "by" | "with")
    }

    /// Whether several may be meant, who "agree" where one "agrees": "Ministers", "Israel and Lebanon", "the Taliban". In
    /// "Friday, March 6" both words are names.
    fn may_be_several(&self, next_is_named: bool) -> bool {
        self.named && !next_is_named || self.word.ends_with('s')
    }
}

/// The forms every word of a common verb can be.
pub(super) fn forms() -> FxHashMap<String, VerbForms> {
    let mut forms = FxHashMap::default();
    for line in include_str!("verbs.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        derive(line, &mut forms);
    }
    forms
}

fn derive(line: &'static str, forms: &mut FxHashMap<String, VerbForms>) {
    let mut columns = line.split(' ');
    let Some(written) = columns.next() else { return };
    let marked = written.trim_end_matches('-');
    let lemma = marked.trim_end_matches('+');
    let stem = stem(lemma, marked.len() > lemma.len());
    let regular = if lemma.ends_with('e') { format!("{lemma}d") } else { format!("{}ed", past_stem(lemma, &stem)) };
    let past = columns.next().map_or(regular.clone(), str::to_owned);
    let participle = columns.next().map_or(regular, str::to_owned);
    let mut add = |word: String, set: fn(&mut VerbForms)| {
        let empty = VerbForms { lemma, base: false, present: false, past: false, participle: false, gerund: false };
        let entry = forms.entry(word).or_insert(empty);
        if entry.lemma == lemma {
            set(entry);
        }
    };
    if written == marked {
        add(lemma.to_owned(), |forms| forms.base = true);
        add(present(lemma), |forms| forms.present = true);
    }
    add(past, |forms| forms.past = true);
    add(participle, |forms| forms.participle = true);
    add(gerund(lemma, &stem), |forms| forms.gerund = true);
}

/// The base form as endings with a vowel find it: `stop` is `stopp`.
fn stem(lemma: &str, doubled: bool) -> String {
    let letters: Vec<char> = lemma.chars().collect();
    let vowel = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let doubles = match letters[..] {
        [.., before, vowels, last] => {
            !vowel(&before)
                && vowel(&vowels)
                && !vowel(&last)
                && !matches!(last, 'w' | 'x' | 'y')
                && letters.iter().filter(|c| vowel(c)).count() == 1
        }
        _ => false,
    };
    match letters.last() {
        Some(last) if doubled || doubles => format!("{lemma}{last}"),
        _ => lemma.to_owned(),
    }
}

fn past_stem(lemma: &str, stem: &str) -> String {
    if ends_in_consonant_y(lemma) { format!("{}i", &lemma[..lemma.len() - 1]) } else { stem.to_owned() }
}

fn present(lemma: &str) -> String {
    if ends_in_consonant_y(lemma) {
        return format!("{}ies", &lemma[..lemma.len() - 1]);
    }
    let hisses = ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| lemma.ends_with(end));
    if hisses { format!("{lemma}es") } else { format!("{lemma}s") }
}

fn gerund(lemma: &str, stem: &str) -> String {
    if let Some(root) = lemma.strip_suffix("ie") {
        return format!("{root}ying");
    }
    let silent = lemma.ends_with('e') && !lemma.ends_with("ee") && lemma != "be";
    if silent { format!("{}ing", &lemma[..lemma.len() - 1]) } else { format!("{stem}ing") }
}

fn ends_in_consonant_y(lemma: &str) -> bool {
    lemma.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| lemma.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_derived() {
        let lemma = |word: &str| verb_forms(word).map(|forms| forms.lemma);
        for (word, base) in [
            ("stopped", "stop"),
            ("denies", "deny"),
            ("denied", "deny"),
            ("releasing", "release"),
            ("dying", "die"),
            ("agreed", "agree"),
            ("committed", "commit"),
            ("struck", "strike"),
            ("clashes", "clash"),
            ("visiting", "visit"),
            ("cancelled", "cancel"),
            ("canceled", "cancel"),
            ("bordered", "border"),
        ] {
            assert_eq!(lemma(word), Some(base), "{word}");
        }
        assert_eq!(lemma("bridge"), None);
        assert_eq!(lemma("border"), None);
    }

    #[test]
    fn found_is_of_find() {
        let found = verb_forms("found").expect("a verb");
        assert_eq!((found.lemma, found.past, found.base), ("find", true, false));
    }

    #[test]
    fn the_lexicon_knows_every_form_of_its_verbs() {
        let lexicon = crate::ontology::Ontology::standard().lexicon();
        let tells = |word: &str, lemma: &str| lexicon.verbs(word).iter().any(|sense| sense.lemma.as_ref() == lemma);
        let mut unknown: Vec<String> = forms()
            .into_iter()
            .filter(|(word, forms)| tells(forms.lemma, forms.lemma) && !tells(word, forms.lemma))
            .map(|(word, _)| word)
            .collect();
        unknown.sort_unstable();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn finite_verbs() {
        assert!(has_finite_verb("The port reopened on Monday"));
        assert!(has_finite_verb("Ministers agree to meet"));
        assert!(has_finite_verb("Harbour International accused Varna of delay"));
        assert!(has_finite_verb("Norvia and Sudova come to terms"));
        assert!(has_finite_verb("Norvia outfoxed Sudova"));
        assert!(!has_finite_verb("Friday, March 6, 2026"));
        assert!(!has_finite_verb("Key Developments & Timeline"));
        assert!(!has_finite_verb("The old harbour of Varna after the storm"));
    }
}
